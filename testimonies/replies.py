"""What institutions answered, which came by letter or mail: in full on the page of the place, as plain text."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from testimonies import page_cache, record
from testimonies.models import EarlierReply, Place, Record, Reply
from testimonies.models.place import PlaceQuerySet

MOVE = "answer of a place"


def places() -> PlaceQuerySet:
    """Those that can have an answer: they have a page."""
    return Place.objects.filter(numbers__isnull=False).select_related("reply").order_by("name", "slug")


@transaction.atomic
def keep(place: Place, *, asked: date | None, answered: date | None, text: str, by: UUID) -> None:
    """What was entered takes the place of what stood there; the record says who changed the answer, and when.

    The team can go on reading what stood there before.

    The same again says nothing. All of it empty is as if nobody had written to them.
    """
    before = Reply.objects.select_for_update().filter(place=place).first()
    new = (asked, answered, text)
    if new == ((before.asked, before.answered, before.text) if before else (None, None, "")):
        return
    if before:
        _remember(before, by)
    if any(new):
        values = {"asked": asked, "answered": answered, "text": text}
        Reply.objects.update_or_create(place=place, defaults=values)
    else:
        Reply.objects.filter(place=place).delete()
    record.write(MOVE, by="coordinator", actor=by, subject=place.pk)
    transaction.on_commit(page_cache.forget)


def _remember(before: Reply, by: UUID) -> None:
    # The row of the answer is locked, so nobody else counts meanwhile.
    EarlierReply.objects.create(
        place_id=before.place_id,
        number=EarlierReply.objects.filter(place_id=before.place_id).count(),
        asked=before.asked,
        answered=before.answered,
        text=before.text,
        until=timezone.localdate(),
        by=by,
    )


def earlier(place: Place) -> list[EarlierReply]:
    """What stood there before, newest first."""
    return list(EarlierReply.objects.filter(place=place).order_by("-until", "-number"))


def changes(place: Place) -> list[date]:
    """On which days it was changed, newest first."""
    lines = Record.objects.filter(move=MOVE, subject=place.pk)
    return list(lines.order_by("-day").values_list("day", flat=True))
