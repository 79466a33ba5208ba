"""Whether new stories are taken: open, slow or closed, as a coordinator says; closed also while nobody could read."""

from uuid import UUID

from django.db import connection, transaction

from testimonies import record
from testimonies.models import Intake
from vault import keys

State = Intake.State
# By hand, like what keys asks: it stands in the way of every Send, and the ORM takes longer than the database.
_CHOSEN = "SELECT state FROM testimonies_intake"


def chosen() -> Intake.State:
    """What a coordinator chose; open before anybody did."""
    with connection.cursor() as cursor:
        cursor.execute(_CHOSEN)
        row = cursor.fetchone()
    return State(row[0]) if row else State.OPEN


def state() -> Intake.State:
    """What holds now. Raises whatever the database says."""
    return chosen() if keys.holders_who_can_open() else State.CLOSED


def is_open() -> bool:
    """Whether somebody may begin; slow is open too."""
    return state() != State.CLOSED


@transaction.atomic
def switch(to: Intake.State, *, by: UUID) -> None:
    """A coordinator opens, slows or closes it; the record says who. The same again says nothing."""
    Intake.objects.get_or_create(id=1)
    intake = Intake.objects.select_for_update().get(id=1)
    if intake.state == to:
        return
    intake.state = State(to)
    intake.save(update_fields=["state"])
    record.write(f"intake: {intake.state}", by="coordinator", actor=by)
