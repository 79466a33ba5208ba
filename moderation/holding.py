"""Putting a testimony on hold: a reason for the team, a day to look again, and a coordinator who lets it go on.

The day only shows it: what was put on hold because it could hurt somebody does not come back by itself.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from testimonies import states
from testimonies.documents import open_document
from testimonies.errors import Gone
from testimonies.lock import locked
from testimonies.models import Testimony
from testimonies.states import State
from vault.keys import Keyring

from . import decisions, notes, queue, review
from .models import Person
from .notes import Noted
from .review import Work


# No repr: notes are in here.
@dataclass(frozen=True, repr=False)
class OnHold:
    """One that is on hold: when to look again, whether that day has come, and what the team noted."""

    testimony: Testimony
    look_again: date | None
    is_due: bool
    notes: list[Noted]


@transaction.atomic
def hold(
    person: Person, uuid: UUID, *, keyring: Keyring, work: Work, why: str, look_again: date, now: datetime
) -> Testimony:
    """Put it on hold; the marks made so far stay. Raises Gone, AlreadyDecided, NotYours, Unread, TooMany."""
    testimony, lease = queue.held(person, uuid, now)
    review.refuse_unread(testimony)
    key = keyring.open_data_key(testimony.data_key)
    document = open_document(testimony, key)
    decisions.keep_marks(testimony, key, document, work, person, now)
    decisions.remember_first_reader(testimony, person, now)
    notes.add(testimony, keyring=keyring, by=person, text=why)
    decisions.has_read(person, testimony, document, now)
    testimony.due_day = look_again
    testimony.save(update_fields=["due_day"])
    queue.move(testimony, "hold", State.ON_HOLD, person)
    lease.delete()
    return testimony


@transaction.atomic
def release(coordinator: Person, uuid: UUID, *, keyring: Keyring, why: str = "") -> None:
    """Let it go on: back to those that wait to be read. Raises Gone, MoveRefused, TooMany."""
    testimony = locked(uuid)
    states.check("release", testimony.state, State.RECEIVED)
    if why:
        notes.add(testimony, keyring=keyring, by=coordinator, text=why)
    testimony.due_day = None
    testimony.save(update_fields=["due_day"])
    queue.move(testimony, "release", State.RECEIVED, coordinator, by="coordinator")


def look(uuid: UUID, *, keyring: Keyring, now: datetime) -> OnHold:
    """What a coordinator sees of one on hold: no word of the story. Raises Gone when it is not on hold."""
    testimony = Testimony.objects.in_state(State.ON_HOLD).filter(pk=uuid).first()
    if testimony is None:
        raise Gone
    day = testimony.due_day
    is_due = day is not None and day <= timezone.localdate(now)
    return OnHold(testimony, day, is_due, notes.of(testimony, keyring))
