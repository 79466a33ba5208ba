"""Who holds what: taking from the queue, keeping, putting back. A lease of 45 minutes, renewed by each action.

Every function locks the testimony before it looks at anything else, so whoever comes second sees what the first
one did.
"""

from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from testimonies import record, states
from testimonies.errors import AlreadyDecided, Gone, NotYours
from testimonies.lock import locked
from testimonies.models import Testimony
from testimonies.states import State
from vault import keys

from .models import History, Hold, Person, Proposal

LEASE = timedelta(minutes=45)
_TEAM = 3
_DECIDED = states.DECISIONS | states.END_STATES | {State.DECIDED, State.HIDDEN}


@transaction.atomic
def take_next(person: Person, now: datetime, *, among: Collection[UUID] | None = None) -> Testimony | None:
    """The first in queue order (of those `among`) that this person may read, or the one they hold; else None."""
    return take_held(person, now) or take_first(person, now, among=among)


def take_first(person: Person, now: datetime, *, among: Collection[UUID] | None = None) -> Testimony | None:
    """The first that is free, for somebody who holds nothing: call it after `take_held`, in its transaction."""
    free = open_to(person, now).in_queue_order().select_for_update(skip_locked=True, of=("self",))
    waiting = (free if among is None else free.filter(uuid__in=among)).first()
    return None if waiting is None else _hand_over(waiting, person, now)


@transaction.atomic
def take_held(person: Person, now: datetime) -> Testimony | None:
    """The one that this person holds already, its lease renewed; None when there is none."""
    # The person's row, so that a button pressed twice does not take two. Leases of others are not blocked by it.
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    mine = Hold.objects.filter(person=person, until__gt=now).order_by("until").first()
    return None if mine is None else _held_already(mine, now)


@transaction.atomic
def take_one(person: Person, uuid: UUID, now: datetime) -> Testimony:
    """This one; or, while this person holds another, that one: nobody has two open. Raises as `take`."""
    other = take_held(person, now)
    is_theirs = Hold.objects.filter(testimony=uuid, person=person, until__gt=now).exists()
    return take(person, uuid, now) if other is None or is_theirs else other


@transaction.atomic
def take(person: Person, uuid: UUID, now: datetime) -> Testimony:
    """This one. Taking again what one holds is fine. Raises Gone, or NotYours when somebody was quicker."""
    testimony = locked(uuid)
    mine = Hold.objects.filter(testimony=testimony, person=person, until__gt=now).first()
    if mine is not None:
        renew(mine, now)
        return testimony
    return _hand_over(testimony, person, now)


def held(person: Person, uuid: UUID, now: datetime) -> tuple[Testimony, Hold]:
    """The testimony, locked, and this person's lease of it; call it inside a transaction.

    Raises Gone, AlreadyDecided, or NotYours: also when the lease is over and nobody has swept it up yet.
    """
    testimony = locked(uuid)
    if testimony.state in _DECIDED:
        raise AlreadyDecided
    hold = Hold.objects.filter(testimony=testimony, person=person, until__gt=now).first()
    if hold is None or testimony.state != State.IN_REVIEW:
        raise NotYours
    return testimony, hold


@transaction.atomic
def look(person: Person, uuid: UUID, now: datetime) -> tuple[Testimony, Hold]:
    """As `held`, with the lease renewed; opens nothing."""
    testimony, hold = held(person, uuid, now)
    renew(hold, now)
    return testimony, hold


def renew(hold: Hold, now: datetime) -> None:
    """Another 45 minutes from now."""
    hold.until = now + LEASE
    hold.save(update_fields=["until"])


@transaction.atomic
def put_back(person: Person, uuid: UUID, now: datetime) -> None:
    """Back to where it came from; needs no reason. Raises as `held`."""
    testimony, hold = held(person, uuid, now)
    move(testimony, "put back", State(hold.came_from), person)
    _leave(testimony, hold)


def give_up_all(person: Person) -> None:
    """What this person holds goes back, because they left; call it inside a transaction."""
    for uuid in list(Hold.objects.filter(person=person).values_list("testimony_id", flat=True)):
        with suppress(Gone):
            testimony = locked(uuid)
            hold = Hold.objects.filter(testimony=testimony, person=person).first()
            if hold is not None and testimony.state == State.IN_REVIEW:
                end_lease(testimony, hold)


def end_lease(testimony: Testimony, hold: Hold) -> None:
    """A locked testimony goes back to where it came from, by nobody's choice."""
    target = State(hold.came_from)
    states.check("end the lease", testimony.state, target)
    testimony.state = target
    testimony.save(update_fields=["state"])
    _leave(testimony, hold)
    record.write("end the lease", by="site", subject=testimony.record_subject)


def _leave(testimony: Testimony, hold: Hold) -> None:
    """The lease ends without a decision: the marks wait, unopened, for whoever holds it next."""
    if hold.marks is not None:
        Proposal.objects.update_or_create(testimony=testimony, defaults={"marks": hold.marks})
    hold.delete()


def move(
    testimony: Testimony,
    name: str,
    target: State,
    person: Person,
    *,
    by: str = "moderator",
    also: Collection[str] = (),
) -> None:
    """Check, change and record one move of a locked testimony; `also` are other columns to save. Raises MoveRefused."""
    states.check(name, testimony.state, target)
    testimony.state = target
    testimony.save(update_fields=["state", *also])
    record.write(name, by=by, actor=person.uuid, subject=testimony.record_subject)


def open_to(person: Person, now: datetime) -> QuerySet[Testimony]:
    """What this person may take: a second reading is a second person's."""
    received, second = _open_by_state(person, now)
    return Testimony.objects.filter(received | second)


def in_turn(
    person: Person,
    now: datetime,
    *,
    most: int,
    at_a_time: int,
    but: Collection[UUID] = (),
    among: Collection[UUID] | None = None,
) -> Iterator[Testimony]:
    """The same in queue order, as they are asked for; call it inside a transaction, which keeps the place.

    A state at a time, and then one by one: each comes straight from the index, where both together were all sorted.
    """
    every = Testimony.objects.defer("document").exclude(uuid__in=but)
    wanted = every if among is None else every.filter(uuid__in=among)
    streams = (wanted.filter(state).in_queue_order()[:most] for state in _open_by_state(person, now))
    return islice(merge(*(stream.iterator(at_a_time) for stream in streams), key=_place), most)


def _place(testimony: Testimony) -> tuple:
    return testimony.suspicious, -testimony.urgency, testimony.day, testimony.ord


def _open_by_state(person: Person, now: datetime) -> tuple[Q, Q]:
    barred = Exists(_barred(person, now).filter(testimony=OuterRef("pk")))
    return Q(state=State.RECEIVED), Q(state=State.SECOND_READER) & ~barred


def may_read_second(person: Person, testimony: Testimony, now: datetime) -> bool:
    """Whether this person is somebody else than who read it first.

    In a team of fewer than three it may be the same one, on another day.
    """
    return not _barred(person, now).filter(testimony=testimony).exists()


def has_read_before(person: Person, testimony: Testimony) -> bool:
    """Whether this person read it first, or declined it."""
    return _read_before_by(person).filter(testimony=testimony).exists()


def _barred(person: Person, now: datetime) -> QuerySet[History]:
    if not settings.CHORUS_SECOND_READER:
        return History.objects.none()
    mine = _read_before_by(person)
    is_small_team = keys.holders_who_can_open() < _TEAM
    return mine.exclude(day__lt=timezone.localdate(now)) if is_small_team else mine


def _read_before_by(person: Person) -> QuerySet[History]:
    return History.objects.filter(Q(first_reader=person.uuid) | Q(decliner=person.uuid))


def _hand_over(testimony: Testimony, person: Person, now: datetime) -> Testimony:
    came_from = testimony.state
    # Asked again under the lock: this person may have sent it to a second reader a moment ago.
    is_second = came_from == State.SECOND_READER
    if came_from not in states.WAITING or is_second and not may_read_second(person, testimony, now):
        raise NotYours
    testimony.begun = True
    move(testimony, "take", State.IN_REVIEW, person, also=("begun",))
    Hold.objects.create(testimony=testimony, person=person, until=now + LEASE, came_from=came_from)
    return testimony


def _held_already(hold: Hold, now: datetime) -> Testimony:
    # Not locked: nothing but the lease moves, and a lease that ends meanwhile is refused at the next step.
    Hold.objects.filter(pk=hold.pk).update(until=now + LEASE)
    return hold.testimony
