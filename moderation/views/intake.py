"""Whether new stories are taken: for coordinators."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from moderation import jobs
from moderation.middleware import TeamRequest
from moderation.site_forms import IntakeForm
from moderation.views.concerns import for_coordinators
from testimonies import intake as intakes
from vault import keys


@require_http_methods(["GET", "HEAD", "POST"])
@for_coordinators
def intake(request: TeamRequest) -> HttpResponse:
    """What holds now, and the switch."""
    form = IntakeForm(request.POST or None, initial={"state": intakes.chosen()})
    if request.method == "POST" and form.is_valid():
        intakes.switch(form.cleaned_data["state"], by=request.person.uuid)
        return redirect("moderation:intake")
    context = {
        "form": form,
        "is_open": intakes.is_open(),
        "waiting": jobs.counts()["read"],
        "people": keys.holders_who_can_open(),
    }
    return render(request, "moderation/intake.html", context)
