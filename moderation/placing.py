"""The place that a writer named: which one of our list it is, a new one for the list, or another name of one.

What the team adds is not offered to those who write before it has a page: else the list would tell of the story.
"""

import hashlib

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from testimonies import places, record
from testimonies.documents import Document
from testimonies.models import Numbers, Place, Reply
from testimonies.models.place import BY_TEAM

from .models import Person

_MOST = 6


def candidates(document: Document, chosen: str = "") -> list[tuple[str, str]]:
    """What the writer's words may mean, likeliest first, and what was chosen already: ids and names."""
    found = places.search(document.place, limit=_MOST) if document.place else []
    if places.is_itself(chosen) and chosen not in {str(place.pk) for place in found}:
        found = [Place.objects.get(pk=chosen), *found]
    return [(str(place.pk), places.in_full(place)) for place in found]


def named(document: Document) -> str:
    """The name of the place that the writer's words mean by themselves; empty when they name none."""
    uuid = places.named(document.place)
    return places.in_full(Place.objects.get(pk=uuid)) if uuid else ""


def add(person: Person, *, name: str, town: str, kind: str, country: str) -> str:
    """The id of a place of this name and town: the one that there is, or a new one."""
    there = places.named(f"{name} {town}")
    if there:
        return there
    return _put(person, name=name, town=town, kind=kind or "other", country=country)


def add_name(person: Person, words: str, uuid: str) -> None:
    """These words mean that place from now on, too. Nothing happens where they name one already."""
    place = Place.objects.themselves().get(pk=uuid)
    if not places.named(words):
        _put(person, name=words, kind=place.kind, country=place.country, alias_of=place)


def _put(person: Person, **what: object) -> str:
    about = places.plain(f"{what['name']} {what.get('town', '')}")
    source = f"{BY_TEAM}{hashlib.sha256(about.encode()).hexdigest()[:32]}"
    try:
        with transaction.atomic():
            place = places.add(source=source, **what)
            # Without a subject: the record must not join a place with a story.
            record.write("add a place", by="moderator", actor=person.uuid)
    except IntegrityError:
        # Somebody else added it at the same moment.
        place = Place.objects.get(source=source)
    return str(place.pk)


def alike(words: str) -> list[tuple[str, str]]:
    """The places of our list that somebody may mean by these words, likeliest first: ids and names."""
    found = places.search(words, limit=_MOST) if words.strip() else []
    return [(str(place.pk), places.in_full(place)) for place in found]


def foretold(both: tuple[str, str] | None) -> list[str]:
    """What will happen with the next group if the first of these becomes a name of the second, in sentences."""
    if both is None:
        return []
    goes, stays = (Place.objects.get(pk=uuid) for uuid in both)
    pages = dict(Numbers.objects.filter(place__in=both).values_list("place_id", "shown"))
    said = [
        _("With the next group, whoever looks for “%(goes)s” finds “%(stays)s”.")
        % {"goes": goes.name, "stays": stays.name}
    ]
    if goes.pk in pages:
        said.append(
            _("The page of “%(goes)s”, which says %(people)s people, ends. Its address leads to “%(stays)s”.")
            % {"goes": goes.name, "stays": stays.name, "people": pages[goes.pk]["people"]}
        )
    if pages:
        before = pages.get(stays.pk, {"people": 0})["people"]
        said.append(
            _("“%(stays)s” says %(people)s people now. It will say all of both together.")
            % {"stays": stays.name, "people": before}
        )
    if Reply.objects.filter(place__in=both).count() == 2:
        said.append(_("Both have an answer. Only that of “%(stays)s” is shown then.") % {"stays": stays.name})
    return said
