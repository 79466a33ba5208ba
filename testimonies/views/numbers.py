"""Everything, in numbers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from testimonies import charts, page_cache, totals
from testimonies.models import Numbers
from testimonies.views.kinds import public_page
from testimonies.views.places import as_file

_TABLES = ("notes", "told", "kind", "age", "when", "country")


@public_page
@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """What people told us, in numbers; nothing until there are enough."""
    drawn = Numbers.objects.filter(place=None).first()
    tables = drawn.shown["tables"] if drawn else {}
    counts = page_cache.counts(totals.latest)
    context = {
        "stories": totals.rounded(counts.get("stories", 0)),
        "counted": tables["use"]["counted"] if tables else 0,
        "places": Numbers.objects.exclude(place=None).count(),
        "seasons": charts.seasons(tables["season"]) if tables else [],
        "season_table": charts.chart("season", tables["season"]) if tables else None,
        "charts": [charts.chart(name, tables[name]) for name in _TABLES] if tables else [],
    }
    return render(request, "testimonies/numbers.html", context)


@public_page
@require_safe
def numbers_file(request: HttpRequest) -> HttpResponse:
    """The same as a file."""
    drawn = Numbers.objects.filter(place=None).first()
    if drawn is None:
        raise Http404
    return as_file(charts.lines(drawn.shown["tables"]))
