"""For programs: where stories are, places, and numbers, in JSON; no words of a story, nothing that no page shows."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from testimonies import charts, filters, outlines, page_cache, place_pages, totals
from testimonies import numbers as counting
from testimonies.models import Numbers, Place
from testimonies.outlines import Outline
from testimonies.suppression import Cells
from testimonies.views.kinds import View, for_programs, public_page

_MOST = 100


def _answer(view: View) -> View:
    return public_page(for_programs(require_safe(view)))


@_answer
def api(request: HttpRequest) -> HttpResponse:
    """Which addresses there are."""
    names = ("stories", "places", "numbers", "description")
    return JsonResponse({name: reverse(f"testimonies:api-{name}") for name in names})


@cache
def _description() -> bytes:
    return (Path(__file__).parent.parent / "openapi.json").read_bytes()


@_answer
def description(request: HttpRequest) -> HttpResponse:
    """What the others answer, for programs that read descriptions."""
    return HttpResponse(_description(), content_type="application/json")


@_answer
def stories(request: HttpRequest) -> HttpResponse:
    """Stories without their words, newest first; what can be asked for is what the page's filters offer."""
    asked = filters.read(request.GET)
    page = outlines.page(request.GET.get("from", ""), asked, _MOST)
    found = [_story(each) for each in page.stories]
    return JsonResponse({"stories": found, "older": _on(asked, page.older), "newer": _on(asked, page.newer)})


def _story(story: Outline) -> dict[str, object]:
    return {
        "number": story.number,
        "season": counting.season_of(story.day),
        "kind": story.kind or None,
        "notes": list(story.notes),
        "address": reverse("testimonies:story", args=[story.number]),
    }


def _on(asked: filters.Filters, cursor: str) -> str | None:
    return reverse("testimonies:api-stories") + asked.query(**{"from": cursor}) if cursor else None


@_answer
def places(request: HttpRequest) -> HttpResponse:
    """Places with a page, by their addresses."""
    sent = request.GET
    asked = place_pages.Asked(kind=filters.short(sent, "kind", 12), country=filters.short(sent, "country", 2))
    found, last = place_pages.some(asked, filters.short(sent, "after", 120), _MOST)
    more = asked.query(after=last) if last else None
    return JsonResponse(
        {
            "places": [_place(each) for each in found],
            "more": reverse("testimonies:api-places") + more if more else None,
        }
    )


def _place(place: Place) -> dict[str, object]:
    return {
        "name": place.name,
        "kind": place.kind,
        "town": place.town,
        "region": place.region,
        "country": place.country,
        "address": reverse("testimonies:place", args=[place.slug]),
        "numbers": reverse("testimonies:api-place", args=[place.slug]),
    }


@_answer
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """The numbers of one place. Without a page it is as if it did not exist."""
    drawn = Numbers.objects.select_related("place", "group").filter(place__slug=slug).first()
    if drawn is None:
        raise Http404
    return JsonResponse({**_place(drawn.place), "people": drawn.shown["people"], **_numbers(drawn)})


@_answer
def numbers(request: HttpRequest) -> HttpResponse:
    """Everything in numbers; nothing until there are enough."""
    drawn = Numbers.objects.select_related("group").filter(place=None).first()
    if drawn is None:
        raise Http404
    stories = totals.rounded(page_cache.counts(totals.latest).get("stories", 0))
    return JsonResponse({"stories": stories, **_numbers(drawn)})


def _numbers(drawn: Numbers) -> dict[str, object]:
    return {"season": counting.season_of(drawn.group.day), "tables": list(_tables(drawn.shown["tables"]))}


def _tables(tables: Mapping[str, Cells]) -> Iterator[dict[str, object]]:
    for name, cells in tables.items():
        rows = [
            {
                "answer": key,
                "label": charts.label(name, key),
                "about": cells[key] if isinstance(cells[key], int) else None,
                "shown": charts.said(cells[key]),
            }
            for key in charts.keys(name, cells)
        ]
        yield {"name": name, "caption": charts.caption(name), "rows": rows}
