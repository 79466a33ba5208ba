"""What the writer changes about the text itself: while nobody has begun to read, or after a decline."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from testimonies import documents, messages, record, returning, states
from testimonies.errors import TooLate
from testimonies.models import Review, Stub, Testimony
from testimonies.states import State
from vault import keys
from vault.sessions import Return


def can_change_text(testimony: Testimony) -> bool:
    """Whether nobody has begun to read it, or it was declined and may be sent again."""
    return testimony.state == State.DECLINED or testimony.state == State.RECEIVED and not testimony.begun


def can_ask_again(testimony: Testimony) -> bool:
    """Whether another person may be asked to look at a decline: once."""
    return testimony.state == State.DECLINED and not testimony.looked_again


def change_text(who: Return, *, text: str, better: str, now: datetime) -> None:
    """The same story in other words. Raises Gone, MoveRefused, TooLate (somebody has begun to read), TooLong."""
    with transaction.atomic():
        testimony = returning.theirs(who)
        move = "send again" if testimony.state == State.DECLINED else "edit"
        states.check(move, testimony.state, State.RECEIVED)
        if not can_change_text(testimony):
            raise TooLate
        key = keys.open_data_key(testimony.data_key, who.key)
        document = replace(documents.open_document(testimony, key), text=text, better=better)
        documents.put(testimony, document, key, keys.team_public())
        # Its spans are places in the text that was.
        Review.objects.filter(testimony=testimony).delete()
        if move == "send again":
            _wait_anew(testimony, State.RECEIVED)
            testimony.begun, testimony.day = False, timezone.localdate(now)
        testimony.save()
        record.write(move, by="writer", subject=testimony.record_subject)


def ask_to_look_again(who: Return, text: str) -> None:
    """Another person reads what was declined, with what the writer says to it. Raises Gone, MoveRefused, TooLate."""
    with transaction.atomic():
        testimony = returning.theirs(who)
        states.check("look again", testimony.state, State.SECOND_READER)
        if not can_ask_again(testimony):
            raise TooLate
        if text:
            messages.post(testimony, keys.open_data_key(testimony.data_key, who.key), text, by_writer=True)
        _wait_anew(testimony, State.SECOND_READER)
        testimony.looked_again = True
        testimony.save()
        record.write("look again", by="writer", subject=testimony.record_subject)


def _wait_anew(testimony: Testimony, target: State) -> None:
    testimony.state, testimony.due_day, testimony.answered = target, None, False
    Stub.objects.filter(receipt=testimony.receipt_id).delete()
