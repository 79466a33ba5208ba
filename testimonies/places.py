"""The list of institutions: adding one, taking in whole lists, and finding one by words in any order, with slips."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Case, FloatField, Q, QuerySet, Value, When
from django.db.models.expressions import CombinedExpression
from django.utils.text import slugify

import redaction
from testimonies import facets, place_lists
from testimonies.models import Place, PlaceWord
from testimonies.place_lists import Listed
from vault.words.apart import deletions, one_slip

UNIVERSITIES = Path(__file__).parent / "lists" / "universities_compiled_by_hand.csv"
"""A small list of real universities, written down by hand, so that there is something to pick from."""
MOST_WORDS = 8
_AT_ONCE = 2000
# What another reading of the same list may change; slug and uuid stay, because pages and stories name them.
_MAY_CHANGE = ("name", "kind", "town", "region", "country", "words")
# How much a word counts that is right, that begins as typed, that is one slip away; and the least for a place.
_RIGHT, _BEGINS, _SLIP, _LEAST = 1.0, 0.8, 0.75, 0.5
_SHORTEST_BEGINNING, _SHORTEST_SLIP, _MOST_ALIKE = 3, 4, 40
# Words that half of the list has: they say which of two it is, and find none.
_COMMON = frozenset(
    {
        "a",
        "for",
        "of",
        "the",
        "academy",
        "church",
        "college",
        "community",
        "form",
        "grammar",
        "high",
        "infant",
    }
    | {"junior", "primary", "school", "secondary", "sixth", "st", "uni"}
)
_INSIDE_WORDS, _WORD = re.compile("['’.]"), re.compile(r"[^\W_]+")
_SAME = {"saint": "st", "sainte": "st", "university": "uni", "univ": "uni", "and": ""}


def plain(text: str) -> str:
    """Letters and digits in lower case without accents, words one space apart, "saint" as "st"."""
    letters = _INSIDE_WORDS.sub("", text.casefold())
    if not letters.isascii():
        letters = "".join(c for c in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(c))
    return " ".join(filter(None, (_SAME.get(word, word) for word in _WORD.findall(letters))))


def new(
    *,
    name: str,
    kind: str,
    town: str = "",
    region: str = "",
    country: str = "",
    source: str = "",
    alias_of: Place | None = None,
) -> Place:
    """A place that is not in the table yet, with what a search and an address need."""
    source = source or _source_of(name, town, country)
    return Place(
        name=name,
        kind=kind,
        town=town,
        region=region,
        country=country,
        alias_of=alias_of,
        source=source,
        slug=slugify(f"{name} {town}", allow_unicode=False)[:100].strip("-") or "place",
        words=sorted(set(plain(f"{name} {town} {region}").split())),
    )


def _source_of(name: str, town: str, country: str) -> str:
    """What tells one place from another in a list without numbers of its own."""
    what = "\n".join((plain(name), plain(town), country))
    return f"plain:{hashlib.sha256(what.encode()).hexdigest()[:32]}"


def add(**what: object) -> Place:
    """Put one place into the table, as `new` takes it; its slug gets a number if another has it."""
    place = new(**what)
    place.slug = free_slug(place.slug, set(Place.objects.values_list("slug", flat=True)))
    place.save(force_insert=True)
    _learn(place.words)
    return place


def change(place: Place) -> None:
    """Save a place whose name or town was put right, with the words by which it is found from now on."""
    place.words = new(name=place.name, kind=place.kind, town=place.town, region=place.region).words
    place.save()
    _learn(place.words)


def free_slug(slug: str, taken: set[str]) -> str:
    """The slug, or with the first number that is free; it is taken from then on."""
    free, number = slug, 1
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    taken.add(free)
    return free


@dataclass(frozen=True)
class Taken:
    """What became of a list."""

    added: int = 0
    changed: int = 0
    same: int = 0


def take_in(listed: Iterable[Listed]) -> Taken:
    """Add what is new and change what reads differently, all or nothing; a place is known again by its source."""
    with transaction.atomic():
        known = {place.source: place for place in Place.objects.defer("alias_of")}
        slugs = {place.slug for place in known.values()}
        added: list[Place] = []
        changed: list[Place] = []
        taken = Taken()
        for place in _with_other_names(listed, known):
            before = known.get(place.source)
            if before is None:
                place.slug = free_slug(place.slug, slugs)
                known[place.source] = place
                added.append(place)
            elif any(getattr(before, name) != getattr(place, name) for name in _MAY_CHANGE):
                for name in _MAY_CHANGE:
                    setattr(before, name, getattr(place, name))
                changed.append(before)
            else:
                taken = replace(taken, same=taken.same + 1)
        Place.objects.bulk_create(added, batch_size=_AT_ONCE)
        Place.objects.bulk_update(changed, _MAY_CHANGE, batch_size=_AT_ONCE)
        _learn({word for place in (*added, *changed) for word in place.words})
    return replace(taken, added=len(added), changed=len(changed))


def begin_with_a_few() -> None:
    """Take in the list that comes along, where there is none yet."""
    if not Place.objects.exists():
        listed = place_lists.read(UNIVERSITIES, dict(facets.KINDS))
        take_in(each for each in listed if isinstance(each, Listed))


def _with_other_names(listed: Iterable[Listed], known: dict[str, Place]) -> Iterator[Place]:
    """Each place, and after it its other names."""
    for each in listed:
        where = {"kind": each.kind, "town": each.town, "region": each.region, "country": each.country}
        place = new(name=each.name, source=each.key, **where)
        yield place
        itself = known[place.source]
        for name in each.also:
            source = f"{place.source}:{plain(name)}"[:120]
            yield new(name=name, source=source, alias_of=itself, **where)


def _learn(words: Iterable[str]) -> None:
    """Words that a slip should find from now on."""
    rows = [PlaceWord(word=word, forms=sorted(_forms(word))) for word in words]
    PlaceWord.objects.bulk_create(rows, batch_size=_AT_ONCE, ignore_conflicts=True)


def _forms(word: str) -> set[str]:
    return {word} | (deletions(word) if len(word) >= _SHORTEST_SLIP else set())


def search(words: str, *, limit: int = 12, among: QuerySet[Place] | None = None) -> list[Place]:
    """The places that these words mean, likeliest first; another name finds the place itself.

    Any order, any case, with one slip a word: "st marys camden" finds "St Mary's School, Camden".
    """
    typed = _typed(words)
    meant = {word: _meant(word) for word in typed}
    telling = [word for word in typed if word not in _COMMON and meant[word]] or typed
    anywhere = {each for word in telling for each in meant[word]}
    if not anywhere:
        return []
    likely = (
        (Place.objects.all() if among is None else among)
        .filter(words__overlap=sorted(anywhere))
        .annotate(alike=_likeness(meant))
    )
    # The shorter of two that are equally like is nearer to what was typed.
    order = ("-alike", "words__len", "words", "uuid")
    found = likely.filter(alike__gte=_LEAST).order_by(*order).select_related("alias_of")[: 4 * limit]
    return _without_repeats(place.alias_of or place for place in found)[:limit]


def named(words: str) -> str:
    """The id of the one place whose whole name and town these words are; empty when none or several are."""
    if not words.strip():
        return ""
    typed = plain(words)
    alike = Place.objects.filter(words__contains=sorted(set(typed.split()))).select_related("alias_of")[:200]
    meant = {
        (place.alias_of or place).pk for place in alike if typed in (plain(str(place)), plain(_whole(place)))
    }
    return str(meant.pop()) if len(meant) == 1 else ""


def is_itself(uuid: str) -> bool:
    """Whether this is the id of a place of our list, and not of another name of one."""
    try:
        return Place.objects.themselves().filter(pk=uuid).exists()
    except (ValueError, ValidationError):
        return False


def names_of(words: str) -> list[str]:
    """What somebody may call the place that was named in these words: as it was typed, and as our list has it.

    Nothing for "a school": words that everybody uses name no place.
    """
    typed = words.split(",")[0].strip()
    names = [typed] if any(not redaction.is_common(word) for word in plain(typed).split()) else []
    try:
        meant = named(words)
        listed = Place.objects.filter(Q(pk=meant) | Q(alias_of=meant)) if meant else ()
        return list(dict.fromkeys([*names, *(place.name for place in listed)]))
    except DatabaseError:
        # The words are looked at all the same.
        return names


def as_named(place: Place) -> str:
    """The words for a place by which `named` finds it: name and town, and the region where these are not enough."""
    return str(place) if named(str(place)) == str(place.pk) else in_full(place)


def in_full(place: Place) -> str:
    """Name, town and region, with commas."""
    return ", ".join(filter(None, [place.name, place.town, place.region]))


def _whole(place: Place) -> str:
    return f"{place.name} {place.town} {place.region}"


def _typed(words: str) -> list[str]:
    return list(dict.fromkeys(plain(words[:200]).split()))[:MOST_WORDS]


def _meant(word: str) -> dict[str, float]:
    """The words of our list that this one may mean, each with how much it counts."""
    close = PlaceWord.objects.filter(forms__overlap=sorted(_forms(word))).values_list("word", flat=True)
    meant = {each: _SLIP for each in close if one_slip(each, word)}
    if len(word) >= _SHORTEST_BEGINNING:
        begin = PlaceWord.objects.filter(word__startswith=word).order_by("word")[:_MOST_ALIKE]
        meant |= {each.word: _BEGINS for each in begin}
    return meant | {word: _RIGHT}


def _likeness(meant: Mapping[str, Mapping[str, float]]) -> CombinedExpression:
    """Of the letters typed, the share whose word the place has; less for one that is only close."""
    whole = sum(len(word) for word in meant)
    total: Any = Value(0.0, output_field=FloatField())
    for word, alike in meant.items():
        steps = [
            When(
                words__overlap=[each for each in alike if alike[each] == step],
                then=Value(step * len(word) / whole),
            )
            for step in (_RIGHT, _BEGINS, _SLIP)
            if step in alike.values()
        ]
        total = total + Case(*steps, default=Value(0.0), output_field=FloatField())
    return total


def _without_repeats(places: Iterable[Place]) -> list[Place]:
    return list({place.pk: place for place in places}.values())
