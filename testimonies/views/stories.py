"""Home, the feed, one story, "I believe you"."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from testimonies import limits, page_cache, reading, returning, totals, voices
from testimonies.errors import Gone
from testimonies.models import Story
from testimonies.views.kinds import public_page, without_cookie


@public_page
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, the line of voices, the newest stories."""
    counts, page = page_cache.counts(totals.latest), reading.feed()
    context = {
        "voices": voices.line(counts),
        "total": totals.rounded(counts.get("stories", 0)),
        "stories": page.stories,
        "older_url": _url(page.older),
        "first": True,
    }
    return render(request, "testimonies/home.html", context)


@public_page
@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """A page of the feed, older or newer than a place in it."""
    page = reading.feed(request.GET.get("from", ""))
    context = {
        "stories": page.stories,
        "older_url": _url(page.older),
        "newer_url": _url(page.newer),
        "total": totals.rounded(page_cache.counts(totals.latest).get("stories", 0)),
    }
    return render(request, "testimonies/stories.html", context)


def _url(cursor: str) -> str | None:
    return f"{reverse('testimonies:stories')}?from={cursor}" if cursor else None


@public_page
@require_safe
def story(request: HttpRequest, number: int) -> HttpResponse:
    """One story."""
    found = Story.objects.published().select_related("group").filter(number=number).first()
    if found is None:
        raise Http404
    newer, older = reading.neighbours(found)
    context = {"story": reading.shown(found), "newer": newer, "older": older}
    return render(request, "testimonies/story.html", context | {"believed": "believed" in request.GET})


@public_page
@without_cookie
@require_POST
def believe(request: HttpRequest, number: int) -> HttpResponse:
    """One more reader who believes it; once an hour from one address, and nobody sees who."""
    if not limits.over(request, f"believe-{number}", limits.BELIEVE):
        try:
            returning.believe(number)
        except Gone:
            raise Http404 from None
    return redirect(reverse("testimonies:story", args=[number]) + "?believed")
