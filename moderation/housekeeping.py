"""What happens on the team's side while nobody clicks."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from moderation.models import Hold
from testimonies import record, states
from testimonies.models import Testimony
from testimonies.states import State


def end_leases(now: datetime) -> int:
    """Put back what was held for too long; returns how many. Safe to run twice at the same time."""
    over = Hold.objects.filter(until__lte=now).values_list("testimony_id", flat=True)
    return sum(_end(uuid, now) for uuid in list(over))


@transaction.atomic
def _end(uuid: UUID, now: datetime) -> bool:
    # Locked first, like every move. Whoever holds the row just now decides about it or renews the lease; if
    # neither, the next round finds it.
    rows = Testimony.objects.select_for_update(skip_locked=True, of=("self",))
    testimony = rows.filter(uuid=uuid, state=State.IN_REVIEW).first()
    hold = Hold.objects.filter(testimony_id=uuid, until__lte=now).first()
    if testimony is None or hold is None:
        return False
    target = State(hold.came_from)
    states.check("end the lease", testimony.state, target)
    testimony.state = target
    testimony.save(update_fields=["state"])
    hold.delete()
    record.write("end the lease", by="site", subject=testimony.record_subject)
    return True
