"""What the team agreed on: everybody reads it and its old versions, coordinators change it."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from moderation import texts as agreed
from moderation import versions
from moderation.middleware import TeamRequest
from moderation.site_forms import TextForm
from moderation.texts import Text


@require_safe
def texts(request: TeamRequest) -> HttpResponse:
    """All of them by their names."""
    return render(request, "moderation/texts.html", {"sections": agreed.all_texts()})


@require_http_methods(["GET", "HEAD", "POST"])
def text(request: TeamRequest, key: str) -> HttpResponse:
    """One: what it says, what it said before, and a box for who coordinates."""
    found = agreed.find(key)
    if found is None:
        raise Http404
    if request.method == "POST" and not request.person.is_coordinator:
        return render(request, "moderation/coordinators_only.html", status=403)
    form = TextForm(request.POST if request.method == "POST" else None, text=found)
    if request.method == "POST" and form.is_valid():
        if _change(request, form, found):
            return redirect("moderation:text", key)
        found = agreed.find(key)
        form.say_changed(found.number)
    context = {
        "text": found,
        "paragraphs": agreed.paragraphs(found),
        "form": form,
        "earlier": agreed.earlier(found),
    }
    return render(request, "moderation/text.html", context)


def _change(request: TeamRequest, form: TextForm, text: Text) -> bool:
    body, seen = form.cleaned_data["body"], form.cleaned_data["seen"]
    try:
        versions.change(text.key, body, seen=seen, by=request.person, today=timezone.localdate())
    except versions.ChangedMeanwhile:
        return False
    return True
