"""Schools, universities, hospitals, churches, by name."""

import re
from collections.abc import Iterator

from ..marks import CERTAIN, LIKELY, Mark
from . import matches

_NAME = r"[A-Z][\w'’\-]{1,30}"
_SORT = (
    r"(?:(?:High|Primary|Infants?|Junior|Middle|Secondary|Grammar|Prep|Sixth Form|Community|Catholic"
    r"|Boys'|Girls'"
    r"|Elementary|State|Medical) )?"
    r"(?:School|College|Academy|University|Uni|Hospital|Church|Seminary|Convent|Abbey|Mosque|Infants|High|Primary|Secondary"
    r"|Grammar|Infirmary|Institute|Conservatoire)"
)
_NAMED = re.compile(
    rf"(?<!\w)(?!(?:The|My|Our|His|Her|In|At|A|High|Year|Sunday) )(?:{_NAME} ){{1,3}}{_SORT}\b"
)
_OF = re.compile(rf"\b(?:University|College|School|Church|Academy) of (?:the )?{_NAME}(?: {_NAME})?")
_SAINT = re.compile(rf"\bS(?:ain)?t\.? {_NAME}(?: {_NAME})?")
_GAELIC = re.compile(r"\b(?:scoil|gaelscoil|coláiste|colaiste|ysgol) [^\W\d_]{2,20}\b", re.IGNORECASE)
_SMALL = re.compile(
    r"\b(?:at|to|from|attend|attended|left|joined) (?!the |my |our |his |her |their |your |a |an "
    r"|this |that |same |any "
    r"|another |high |primary |secondary |middle |private |public |boarding |sixth |art |law |med "
    r"|grad |night |summer )"
    r"(?P<it>[a-z]{3,20}(?: [a-z]{3,20})? (?:college|academy|university|uni|high|school|secondary"
    r"|primary|grammar))\b"
)


def find(text: str) -> Iterator[Mark]:
    """Marks of the kind institution."""
    for pattern in (_NAMED, _OF, _SAINT, _GAELIC):
        yield from matches(pattern, text, "institution", CERTAIN)
    yield from matches(_SMALL, text, "institution", LIKELY)
