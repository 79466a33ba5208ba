"""What happens on the team's side while nobody clicks."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from moderation import invitations, queue, sessions
from moderation.models import Hold
from testimonies.models import Testimony
from testimonies.states import State


def end_leases(now: datetime) -> int:
    """Put back what was held for too long; returns how many. Safe to run twice at the same time."""
    over = Hold.objects.filter(until__lte=now).values_list("testimony_id", flat=True)
    return sum(_end(uuid, now) for uuid in list(over))


def forget(now: datetime) -> None:
    """Sessions and invitations that are over."""
    sessions.sweep(now)
    invitations.sweep(now)


@transaction.atomic
def _end(uuid: UUID, now: datetime) -> bool:
    # Locked first, like every move. Whoever holds the row just now decides about it or renews the lease; if
    # neither, the next round finds it.
    rows = Testimony.objects.select_for_update(skip_locked=True, of=("self",))
    testimony = rows.filter(uuid=uuid, state=State.IN_REVIEW).first()
    hold = Hold.objects.filter(testimony_id=uuid, until__lte=now).first()
    if testimony is None or hold is None:
        return False
    queue.end_lease(testimony, hold)
    return True
