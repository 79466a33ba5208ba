"""For the person who reads: what they do not read, how much is enough, and where help is."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from moderation import pace, pace_line, preferences
from moderation.forms import ReadingForm
from moderation.middleware import TeamRequest
from testimonies import support


@require_safe
def care(request: TeamRequest) -> HttpResponse:
    """What helps somebody who reads this, and the lines that the site itself offers."""
    theirs = preferences.of(request.person, request.keyring())
    today = pace.today(request.person, timezone.now(), most=theirs.weight)
    context = {"pace": pace_line.line(today), "country": support.by_country()[0]}
    return render(request, "moderation/care.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reading_choices(request: TeamRequest) -> HttpResponse:
    """Their own setting, which nobody else can open."""
    theirs = preferences.of(request.person, request.keyring())
    form = ReadingForm(request.POST if request.method == "POST" else None, theirs=theirs)
    if request.method == "POST" and form.is_valid():
        preferences.keep(request.person, request.keyring(), form.preferences)
        return redirect(f"{reverse('moderation:reading-choices')}?kept=1")
    context = {"form": form, "kept": request.GET.get("kept") == "1"}
    return render(request, "moderation/reading_choices.html", context)
