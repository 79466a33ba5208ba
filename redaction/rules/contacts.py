"""Phone numbers, e-mail addresses, links."""

import re
from collections.abc import Iterator

from ..marks import CERTAIN, LIKELY, Mark
from . import matches

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_LINK = re.compile(r"(?<![\w@.])(?:https?://|www\.)[^\s<>\"']{1,500}(?<![.,;:!?)\]])", re.IGNORECASE)
_BARE_LINK = re.compile(
    r"(?<![\w@.-])(?:[a-z0-9-]{1,63}\.){1,3}(?:com|org|net|co\.uk|org\.uk|ac\.uk|edu|io|me|tv|gg|ly|be)\b"
    r"(?:/[^\s<>\"']{0,300}(?<![.,;:!?)\]]))?",
    re.IGNORECASE,
)
# A separator between two groups is never optional: else a long row of digits could be cut in countless ways.
_PHONE = re.compile(r"(?<![\w+(/.\-])(?:\+|00|\(?0)\d{0,13}(?:(?:\)?[ .\-]\(?|\)|\()\d{1,8}){0,6}(?![\w/])")
_AMERICAN_PHONE = re.compile(r"(?<![\w+(/.\-])(?:\(\d{3}\) ?|\d{3}[ .\-])?\d{3}[ .\-]\d{4}(?![\w/.\-]\d|\w)")
_FEWEST_DIGITS = 9


def find(text: str) -> Iterator[Mark]:
    """Marks of the kind contact."""
    for pattern in (_EMAIL, _LINK, _BARE_LINK):
        yield from matches(pattern, text, "contact", CERTAIN)
    for found in matches(_PHONE, text, "contact", CERTAIN):
        if sum(character.isdigit() for character in text[found.start : found.end]) >= _FEWEST_DIGITS:
            yield found
    yield from matches(_AMERICAN_PHONE, text, "contact", LIKELY)
