"""What a person is handed next: by the queue's order, and by what is good for them.

The order is the testimonies' (urgent first, then the oldest day), and no one is left out by it: what this person is
not offered now, because it is heavy and the last one was, waits for the next person.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import chain, islice, repeat
from uuid import UUID

from django.db import transaction

from testimonies.documents import open_card
from testimonies.models import Testimony
from vault.keys import Keyring

from . import pace, practice, preferences, queue
from .models import Person
from .pace import Today
from .preferences import Preferences

# Few at first: the first one is nearly always free, and each card that is opened costs.
_MOST, _FIRST, _AT_A_TIME = 1000, 4, 20


@transaction.atomic
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
    today = pace.check(person, now, most=theirs.weight)
    for which in ({"but": last}, {"among": last}) if last else ({},):
        waiting = queue.in_turn(person, now, most=_MOST, at_a_time=_AT_A_TIME, **which)
        taken = _first(_suiting(waiting, keyring, theirs, today), person, now)
        if taken is not None:
            return taken
    return None


def _first(suiting: Iterator[UUID], person: Person, now: datetime) -> Testimony | None:
    # Some at a time, so that people who press at the same moment do not all want the one row.
    for many in chain([_FIRST], repeat(_AT_A_TIME)):
        uuids = list(islice(suiting, many))
        taken = queue.take_first(person, now, among=uuids) if uuids else None
        if taken is not None or not uuids:
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
