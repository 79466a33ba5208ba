"""Search in stories."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from testimonies import filters, page_cache, read_forms, searching, totals
from testimonies.views.kinds import kept_by_nobody, public_page


@public_page
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The field, and below it what was found."""
    words, hide = searching.cleaned(request.GET.get("q", "")), filters.hidden(request.GET)
    context = {
        "form": read_forms.SearchForm(initial={"q": words, "hide": hide}, auto_id="f_%s"),
        "hidden": hide,
        "words": words.replace('"', "").strip(),
        "several": len(words.split()) > 1,
    }
    if words:
        cursor, counts = request.GET.get("from", ""), page_cache.counts(totals.latest)
        found = searching.find(words, hide=hide, cursor=cursor, counts=counts)
        context |= {
            "found": found,
            "older_url": _url(words, hide, found.older),
            "newer_url": _url(words, hide, found.newer),
        }
    page = render(request, "testimonies/search.html", context)
    return kept_by_nobody(page) if words else page


def _url(words: str, hide: tuple[str, ...], cursor: str) -> str | None:
    pairs = [("q", words), *(("hide", note) for note in hide), ("from", cursor)]
    return f"{reverse('testimonies:search')}?{urlencode(pairs)}" if cursor else None
