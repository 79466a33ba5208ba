"""One file a kind here, for what needs no language; one folder a language for the rest.

Each has `find(text)`, which gives marks in any order; they may overlap.
"""

import re
from collections.abc import Iterator

from ..marks import Mark, mark
from ..wording import Text

_FAR = 6


def stretches(text: Text, words: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where one of these words stands, and six to each side: a costly pattern need not look elsewhere."""
    last = (-1, -1)
    for i, word in enumerate(text.words):
        if word.low in words:
            start = text.words[max(0, i - _FAR)].start
            end = text.words[min(len(text.words) - 1, i + _FAR)].end
            if start <= last[1]:
                last = (last[0], end)
            else:
                if last[1] > 0:
                    yield last
                last = (start, end)
    if last[1] > 0:
        yield last


def matches_near(
    words: frozenset[str], pattern: re.Pattern[str], text: Text, kind: str, confidence: float, rule: str
) -> Iterator[Mark]:
    """As `matches`, in small letters, for a pattern each of whose matches holds one of `words`."""
    for start, end in stretches(text, words):
        for match in pattern.finditer(text.low, start, end):
            yield mark(*match.span(), kind, confidence, rule)


def matches(pattern: re.Pattern[str], text: str, kind: str, confidence: float, rule: str) -> Iterator[Mark]:
    """A mark wherever the pattern matches: over its group named `it`, or over all of it."""
    it = pattern.groupindex.get("it", 0)
    for match in pattern.finditer(text):
        # An alternative without the group is meant whole.
        yield mark(*match.span(it if match[it] is not None else 0), kind, confidence, rule)
