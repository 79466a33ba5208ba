"""Public pages: one copy for everybody, no cookie, no Vary. And the language, which the path alone says."""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import translation
from django.utils.translation import get_language_from_path

from testimonies import names, page_cache

Handler = Callable[[HttpRequest], HttpResponse]
PUBLIC = "public, max-age=0, s-maxage=30, must-revalidate"


class PublicPages:
    """Answers a GET of a public page from the half-minute store, and keeps what the views mark as public."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The kept page, or the view's; 304 when the reader has it already."""
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        # Files that are read elsewhere say where they are, and over Tor that is another name.
        path = names.onion_of(request) + request.get_full_path()
        page = page_cache.get(path)
        if page is None:
            begun = page_cache.age()
            response = self.get_response(request)
            if not getattr(response, "is_public_page", False):
                return response
            if getattr(response, "is_kept_by_nobody", False):
                return _not_kept(response)
            page = _keep(path, response, begun)
        if request.headers.get("If-None-Match") == page.etag:
            return _with_headers(HttpResponseNotModified(), page)
        response = _with_headers(HttpResponse(page.body), page)
        # Said, or the web server sends it in chunks.
        response["Content-Length"] = str(len(page.body))
        return response


def _keep(path: str, response: HttpResponse, begun: int) -> page_cache.Page:
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:24]}"'
    headers = {name: value for name, value in response.items() if name not in ("Vary", "Content-Length")}
    headers = {"X-Robots-Tag": _robots()} | headers | {"Cache-Control": PUBLIC, "ETag": etag}
    return page_cache.keep(path, response.content, tuple(headers.items()), etag, begun)


def _not_kept(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"], response["Cache-Control"] = _robots(), "no-store"
    del response["Vary"]
    return response


def _robots() -> str:
    # Found by its title at most, if the operator wants that: a copy or an excerpt would outlive what was taken down.
    return "noarchive, nosnippet" if settings.CHORUS_SEARCH_ENGINES else "noindex, noarchive, nosnippet"


def _with_headers(response: HttpResponse, page: page_cache.Page) -> HttpResponse:
    for name, value in page.headers:
        response[name] = value
    return response


class Utf8:
    """Forms are UTF-8, whatever their header says: of another charset Django makes a 500 before a page can answer."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response to the same form, read as UTF-8."""
        if request.encoding:
            request.encoding = "utf-8"
        return self.get_response(request)


class LanguageOfThePath:
    """The language by path prefix only: Django's own middleware varies on Accept-Language and reads a cookie."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response in the path's language."""
        language = get_language_from_path(request.path_info) or "en"
        with translation.override(language):
            request.LANGUAGE_CODE = language
            return self.get_response(request)
