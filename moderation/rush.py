"""What the queue would take: evenings of one reader, and of all of them, at the pace that does nobody harm.

The limits of a day stay in a rush; what can grow is the number of people. Worked out from what the site is set to,
never from what somebody chose for themselves: that is theirs alone.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from testimonies.models import Record, Testimony
from testimonies.states import State

from . import membership, pace

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Needed:
    """How many wait, how many came in a week, who could read them, and the evenings that it takes."""

    waiting: int
    came: int
    readers: int
    an_evening: int

    @property
    def evenings(self) -> int:
        """Of one reader, until nothing that waits now is left."""
        return -(-self.waiting // self.an_evening)

    @property
    def together(self) -> int:
        """The same, if all who can open stories read each evening; 0 where there is nobody."""
        return -(-self.evenings // self.readers) if self.readers else 0

    @property
    def a_week(self) -> int:
        """Evenings of one reader in a week, to read as many as come."""
        return -(-self.came // self.an_evening)


def needed(today: date) -> Needed:
    """What the queue would need. A story counts as a usual one, and an evening as a full day of reading."""
    return Needed(
        waiting=Testimony.objects.in_state(State.RECEIVED, State.SECOND_READER).count(),
        came=Record.objects.filter(move="send", day__gt=today - WEEK, day__lte=today).count(),
        readers=len(membership.can_open() & {person.uuid for person in membership.present()}),
        an_evening=max(1, settings.CHORUS_DAY_WEIGHT // pace.USUAL),
    )
