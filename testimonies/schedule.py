"""When a group goes up: Tuesday and Friday at 17:00 local, with five ready or after 21 days. Pure."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

DAYS = (1, 4)
HOUR = 17
LEAST = 5
LONGEST_WAIT = timedelta(days=21)


def last_slot(now: datetime) -> datetime:
    """The last set day and hour that is not after `now` (local time)."""
    slot = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    while slot.weekday() not in DAYS or slot > now:
        slot -= timedelta(days=1)
    return slot


def ready_day(now: datetime) -> date:
    """The day from which something that became ready at `now` (local time) is in time for a slot."""
    is_late = now > now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return now.date() + timedelta(days=is_late)


def is_due(now: datetime, *, last_group: date | None, ready_since: Sequence[date]) -> bool:
    """Whether a group goes up now: the slot was not used, and by then enough were ready or one had waited long."""
    slot = last_slot(now).date()
    if last_group is not None and last_group >= slot:
        return False
    # Who became ready after a slot waits for the next: else the fifth would go up in the minute of its approval.
    in_time = [day for day in ready_since if day <= slot]
    return len(in_time) >= LEAST or any(slot - day >= LONGEST_WAIT for day in in_time)
