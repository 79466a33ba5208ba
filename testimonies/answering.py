"""What the writer says to the volunteers: an answer, a few words, or which words should go too."""

from datetime import datetime

from django.db import transaction

from testimonies import messages, record, returning, states
from testimonies.models import Message, Ready, Review, Testimony
from testimonies.states import MoveRefused, State
from vault import keys
from vault.sessions import Return

OPEN = frozenset({State.RECEIVED, State.IN_REVIEW, State.SECOND_READER, State.ON_HOLD, State.DECIDED})
"""Where the writer may leave a few words that somebody will still read."""


def said(who: Return) -> list[messages.Said]:
    """Everything that was said so far. Raises Gone."""
    testimony = returning.row(who)
    return messages.of(testimony, keys.open_data_key(testimony.data_key, who.key), for_writer=True)


def answer(who: Return, text: str, now: datetime) -> None:
    """Answer the question, or with no text: go on without an answer. Raises Gone, MoveRefused, TooMany."""
    with transaction.atomic():
        testimony = returning.theirs(who)
        states.check("answer", testimony.state, State.RECEIVED)
        _post(testimony, who, text)
        _back_to_the_queue(testimony, "answer")


def ask_for_more_cuts(who: Return, text: str, now: datetime) -> None:
    """Not yet: these words should go too. Raises Gone, MoveRefused, TooMany."""
    with transaction.atomic():
        testimony = returning.theirs(who)
        states.check("ask for more cuts", testimony.state, State.RECEIVED)
        _post(testimony, who, text)
        Ready.objects.filter(testimony=testimony).delete()
        _back_to_the_queue(testimony, "ask for more cuts")


def write(who: Return, text: str, now: datetime) -> None:
    """Leave a few words for whoever reads it. Raises Gone, MoveRefused, TooMany.

    A decision in its hour of undo was made without them: it falls, and somebody reads again.
    """
    with transaction.atomic():
        testimony = returning.theirs(who)
        if testimony.state not in OPEN:
            raise MoveRefused
        _post(testimony, who, text)
        if testimony.state == State.DECIDED:
            states.check("choose", testimony.state, State.RECEIVED)
            drop_decision(testimony)
            _back_to_the_queue(testimony, "choose")


def drop_decision(testimony: Testimony) -> None:
    """What was decided about a locked testimony falls; the marks stay, for whoever reads next."""
    Ready.objects.filter(testimony=testimony).delete()
    Review.objects.filter(testimony=testimony).update(undo_until=None)
    Message.objects.filter(testimony=testimony, held=True).delete()


def _post(testimony: Testimony, who: Return, text: str) -> None:
    if text:
        messages.post(testimony, keys.open_data_key(testimony.data_key, who.key), text, by_writer=True)


def _back_to_the_queue(testimony: Testimony, move: str) -> None:
    testimony.state, testimony.due_day, testimony.answered = State.RECEIVED, None, True
    testimony.save(update_fields=["state", "due_day", "answered"])
    record.write(move, by="writer", subject=testimony.record_subject)
