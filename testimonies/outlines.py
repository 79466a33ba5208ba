"""Stories without their words, for programs: what was taken down must not live on in machines that once asked.

Of a story they get its number, its season, its kind of place and its notes; the words are at its address, while it is
there.
"""

from dataclasses import dataclass
from datetime import date

from testimonies import reading
from testimonies.filters import NONE, Filters
from testimonies.models import Group, Story

_COLUMNS = ("group_id", "ord", "number", "kind", "notes", "group__day")


@dataclass(frozen=True)
class Outline:
    """What programs are told of one story. `day` is its group's: a group is all that a day of publication tells."""

    number: int
    day: date
    kind: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """Some of them, and the ways on."""

    stories: list[Outline]
    older: str
    newer: str


def page(cursor: str = "", asked: Filters = NONE, most: int = reading.PAGE) -> Page:
    """As a page of the feed: the same stories, in the same order."""
    rows = asked.narrow(Story.objects.published()).values_list(*_COLUMNS, named=True)
    found, older, newer = reading.some_of(rows, cursor, most)
    return Page(
        [Outline(row.number, row.group__day, row.kind, tuple(row.notes)) for row in found], older, newer
    )


def newest_day() -> date | None:
    """The day of the newest group, whatever became of its stories."""
    return Group.objects.order_by("-number").values_list("day", flat=True).first()
