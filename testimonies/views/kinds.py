"""The kinds of page that there are, said by a decorator on each view: what may be kept, and by whom."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from testimonies import replicas

View = Callable[..., HttpResponse]
NO_STORE = "no-store"
NOT_FOR_ENGINES = "noindex, noarchive, nosnippet"
_MARKER = "page"


def public_page(view: View) -> View:
    """The same for everybody: no cookie, no Vary, kept for half a minute."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return view(request, *args, **kwargs)
        response = replicas.for_readers(view)(request, *args, **kwargs)
        if response.status_code == 200:
            response.is_public_page = True
        return response

    return login_not_required(wrapped)


def kept_by_nobody(response: HttpResponse) -> HttpResponse:
    """Mark a public page that is made anew for each who asks: how fast it comes tells nobody what others asked for."""
    response.is_kept_by_nobody = True
    return response


def for_programs(view: View) -> View:
    """For programs, and no page of a search engine, whatever the operator allows for pages."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = NOT_FOR_ENGINES
        return response

    return wrapped


def words_page(view: View) -> View:
    """Holds or takes a survivor's words: never stored, and gone after Back.

    `no-store` alone does not keep a page out of Chromium's back/forward cache; an HttpOnly cookie set on each
    response does.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return holding_words(view(request, *args, **kwargs))

    return login_not_required(wrapped)


def holding_words(response: HttpResponse) -> HttpResponse:
    """Mark a response as one that holds or takes a survivor's words."""
    response["Cache-Control"] = NO_STORE
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(_MARKER, "1", httponly=True, samesite="Strict", secure=secure)
    return response


def _not_from_here(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    return render(request, "403.html", status=HTTPStatus.FORBIDDEN)


def without_cookie(*, otherwise: View = _not_from_here) -> Callable[[View], View]:
    """A POST from a public page: no CSRF cookie there, so Sec-Fetch-Site and Origin guard it.

    What comes from elsewhere is answered by `otherwise`, which must do nothing.
    """

    def guarded(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            ours = request.method != "POST" or comes_from_here(request)
            return (view if ours else otherwise)(request, *args, **kwargs)

        return csrf_exempt(wrapped)

    return guarded


def comes_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that one of our own pages sent this; a browser that says neither is refused."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site not in (None, "same-origin"):
        return False
    if origin is not None:
        return urlsplit(origin).netloc == request.get_host()
    return site == "same-origin"
