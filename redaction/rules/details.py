"""What is true of one person only."""

import re
from collections.abc import Iterator

from ..marks import POSSIBLE, Mark
from . import matches

_ONLY_ONE = re.compile(
    r"\bthe only (?:[\w\-]{2,20} ){1,3}(?:girl|boy|woman|man|student|person|kid|pupil|one|trainee"
    r"|apprentice)s?\b",
    re.IGNORECASE,
)


def find(text: str) -> Iterator[Mark]:
    """Marks of the kind detail."""
    yield from matches(_ONLY_ONE, text, "detail", POSSIBLE)
