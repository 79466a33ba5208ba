"""Institutions whose names the caller knows, in any spelling: 'St. Brides', 'saint bride’s'."""

from collections.abc import Iterable, Iterator

from .marks import CERTAIN, Mark, mark
from .wording import Text, Word, folded_words

_SAME = {"st": "saint", "uni": "university", "sec": "secondary"}
_LONGEST = 8


def known_places(text: Text, names: Iterable[str]) -> Iterator[Mark]:
    """A mark wherever one of the names stands."""
    wanted = {tuple(map(_plain, folded_words(name))) for name in names} - {()}
    if not wanted:
        return
    starts = {name[0] for name in wanted}
    words = text.words
    plain = [_plain(word.low) for word in words]
    longest = min(_LONGEST, max(map(len, wanted)))
    for i, first in enumerate(plain):
        if first in starts:
            for length in range(min(longest, len(words) - i), 0, -1):
                if tuple(plain[i : i + length]) in wanted and _near(words[i + 1 : i + length]):
                    yield mark(
                        words[i].start, words[i + length - 1].end, "institution", CERTAIN, "known place"
                    )
                    break


def _plain(word: str) -> str:
    word = word.replace("'", "")
    return _SAME.get(word, word.removesuffix("s"))


def _near(words: list[Word]) -> bool:
    return all(len(word.gap) < 4 for word in words)
