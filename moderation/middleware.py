"""Every page is the team's, unless its view says that it is public."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from moderation import sessions, unsaved
from moderation.models import Person
from moderation.views import problems
from vault.keys import Keyring

_BENCH = "moderation:review"


class TeamRequest(HttpRequest):
    """What a team's view is given: a person who is signed in, and the keys that they opened."""

    person: Person
    keyring: Callable[[], Keyring]


class SignedInUnlessPublic(LoginRequiredMiddleware):
    """Deny by default. Gives the team's views `request.person` and `request.keyring()`."""

    def process_view(
        self, request: TeamRequest, view_func: Callable[..., HttpResponse], view_args: Any, view_kwargs: Any
    ) -> HttpResponse | None:
        """Let a public view pass untouched, a person who is signed in with their keys; send others away."""
        # Django's own asks who the user is first, and then every public page varies on the cookie.
        if not getattr(view_func, "login_required", True):
            return None
        request.is_team_page = True
        try:
            self._let_in(request)
        except sessions.Ended:
            return self._to_sign_in(request, view_func, view_kwargs)
        return None

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """No page of the team is kept by a browser."""
        if getattr(request, "is_team_page", False):
            response["Cache-Control"] = "no-store"
        return response

    def _let_in(self, request: TeamRequest) -> None:
        # Somebody who left is inactive, and Django's backend then calls them anonymous.
        if not request.user.is_authenticated:
            raise sessions.Ended
        # Opened before the view, though a few need no keys: who has no box any more sees no page at all.
        keyring = sessions.open_keyring(request.session, request.COOKIES, request.user, now=timezone.now())
        request.person, request.keyring = request.user, lambda: keyring

    def _to_sign_in(
        self, request: HttpRequest, view_func: Callable[..., HttpResponse], view_kwargs: Any
    ) -> HttpResponse:
        is_bench = request.method == "POST" and request.resolver_match.view_name == _BENCH
        if request.method == "POST" and not is_bench and problems.typed_words(request):
            response = problems.signed_out(request)
            sessions.end(request, response)
            return response
        # What was sent by POST is not sent again after sign-in, and its address may answer to nothing else.
        if request.method in ("GET", "HEAD"):
            response = self.handle_no_permission(request, view_func)
        else:
            response = redirect(self.get_login_url(view_func))
        if is_bench:
            # But the bench may be looked at again, and its marks and words must not go with the session.
            back = urlencode({"next": reverse(_BENCH, kwargs=view_kwargs)})
            response = redirect(f"{response.url}?{back}")
        sessions.end(request, response)
        if is_bench:
            unsaved.keep(request, view_kwargs["uuid"])
        return response
