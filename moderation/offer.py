"""What a person is handed next: by the queue's order, and by what is good for them.

The order is the testimonies' (urgent first, then the oldest day), and no one is left out by it: what this person is
not offered now, because it is heavy and the last one was, waits for the next person.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import islice
from uuid import UUID

from testimonies.documents import open_card
from testimonies.models import Testimony
from vault.keys import Keyring

from . import pace, practice, preferences, queue
from .models import Person
from .pace import Today
from .preferences import Preferences

_MOST, _AT_A_TIME = 1000, 20


def take_next(
    person: Person, keyring: Keyring, now: datetime, *, last: Collection[UUID] = ()
) -> Testimony | None:
    """The first that suits this person, or the one they hold; None when nothing that suits them waits.

    `last` are those that they put back: they come when nothing else does. Raises EnoughForToday, PractiseFirst.
    """
    mine = queue.take_held(person, now)
    if mine is not None:
        return mine
    practice.check(person)
    theirs = preferences.of(person, keyring)
    pace.check(person, now, most=theirs.weight)
    return (
        _first(person, keyring, theirs, now, but=last)
        or (last and _first(person, keyring, theirs, now, among=last))
        or None
    )


def _first(
    person: Person,
    keyring: Keyring,
    theirs: Preferences,
    now: datetime,
    *,
    but: Collection[UUID] = (),
    among: Collection[UUID] | None = None,
) -> Testimony | None:
    waiting = queue.open_to(person, now).in_queue_order().exclude(uuid__in=but).defer("document")
    if among is not None:
        waiting = waiting.filter(uuid__in=among)
    suiting = _suiting(waiting[:_MOST].iterator(100), keyring, theirs, pace.today(person, now))
    # Some at a time, so that people who press at the same moment do not all want the one row.
    while uuids := list(islice(suiting, _AT_A_TIME)):
        taken = queue.take_next(person, now, among=uuids)
        if taken is not None:
            return taken
    return None


def _suiting(
    waiting: Iterator[Testimony], keyring: Keyring, theirs: Preferences, today: Today
) -> Iterator[UUID]:
    for testimony in waiting:
        card = open_card(testimony, keyring)
        weight = pace.weight_of(card, testimony.urgency)
        if not theirs.skip(card) and not (weight == pace.SEVERE and today.was_severe):
            yield testimony.uuid
