"""Practice: invented stories with known right cuts, worked through on the real bench, and then why. No score.

That somebody worked through one is kept, and nothing of how: nobody is measured, coordinators only see who is ready.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from testimonies.documents import Document
from testimonies.errors import Refused

from . import versions
from .cuts import Cut
from .models import Person, Practice

_FILE = Path(__file__).parent / "practice_stories.txt"
_MARKED = re.compile(
    r"\[\[(?P<out>[^|\]]+)\|(?P<label>[^|\]]+)\|(?P<why>[^\]]+)\]\]"
    r"|\{\{(?P<stay>[^|}]+)\|(?P<hint>[^}]+)\}\}"
)
KEY = "practice-"
FOUND, MISSED, NEEDLESS = "found", "missed", "needless"


class PractiseFirst(Refused):
    """This person has not worked through the practice stories, and the site asks for it."""


@dataclass(frozen=True)
class Known:
    """A stretch of which it is known what is right: the label that it becomes, or none where it may stay; and why."""

    start: int
    end: int
    label: str
    why: str


@dataclass(frozen=True)
class Story:
    """One invented story, and what is right about it."""

    number: int
    text: str
    right: tuple[Known, ...]
    stays: tuple[Known, ...]

    @property
    def document(self) -> Document:
        """As if somebody had sent it, to be published."""
        return Document(text=self.text, use="publish", may_ask=True)


@dataclass(frozen=True)
class Line:
    """One line of what came out: the words, what they become, whether they were found, missed or needless; and why."""

    start: int
    words: str
    label: str
    outcome: str
    why: str


@cache
def first_versions() -> tuple[str, ...]:
    """All of them in order with their marks, as they were before a coordinator changed any."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    blocks = "\n".join(line for line in lines if not line.startswith("#")).strip().split("\n\n")
    return tuple(block.strip() for block in blocks)


def stories() -> tuple[Story, ...]:
    """All of them, in order."""
    changed = versions.newest_of(KEY)
    return tuple(
        _story(number, changed.get(f"{KEY}{number}", first))
        for number, first in enumerate(first_versions(), 1)
    )


def is_marked_right(marked: str) -> bool:
    """Whether every mark is whole, and there is at least one to find."""
    story = _story(0, marked)
    return bool(story.right) and not any(sign in story.text for sign in ("[[", "]]", "{{", "}}"))


def _story(number: int, marked: str) -> Story:
    text, right, stays, at = "", [], [], 0
    for match in _MARKED.finditer(marked):
        text += marked[at : match.start()]
        words = match["out"] or match["stay"]
        known = Known(len(text), len(text) + len(words), match["label"] or "", match["why"] or match["hint"])
        (right if match["out"] else stays).append(known)
        text, at = text + words, match.end()
    return Story(number, text + marked[at:], tuple(right), tuple(stays))


def story(number: int) -> Story | None:
    """The one with this number, or None."""
    every = stories()
    return every[number - 1] if 0 < number <= len(every) else None


def outcome(story: Story, cuts: Iterable[Cut]) -> list[Line]:
    """What was found, what was missed, and what could have stayed, in the order of the text."""
    taken = [cut for cut in cuts if cut.taken]
    lines = [_right(story, known, taken) for known in story.right]
    lines += [_needless(story, cut) for cut in taken if not any(_touch(cut, known) for known in story.right)]
    return sorted(lines, key=lambda line: line.start)


def _right(story: Story, known: Known, taken: list[Cut]) -> Line:
    out = {at for cut in taken for at in range(cut.start, cut.end)}
    # Spaces and full stops at its edges are nobody's.
    letters = [at for at in range(known.start, known.end) if story.text[at].isalnum()]
    is_out = all(at in out for at in letters)
    words = story.text[known.start : known.end]
    return Line(known.start, words, known.label, FOUND if is_out else MISSED, known.why)


def _needless(story: Story, cut: Cut) -> Line:
    known = next((each for each in story.stays if _touch(cut, each)), None)
    why = known.why if known else _("It points to nobody. It could have stayed, and it is theirs.")
    return Line(cut.start, story.text[cut.start : cut.end], "", NEEDLESS, why)


def _touch(cut: Cut, known: Known) -> bool:
    return cut.start < known.end and known.start < cut.end


def worked_through(person: Person) -> set[int]:
    """The numbers of those that this person has done."""
    return set(Practice.objects.filter(person=person).values_list("item", flat=True))


def finish(person: Person, story: Story, today: date) -> None:
    """Remember that this one was done; again is fine."""
    Practice.objects.get_or_create(person=person, item=story.number, defaults={"day": today})


def is_ready(person: Person) -> bool:
    """Whether all of them were done."""
    return worked_through(person) >= set(range(1, len(first_versions()) + 1))


def is_asked_for() -> bool:
    """Whether the real queue opens only after it."""
    return settings.CHORUS_PRACTICE


def comes_first(person: Person) -> bool:
    """Whether the real queue is still closed to this person."""
    return is_asked_for() and not is_ready(person)


def check(person: Person) -> None:
    """Raises PractiseFirst where the site asks for practice before the real queue."""
    if comes_first(person):
        raise PractiseFirst


def who_is_ready() -> list[tuple[str, bool]]:
    """Everybody of the team by name, and whether they have done all: no more than that is told."""
    people = Person.objects.filter(is_active=True).order_by("name")
    return [(person.name, is_ready(person)) for person in people]
