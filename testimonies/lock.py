"""The first line of every change: hold the row, or learn that it is gone."""

from uuid import UUID

from .errors import Gone
from .models import Testimony


def locked(uuid: UUID) -> Testimony:
    """The testimony, locked until the transaction ends. Raises Gone."""
    # `of` leaves the joined data key unlocked: only the testimony decides who may move.
    found = (
        Testimony.objects.select_for_update(of=("self",)).select_related("data_key").filter(pk=uuid).first()
    )
    if found is None:
        raise Gone
    return found
