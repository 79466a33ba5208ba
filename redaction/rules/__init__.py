"""One file a kind here, for what needs no language; one folder a language for the rest.

Each has `find(text)`, which gives marks in any order; they may overlap.
"""

import re
from collections.abc import Iterator

from ..marks import Mark, mark


def matches(pattern: re.Pattern[str], text: str, kind: str, confidence: float, rule: str) -> Iterator[Mark]:
    """A mark wherever the pattern matches: over its group named `it`, or over all of it."""
    group = "it" if "it" in pattern.groupindex else 0
    for match in pattern.finditer(text):
        yield mark(*match.span(group), kind, confidence, rule)
