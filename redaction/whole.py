"""Whole names: what is written with a capital beside a name belongs to it, for a word left over is a leak.

So does what somebody is called by before the name: 'big jan', 'coach renny'.
"""

from collections.abc import Sequence
from dataclasses import replace

from .lexicon import FUNCTION, NOBODY
from .marks import Mark
from .rules.en.vocabulary import POSSESSORS, SETS
from .wording import TITLES, Text, Word

_NAMES = frozenset({"person", "place", "group", "institution"})
_NUMBERED = frozenset({"place", "group"})
_LONGEST_NUMBER = 3
_EPITHETS, _BY_TITLE = SETS["nicknames"], SETS["titles in small letters"]
_SOMEBODYS = POSSESSORS | {"and", "old", "assistant", "head", "form", "class"}


def whole_names(text: Text, marks: Sequence[Mark]) -> list[Mark]:
    """Marks in order, each as far as its name goes: 'Coral Bay' of 'Coral Bay Resort', 'Sector' of 'Sector 21'."""
    words = text.words
    found: list[Mark] = []
    for at, mark in enumerate(marks):
        low = found[-1].end if found else 0
        high = marks[at + 1].start if at + 1 < len(marks) else len(text.raw)
        start, end = mark.start, mark.end
        if mark.kind in _NAMES:
            first, last = text.starting.get(start), text.ending.get(end)
            while (
                first
                and words[first].joined
                and (
                    _goes_before(words[first - 1])
                    or mark.kind == "person"
                    and _is_called_so(words, first - 1)
                )
                and words[first - 1].start >= low
            ):
                first -= 1
                start = words[first].start
            while (
                last is not None
                and last + 1 < len(words)
                and _goes_after(words[last], words[last + 1], mark, high)
            ):
                last += 1
                end = words[last].end
        found.append(replace(mark, start=start, end=end) if (start, end) != (mark.start, mark.end) else mark)
    return found


def _goes_before(word: Word) -> bool:
    """Whether a word just before a name is a part of it; what begins a sentence has its capital from that."""
    if not word.cap or word.shout or word.possessive:
        return False
    return word.low in TITLES or not word.begins and not word.sorts & (FUNCTION | NOBODY)


def _is_called_so(words: Sequence[Word], i: int) -> bool:
    """'big jan', 'coach renny', 'uncle ray'; not 'my uncle ray', 'our coach callum'."""
    word = words[i]
    if word.cap or word.possessive:
        return False
    if word.low in _EPITHETS:
        return True
    return word.low in _BY_TITLE and not (i and word.joined and words[i - 1].low in _SOMEBODYS)


def _goes_after(name: Word, word: Word, mark: Mark, high: int) -> bool:
    if not word.joined or name.possessive or word.end > high:
        return False
    if word.text.isdecimal():
        return mark.kind in _NUMBERED and len(word.text) <= _LONGEST_NUMBER
    return word.cap and not word.shout and not word.sorts & (FUNCTION | NOBODY)
