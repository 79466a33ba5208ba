"""A text as words that know where they stand."""

import re
from functools import cached_property

from .lexicon import COMMON, FUNCTION, NOBODY, TWOFOLD, WORD, folded, listed_under, sorts_of

# A letter may be followed by combining marks, which Python does not count as part of a word.
_PART = r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*"
# One word each, for their letters are nobody's initials.
_SHORTENED = r"(?=\w\.)\b(?:e\.g|i\.e|a\.m|p\.m|u\.s|u\.k|n\.b|p\.s|p\.e|r\.e|d\.t)\b(?!\.\w)"
_WORD = re.compile(rf"(?i:{_SHORTENED})|{_PART}(?:['’\-]{_PART})*")
_ENDS_A_SENTENCE = re.compile(r"[.!?…:;\n\"“”()\[\]•*–—|]|- | -")
_TITLES = listed_under("titles.txt")
TITLES = _TITLES["firm"] | _TITLES["loose"] | _TITLES["kin"]
_ABBREVIATED = _TITLES["firm"] | {"st"}
_INITIALS = frozenset("ABCDEFGHJKLMNOPQRSTUVWXYZ")
# Mostly in capitals: their capitals say nothing. Mostly capitals where small letters belong: they say little.
_SHOUTED, _OVER_CAPITALISED = 0.7, 0.25


# The word without a possessive 's, the same in small letters; had it one, a capital first, only capitals.
_Written = tuple[str, str, bool, bool, bool]


class Word:
    """A word without a possessive 's, where it begins and ends, what stands before it, and what it may be.

    `joined`: only a space stands before it (and, in 'Dr. Vale', 'J. Vale', a full stop).
    """

    __slots__ = (
        "begins",
        "cap",
        "end",
        "gap",
        "joined",
        "low",
        "possessive",
        "shout",
        "sorts",
        "start",
        "text",
    )

    def __init__(self, written: _Written, start: int, gap: str) -> None:
        self.text, self.low, self.possessive, self.cap, self.shout = written
        self.start, self.end = start, start + len(self.text)
        self.gap, self.joined = gap, gap == " "
        # Or might: a capital letter there says nothing.
        self.begins = start == len(gap) or not self.joined and _ENDS_A_SENTENCE.search(gap) is not None
        self.sorts = 0


# Of 3,291 invented testimonies in English each has 0.26 or more; a dozen other languages have up to 0.16.
_ENOUGH, _LEAST_ENGLISH = 8, 0.2
# How many words to each side of a word are looked at, where a rule needs that word.
_FAR = 6
_DIGIT = re.compile(r"\d")


class Text:
    """What the rules look at: the text itself, and its words."""

    def __init__(self, raw: str) -> None:
        self.raw = raw

    @cached_property
    def low(self) -> str:
        """In small letters, as long as the text: a letter that would grow ('İ') stays as it is."""
        low = self.raw.lower()
        if len(low) == len(self.raw):
            return low
        return "".join(small if len(small := letter.lower()) == 1 else letter for letter in self.raw)

    def stretches(self, wanted: frozenset[str]) -> list[tuple[int, int]]:
        """Where a wanted word stands, with six to each side, joined where they meet: costly rules look only there."""
        where = self._where
        return self._about(sorted(i for word in where.keys() & wanted for i in where[word]))

    @cached_property
    def _where(self) -> dict[str, list[int]]:
        """The places of each word."""
        where: dict[str, list[int]] = {}
        for i, word in enumerate(self.words):
            where.setdefault(word.low, []).append(i)
        return where

    @cached_property
    def starting(self) -> dict[int, int]:
        """Which word starts at a place."""
        return {word.start: i for i, word in enumerate(self.words)}

    @cached_property
    def ending(self) -> dict[int, int]:
        """Which word ends there."""
        return {word.end: i for i, word in enumerate(self.words)}

    def _about(self, places: list[int]) -> list[tuple[int, int]]:
        words, found = self.words, []
        for i in places:
            start = words[i - _FAR].start if i >= _FAR else 0
            end = words[i + _FAR].end if i + _FAR < len(words) else len(self.raw)
            if found and start <= found[-1][1]:
                start = found.pop()[0]
            found.append((start, end))
        return found

    @cached_property
    def by_digits(self) -> list[tuple[int, int]]:
        """The stretches about words that hold a digit."""
        return self._about([i for i, word in enumerate(self.words) if _DIGIT.search(word.text)])

    @cached_property
    def is_english(self) -> bool:
        """Whether as many words hold sentences together as in English; a few words may be names only."""
        words = self.words
        if len(words) < _ENOUGH:
            return not words or any(word.low.isascii() and word.low.isalpha() for word in words)
        return _share([bool(word.sorts & FUNCTION) for word in words]) >= _LEAST_ENGLISH

    @cached_property
    def by_capitals(self) -> list[tuple[int, int]]:
        """The stretches about words of two letters or more that are all capitals."""
        return self._about(
            [i for i, word in enumerate(self.words) if word.text.isupper() and len(word.text) > 1]
        )

    @cached_property
    def words(self) -> list[Word]:
        """All words, in order, sorted."""
        words = _words(self.raw)
        known: dict[str, int] = {}
        for word in words:
            if word.low not in known:
                known[word.low] = FUNCTION if "." in word.low else sorts_of(word.low)
            word.sorts = known[word.low]
        shouting = _share([word.shout for word in words if len(word.text) > 2]) > _SHOUTED
        for word in words:
            if shouting or "." in word.text:
                word.cap = word.shout = False
        if _over_capitalised(words):
            for word in words:
                word.cap = word.cap and not (word.sorts & (WORD | FUNCTION) and not word.sorts & TWOFOLD)
        return words


def is_dotted(words: list[Word], i: int) -> bool:
    """Whether word i is a letter behind another one and a full stop: 'J.S.B.', 'the U.S.'."""
    return i > 0 and words[i].gap == "." and len(words[i].text) == len(words[i - 1].text) == 1


def folded_words(text: str) -> list[str]:
    """All words, as the lists write them."""
    return [word.low for word in _words(text)]


def _share(of: list[bool]) -> float:
    return sum(of) / len(of) if of else 0.0


def _over_capitalised(words: list[Word]) -> bool:
    """Whether common words often have a capital where none belongs: 'My Friend Said It'."""
    plain = [w.cap for w in words if not w.begins and w.sorts & COMMON and not w.sorts & (NOBODY | TWOFOLD)]
    return sum(plain) > 2 and _share(plain) > _OVER_CAPITALISED


def _words(text: str) -> list[Word]:
    words: list[Word] = []
    known: dict[str, _Written] = {}
    at = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        letters = text[start:end]
        written = known.get(letters)
        if written is None:
            written = known[letters] = _written(letters)
        gap = text[at:start]
        # The full stop of 'Dr. Vale' and 'J. Vale' ends nothing.
        if gap == ". " and words and (words[-1].low in _ABBREVIATED or words[-1].text in _INITIALS):
            gap = " "
        words.append(Word(written, start, gap))
        at = end
    return words


def _written(letters: str) -> _Written:
    possessive = len(letters) > 2 and letters[-2] in "'’" and letters[-1] in "sS"
    text = letters[:-2] if possessive else letters
    return text, folded(text), possessive, text[0].isupper(), len(text) > 1 and text.isupper()
