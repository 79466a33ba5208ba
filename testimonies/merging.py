"""Two places of the list that are one: a coordinator says so, and with the next group one becomes the other's name.

Not before: all that readers see changes with a group. What was counted for the one is then counted for the other,
so no count of the one that stays gets lower; the page of the other ends, and its address leads to the one that stays.
"""

from uuid import UUID

from django.db import transaction

from testimonies import numbers, record
from testimonies.errors import Refused
from testimonies.models import EarlierReply, Group, Numbers, Place, Reply, Story


class CannotMerge(Refused):
    """They are one already, or one of them is about to become another's name."""


@transaction.atomic
def merge(goes: UUID, stays: UUID, *, by: UUID) -> None:
    """With the next group `goes` becomes another name of `stays`. Raises CannotMerge."""
    # Both, in the order of their ids: two who merge the same two the other way round must not wait for each other.
    both = {
        place.pk: place
        for place in Place.objects.select_for_update().filter(pk__in=(goes, stays)).order_by("pk")
    }
    if len(both) < 2 or any(place.alias_of_id or place.becomes_id for place in both.values()):
        raise CannotMerge
    if Place.objects.filter(becomes=goes).exists():
        raise CannotMerge
    both[goes].becomes = both[stays]
    both[goes].save(update_fields=["becomes"])
    record.write("merge two places", by="coordinator", actor=by)


@transaction.atomic
def take_back(goes: UUID, *, by: UUID) -> None:
    """They are two after all. Raises CannotMerge when a group went up meanwhile."""
    place = Place.objects.select_for_update().filter(pk=goes).first()
    if place is None or place.becomes_id is None:
        raise CannotMerge
    place.becomes = None
    place.save(update_fields=["becomes"])
    record.write("take a merger of places back", by="coordinator", actor=by)


def waiting() -> list[Place]:
    """Those that become another's name with the next group."""
    return list(Place.objects.exclude(becomes=None).select_related("becomes").order_by("name"))


def do_with(group: Group) -> None:
    """Do what waits, inside the transaction of this group and before its numbers are drawn."""
    for goes in Place.objects.select_for_update(of=("self",)).exclude(becomes=None).order_by("pk"):
        stays = Place.objects.get(pk=goes.becomes_id)
        rows = [row for row in numbers.rows() if row.facets.place_id in (str(goes.pk), str(stays.pk))]
        if not _tells_who_came(rows, goes, stays):
            _become(goes, stays)
            _draw(stays, rows, group)


def _tells_who_came(rows: list[numbers.Row], goes: Place, stays: Place) -> bool:
    """Whether the sum of the two old pages, taken from the new one, would leave fewer than five people."""
    pages = {
        str(page.place_id): numbers.group_behind(page)
        for page in Numbers.objects.filter(place__in=(goes, stays))
    }
    new = sum(row.group > pages[row.facets.place_id] for row in rows if row.facets.place_id in pages)
    return 0 < new < numbers.LEAST


def _become(goes: Place, stays: Place) -> None:
    Place.objects.filter(alias_of=goes).update(alias_of=stays)
    Story.objects.filter(place=goes).update(place=stays)
    if not Reply.objects.filter(place=stays).exists():
        # An answer is never lost with a name; where both have one, that of the place that stays is shown.
        Reply.objects.filter(place=goes).update(place=stays)
    EarlierReply.objects.filter(place=goes).update(place=stays)
    goes.alias_of, goes.becomes = stays, None
    goes.save(update_fields=["alias_of", "becomes"])


def _draw(stays: Place, rows: list[numbers.Row], group: Group) -> None:
    """A page for both together, if either had one; a place without gets its page only when places are counted."""
    had = Numbers.objects.filter(place__in=(stays.pk, *stays.aliases.values_list("pk", flat=True)))
    if had.exists():
        # Drawn as if for the first time: the old page of one is not what the new one of both must be like.
        had.delete()
        if len(rows) >= numbers.PAGE_DOWN_TO:
            numbers.draw_one(stays.pk, rows, group)
        else:
            Story.objects.filter(place=stays).update(place=None)
