"""Coming back with the six words: the door, and the page that says where it stands."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from redaction.spans import Piece
from testimonies import concerns, limits, returning, standings
from testimonies.back_forms import MessageForm
from testimonies.checking import paragraphs
from testimonies.forms import WordsForm
from testimonies.views import concerns as reported
from testimonies.views.kinds import words_page
from testimonies.views.returned import GET_OR_POST, forget, inside, remember, to_page
from vault import receipts
from vault.sessions import Return
from vault.words import slips


@words_page
@GET_OR_POST
def back(request: HttpRequest) -> HttpResponse:
    """One field for six words."""
    form = WordsForm(request.POST) if request.method == "POST" else WordsForm()
    if request.method != "POST" or not form.is_valid():
        return _words_page(request, form)
    typed = form.cleaned_data["w"]
    who = returning.find(receipts.words_of(typed))
    return _wrong(request, form, typed) if who is None else remember(to_page(), who)


def _wrong(request: HttpRequest, form: WordsForm, typed: str) -> HttpResponse:
    # Only wrong words count: somebody who has the right ones is never kept out.
    if limits.over(request, "wrong-words", limits.WRONG_WORDS):
        form.add_error("w", _("Please wait a few minutes. Your story is safe."))
        return _words_page(request, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    form.add_error("w", _("Those words do not match a story."))
    form.say_how_many()
    heading = _("Those words do not match a story")
    return _words_page(request, form, unknown=slips(typed), error_heading=heading)


def _words_page(request: HttpRequest, form: WordsForm, **context: object) -> HttpResponse:
    status = context.pop("status", HTTPStatus.OK)
    context = {"form": form, "unknown": [], "error_heading": None, **context}
    return render(request, "testimonies/back.html", context, status=status)


@inside
def page(request: HttpRequest, who: Return) -> HttpResponse:
    """Where it stands; the words themselves only when asked for."""
    if concerns.is_theirs(who):
        return reported.page(request, who)
    context = standings.page(who)
    wants_text = request.GET.get("text") == "1" and context["can_show_text"]
    text = paragraphs([Piece(returning.text_of(who).text, None, 0)]) if wants_text else None
    context |= {
        "form": MessageForm(asked=bool(context["can_answer"])),
        "text": text,
        "can_show_text": context["can_show_text"] and not wants_text,
    }
    return render(request, "testimonies/page.html", context)


@words_page
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Close the page and forget the words."""
    return forget(redirect("testimonies:back"))
