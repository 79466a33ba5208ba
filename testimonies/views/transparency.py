"""What the site says of itself."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from testimonies import charts, reading
from testimonies import transparency as open_books
from testimonies.views.kinds import public_page
from testimonies.views.places import as_file


@public_page
@require_safe
def transparency(request: HttpRequest) -> HttpResponse:
    """In numbers; nothing until the first group went up."""
    drawn = open_books.latest()
    context = {
        "charts": [charts.chart(*each) for each in open_books.tables(drawn).items()] if drawn else [],
        "season": reading.season_of(drawn.group.day) if drawn else "",
    }
    return render(request, "testimonies/transparency.html", context)


@public_page
@require_safe
def transparency_file(request: HttpRequest) -> HttpResponse:
    """The same as a file."""
    drawn = open_books.latest()
    if drawn is None:
        raise Http404
    return as_file(charts.lines(open_books.tables(drawn)))
