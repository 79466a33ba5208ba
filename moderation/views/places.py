"""Two places of the list that are one. For coordinators."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from moderation import placing
from moderation.middleware import TeamRequest
from moderation.site_forms import MergeForm
from moderation.views.coordinators import for_coordinators
from testimonies import merging


@require_http_methods(["GET", "HEAD", "POST"])
@for_coordinators
def places(request: TeamRequest) -> HttpResponse:
    """Look for both, say which one stays; what waits for the next group, and can be taken back until then."""
    do = request.POST.get("do", "")
    if do == "back":
        return _take_back(request)
    form = MergeForm(request.POST if request.method == "POST" else None, sure=do == "merge")
    if request.method == "POST" and form.is_valid() and do == "merge" and _merge(request, form):
        return redirect("moderation:places")
    return _page(request, form)


def _merge(request: TeamRequest, form: MergeForm) -> bool:
    try:
        merging.merge(
            UUID(form.cleaned_data["goes"]), UUID(form.cleaned_data["stays"]), by=request.person.uuid
        )
    except merging.CannotMerge:
        form.say_cannot()
        return False
    return True


def _take_back(request: TeamRequest) -> HttpResponse:
    form = MergeForm(None)
    try:
        merging.take_back(UUID(request.POST.get("goes", "")), by=request.person.uuid)
    except (ValueError, merging.CannotMerge):
        return _page(request, form, too_late=True)
    return redirect("moderation:places")


def _page(request: TeamRequest, form: MergeForm, *, too_late: bool = False) -> HttpResponse:
    context = {
        "form": form,
        "waiting": merging.waiting(),
        "foretold": placing.foretold(form.both),
        "too_late": too_late,
    }
    return render(request, "moderation/places.html", context)
