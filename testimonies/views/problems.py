"""When it goes wrong: a page with the words in it, ready to send again; and the pages for the rest."""

import logging
from http import HTTPStatus

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from testimonies import choices, sending
from testimonies.forms import BeginForm, WriteForm
from testimonies.views import returned
from testimonies.views.kinds import holding_words
from vault import tickets

log = logging.getLogger("testimonies")


def try_again(
    request: HttpRequest,
    *,
    words: str | None = None,
    error: str | Promise = "",
    line: str | Promise = "",
    status: HTTPStatus = HTTPStatus.SERVICE_UNAVAILABLE,
    ticket: str | None = None,
) -> HttpResponse:
    """The words, still there, with everything else that was chosen. Needs no database."""
    posted = request.POST
    given = ticket or posted.get("ticket") or tickets.issue()
    carried = BeginForm.carry(posted) + WriteForm.carry(posted)
    boxes = [box.name for box in choices.AT_FIRST]
    carried = [pair for pair in carried if pair[0] not in boxes]
    context = {
        "heading": _("Something went wrong on our side. Nothing was sent."),
        "line": _("Your text is still here, below. Copy it if you want to keep it, then try again."),
        # What the writer chose to take out stays out: the marks are not in this page.
        "words": choices.as_chosen(posted, choices.STORY) if words is None else words,
        "error": error,
        "carried": [*carried, _change(posted), *choices.carry(posted, applied=True)],
        "ticket": given,
    }
    if error:
        context |= {"heading": error, "line": line or _("Nothing was sent.")}
    return holding_words(render(request, "testimonies/problem.html", context, status=status))


def _change(posted: QueryDict) -> tuple[str, str]:
    return choices.CHANGE.name, choices.as_chosen(posted, choices.CHANGE)


def another_text(request: HttpRequest, words: str) -> HttpResponse:
    """The form came before with another text: what is in it now can be sent by itself."""
    return try_again(
        request,
        words=words,
        error=_("Your story came to us before, with other words. These words are not with us yet."),
        line=_(
            "You can send them as a new story. Or come back with your six words and change the first one."
        ),
        status=HTTPStatus.CONFLICT,
        ticket=tickets.issue(),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token did not come along; whoever wrote something gets it back.

    Unless it is with us already: somebody who left clears the token, and whoever has the phone then reloads the page.
    """
    if "words" in request.POST and _was_sent(request):
        page = render(request, "testimonies/sent_again.html", {"is_sure": True}, status=HTTPStatus.FORBIDDEN)
        return holding_words(page)
    if "words" in request.POST:
        return try_again(request, error=too_old(), status=HTTPStatus.FORBIDDEN)
    if any(name in request.POST for name in returned.TYPED):
        return returned.kept(request, error=too_old(), status=HTTPStatus.FORBIDDEN)
    return render(request, "403.html", status=HTTPStatus.FORBIDDEN)


def _was_sent(request: HttpRequest) -> bool:
    try:
        return sending.was_sent(tickets.read(request.POST.get("ticket", "")))
    # Then it is not known, and the words must come back.
    except (tickets.TicketForged, tickets.TicketTooOld, DatabaseError):
        return False


def too_old() -> str:
    return _(
        "This page was open for a long time, so we could not take it. Your words are still in the box below. "
        "Press the button once more."
    )


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """More than we take in one form, or not from a browser; nothing of it is read, so nothing can be given back."""
    page = render(request, "400.html", status=HTTPStatus.BAD_REQUEST)
    page["Cache-Control"] = "no-store"
    return page


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing here, or no longer."""
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours; it needs no table."""
    return render(request, "500.html", status=HTTPStatus.INTERNAL_SERVER_ERROR)
