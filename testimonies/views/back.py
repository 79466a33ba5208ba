"""Coming back with the six words."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from redaction.spans import Piece, pieces
from testimonies import limits, returning, standings
from testimonies.checking import numbered, paragraphs
from testimonies.errors import Gone
from testimonies.forms import VersionForm, WordsForm
from testimonies.reading import mended
from testimonies.states import MoveRefused, State
from testimonies.views.kinds import words_page
from vault import receipts, sessions
from vault.words import slips

COOKIE = "return"
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@words_page
@GET_OR_POST
def back(request: HttpRequest) -> HttpResponse:
    """One field for six words."""
    form = WordsForm(request.POST) if request.method == "POST" else WordsForm()
    if request.method != "POST" or not form.is_valid():
        return _words_page(request, form)
    typed = form.cleaned_data["w"]
    who = returning.find(receipts.words_of(typed))
    if who is None:
        return _wrong(request, form, typed)
    response = redirect("testimonies:back-page")
    response.set_cookie(
        COOKIE,
        sessions.seal_return(who),
        path=reverse("testimonies:back"),
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _wrong(request: HttpRequest, form: WordsForm, typed: str) -> HttpResponse:
    # Only wrong words count: somebody who has the right ones is never kept out.
    if limits.over(request, "wrong-words", limits.WRONG_WORDS):
        form.add_error("w", _("Please wait a few minutes. Your story is safe."))
        return _words_page(request, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    form.add_error("w", _("Those words do not match a story."))
    heading = _("Those words do not match a story")
    return _words_page(request, form, unknown=slips(typed), error_heading=heading)


def _words_page(request: HttpRequest, form: WordsForm, **context: object) -> HttpResponse:
    status = context.pop("status", HTTPStatus.OK)
    context = {"form": form, "unknown": [], "error_heading": None, **context}
    return render(request, "testimonies/back.html", context, status=status)


def _who(request: HttpRequest) -> sessions.Return:
    """Who came back. Raises ReturnEnded."""
    return sessions.open_return(request.COOKIES.get(COOKIE, ""))


@words_page
def page(request: HttpRequest) -> HttpResponse:
    """Where it stands; the words themselves only when asked for."""
    try:
        who = _who(request)
        where = returning.standing(who)
    except (sessions.ReturnEnded, Gone):
        return _forget(redirect("testimonies:back"))
    wants_text = request.GET.get("text") == "1" and where.testimony is not None
    context = {
        **standings.described(where),
        "text": _plain(returning.text_of(who).text) if wants_text else None,
        "can_show_text": where.testimony is not None and not wants_text,
        "story_number": where.number if where.state == State.PUBLISHED else None,
        "can_accept": where.state == State.PROPOSED,
        "erase_possible": where.state != State.WITHDRAWN,
    }
    return render(request, "testimonies/page.html", context)


def _plain(text: str) -> list[list[Piece]]:
    return paragraphs([Piece(text, None, 0)])


@words_page
@GET_OR_POST
def version(request: HttpRequest) -> HttpResponse:
    """The version before it goes up: this is right, or no."""
    try:
        who = _who(request)
        if request.method == "POST":
            return _answer(request, who)
        payload, document = returning.proposed(who), returning.text_of(who)
    except (sessions.ReturnEnded, Gone, MoveRefused):
        return redirect("testimonies:back-page")
    cuts = returning.cuts_of(who)
    context = {
        "original": paragraphs(numbered(pieces(document.text, cuts))),
        "proposed": mended(payload.text),
        "cuts": standings.cuts(document.text, cuts),
        "form": VersionForm(),
    }
    return render(request, "testimonies/version.html", context)


def _answer(request: HttpRequest, who: sessions.Return) -> HttpResponse:
    if request.POST.get("do") == "yes":
        returning.agree(who, timezone.now())
    elif request.POST.get("do") == "no":
        returning.say_no(who, timezone.now())
    return redirect("testimonies:back-page")


@words_page
@GET_OR_POST
def erase(request: HttpRequest) -> HttpResponse:
    """Take it down: asked once more, then at once."""
    try:
        who = _who(request)
        where = returning.standing(who)
        if request.method == "POST" and request.POST.get("do") == "erase":
            returning.withdraw(who, timezone.now())
            return _forget(render(request, "testimonies/gone.html"))
    except (sessions.ReturnEnded, Gone):
        return _forget(redirect("testimonies:back"))
    if where.state == State.WITHDRAWN:
        return redirect("testimonies:back-page")
    return render(request, "testimonies/erase.html", {"count_possible": False})


@words_page
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Close the page and forget the words."""
    return _forget(redirect("testimonies:back"))


def _forget(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, path=reverse("testimonies:back"), samesite="Strict")
    return response
