"""What happens by the clock. Each step is safe to run twice at once and after missing days.

After a row that cannot be opened, or a step that fails, the others go on: nothing that goes wrong elsewhere may keep
an original that should be shredded.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from testimonies import concerns, deciding, hiding, publishing, ready, record, states, waiting
from testimonies.errors import Gone
from testimonies.lock import locked
from testimonies.models import Ready, Stub, Testimony, UsedTicket
from testimonies.returning import shred
from testimonies.states import State
from vault.models import Receipt

# A line written just before midnight may be committed after it: a day closes when none can come any more.
_LATEST_LINES = timedelta(hours=1)
T = TypeVar("T")
_LOG = logging.getLogger("housekeeping")


def run(now: datetime) -> None:
    """One round: undo ends, groups go up, waiting ends, originals are shredded, days close, waiting is measured.

    Raises the first error, when everything that could be done is done.
    """
    steps = (
        end_undo,
        publishing.put_up,
        end_suspicion,
        end_waiting,
        shred_due,
        forget_tickets,
        end_stubs,
        hiding.forget_removed,
        concerns.shred_due,
        close_days,
        waiting.measure,
    )
    _do_all(steps, lambda step: step(now))


def _do_all(each: Iterable[T], act: Callable[[T], object]) -> None:
    errors = []
    for one in each:
        try:
            act(one)
        # Whatever it is, the next round tries it again.
        except Exception as error:
            errors.append(error)
    for error in errors[1:]:
        _LOG.error("left for the next round", exc_info=error)
    if errors:
        raise errors[0]


def end_undo(now: datetime) -> None:
    """Decisions whose hour is over take effect."""
    over = Ready.objects.filter(at__lte=now, testimony__state=State.DECIDED)
    _each(over.values_list("testimony_id", flat=True), lambda testimony: _take_effect(testimony, now))


def _take_effect(testimony: Testimony, now: datetime) -> None:
    if testimony.state == State.DECIDED and Ready.objects.filter(testimony=testimony, at__lte=now).exists():
        deciding.take_effect(testimony, now)


def end_suspicion(now: datetime) -> None:
    """What came in a rush waits behind the others for seven days, and then in its turn: never dropped."""
    over = timezone.localdate(now) - timedelta(days=7)
    Testimony.objects.filter(suspicious=True, day__lte=over).update(suspicious=False)


def end_waiting(now: datetime) -> None:
    """Questions wait 14 days for an answer, proposed versions 21 for a yes."""
    today = timezone.localdate(now)
    over = Testimony.objects.in_state(State.QUESTION, State.PROPOSED).filter(due_day__lte=today)
    _each(over.values_list("pk", flat=True), lambda testimony: _stop_waiting(testimony, now))


def _stop_waiting(testimony: Testimony, now: datetime) -> None:
    today = timezone.localdate(now)
    if testimony.due_day is None or testimony.due_day > today:
        return
    if testimony.state == State.QUESTION:
        _move(testimony, "stop waiting for an answer", State.RECEIVED)
    elif testimony.state == State.PROPOSED:
        target = State.APPROVED if testimony.on_timeout == "publish" else State.HEARD
        _move(testimony, "stop waiting for a yes", target)
        if target == State.HEARD:
            testimony.due_day = today + timedelta(days=30)
            testimony.save(update_fields=["due_day"])
        ready.settle(testimony, Ready.objects.get(testimony=testimony), now)


def _move(testimony: Testimony, move: str, target: State) -> None:
    states.check(move, testimony.state, target)
    testimony.state, testimony.due_day = target, None
    testimony.save(update_fields=["state", "due_day"])
    record.write(move, by="site", subject=testimony.record_subject)


def shred_due(now: datetime) -> None:
    """Thirty days after an end state the original goes; the stub stays."""
    today = timezone.localdate(now)
    _each(Testimony.objects.due(today).values_list("pk", flat=True), _shred)


def _shred(testimony: Testimony) -> None:
    # Counted and waiting for its group: it goes with a later round, after the group.
    if testimony.state in states.END_STATES and not Ready.objects.filter(testimony=testimony).exists():
        record.write("shred", by="site", subject=testimony.record_subject)
        shred(testimony)


def forget_tickets(now: datetime) -> None:
    """Used tickets after a day (their lifetime is half of one); the half hour in which words are shown again."""
    UsedTicket.objects.filter(day__lt=timezone.localdate(now) - timedelta(days=1)).delete()
    Receipt.objects.filter(shown_until__lte=now).update(shown_until=None)


def end_stubs(now: datetime) -> None:
    """Thirty days after taking down, the words open nothing."""
    with transaction.atomic():
        over = Stub.objects.filter(until_day__lte=timezone.localdate(now))
        receipts = list(over.values_list("receipt_id", flat=True))
        over.delete()
        Receipt.objects.filter(pk__in=receipts, testimonies=None).delete()


@transaction.atomic
def close_days(now: datetime) -> None:
    """Finished days of the record are chained."""
    record.close_days(timezone.localdate(now - _LATEST_LINES))


def _each(uuids: Iterable[UUID], act: Callable[[Testimony], None]) -> None:
    _do_all(list(uuids), lambda uuid: _one(uuid, act))


def _one(uuid: UUID, act: Callable[[Testimony], None]) -> None:
    with transaction.atomic():
        try:
            testimony = locked(uuid)
        except Gone:
            return
        act(testimony)
