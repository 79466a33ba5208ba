"""What the page behind the receipt says, from the table of states: a heading, a line, and the way so far."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redaction.spans import Span, pieces
from testimonies import answering, changing, checking, choosing, documents, messages, returning, waiting
from testimonies.documents import Document
from testimonies.numerals import in_words
from testimonies.reading import mended, season_of
from testimonies.returning import Standing
from testimonies.states import END_STATES, REASON_WORDS, WORDS, Reason, State
from vault.sessions import Return

_ENDED_HERE = {State.COUNTED, State.HEARD, State.DECLINED, State.REMOVED}
_BEING_READ = {State.IN_REVIEW, State.SECOND_READER, State.ON_HOLD, State.DECIDED}
_WAITS_FOR_WRITER = {State.QUESTION, State.PROPOSED}


@dataclass(frozen=True)
class Step:
    """One stop on the way: done, now or later, in words."""

    state: str
    name: str
    text: str


@dataclass(frozen=True)
class Cut:
    """A cut of the proposed version: its number, the words, what stands there instead, and why."""

    number: int
    words: str
    label: str
    reason: str


WHY: dict[str, str | Promise] = {
    "name": gettext_lazy("This is a person’s name."),
    "place": gettext_lazy("A place can point to one person."),
    "date": gettext_lazy("An exact day can point to one person."),
    "job title": gettext_lazy("A role can point to one person."),
    "group": gettext_lazy("A small group can point to one person."),
    "contact": gettext_lazy("It can be used to find someone."),
    "detail": gettext_lazy("This detail can point to one person."),
}


_LEAST_BELIEVED = 5


def page(who: Return) -> dict[str, object]:
    """Everything that the page behind the six words shows and offers; no word of what was written. Raises Gone."""
    where = returning.standing(who)
    document, said = _opened(who, where)
    return {
        **described(where, document.use if document else "publish"),
        **_asked(where, said),
        **_offers(where),
        "believed": _believed(where),
        "messages": said,
        "chosen": _chosen(document),
        "use": document.use if document else "",
        "here": _here(where, bool(said)),
        "story_number": where.number if where.state == State.PUBLISHED else None,
        "text": None,
        "with_it": where.words if where.state == State.DECLINED else "",
    }


def _opened(who: Return, where: Standing) -> tuple[Document | None, list[messages.Said]]:
    if where.testimony is None:
        return None, []
    key = returning.key_to(where.testimony, who)
    said = messages.of(where.testimony, key, for_writer=True)
    return documents.open_document(where.testimony, key), said


def _asked(where: Standing, said: Sequence[messages.Said]) -> dict[str, str]:
    """Another heading where somebody pressed "Ask" under words that ask nothing: a thank-you is no question."""
    last = next((one.text for one in reversed(said) if not one.by_writer), "")
    if where.state != State.QUESTION or not last or messages.asks(last):
        return {}
    return {"heading": _("Waiting for you. A volunteer wrote to you below")}


def _offers(where: Standing) -> dict[str, bool]:
    state, testimony = where.state, where.testimony
    return {
        "declined": state == State.DECLINED,
        "can_accept": state == State.PROPOSED,
        "can_answer": state == State.QUESTION,
        "can_write": state in answering.OPEN,
        "can_choose": testimony is not None and state in choosing.CHANGEABLE,
        "can_count": state in choosing.STOPPABLE,
        "can_change_text": testimony is not None and changing.can_change_text(testimony),
        "can_ask_again": testimony is not None and changing.can_ask_again(testimony),
        "can_show_text": testimony is not None,
        "erase_possible": state != State.WITHDRAWN,
    }


def _believed(where: Standing) -> str:
    """From five on: of fewer, somebody who pressed it could tell that nobody else did."""
    number = returning.believed(where.number) if where.state == State.PUBLISHED and where.number else 0
    if number < _LEAST_BELIEVED:
        return ""
    said = in_words(number)
    return _("%(number)s people said: I believe you.") % {"number": capfirst(said)}


def _chosen(document: Document | None) -> str:
    if document is None:
        return ""
    silent = "yes" if document.publish_if_silent else "no"
    return checking.chosen({**asdict(choosing.of(document)), "if_silent": silent})


def _here(where: Standing, has_messages: bool) -> list[str]:
    """What of theirs exists here, and until when."""
    if where.state == State.WITHDRAWN:
        until = date_format(where.until, "j F Y") if where.until else ""
        return [_("That these words were yours, until %(day)s. Nothing else.") % {"day": until}]
    here = [_original(where)]
    if has_messages:
        here.append(_("The messages. They go with what you wrote."))
    if where.state == State.PUBLISHED:
        here.append(_("The story that people read. It stays until you take it down."))
    if where.state == State.HIDDEN:
        here.append(_("The story that people read. It is not on the site at the moment."))
    if where.state == State.REMOVED:
        here.append(_("The story that people read, sealed. It goes 30 days after it was taken off."))
    if where.state == State.COUNTED:
        here.append(_("One more in the numbers. It stays until you take it out."))
    return [*here, _("Your six words. They open this page for as long as you want.")]


def _original(where: Standing) -> str:
    if where.testimony is None:
        return _("What you sent is erased here. From our copies it goes within 28 days more.")
    if where.state in END_STATES and where.testimony.due_day:
        day = date_format(where.testimony.due_day, "j F Y")
        return _("What you sent, sealed. We erase it on %(day)s.") % {"day": day}
    return _("What you sent, sealed. We erase it 30 days after it has come to its end.")


def described(where: Standing, use: str = "publish") -> dict[str, object]:
    """Heading, line and steps for the template."""
    words = WORDS[where.state]
    known = {"number": where.number, "reason": REASON_WORDS[where.reason or Reason.OTHER]}
    line = str(words.line) % known if "%(" in str(words.line) else words.line
    if where.state in (State.RECEIVED, State.SECOND_READER):
        line = " ".join(filter(None, (waiting.sentence(), str(line))))
    return {
        "heading": str(words.heading) % known if "%(" in str(words.heading) else words.heading,
        "line": line,
        "steps": [] if where.state == State.WITHDRAWN else steps(where, use),
    }


def steps(where: Standing, use: str) -> list[Step]:
    """The way from Sent to its end, as far as it has come; a season, no day and no clock time."""
    state = where.state
    sent = _("In %(season)s.") % {"season": season_of(where.testimony.day)} if where.testimony else ""
    read = "now" if state in _BEING_READ else "later" if state == State.RECEIVED else "done"
    way = [Step("done", _("Sent"), sent), Step(read, _("Read by a volunteer"), "")]
    if state in _WAITS_FOR_WRITER:
        way.append(Step("now", _("Waiting for you"), str(WORDS[state].line)))
    if state in _ENDED_HERE:
        return [*way, Step("done", str(WORDS[state].heading), "")]
    if use == "count":
        return [*way, Step("later", _("Counted"), _("It is one more in the numbers. It is not published."))]
    if use == "read":
        return [*way, Step("later", _("Erased"), _("30 days after somebody has read it."))]
    up = state in (State.PUBLISHED, State.HIDDEN)
    ready = "now" if state == State.APPROVED else "done" if up else "later"
    way.append(Step(ready, _("Ready"), _("It goes up with others.")))
    way.append(Step("done" if up else "later", _("Published"), "" if up else _("Not yet.")))
    if state == State.HIDDEN:
        way.append(Step("now", _("Looked at again"), _("It is not on the site meanwhile.")))
    return way


def version(original: str, proposed: str, spans: Sequence[Span]) -> dict[str, object]:
    """A text as it was written, with its cuts numbered; as people would read it; and the list of the cuts."""
    return {
        "original": checking.paragraphs(checking.numbered(pieces(original, spans))),
        "proposed": mended(proposed),
        "cuts": cuts(original, list(spans)),
    }


def cuts(text: str, spans: list[Span]) -> list[Cut]:
    """Each cut in order, for the list below the two versions."""
    return [
        Cut(number, text[span.start : span.end], span.label, _why(span.label))
        for number, span in enumerate(sorted(spans), start=1)
    ]


def _why(label: str) -> str:
    kind, _space, number = label.rpartition(" ")
    if not number.isdigit():
        return str(WHY.get(label, ""))
    return f"{WHY[kind]} {_('The number keeps two people apart.')}"
