"""The pages that only say something, the exit, and the answer to "are you up?"."""

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from testimonies import own_pages, own_words
from testimonies import support as helping
from testimonies.views.kinds import View, public_page


def _plain(name: str, own: str = "") -> View:
    @public_page
    @require_safe
    def page(request: HttpRequest) -> HttpResponse:
        return render(request, f"testimonies/{name}.html", _own(own) if own else {})

    return page


def _own(part: str) -> dict[str, object]:
    return {"own": own_words.part(part), "own_heading": own_words.PAGES[part]}


@public_page
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this is and who runs it, and the way to the pages of those who do."""
    context = {**_own(own_words.Page.WHO), "pages": own_pages.pages()}
    return render(request, "testimonies/about.html", context)


@public_page
@require_safe
def own_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A page that those who run the site wrote."""
    page = own_pages.page(slug)
    if page is None:
        raise Http404
    return render(request, "testimonies/own_page.html", {"page": page})


@public_page
@require_safe
def support(request: HttpRequest) -> HttpResponse:
    """Whom to talk to, by country and need: one page, so that no address tells the country or the need."""
    return render(request, "testimonies/support.html", {"countries": helping.by_country()})


how, safely, checking = _plain("how"), _plain("safely"), _plain("checking")
privacy = _plain("privacy", own_words.Page.PRIVACY)
takedown = _plain("takedown", own_words.Page.TAKEDOWN)


@login_not_required
@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """To the operator's plain page, clearing this site's data on the way; works without a database.

    Only for our own pages or an unknown sender: else any site could sign a moderator out.
    """
    response = HttpResponse(status=HTTPStatus.SEE_OTHER, headers={"Location": settings.CHORUS_LEAVE_URL})
    response["Cache-Control"] = "no-store"
    if request.headers.get("Sec-Fetch-Site") in (None, "same-origin", "none"):
        response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, 503 when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
    return HttpResponse("ok", content_type="text/plain")
