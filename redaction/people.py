"""Which of the names in a text are names of the same person."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from .wording import TITLES, folded_words

_SHORT_FOR = {"doctor": "dr", "professor": "prof", "father": "fr", "reverend": "rev"}


class _Name(NamedTuple):
    title: str
    words: tuple[str, ...]

    def fits(self, other: "_Name") -> bool:
        """Mr and Mrs Oakley are two; Oakley may be either."""
        return not self.title or not other.title or self.title == other.title

    def is_part_of(self, other: "_Name") -> bool:
        return set(self.words) <= set(other.words) and self.fits(other)

    @property
    def fullness(self) -> tuple[int, str]:
        return len(self.words), self.title


def same_people(names: Iterable[str]) -> dict[str, str]:
    """For each name the fullest name of that person: for 'Oakley' and 'mr oakley' one and the same.

    A name that could be short for several people ('Oakley', beside Mr and Mrs Oakley) is one of its own.
    """
    read = {name: _read(name) for name in names}
    holders: defaultdict[str, set[_Name]] = defaultdict(set)
    for name in read.values():
        for word in name.words:
            holders[word].add(name)
    spelling = {}
    for written, name in read.items():
        spelling.setdefault(name, written)
    return {written: spelling[_fullest(name, holders)] for written, name in read.items()}


def _fullest(name: _Name, holders: dict[str, set[_Name]]) -> _Name:
    """The longest name that this one is short for, if no other is in question; else itself."""
    rarest_first = sorted((holders[word] for word in set(name.words)), key=len)
    sharing = set.intersection(*rarest_first)
    longer = {other for other in sharing if other.fits(name) and other.fullness > name.fullness}
    if not longer:
        return name
    longest = max(longer, key=lambda other: other.fullness)
    return longest if all(other.is_part_of(longest) for other in longer) else name


def _read(written: str) -> _Name:
    first, *rest = folded_words(written) or [written.casefold()]
    if rest and first in TITLES:
        return _Name(_SHORT_FOR.get(first, first), tuple(rest))
    return _Name("", (first, *rest))
