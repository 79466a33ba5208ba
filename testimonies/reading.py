"""Stories as readers see them."""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from redaction.spans import BRACKET, Piece
from testimonies import content_notes, facets
from testimonies.filters import NONE, RANDOM, Filters
from testimonies.models import Place, Story
from testimonies.models.story import StoryQuerySet

PAGE = 12
_SHORT = 600
_LAST = 2**63 - 1
# Nothing sealed is read for a page that anybody may see.
IN_THE_FEED = ("group_id", "number", "ord", "text", "kind", "years", "notes", "language", "place_id")
_SEASONS: tuple[str | Promise, ...] = (
    gettext_lazy("winter"),
    gettext_lazy("spring"),
    gettext_lazy("summer"),
    gettext_lazy("autumn"),
)


@dataclass(frozen=True)
class Shown:
    """A story ready for the template."""

    number: int
    kind_label: str
    years: str
    season: str
    note_labels: tuple[str, ...]
    strong: bool
    paragraphs: list[list[Piece]]
    change: list[list[Piece]]
    is_cut: bool
    language: str = ""
    place: Place | None = None


@dataclass(frozen=True)
class Page:
    """One page of the feed and the ways on from it."""

    stories: list[Shown]
    older: str
    newer: str
    other: str = ""


def mended(text: str) -> list[list[Piece]]:
    """Paragraphs of pieces, with each bracket that says what kind of word went as a piece of its own."""
    made, at = [], 0
    for block in text.split("\n\n"):
        made.append(_pieces(block, at))
        at += len(block) + 2
    return [each for each in made if each]


def _pieces(block: str, at: int) -> list[Piece]:
    made = []
    for index, part in enumerate(BRACKET.split(block)):
        is_label = index % 2
        if is_label:
            made.append(Piece("", part, at))
        elif part.strip("\n"):
            made.append(Piece(part, None, at))
        at += len(part) + 2 * is_label
    return made


def shown(story: Story, *, short: bool = False, place: Place | None = None) -> Shown:
    """What a reader sees of a story; in the feed (`short`: a row of its columns is enough) cut at a paragraph.

    `place` is the one that it shows, if it shows one.
    """
    text = _first_paragraphs(story.text) if short else story.text
    kind_label, years = _said(get_language(), story.kind, story.years)
    return Shown(
        number=story.number,
        kind_label=kind_label,
        years=years,
        season="" if short else season(story.group.day),
        note_labels=content_notes.said(story.notes),
        strong=content_notes.is_strong(story.notes),
        paragraphs=mended(text),
        change=mended(story.second_text) if not short and story.second_text else [],
        is_cut=len(text) < len(story.text),
        language=story.language,
        place=place,
    )


@lru_cache(maxsize=1024)
def _said(language: str | None, kind: str, years: str) -> tuple[str, str]:
    """The facets of a story in words; kept, for translating them twelve times was a tenth of a page."""
    return str(facets.KIND_WORDS.get(kind, "")), said_years(years)


def _first_paragraphs(text: str) -> str:
    kept = ""
    for block in text.split("\n\n"):
        if kept and len(kept) + len(block) > _SHORT:
            return kept.strip("\n")
        kept += block + "\n\n"
    return text


def said_years(years: str) -> str:
    """A span of years in words: "2017 to 2019", "before 2010"."""
    if years.startswith("–"):
        return _("Before %(year)s") % {"year": int(years[1:]) + 1}
    return (
        _("%(first)s to %(last)s") % dict(zip(("first", "last"), years.split("–"), strict=True))
        if years
        else ""
    )


def season(day: date) -> str:
    """The season of a group, all that is said about when a story went up."""
    return _("Shared in %(season)s") % {"season": season_of(day)}


def season_of(day: date) -> str:
    """A day as people may know it: "spring 2026"; December is of the winter that the next year is called by."""
    return season_named(day.month % 12 // 3, day.year + 1 if day.month == 12 else day.year)


def season_named(quarter: int, year: int) -> str:
    """A season in words; the winter is the first of a year."""
    return f"{_SEASONS[quarter]} {year}"


def feed(cursor: str = "", asked: Filters = NONE) -> Page:
    """A page of the feed, or one story at random.

    `cursor` is "o" (older than) or "n" (newer than), then group and order; or "r" and where to begin to look.
    """
    stories = Story.objects.published()
    if asked != NONE:
        stories = asked.narrow(stories)
    if asked.order == RANDOM:
        return _one_of(stories, cursor)
    return page_of(stories, cursor)


def page_of(stories: StoryQuerySet, cursor: str) -> Page:
    """Twelve of these stories, from a place in the feed on."""
    found, older, newer = some_of(stories.values_list(*IN_THE_FEED, named=True), cursor, PAGE)
    return Page(_all_shown(found), older, newer)


def some_of(rows: StoryQuerySet, cursor: str, most: int) -> tuple[list[Story], str, str]:
    """So many rows from a place in the feed on, and the places where older and newer ones go on."""
    way, place = read_cursor(cursor)
    if way == "n":
        found = list(rows.newer_than(*place)[: most + 1])
        newer, found = len(found) > most, found[:most][::-1]
        older = True
    else:
        rows = rows.older_than(*place) if way == "o" else rows
        found = list(rows.newest_first()[: most + 1])
        older, newer, found = len(found) > most, way == "o", found[:most]
    return (
        found,
        write_cursor("o", found[-1]) if found and older else "",
        write_cursor("n", found[0]) if found and newer else "",
    )


def _one_of(stories: StoryQuerySet, cursor: str) -> Page:
    """The first story from a place on in the random order; the address says where, so Back shows the same one."""
    match = re.fullmatch(r"r\.(\d{1,19})", cursor)
    start = min(int(match[1]), _LAST) if match else secrets.randbelow(_LAST)
    rows = stories.values_list(*IN_THE_FEED, named=True).order_by("ord")
    found = list(rows.filter(ord__gte=start)[:1]) or list(rows[:1])
    return Page(_all_shown(found), "", "", other=f"r.{secrets.randbelow(_LAST)}" if found else "")


def _all_shown(found: list[Story]) -> list[Shown]:
    places = places_of(found)
    return [shown(story, short=True, place=places.get(story.place_id)) for story in found]


def places_of(stories: Iterable[Story]) -> dict[UUID | None, Place]:
    """The places that these stories show; asked for only when one of them shows any."""
    wanted = {story.place_id for story in stories if story.place_id}
    return dict(Place.objects.in_bulk(wanted)) if wanted else {}


def write_cursor(way: str, story: Story) -> str:
    return f"{way}.{story.group_id}.{story.ord}"


def read_cursor(cursor: str) -> tuple[str, tuple[int, int]]:
    match = re.fullmatch(r"([on])\.(\d{1,9})\.(\d{1,19})", cursor)
    return (match[1], (int(match[2]), int(match[3]))) if match else ("", (0, 0))


def neighbours(story: Story) -> tuple[int | None, int | None]:
    """The numbers of the next newer and the next older story."""
    stories = Story.objects.published()
    newer = stories.newer_than(story.group_id, story.ord).values_list("number", flat=True).first()
    older = (
        stories.older_than(story.group_id, story.ord).newest_first().values_list("number", flat=True).first()
    )
    return newer, older
