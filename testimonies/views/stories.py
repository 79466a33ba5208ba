"""Home, the feed, one story, "I believe you"."""

from dataclasses import replace
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from testimonies import (
    content_notes,
    filters,
    ideas,
    limits,
    page_cache,
    read_forms,
    reading,
    returning,
    totals,
    voices,
)
from testimonies.errors import Gone
from testimonies.models import Story
from testimonies.views.kinds import kept_by_nobody, public_page, without_cookie


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
        "filters": _filters(filters.NONE, counts),
    }
    return render(request, "testimonies/home.html", context)


@public_page
@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """A page of the feed, older or newer than a place in it, and only what was asked for."""
    counts, asked = page_cache.counts(totals.latest), filters.read(request.GET)
    cursor = request.GET.get("from", "")
    page = reading.feed(cursor, asked)
    context = {
        "stories": page.stories,
        "older_url": _url(page.older, asked),
        "newer_url": _url(page.newer, asked),
        "other_url": _url(page.other, asked),
        "total": 0 if asked != filters.NONE else totals.rounded(counts.get("stories", 0)),
        "filters": _filters(asked, counts),
        "narrowed": asked.narrows,
        "feed_query": replace(asked, order="").query(),
    }
    response = render(request, "testimonies/stories.html", context)
    # Another one each time that it is asked for.
    return kept_by_nobody(response) if asked.order == filters.RANDOM and not cursor else response


def _url(cursor: str, asked: filters.Filters = filters.NONE) -> str | None:
    return reverse("testimonies:stories") + asked.query(**{"from": cursor}) if cursor else None


def _filters(asked: filters.Filters, counts: dict[str, int]) -> SafeString:
    notes = tuple(content_notes.to_tick())
    return _drawn_filters(get_language(), asked, read_forms.offered(counts), notes)


@lru_cache(maxsize=256)
def _drawn_filters(
    _language: str | None,
    asked: filters.Filters,
    offered: read_forms.Offered,
    _notes: tuple[tuple[str, str], ...],
) -> SafeString:
    # Kept: drawing it each time would be a third of the page. By the notes too, which coordinators rename.
    form = read_forms.FilterForm(asked, offered)
    return render_to_string("testimonies/_filters.html", {"form": form, "asked": asked})


@public_page
@require_safe
def all_ideas(request: HttpRequest) -> HttpResponse:
    """What survivors said should change."""
    page = ideas.page(request.GET.get("from", ""))
    context = {
        "ideas": page.ideas,
        "older_url": f"?from={page.older}" if page.older else None,
        "newer_url": f"?from={page.newer}" if page.newer else None,
    }
    return render(request, "testimonies/ideas.html", context)


@public_page
@require_safe
def story(request: HttpRequest, number: int) -> HttpResponse:
    """One story."""
    found = Story.objects.published().select_related("group").filter(number=number).first()
    if found is None:
        raise Http404
    newer, older = reading.neighbours(found)
    place = reading.places_of([found]).get(found.place_id)
    context = {"story": reading.shown(found, place=place), "newer": newer, "older": older}
    return render(request, "testimonies/story.html", context | {"believed": "believed" in request.GET})


@public_page
@without_cookie()
@require_POST
def believe(request: HttpRequest, number: int) -> HttpResponse:
    """One more reader who believes it; once an hour from one address, and nobody sees who."""
    if not limits.over(request, f"believe-{number}", limits.BELIEVE):
        try:
            returning.believe(number)
        except Gone:
            raise Http404 from None
    return redirect(reverse("testimonies:story", args=[number]) + "?believed")
