"""Stories as readers see them."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redaction.spans import LABELS, Piece
from testimonies import facets
from testimonies.checking import paragraphs
from testimonies.models import Story

PAGE = 12
_SHORT = 600
# Nothing sealed is read for a page that anybody may see.
_IN_THE_FEED = ("number", "ord", "text", "kind", "years", "notes", "group__day")
_BRACKET = re.compile(r"\[(" + "|".join(re.escape(label) for label in LABELS) + r")\]")
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
    kind_label: str | Promise
    years: str
    season: str
    note_labels: list[str | Promise]
    strong: bool
    paragraphs: list[list[Piece]]
    change: list[list[Piece]]
    is_cut: bool


@dataclass(frozen=True)
class Page:
    """One page of the feed and the ways on from it."""

    stories: list[Shown]
    older: str
    newer: str


def mended(text: str) -> list[list[Piece]]:
    """Paragraphs of pieces, with each bracket that says what kind of word went as a piece of its own."""
    parts, at = [], 0
    for match in _BRACKET.finditer(text):
        if at < match.start():
            parts.append(Piece(text[at : match.start()], None, at))
        parts.append(Piece("", match[1], match.start()))
        at = match.end()
    parts.append(Piece(text[at:], None, at))
    return paragraphs([part for part in parts if part.text or part.label])


def shown(story: Story, *, short: bool = False) -> Shown:
    """What a reader sees of a story; in the feed a long one is cut at a paragraph."""
    text = _first_paragraphs(story.text) if short else story.text
    return Shown(
        number=story.number,
        kind_label=facets.KIND_WORDS.get(story.kind, ""),
        years=said_years(story.years),
        season=season(story.group.day),
        note_labels=[facets.NOTE_WORDS[note] for note in story.notes if note in facets.NOTE_WORDS],
        strong=not facets.STRONG_NOTES.isdisjoint(story.notes),
        paragraphs=mended(text),
        change=mended(story.second_text) if not short and story.second_text else [],
        is_cut=len(text) < len(story.text),
    )


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
    return f"{_SEASONS[day.month % 12 // 3]} {day.year + 1 if day.month == 12 else day.year}"


def feed(cursor: str = "") -> Page:
    """A page of the feed. `cursor` is "o" (older than) or "n" (newer than), then group and order."""
    way, place = _parse(cursor)
    stories = Story.objects.published().select_related("group").only(*_IN_THE_FEED)
    if way == "n":
        found = list(stories.newer_than(*place)[: PAGE + 1])
        more_newer, found = len(found) > PAGE, found[:PAGE][::-1]
        return _page(found, older=True, newer=more_newer)
    if way == "o":
        stories = stories.older_than(*place)
    found = list(stories.newest_first()[: PAGE + 1])
    return _page(found[:PAGE], older=len(found) > PAGE, newer=way == "o")


def _page(found: list[Story], *, older: bool, newer: bool) -> Page:
    return Page(
        [shown(story, short=True) for story in found],
        _cursor("o", found[-1]) if found and older else "",
        _cursor("n", found[0]) if found and newer else "",
    )


def _cursor(way: str, story: Story) -> str:
    return f"{way}.{story.group_id}.{story.ord}"


def _parse(cursor: str) -> tuple[str, tuple[int, int]]:
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
