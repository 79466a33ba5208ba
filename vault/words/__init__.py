"""The words that receipts are made of, and help for somebody who typed one of them not quite right.

No two of them are one slip apart, so one slip never turns a word into another; build.py makes the list.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from string import ascii_lowercase
from typing import NamedTuple

from .apart import deletions, one_slip

WORDS: tuple[str, ...] = tuple((Path(__file__).parent / "words.txt").read_text("ascii").split())
INDEX: dict[str, int] = {word: number for number, word in enumerate(WORDS)}

# Nothing longer is two slips from one of ours, and the work grows with the square of the length.
_LONGEST = max(map(len, WORDS)) + 2
_BETWEEN_WORDS = re.compile(r"[\W\d_]+")


class Slip(NamedTuple):
    """A typed word that is not one of ours, and the one that was perhaps meant."""

    word: str
    nearest: str | None


def nearest(word: str) -> str | None:
    """The listed word at most two slips away (itself if listed), or None; the same one every time."""
    word = word.casefold()
    if word in INDEX:
        return word
    if len(word) > _LONGEST:
        return None
    close = _one_slip_from(word) or {far for step in _slipped(word) for far in _one_slip_from(step)}
    return min(close, key=lambda other: _unlike(word, other), default=None)


def slips(text: str) -> list[Slip]:
    """The words in `text` that are not on the list, each with its nearest, in the order typed."""
    typed = [word for word in _BETWEEN_WORDS.split(text.casefold()) if word]
    return [Slip(word, nearest(word)) for word in typed if word not in INDEX]


def _unlike(typed: str, listed: str) -> tuple[bool, int, str]:
    """Orders candidates: people rarely miss the first letter, and sooner mistake a letter than drop it."""
    return typed[:1] != listed[:1], abs(len(typed) - len(listed)), listed


def _one_slip_from(word: str) -> set[str]:
    """The listed words one slip from this one; one that is listed counts as its own."""
    forms = deletions(word) | {word}
    shared = {listed for form in forms for listed in _by_form().get(form, ())}
    return {listed for listed in shared if listed == word or one_slip(word, listed)}


def _slipped(word: str) -> Iterator[str]:
    """Everything that one slip can make of a word."""
    yield from deletions(word)
    for i in range(len(word) + 1):
        before, after = word[:i], word[i:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in ascii_lowercase:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]


@cache
def _by_form() -> dict[str, tuple[str, ...]]:
    """The listed words by what they are with at most one letter left out. Made when first needed."""
    return _grouped((form, word) for word in WORDS for form in deletions(word) | {word})


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for form, word in pairs:
        groups[form].append(word)
    return {form: tuple(words) for form, words in groups.items()}
