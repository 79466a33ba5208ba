"""Who came back, for the views of their pages: the cookie, or six words typed beside what was written.

Whatever goes wrong with a form that holds somebody's words, the answer holds them too, ready to be sent again: also
when the twenty minutes are over, and then with a field for the six words.
"""

import logging
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from testimonies import choices, concerns, limits, returning
from testimonies.errors import Gone, Refused
from testimonies.forms import WordsForm
from testimonies.states import MoveRefused
from testimonies.views.kinds import holding_words, words_page
from vault import receipts, sessions

log = logging.getLogger("testimonies")
COOKIE = "return"
TYPED = tuple(box.name for box in choices.BEHIND_THE_WORDS)
"""The boxes of all forms behind the six words."""
Inside = Callable[[HttpRequest, sessions.Return], HttpResponse]
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


class WrongWords(Exception):
    """Six words were typed beside a text, and they open nothing."""


def inside(view: Inside) -> Callable[[HttpRequest], HttpResponse]:
    """A page behind the six words; who is not (any more) behind them is asked for them, and loses nothing."""

    @words_page
    @GET_OR_POST
    @wraps(view)
    def wrapped(request: HttpRequest) -> HttpResponse:
        try:
            who = who_came(request)
            return _remembered(request, view(request, who), who)
        except (sessions.ReturnEnded, WrongWords) as error:
            return _asked_again(request, error)
        except Gone:
            return _gone(request, who)
        except (Refused, MoveRefused):
            return kept(request, error=_moved_on(), again=False) if _typed(request) else to_page()
        except Exception:
            if not _typed(request):
                raise
            log.error("a page behind the words failed", exc_info=True)
            return kept(request, error=_our_side(), status=HTTPStatus.SERVICE_UNAVAILABLE)

    return wrapped


def who_came(request: HttpRequest) -> sessions.Return:
    """Who came back. Raises ReturnEnded, WrongWords."""
    words = request.POST.get("w", "")
    if not words:
        return sessions.open_return(request.COOKIES.get(COOKIE, ""))
    who = returning.find(receipts.words_of(words))
    if who is None:
        limits.over(request, "wrong-words", limits.WRONG_WORDS)
        raise WrongWords
    return who


def to_page() -> HttpResponse:
    """The page that says where it stands."""
    return redirect("testimonies:back-page")


def remember(response: HttpResponse, who: sessions.Return) -> HttpResponse:
    """For twenty minutes this browser comes back without typing."""
    response.set_cookie(
        COOKIE,
        sessions.seal_return(who),
        path=reverse("testimonies:back"),
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def forget(response: HttpResponse) -> HttpResponse:
    """This browser does not come back without the words."""
    response.delete_cookie(COOKIE, path=reverse("testimonies:back"), samesite="Strict")
    return response


def kept(
    request: HttpRequest,
    *,
    error: str | Promise,
    ended: bool = False,
    again: bool = True,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """What was typed, still there. Needs no database. `ended` asks for the six words, `again` offers to send it."""
    boxes = choices.BEHIND_THE_WORDS
    left_out = {"csrfmiddlewaretoken", "quiet", "w", *TYPED, *(box.carried for box in boxes)}
    given = [pair for pair in request.POST.items() if pair[0] not in left_out]
    # What the writer chose to take out stays out: the marks are not in this page.
    typed = [(box.name, choices.as_chosen(request.POST, box)) for box in boxes]
    context = {
        "error": error,
        "boxes": [(name, text) for name, text in typed if text],
        "carried": [pair for pair in given if not choices.is_of_a_mark(pair[0])]
        + choices.carry(request.POST, boxes, applied=True),
        "form": WordsForm() if ended else None,
        "again": again,
        "where": request.path,
    }
    return holding_words(render(request, "testimonies/kept.html", context, status=status))


def _remembered(request: HttpRequest, response: HttpResponse, who: sessions.Return) -> HttpResponse:
    # They came by words typed beside a text, and nothing else was decided about the cookie.
    came_by_words = bool(request.POST.get("w"))
    return remember(response, who) if came_by_words and COOKIE not in response.cookies else response


def _asked_again(request: HttpRequest, error: Exception) -> HttpResponse:
    if not _typed(request):
        return forget(redirect("testimonies:back"))
    said = _wrong() if isinstance(error, WrongWords) else _ended()
    return forget(kept(request, error=said, ended=True, status=HTTPStatus.FORBIDDEN))


def _gone(request: HttpRequest, who: sessions.Return) -> HttpResponse:
    if _typed(request):
        return kept(request, error=_moved_on(), again=False)
    try:
        if not concerns.is_theirs(who):
            returning.standing(who)
    except Gone:
        return forget(redirect("testimonies:back"))
    # Only what this page was about is gone, or not there yet.
    return to_page()


def _typed(request: HttpRequest) -> bool:
    return any(request.POST.get(name, "").strip() for name in TYPED)


def _ended() -> str:
    return _(
        "This page was open for a long time. Your text is still in the box. Type your six words once more."
    )


def _wrong() -> str:
    return _("Those words do not match a story. Your text is still in the box.")


def _moved_on() -> str:
    return _(
        "Somebody has gone on with it while you wrote, so this could not be taken. Copy what you want to keep."
    )


def _our_side() -> str:
    return _("Something went wrong on our side. Nothing was sent. Your text is still in the box.")
