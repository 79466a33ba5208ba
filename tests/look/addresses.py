"""Addresses for rendering templates alone: names as in the site, and nothing behind them."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, include, path

_PLAIN = (
    "home stories begin write check thanks thanks-words back back-page back-version back-message back-choices "
    "back-concern back-text back-look-again back-words back-erase back-close support how safely "
    "about checking privacy takedown places search numbers numbers-file ideas leave feed api "
    "transparency transparency-file"
)


def _nothing(request: HttpRequest, number: int = 0, slug: str = "") -> HttpResponse:
    return HttpResponse()


_testimonies: list[URLPattern] = [path(f"{name}/", _nothing, name=name) for name in _PLAIN.split()]
_testimonies += [
    path(f"{name}/<int:number>/", _nothing, name=name) for name in ("story", "believe", "concern")
]
_testimonies += [
    path(f"{name}/<slug:slug>/", _nothing, name=name)
    for name in ("place", "place-file", "report", "own-page")
]
urlpatterns = [path("", include((_testimonies, "testimonies")))]
