"""Exact days written in figures, and clock times to the minute: the same in all languages."""

import re
from collections.abc import Iterator

from ..marks import CERTAIN, LIKELY, Mark
from ..wording import Text
from . import matches_by_digits

_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_PATTERNS = [
    re.compile(rf"(?<![\w/.\-]){_DAY}([/.\-]){_DAY}\1(?:(?:19|20)\d\d|\d\d)(?![\w/\-]|\.\d)"),
    re.compile(rf"(?<![\w/.\-])(?:19|20)\d\d([/.\-]){_MONTH}\1{_DAY}(?![\w/\-])"),
]
_CLOCK = re.compile(
    r"(?<![\w:.£$€])(?:[01]?\d|2[0-3])(?:[:.h](?!00)[0-5]\d) ?(?:[ap]\.?m\b)?(?![\w:%]|\.\d|"
    r" ?(?:miles|km|kg|gpa|percent|metres|seconds|stone|million))"
)


def find(text: Text) -> Iterator[Mark]:
    """Marks of the kind date."""
    for pattern in _PATTERNS:
        yield from matches_by_digits(pattern, text, "date", CERTAIN, "date in figures")
    yield from matches_by_digits(_CLOCK, text, "date", LIKELY, "clock")
