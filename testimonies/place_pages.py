"""The pages of places: which there are, found by letter, kind, country or words, and what one of them shows.

Places without a page are nowhere in here: not in the list, not in its search, not by their address.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from testimonies import charts, countries, facets, ideas, places, reading
from testimonies.ideas import Idea
from testimonies.models import Numbers, Place, Reply, Story
from testimonies.reading import Page
from testimonies.suppression import Shown

_MOST, _WISHES = 300, 12
OTHERS = "#"


@dataclass(frozen=True)
class Asked:
    """What somebody looks for among the places."""

    words: str = ""
    kind: str = ""
    country: str = ""
    letter: str = ""

    def query(self, **more: str) -> str:
        """As the end of an address, with its question mark; nothing when nothing is asked for."""
        asked = {"q": self.words, "kind": self.kind, "country": self.country, "letter": self.letter} | more
        pairs = [(name, value) for name, value in asked.items() if value]
        return f"?{urlencode(pairs)}" if pairs else ""


@dataclass(frozen=True)
class Listing:
    """Places by their first letter; `letters` to choose from when there are too many for one page."""

    sections: list[tuple[str, list[Place]]]
    letters: list[str]
    letter: str
    countries: list[tuple[str, str]]
    kinds: list[str]


@dataclass(frozen=True)
class PlacePage:
    """All that the page of a place shows."""

    place: Place
    kind_label: str
    season: str
    people: int
    published: Shown
    counted: Shown
    charts: list[charts.Chart]
    wishes: list[Idea]
    reply: Reply | None
    stories: Page
    numbers: list[int]


def listing(asked: Asked) -> Listing:
    """The places with a page, A to Z, or those that the words mean, likeliest first."""
    shown = Place.objects.with_page().themselves()
    kinds = set(shown.values_list("kind", flat=True))
    codes = sorted(set(shown.exclude(country="").values_list("country", flat=True)))
    among = Place.objects.with_page()
    if asked.kind:
        shown, among = shown.filter(kind=asked.kind), among.filter(kind=asked.kind)
    if asked.country:
        shown, among = shown.filter(country=asked.country), among.filter(country=asked.country)
    if asked.words:
        found = places.search(asked.words, among=among, limit=40)
        sections, letters, letter = ([("", found)] if found else []), [], ""
    else:
        sections, letters, letter = _by_letter(list(shown), asked.letter)
    return Listing(
        sections,
        letters,
        letter,
        sorted(((code, countries.name_of(code.lower()) or code) for code in codes), key=lambda each: each[1]),
        [kind for kind, _label in facets.KINDS if kind in kinds],
    )


def some(asked: Asked, after: str, most: int) -> tuple[list[Place], str]:
    """So many places with a page, by their addresses, from after one of these on; and the last, if others follow."""
    columns = {"kind": asked.kind, "country": asked.country}
    shown = Place.objects.with_page().themselves().filter(slug__gt=after)
    shown = shown.filter(**{column: value for column, value in columns.items() if value})
    found = list(shown.order_by("slug")[: most + 1])
    return found[:most], found[most - 1].slug if len(found) > most else ""


def _by_letter(found: Sequence[Place], letter: str) -> tuple[list[tuple[str, list[Place]]], list[str], str]:
    by_name = sorted(found, key=lambda place: (places.plain(place.name), str(place)))
    sections = [(first, list(each)) for first, each in groupby(by_name, key=_letter_of)]
    if len(found) <= _MOST:
        return sections, [], ""
    letters = [first for first, _each in sections]
    letter = letter if letter in letters else letters[0]
    return [each for each in sections if each[0] == letter], letters, letter


def _letter_of(place: Place) -> str:
    first = places.plain(place.name)[:1].upper()
    return first if first.isalpha() else OTHERS


def now_called(slug: str) -> str:
    """The address of the page of which this is only another name; empty when it is none, or that has no page."""
    found = Place.objects.filter(slug=slug, alias_of__numbers__isnull=False)
    return found.values_list("alias_of__slug", flat=True).first() or ""


def page_of(slug: str) -> PlacePage | None:
    """The page of the place at this address, if it has one."""
    numbers = (
        Numbers.objects.select_related("place", "place__reply", "group").filter(place__slug=slug).first()
    )
    if numbers is None:
        return None
    place, tables = numbers.place, numbers.shown["tables"]
    stories = Story.objects.published().filter(place=place)
    return PlacePage(
        place=place,
        kind_label=str(dict(facets.KINDS).get(place.kind, "")),
        season=reading.season_of(numbers.group.day),
        people=numbers.shown["people"],
        published=tables["use"]["published"],
        counted=tables["use"]["counted"],
        charts=[charts.chart(name, tables[name]) for name in ("notes", "told", "when")],
        wishes=ideas.newest(stories, _WISHES),
        reply=getattr(place, "reply", None),
        stories=reading.page_of(stories, ""),
        numbers=sorted(stories.values_list("number", flat=True)[:_MOST]),
    )
