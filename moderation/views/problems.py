"""When a form of the team cannot be taken: what somebody typed is on the page that says so, and nowhere else."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation import sessions
from testimonies.views import problems

TYPED: dict[str, str | Promise] = {
    "say": gettext_lazy("Your words to the other person"),
    "words": gettext_lazy("Words for the writer, or the story"),
    "memo": gettext_lazy("A note, for the team only"),
    "better": gettext_lazy("What should change"),
    "body": gettext_lazy("The text"),
    "add": gettext_lazy("Other words to take out"),
    "place_name": gettext_lazy("The place"),
    "place_town": gettext_lazy("Town"),
}
"""The boxes of the team's pages whose words would be missed."""
_NOT_SENT_AGAIN = ("csrfmiddlewaretoken", "password", "again", "old", "code")


def typed_words(request: HttpRequest) -> bool:
    """Whether somebody wrote anything that would be lost."""
    return any(request.POST.get(name, "").strip() for name in TYPED)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token did not come along, as after signing in again in another window."""
    if not request.path.startswith(sessions.PATH):
        return problems.csrf_failure(request, reason)
    if not typed_words(request) and "at1" not in request.POST:
        response = render(request, "403.html", status=HTTPStatus.FORBIDDEN)
    else:
        response = kept(
            request,
            _("This page was open while you signed in again somewhere, so we could not take it."),
            status=HTTPStatus.FORBIDDEN,
            again=_is_from_here(request),
        )
    response["Cache-Control"] = "no-store"
    return response


def _is_from_here(request: HttpRequest) -> bool:
    # Only a browser says this, and no page elsewhere can make it: a form that others made gets no button.
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def signed_out(request: HttpRequest) -> HttpResponse:
    """The session was over when this was sent."""
    return kept(
        request,
        _("You were signed out, so nothing was done."),
        status=HTTPStatus.FORBIDDEN,
        again=_is_from_here(request),
        sign_in=True,
    )


def too_late(request: HttpRequest, why: str | Promise) -> HttpResponse:
    """Somebody was quicker, perhaps oneself in another window: nothing of this was done."""
    return kept(request, why, status=HTTPStatus.CONFLICT)


def not_of_this_page(request: HttpRequest) -> HttpResponse:
    """A button or a value that the page does not have, as from one that was drawn before an update."""
    why = _("What was pressed is not on this page any more, so nothing was done. Open the page anew.")
    return kept(request, why, status=HTTPStatus.BAD_REQUEST)


def kept(
    request: HttpRequest,
    why: str | Promise,
    *,
    status: HTTPStatus,
    again: bool = False,
    sign_in: bool = False,
) -> HttpResponse:
    """The page: why, what was typed, and with `again` a button that sends all of it once more."""
    lists = request.POST.lists()
    carried = [(name, value) for name, values in lists if name not in _NOT_SENT_AGAIN for value in values]
    boxes = [
        (label, request.POST[name]) for name, label in TYPED.items() if request.POST.get(name, "").strip()
    ]
    context = {"why": why, "boxes": boxes, "carried": carried if again else [], "sign_in": sign_in}
    return render(request, "moderation/typed.html", context, status=status)
