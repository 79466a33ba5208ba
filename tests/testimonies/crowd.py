"""Many experiences at once, put into the numbers through the function that groups use."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from testimonies import numbers, places, publishing, totals
from testimonies.models import Counted, Group, Place, Story
from testimonies.ready import Payload
from vault import keys

_NOTHING = {
    name: "" for name in ("text", "second_text", "language", "kind", "when", "age", "told", "place", "reason")
}


def payload(**said: Any) -> Payload:
    """What goes up or is counted, with these answers and no others."""
    return Payload(**{**_NOTHING, "notes": (), **said})


def group(number: int, day: date) -> Group:
    """A group of that day."""
    return Group.objects.create(number=number, day=day)


def count(up: Group, said: Iterable[Payload], *, published: bool = False) -> list[str]:
    """Put each into the numbers with this group; the ids of their rows."""
    team = keys.team_public()
    return [publishing.new_counted(each, up, team, published=published) for each in said]


def go_up(up: Group) -> None:
    """What a group does to the numbers once its stories are up."""
    numbers.draw(up)
    totals.write(up)


def story(number: int, up: Group, **facets: Any) -> Story:
    """A story as it stands in its table."""
    values = {"text": f"Story {number}.", "length_step": 1, "receipt_box": b"", "generation": 1, **facets}
    return Story.objects.create(number=number, group=up, **values)


def at(place: Place, many: int, **said: Any) -> list[Payload]:
    """So many experiences at a place."""
    return [payload(place_id=str(place.pk), **said) for _ in range(many)]


def withdraw(ids: Iterable[str]) -> None:
    """Their writers take them back."""
    Counted.objects.filter(pk__in=list(ids)).delete()


def place_with_page(up: Group, many: int = 12, **said: Any) -> Place:
    """An invented college about which so many people have written, counted when this group went up."""
    place = places.add(name="Merrowby College", kind="college", town="Merrowby", country="GB")
    count(up, at(place, many, kind="college", **said), published=True)
    go_up(up)
    return place
