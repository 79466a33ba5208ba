"""What institutions answered: entered by coordinators."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from moderation import earlier_replies
from moderation.middleware import TeamRequest
from moderation.reply_forms import ReplyForm
from moderation.views.coordinators import for_coordinators
from testimonies import replies as answers


@require_safe
@for_coordinators
def replies(request: TeamRequest) -> HttpResponse:
    """The places with a page, and whether each has answered."""
    return render(request, "moderation/replies.html", {"places": answers.places()})


@require_http_methods(["GET", "HEAD", "POST"])
@for_coordinators
def reply(request: TeamRequest, slug: str) -> HttpResponse:
    """Enter or change the answer of one."""
    place = get_object_or_404(answers.places(), slug=slug)
    form = (
        ReplyForm(request.POST) if request.method == "POST" else ReplyForm.of(getattr(place, "reply", None))
    )
    if form.is_bound and form.is_valid():
        answers.keep(place, by=request.person.uuid, **form.cleaned_data)
        return redirect("moderation:replies")
    context = {
        "form": form,
        "place": place,
        "changes": answers.changes(place),
        "earlier": earlier_replies.of(place),
    }
    return render(request, "moderation/reply.html", context)
