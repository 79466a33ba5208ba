"""What survivors said should change: only lines whose writers agreed that they are shown."""

from dataclasses import dataclass

from redaction.spans import Piece
from testimonies import reading
from testimonies.models import Story
from testimonies.models.story import StoryQuerySet

_PAGE = 24


@dataclass(frozen=True)
class Idea:
    """What should change, and in which story it stands."""

    number: int
    language: str
    paragraphs: list[list[Piece]]


@dataclass(frozen=True)
class Page:
    """A page of ideas, and the ways on from it."""

    ideas: list[Idea]
    older: str
    newer: str


def newest(stories: StoryQuerySet, limit: int) -> list[Idea]:
    """The newest of these stories' ideas."""
    return [_idea(row) for row in _with_one(stories).newest_first()[:limit]]


def page(cursor: str = "") -> Page:
    """A page of all ideas, from a place in the feed on."""
    found, older, newer = reading.some_of(_with_one(Story.objects.published()), cursor, _PAGE)
    return Page([_idea(row) for row in found], older, newer)


def _with_one(stories: StoryQuerySet) -> StoryQuerySet:
    # A story has a second text only if its writer agreed that it is shown.
    told = stories.exclude(second_text="")
    return told.values_list("group_id", "ord", "number", "language", "second_text", named=True)


def _idea(row: Story) -> Idea:
    return Idea(row.number, row.language, reading.mended(row.second_text))
