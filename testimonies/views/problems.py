"""When it goes wrong: a page with the words in it, ready to send again; and the pages for the rest."""

import logging
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.core.exceptions import DisallowedHost
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from testimonies import choices, held, sending
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
        "carried": [*carried, _change(posted), *choices.carry(posted, applied=True), *held.carry(posted)],
        "ticket": given,
        # The first button does what was pressed: who wanted the check must not send without it.
        "pressed": request.resolver_match.url_name if request.resolver_match else "",
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
        return holding_words(sent_again(request, HTTPStatus.FORBIDDEN))
    if "words" in request.POST:
        return try_again(request, error=too_old(), status=HTTPStatus.FORBIDDEN)
    if any(name in request.POST for name in returned.TYPED):
        return returned.kept(request, error=too_old(), status=HTTPStatus.FORBIDDEN)
    return render(request, "403.html", status=HTTPStatus.FORBIDDEN)


def unless_it_is_with_us(
    view: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """A page of writing, but for words that were sent: whoever has the phone now goes back, and reloads the page.

    Asked of the words and not of the ticket alone, which somebody else may have used.
    """

    @wraps(view)
    def wrapped(request: HttpRequest) -> HttpResponse:
        return sent_again(request) if is_with_us(request) else view(request)

    return wrapped


def sent_again(request: HttpRequest, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    """It is with us, and nothing of it is shown."""
    return render(request, "testimonies/sent_again.html", {"is_sure": True}, status=status)


def is_with_us(request: HttpRequest) -> bool:
    """Whether the words of this form came to us with its ticket; what cannot be known is no."""
    if not request.POST.get("words"):
        return False
    try:
        return held.is_with_us(tickets.read(request.POST.get("ticket", "")), request.POST["words"])
    except (tickets.TicketRefused, DatabaseError):
        return False


def _was_sent(request: HttpRequest) -> bool:
    try:
        return sending.was_sent(tickets.read(request.POST.get("ticket", "")))
    # Then it is not known, and the words must come back.
    except (tickets.TicketRefused, DatabaseError):
        return False


def too_old() -> str:
    return _(
        "This page was open for a long time, so we could not take it. Your words are still in the box below. "
        "Press the button once more."
    )


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """More than we take in one form, or not from a browser; nothing of it is read, so nothing can be given back.

    Or asked for under a name that is not ours: that one is told so.
    """
    context = {"wrong_name": isinstance(exception, DisallowedHost)}
    page = render(request, "400.html", context, status=HTTPStatus.BAD_REQUEST)
    page["Cache-Control"] = "no-store"
    return page


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing here, or no longer."""
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours; it needs no table."""
    return render(request, "500.html", status=HTTPStatus.INTERNAL_SERVER_ERROR)
