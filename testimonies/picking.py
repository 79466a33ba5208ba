"""A place picked from our list: what may be meant by what was typed, and the picked one written in its place."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import DatabaseError
from django.http import QueryDict
from django.utils.translation import gettext as _

from testimonies import places
from testimonies.models import Place

MOST = 10
Offer = tuple[str, str]
log = logging.getLogger("testimonies")


# No repr: what somebody looked for can be told from it.
@dataclass(frozen=True, repr=False)
class Found:
    """What our list says to some words: places to pick from, or why there are none.

    Each with its slug: it repeats the name, so it weighs less on a slow line than an id.
    """

    places: Sequence[Offer] = ()
    said: str = ""


def look_for(words: str) -> Found:
    """At most ten places that the words may mean. Never raises for a list that cannot be read."""
    if not words.strip():
        return Found(said=_("The box is empty. Type a part of the name first."))
    try:
        found = places.search(words, limit=MOST, among=Place.objects.listed())
    except DatabaseError:
        # Without the error: it may quote what was looked for.
        log.warning("the list of places cannot be read")
        return Found(said=_("We can’t look in our list at the moment. What you wrote is fine as it is."))
    if not found:
        return Found(said=_("We found no place like that in our list. What you wrote is fine as it is."))
    return Found([(place.slug, name) for place, name in zip(found, _told_apart(found), strict=True)])


def _told_apart(found: Sequence[Place]) -> list[str]:
    """Name and town; the region too where others of the same name and town are among them."""
    names = [str(place) for place in found]
    return [
        places.in_full(place) if names.count(name) > 1 else name
        for place, name in zip(found, names, strict=True)
    ]


def settled(posted: QueryDict) -> QueryDict:
    """What was sent, with the name of the place that was picked in the place's box.

    A pick that is not in the list, or cannot be looked up, stays as it is: WriteForm refuses it.
    Who looks again has not picked.
    """
    if "pick" not in posted:
        return posted
    data = posted.copy()
    if data["pick"] and "find" not in data:
        name = _name_of(data["pick"])
        if not name:
            return posted
        data["place"] = name
    del data["pick"]
    return data


def _name_of(pick: str) -> str:
    try:
        place = Place.objects.filter(slug=pick).select_related("alias_of").first()
        return places.as_named(place.alias_of or place) if place else ""
    except ValueError:
        # A NUL.
        return ""
    except DatabaseError:
        log.warning("the list of places cannot be read")
        return ""
