"""One file a kind here, for what needs no language; one folder a language for the rest.

Each has `find(text)`, which gives marks in any order; they may overlap.
"""

import re
from collections.abc import Iterator

from ..marks import Mark, mark
from ..wording import Text


def matches_near(
    words: frozenset[str],
    pattern: re.Pattern[str],
    text: Text,
    kind: str,
    confidence: float,
    rule: str,
    *,
    raw: bool = False,
) -> Iterator[Mark]:
    """As `matches`, in small letters unless `raw`, for a pattern each of whose matches holds one of `words`."""
    yield from _within(text.stretches(words), pattern, text.raw if raw else text.low, kind, confidence, rule)


def matches_by_digits(
    pattern: re.Pattern[str], text: Text, kind: str, confidence: float, rule: str, *, raw: bool = False
) -> Iterator[Mark]:
    """As `matches`, in small letters unless `raw`, for a pattern each of whose matches holds a digit."""
    looked_at = text.raw if raw else text.low
    yield from _within(text.by_digits, pattern, looked_at, kind, confidence, rule)


def matches_by_capitals(
    pattern: re.Pattern[str], text: Text, kind: str, confidence: float, rule: str
) -> Iterator[Mark]:
    """As `matches`, for a pattern each of whose matches holds a word in capitals."""
    yield from _within(text.by_capitals, pattern, text.raw, kind, confidence, rule)


def _within(
    stretches: list[tuple[int, int]],
    pattern: re.Pattern[str],
    text: str,
    kind: str,
    confidence: float,
    rule: str,
) -> Iterator[Mark]:
    it = pattern.groupindex.get("it", 0)
    for start, end in stretches:
        for match in pattern.finditer(text, start, end):
            yield mark(*match.span(it if match[it] is not None else 0), kind, confidence, rule)


def matches(pattern: re.Pattern[str], text: str, kind: str, confidence: float, rule: str) -> Iterator[Mark]:
    """A mark wherever the pattern matches: over its group named `it`, or over all of it."""
    # An alternative without the group is meant whole.
    yield from _within([(0, len(text))], pattern, text, kind, confidence, rule)
