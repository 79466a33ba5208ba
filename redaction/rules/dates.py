"""Exact days, and clock times to the minute. Not a bare month, weekday or year."""

import re
from collections.abc import Iterator

from ..marks import CERTAIN, LIKELY, Mark
from . import matches

_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,? (?:the )?)?"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b(?:\.(?=,? ?\d))?"
)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_ORDINAL = r"(?:st|nd|rd|th)"
_YEAR = r"(?:,? ?(?:of )?(?:19|20)\d\d\b)?"
_PATTERNS = [
    rf"(?:week of )?{_WEEKDAY}(?:the )?\b{_DAY} ?{_ORDINAL}?,?(?: of)? ?{_MONTH}{_YEAR}",
    rf"{_WEEKDAY}\b(?!may\b){_MONTH} (?:the )?{_DAY}{_ORDINAL}?\b(?!:\d){_YEAR}",
    rf"{_WEEKDAY}\bmay (?:the )?{_DAY}{_ORDINAL}\b{_YEAR}",
    r"(?<![\w/.\-])(?:0?[1-9]|[12]\d|3[01])([/.\-])(?:0?[1-9]|[12]\d|3[01])\1(?:(?:19|20)\d\d|\d\d)(?![\w/\-]|\.\d)",
    r"(?<![\w/.\-])(?:19|20)\d\d([/.\-])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?![\w/\-])",
]
_FEAST = (
    r"\b(?:(?:xmas|christmas|new year['’]?s) (?:eve|day)|boxing day|easter (?:sunday|saturday|monday"
    r"|day)|good friday"
    r"|may day|bonfire night|(?:st\.? )?(?:valentine['’]?s|patrick['’]?s|george['’]?s|andrew['’]?s"
    r"|david['’]?s) day"
    r"|pancake day|shrove tuesday|ash wednesday|palm sunday|halloween|(?:eid|diwali|pongal|holi|vaisakhi"
    r"|thanksgiving|australia day|anzac day|independence day|labou?r day|memorial day)(?= (?:19|20)\d\d))"
)
_FEASTS = re.compile(_FEAST + _YEAR, re.IGNORECASE)
_OF_NO_MONTH = (
    r"(?! (?:of|century|floor|grade|year|form|time|birthday|xv|xi|team|person|day|one|step|lesson|period)\b)"
)
_THE_NTH = re.compile(
    rf"\b(?:on|by|until|since|from|was|before|after) (?P<it>the {_DAY}{_ORDINAL})\b{_OF_NO_MONTH}", re.I
)
_CLOCK = re.compile(
    r"(?<![\w:.])(?:[01]?\d|2[0-3])[:.][0-5]\d ?(?:[ap]\.?m\b)?(?![\w:%]|\.\d)"
    r"|\b(?:half past|(?:a )?quarter (?:past|to)|(?:five|ten|twenty) (?:past|to)) "
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\b",
    re.IGNORECASE,
)
_DAYS = [re.compile(pattern, re.IGNORECASE) for pattern in _PATTERNS]


def find(text: str) -> Iterator[Mark]:
    """Marks of the kind date."""
    for pattern in (*_DAYS, _FEASTS):
        yield from matches(pattern, text, "date", CERTAIN)
    yield from matches(_THE_NTH, text, "date", LIKELY)
    yield from matches(_CLOCK, text, "date", LIKELY)
