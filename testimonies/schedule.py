"""When a group goes up: Tuesday and Friday at 17:00 local, with five ready or after 21 days. Pure."""

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


def is_due(now: datetime, *, last_group: date | None, ready: int, oldest: date | None) -> bool:
    """Whether a group goes up now: the slot was not used, and enough are ready or one has waited long."""
    if not ready or oldest is None:
        return False
    if last_group is not None and last_group >= last_slot(now).date():
        return False
    return ready >= LEAST or now.date() - oldest >= LONGEST_WAIT
