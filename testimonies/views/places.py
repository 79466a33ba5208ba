"""Places that have a page: the list, and each of them."""

import csv
from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from testimonies import charts, place_pages, read_forms, searching
from testimonies.filters import Filters, short
from testimonies.models import Numbers
from testimonies.views.kinds import public_page


@public_page
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """All places with a page, A to Z, by kind and country, or by words."""
    sent = request.GET
    asked = place_pages.Asked(
        searching.cleaned(sent.get("q", "")),
        short(sent, "kind", 12),
        short(sent, "country", 2),
        short(sent, "letter", 1),
    )
    listing = place_pages.listing(asked)
    form = read_forms.PlaceForm(asked, listing)
    return render(request, "testimonies/places.html", {"listing": listing, "form": form, "asked": asked})


@public_page
@require_safe
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """One place. Without a page it is as if it did not exist."""
    page = place_pages.page_of(slug)
    if page is None:
        now = place_pages.now_called(slug)
        if now:
            return redirect("testimonies:place", now)
        raise Http404
    older = page.stories.older
    stories = reverse("testimonies:stories") + Filters(at=slug).query(**({"from": older} if older else {}))
    context = {"page": page, "stories_url": stories, "stories": page.stories.stories}
    return render(request, "testimonies/place.html", context)


@public_page
@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """What to print and hand over to those who are in charge of a place."""
    page = place_pages.page_of(slug)
    if page is None:
        raise Http404
    return render(request, "testimonies/report.html", {"page": page})


@public_page
@require_safe
def place_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The numbers of one place as a file."""
    shown = Numbers.objects.filter(place__slug=slug).values_list("shown", flat=True).first()
    if shown is None:
        raise Http404
    return as_file(charts.lines(shown["tables"]))


def as_file(lines: Iterable[tuple[str, ...]]) -> HttpResponse:
    """Rows as a CSV file with a name that says nothing."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="numbers.csv"'
    csv.writer(response).writerows([("table", "answer", "stories"), *lines])
    return response
