"""Begin, write, check, send. What was chosen travels in the form; nothing is kept until Send."""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from types import MappingProxyType

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from redaction.spans import BadSpans
from testimonies import (
    checking,
    choices,
    first_help,
    held,
    intake,
    limits,
    mark_counts,
    picking,
    places,
    sending,
    waiting,
)
from testimonies.documents import Document
from testimonies.errors import IntakeClosed
from testimonies.forms import BeginForm, WordsForm, WriteForm, document_of
from testimonies.views.kinds import words_page
from testimonies.views.problems import (
    another_text,
    is_with_us,
    sent_again,
    too_old,
    try_again,
    unless_it_is_with_us,
)
from vault import keys, tickets

NOTHING_WRONG: Mapping[str, str] = MappingProxyType({})
log = logging.getLogger("testimonies")
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@words_page
@GET_OR_POST
@unless_it_is_with_us
def begin(request: HttpRequest) -> HttpResponse:
    """The promises and the choices; by POST, with what was chosen before."""
    state = _intake(request.POST)
    if state == intake.State.CLOSED:
        # Whoever comes back here with words keeps them on the screen.
        if request.POST.get("words"):
            return try_again(request, error=_closed())
        return render(request, "testimonies/closed.html")
    form = BeginForm(initial=BeginForm.typed(request.POST)) if request.POST else BeginForm()
    return _begin_page(request, form, slow=state == intake.State.SLOW)


def _intake(posted: QueryDict) -> intake.State:
    try:
        return intake.state()
    except DatabaseError:
        # Words must come back also while the database is down; Send asks again.
        if posted.get("words"):
            return intake.State.OPEN
        raise


def _begin_page(request: HttpRequest, form: BeginForm, *, slow: bool = False) -> HttpResponse:
    posted = request.POST
    carried = WriteForm.carry(posted) + choices.carry(posted) + held.carry(posted) + _ticket_pair(posted)
    context = {"form": form, "carried": carried, "slow": slow}
    return render(request, "testimonies/begin.html", context)


def _ticket_pair(posted: QueryDict) -> list[tuple[str, str]]:
    return [("ticket", posted["ticket"])] if posted.get("ticket") else []


@words_page
@GET_OR_POST
@unless_it_is_with_us
def write(request: HttpRequest) -> HttpResponse:
    """The box, with whatever was typed before; and the places that were looked for."""
    if request.method != "POST":
        return redirect("testimonies:begin")
    request.POST = picking.settled(request.POST)
    chosen = BeginForm(request.POST)
    if not chosen.is_valid():
        return _begin_page(request, chosen)
    return _write_page(request, WriteForm(initial=WriteForm.typed(request.POST)))


def _write_page(request: HttpRequest, form: WriteForm, *, applied: bool = False) -> HttpResponse:
    context = {
        "form": form,
        "carried": BeginForm.carry(request.POST)
        + choices.carry(request.POST, applied=applied)
        + held.carry(request.POST),
        "ticket": _fresh_ticket(request.POST),
        "found": _found(request.POST, form),
    }
    return render(request, "testimonies/write.html", context)


def _found(posted: QueryDict, form: WriteForm) -> picking.Found | None:
    """What our list says, when it was asked, or a place was picked that is not in it."""
    if "find" not in posted and "pick" not in form.errors:
        return None
    found = picking.look_for(posted.get("place", ""))
    form.offer(found.places)
    return found


def _fresh_ticket(posted: QueryDict) -> str:
    try:
        tickets.read(posted.get("ticket", ""))
    except tickets.TicketRefused:
        return tickets.issue()
    return posted["ticket"]


@words_page
@GET_OR_POST
@unless_it_is_with_us
def check(request: HttpRequest) -> HttpResponse:
    """The words once more, with marks where somebody could be recognised. Looked at, and forgotten."""
    if request.method != "POST":
        return redirect("testimonies:write")
    request.POST = picking.settled(request.POST)
    chosen, written = BeginForm(request.POST), WriteForm(request.POST)
    if not chosen.is_valid():
        return _begin_page(request, chosen)
    if not written.is_valid():
        return _write_page(request, written)
    if "apply" in request.POST:
        return _check_with_changes(request, chosen, written)
    return _check_page(request, chosen, written)


def _check_with_changes(request: HttpRequest, chosen: BeginForm, written: WriteForm) -> HttpResponse:
    """What was chosen for the marks becomes the text; it is looked at again, the writer's own words too."""
    try:
        settled = choices.settled(request.POST, written.cleaned_data, choices.AT_FIRST)
    except (BadSpans, ValueError):
        return _check_page(request, chosen, written)
    if settled.wrong:
        return _check_page(request, chosen, written, settled.wrong)
    changed = _changed(written, request.POST, settled.texts)
    if not changed.is_valid():
        return _write_page(request, changed, applied=True)
    before = {box: choices.kept(request.POST, box) for box in choices.AT_FIRST}
    return _check_page(request, chosen, changed, before=before)


def _changed(written: WriteForm, posted: QueryDict, texts: Mapping[str, str]) -> WriteForm:
    """The form with these texts in its boxes; the same one while nothing was changed, which is judged already."""
    if all(text == written.cleaned_data[name] for name, text in texts.items()):
        return written
    data = posted.copy()
    for name, text in texts.items():
        data[name] = text
    return WriteForm(data)


def _check_page(
    request: HttpRequest,
    chosen: BeginForm,
    written: WriteForm,
    wrong: Mapping[str, str] = NOTHING_WRONG,
    before: Mapping[choices.Box, Sequence[choices.Remembered]] | None = None,
) -> HttpResponse:
    language, ticket = request.LANGUAGE_CODE, _fresh_ticket(request.POST)
    if before is None:
        before = {box: choices.remembered(request.POST, box) for box in choices.AT_FIRST}
    story, change = checking.look_at(
        {box: written.cleaned_data[box.name] for box in choices.AT_FIRST},
        language=language,
        institutions=places.names_of(written.cleaned_data["place"]),
        remembered=before,
        errors=wrong,
    )
    context = checking.as_context(story, change) | {
        "chosen": checking.chosen(chosen.cleaned_data),
        "help": first_help.of(document_of(chosen.cleaned_data, written.cleaned_data, language)),
        "carried": BeginForm.carry(request.POST)
        + WriteForm.carry(written.data)
        + held.carry(request.POST)
        + mark_counts.carry(ticket, written.cleaned_data["words"], len(story.marks)),
        "ticket": ticket,
    }
    return render(request, "testimonies/check.html", context)


@words_page
@GET_OR_POST
def thanks(request: HttpRequest) -> HttpResponse:
    """Send. Whatever goes wrong, the answer holds the words, ready to be sent again."""
    if request.method != "POST":
        return render(request, "testimonies/sent_again.html", {"is_sure": False})
    try:
        return _send(request)
    except Exception:
        # Not narrower: a bug here must not cost anybody their words either. It is logged without them.
        log.error("sending failed", exc_info=True)
        return try_again(request)


def _send(request: HttpRequest) -> HttpResponse:
    request.POST = picking.settled(request.POST)
    chosen, written = BeginForm(request.POST), WriteForm(request.POST)
    if not chosen.is_valid():
        return _begin_page(request, chosen)
    if not written.is_valid():
        return _write_page(request, written)
    if limits.over(request, "send-stop", limits.SEND_STOP):
        if is_with_us(request):
            return sent_again(request)
        return try_again(request, error=_wait(), status=HTTPStatus.TOO_MANY_REQUESTS)
    try:
        ticket = tickets.read(request.POST.get("ticket", ""))
        settled = choices.settled(request.POST, written.cleaned_data, choices.AT_FIRST)
        found = mark_counts.left(request.POST, ticket, written.cleaned_data["words"])
    except (tickets.TicketRefused, BadSpans, ValueError):
        return try_again(request, error=too_old(), status=HTTPStatus.BAD_REQUEST, ticket=tickets.issue())
    if settled.wrong:
        return _check_page(request, chosen, written, settled.wrong)
    changed = _changed(written, request.POST, settled.texts)
    if not changed.is_valid():
        return _write_page(request, changed, applied=True)
    document = document_of(chosen.cleaned_data, changed.cleaned_data, request.LANGUAGE_CODE)
    return _keep(request, document, ticket, found)


def _keep(
    request: HttpRequest, document: Document, ticket: tickets.Ticket, found: int | None
) -> HttpResponse:
    suspicious = limits.over(request, "send", limits.SEND)
    try:
        sent = sending.send(
            document,
            ticket=ticket,
            now=timezone.now(),
            suspicious=suspicious,
            marks=held.marks(request.POST),
            found=found,
        )
    except (IntakeClosed, keys.NoTeam):
        return try_again(request, words=document.text, error=_closed(), status=HTTPStatus.SERVICE_UNAVAILABLE)
    except Exception:
        log.error("sending failed", exc_info=True)
        return try_again(request, words=document.text)
    if not sent.is_kept:
        return another_text(request, document.text)
    if sent.words is None:
        return sent_again(request)
    # The fields of the page that offers to type the words back: the ticket, and what is known of waiting.
    context = {"words": sent.words, "use": document.use, "show_first": document.show_first}
    context |= {"ticket": request.POST["ticket"], "form": WordsForm(), "waits": waiting.sentence()}
    context |= {"help": first_help.of(document)}
    return render(request, "testimonies/thanks.html", context)


def _wait() -> str:
    return _("We can’t take this at the moment. Your words are still in the box. Try again in a few minutes.")


def _closed() -> str:
    return _("We cannot take new stories today. Your words are still in the box.")
