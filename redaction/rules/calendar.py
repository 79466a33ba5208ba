"""Exact days in any language, from the names of its months and weekdays."""

import re
from collections.abc import Sequence

_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_YEAR = r"(?:,? ?(?:{of} )?(?:(?:19|20)\d\d\b|['’]\d\d\b))?"


def days(months: Sequence[str], weekdays: Sequence[str], *, of: str, ordinal: str) -> list[re.Pattern[str]]:
    """Patterns for '14 March 2021', 'Friday 14 March', 'March 14th'. Each word is a pattern, in small letters."""
    month = rf"(?:{'|'.join(months)})\b(?:\.(?= ?\d))?"
    weekday = rf"(?:(?:{'|'.join(weekdays)})\b\.?,? (?:the |le |el |y )?)?"
    year = _YEAR.replace("{of}", f"(?:{of})")
    return [
        re.compile(
            rf"(?<![\w/.]){weekday}(?:the |le |el )?{_DAY} ?(?:{ordinal})?,?(?: (?:{of}))? ?{month}{year}"
        ),
        re.compile(rf"\b{weekday}{month},? (?:the )?{_DAY} ?(?:{ordinal})?\b(?![:.]\d| ?[ap]m\b|\d){year}"),
    ]
