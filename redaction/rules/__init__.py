"""One file a kind here, for what needs no language; one folder a language for the rest.

Each has `find(text)`, which gives marks in any order; they may overlap.
"""

import re
from collections.abc import Iterator

from ..marks import Mark, mark


def matches(pattern: re.Pattern[str], text: str, kind: str, confidence: float, rule: str) -> Iterator[Mark]:
    """A mark wherever the pattern matches: over its group named `it`, or over all of it."""
    it = pattern.groupindex.get("it", 0)
    for match in pattern.finditer(text):
        # An alternative without the group is meant whole.
        yield mark(*match.span(it if match[it] is not None else 0), kind, confidence, rule)
