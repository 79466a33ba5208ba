"""What the page behind the receipt says, from the table of states: a heading, a line, and the way so far."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from redaction.spans import Span
from testimonies.returning import Standing
from testimonies.states import REASON_WORDS, WORDS, State

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
    """A cut of the proposed version: its number, the words, and what stands there instead."""

    number: int
    words: str
    label: str


def described(where: Standing) -> dict[str, object]:
    """Heading, line and steps for the template."""
    words = WORDS[where.state]
    known = {"number": where.number, "reason": REASON_WORDS.get(where.reason, "")}
    return {
        "heading": str(words.heading) % known if "%(" in str(words.heading) else words.heading,
        "line": str(words.line) % known if "%(" in str(words.line) else words.line,
        "steps": [] if where.state == State.WITHDRAWN else steps(where.state),
    }


def steps(state: State) -> list[Step]:
    """The way from Sent to its end, as far as it has come; no clock times."""
    read = "now" if state in _BEING_READ else "later" if state == State.RECEIVED else "done"
    way = [Step("done", _("Sent"), ""), Step(read, _("Read by a volunteer"), "")]
    if state in _WAITS_FOR_WRITER:
        way.append(Step("now", _("Waiting for you"), str(WORDS[state].line)))
    if state in _ENDED_HERE:
        return [*way, Step("done", str(WORDS[state].heading), "")]
    up = state in (State.PUBLISHED, State.HIDDEN)
    ready = "now" if state == State.APPROVED else "done" if up else "later"
    way.append(Step(ready, _("Ready"), _("It goes up with others.")))
    way.append(Step("done" if up else "later", _("Published"), "" if up else _("Not yet.")))
    return way


def cuts(text: str, spans: list[Span]) -> list[Cut]:
    """Each cut in order, for the list below the two versions."""
    return [
        Cut(number, text[span.start : span.end], span.label)
        for number, span in enumerate(sorted(spans), start=1)
    ]
