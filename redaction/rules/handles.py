"""User names: with an @, after the name of a service, or of a shape that only user names have."""

import re
from collections.abc import Iterator

from ..marks import CERTAIN, LIKELY, Mark
from . import matches

_AT = re.compile(r"(?<![\w.@+-])@\w(?:[\w.]{0,38}\w)?")
_AFTER_SERVICE = re.compile(
    r"\b(?:insta(?:gram)?|ig|snap(?:chat)?|sc|discord|tik ?tok|twitter|kik|steam|psn|xbox|gamertag"
    r"|reddit|tumblr"
    r"|telegram|username|user name|handle)(?:['’]s)? ?(?:name |user ?name |handle |account )?"
    r"(?:is |was |: ?|- |= ?)@?(?P<it>(?!a |the |not |my |on |so )\w[\w.]{1,38}\w)",
    re.IGNORECASE,
)
_ON_HERE = re.compile(
    r"\bon (?:here|there|insta(?:gram)?|snap(?:chat)?|tik ?tok|discord) (?:he|she|they)?['’]?(?:s|re"
    r"| is| are) "
    r"@?(?P<it>[a-z]\w{1,30}[._\d][\w.]{0,20}(?<!\.))",
    re.IGNORECASE,
)
_UNDERSCORED = re.compile(r"(?<![\w.@/])(?=[\w.]{0,30}_)[^\W_][\w.]{1,38}[^\W_](?![\w@/])")
_NUMBERED = re.compile(
    r"(?<![\w.@/])(?!(?:covid|year|form|room|class|block|grade|level|group|about|until|since|after)\d)"
    r"[a-z]{5,30}\d{1,4}(?![\w@/])"
)


def find(text: str) -> Iterator[Mark]:
    """Marks of the kind handle."""
    yield from matches(_AT, text, "handle", CERTAIN)
    for pattern in (_AFTER_SERVICE, _ON_HERE, _UNDERSCORED, _NUMBERED):
        yield from matches(pattern, text, "handle", LIKELY)
