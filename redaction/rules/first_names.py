"""First names with a capital where only a name has one: what our lists know, in any language in Latin letters."""

from collections.abc import Iterator

from ..lexicon import FIRST, FUNCTION, NOBODY, WORD
from ..marks import LIKELY, Mark, mark
from ..wording import Text


def find(text: Text) -> Iterator[Mark]:
    """Marks of the kind person."""
    for word in text.words:
        if (
            word.cap
            and not word.begins
            and word.sorts & FIRST
            and not word.sorts & (WORD | NOBODY | FUNCTION)
        ):
            yield mark(word.start, word.end, "person", LIKELY, "first name")
