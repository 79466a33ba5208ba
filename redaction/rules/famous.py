"""Names that point to nobody here: singers, authors, people of stories, and whoever is listened to or read."""

import re
from collections.abc import Iterable
from pathlib import Path

from ..lexicon import folded
from ..marks import Mark
from ..wording import Text

_LIST = Path(__file__).parent.parent / "words" / "hand" / "famous.txt"
_NAMES = frozenset(
    folded(name)
    for line in _LIST.read_text("utf-8").splitlines()
    if line[:1] != "#"
    for name in line.split("|")
)
_BEFORE = re.compile(
    r"(?:listen(?:ed|ing|s)? to|songs? by|album by|poster of|posters of|book by|books by|poem by|"
    r"poems by|play by|novel by|film by|fan of|concert of|cover of|lyrics by|music by)(?: an?|"
    r" the)? ?$"
)
_AFTER = re.compile(
    r"^(?:['’]s (?:songs?|albums?|tour|books|novels?|films?|movies?|poems?|poetry|plays)"
    r"| (?:songs?|albums?|concert|gig tickets|posters?|lyrics|t-?shirt|hoodie|playlist|vinyl))\b"
)
# The words that `_BEFORE` can end with: a cheap look before the dear one.
_ENDS_BEFORE = frozenset({"to", "by", "of", "a", "an", "the"})
_NEARBY = 30


def without(text: Text, marks: Iterable[Mark]) -> list[Mark]:
    """The marks, but for people who are famous."""
    return [
        mark
        for mark in marks
        if mark.kind not in ("person", "place") and mark.rule != "capitals" or not _is_famous(text, mark)
    ]


def _is_famous(text: Text, mark: Mark) -> bool:
    if folded(text.raw[mark.start : mark.end]) in _NAMES:
        return True
    before = text.low[max(0, mark.start - _NEARBY) : mark.start]
    after = text.low[mark.end : mark.end + _NEARBY]
    last = before.split()[-1:]
    return bool(last and last[0] in _ENDS_BEFORE and _BEFORE.search(before) or _AFTER.match(after))
