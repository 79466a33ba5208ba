"""Which of the two sides a process serves: on a server each has a service and a database role of its own."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

SIDES = ("public", "team", "both")
_OTHER = {"public": {"moderation", "admin"}, "team": {"testimonies"}}
# Whoever watches the process asks for the one, and its own pages link to the other.
_ALWAYS = {"testimonies:healthz", "testimonies:leave"}


class OnlyOneSide:
    """Answers the other side's addresses as if they were not there, before anything looks at who asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """What the rest of the site answers."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: Any, kwargs: Any) -> None:
        """Raises Http404 for a page of the other side."""
        match = request.resolver_match
        other = _OTHER.get(settings.CHORUS_SERVE, set())
        if other & set(match.app_names) and match.view_name not in _ALWAYS:
            raise Http404
