"""Phone numbers, e-mail addresses, links."""

import re
from collections.abc import Iterator

from ..marks import CERTAIN, LIKELY, POSSIBLE, Mark
from ..wording import Text
from . import matches, matches_by_digits, matches_near

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64} ?@ ?[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_SPELT_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{2,64} ?[(\[]?at[)\]]? ?(?:gmail|hotmail|outlook|yahoo|icloud|live|aol|"
    r"proton(?:mail)?|btinternet)(?: ?(?:\.|dot) ?(?:com?|uk|net|ie|me)){1,2}\b",
)
_LINK = re.compile(r"(?<![\w@.])(?:https?://|www\.)[^\s<>\"']{1,500}(?<![.,;:!?)\]])")
_BARE_LINK = re.compile(
    r"(?<![\w@.-])(?:[a-z0-9-]{1,63}\.){1,3}(?:com|org|net|co\.uk|org\.uk|ac\.uk|sch\.uk|gov\.uk|"
    r"uk|ie|edu|io|me|tv|gg|ly|be|gle|app|dev|link|info|biz|xyz|site|online|blog|ca|com\.au|"
    r"edu\.au|co\.nz|co\.za|in|fm|chat|page|cc)"
    r"(?:/[^\s<>\"']{0,300}(?<![.,;:!?)\]])|(?![\w.]\w|\w))",
)
# Without a path, words that ran together at a full stop look the same: 'left.me', 'home.in'.
_SURE_ENDING = re.compile(
    r"\.(?:com|org|net|co\.uk|org\.uk|ac\.uk|sch\.uk|gov\.uk|edu|gg|ly|io|tv|com\.au|edu\.au|"
    r"co\.nz|co\.za|xyz)$"
)
# A separator between two groups is never optional: else a long row of digits could be cut in countless ways.
_PHONE = re.compile(r"(?<![\w+(/.\-])(?:\+|00|\(?0)\d{0,13}(?:(?:\)?[ .\-]\(?|\)|\()\d{1,8}){0,6}(?![\w/])")
_AMERICAN_PHONE = re.compile(r"(?<![\w+(/.\-])(?:\(\d{3}\) ?|\d{3}[ .\-])?\d{3}[ .\-]\d{4}(?![\w/.\-]\d|\w)")
_BARE_PHONE = re.compile(r"(?<![\w+(/.\-])[6-9]\d{4} ?\d{5}(?![\w/.\-]\d|\w)")
_NUMBER_IS = re.compile(
    r"\b(?:number|mobile|cell|phone|whatsapp|ring|call|text|tel)(?: (?:is|was|me on|me at|him on|"
    r"her on|on|at))?:? (?P<it>\d{2,6}(?:[ \-]\d{2,6}){1,4}|\d{7,12})(?![\w-])"
)
_PROVIDERS = frozenset(
    ["gmail", "hotmail", "outlook", "yahoo", "icloud", "live", "aol", "proton", "protonmail", "btinternet"]
)
# Without a full stop or a slash inside a word there is no link.
_RUN_ON = re.compile(r"[a-z\d][./:][a-z\d/]")
_FEWEST_DIGITS = 9


def find(text: Text) -> Iterator[Mark]:
    """Marks of the kind contact."""
    raw, low = text.raw, text.low
    if "@" in raw:
        yield from matches(_EMAIL, raw, "contact", CERTAIN, "e-mail")
    yield from matches_near(_PROVIDERS, _SPELT_EMAIL, text, "contact", LIKELY, "e-mail")
    if _RUN_ON.search(low):
        yield from _links(low)
    for found in matches_by_digits(_PHONE, text, "contact", CERTAIN, "phone"):
        if sum(character.isdigit() for character in raw[found.start : found.end]) >= _FEWEST_DIGITS:
            yield found
    for pattern in (_AMERICAN_PHONE, _BARE_PHONE):
        yield from matches_by_digits(pattern, text, "contact", LIKELY, "phone")
    yield from matches_by_digits(_NUMBER_IS, text, "contact", POSSIBLE, "phone")


def _links(low: str) -> Iterator[Mark]:
    yield from matches(_LINK, low, "contact", CERTAIN, "link")
    for found in matches(_BARE_LINK, low, "contact", CERTAIN, "link"):
        written = low[found.start : found.end]
        if "/" in written or _SURE_ENDING.search(written):
            yield found
