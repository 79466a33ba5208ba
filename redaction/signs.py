"""Signs by which a word may be judged from the words around it: what each is, and what stands beside what.

A sign is a few letters that stand for something seen: `w:mr` the word itself, `s:5` the lists that hold it, `k:kin`
a set of words that it belongs to. A word in no dictionary is never a sign itself, so that nothing depends on which
names there were in the texts that were learnt from.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from .lexicon import COMMON, FUNCTION, NOBODY, VERB
from .rules.en.vocabulary import (
    DEEDS,
    DEEDS_TO,
    HEADS,
    RELATIONS,
    RELATIONS_PLURAL,
    SETS,
    TITLES_BY_SORT,
)
from .wording import Text, Word

FAR = 3
HERE = "here"
"""How many words to each side count, and where a sign stands that belongs to no one of them alone."""

NEAR = 4
"""From so many words on, two parts are not of one name: 'Head of the Plasma Group'."""

_KNOWN = COMMON | FUNCTION | VERB | NOBODY
_LOUD_GAPS = '\n@_"“.,?!:;()/&'
_SORTS = 11
_LONGEST_SHAPE, _LONGEST = 6, 10
_DIGIT = re.compile(r"\d")


class _Seen(NamedTuple):
    """A word as it is seen from elsewhere: its own signs, and what it is as the first and the second of two."""

    own: tuple[str, ...]
    letters: str
    first: str
    second: str


_BEFORE, _AFTER = (_Seen((f"w:{end}",), "", f"{end}|", f"|{end}") for end in "^$")


class Signs:
    """The signs of one text: `own` has what each word is by itself, after and before `FAR` that stand for its ends."""

    def __init__(self, text: Text) -> None:
        self._words = text.words
        self._style = _style(self._words)
        seen = [_BEFORE] * FAR + self._seen() + [_AFTER] * FAR
        self.own, self._letters, self._firsts, self._seconds = zip(*seen, strict=True)
        self._gaps = [*(_gap(word.gap) for word in self._words), _gap("")]
        self._times = Counter(word.low for word in self._words)
        self._named = {word.low for word in self._words if word.cap and not word.begins}

    def rows(self) -> list[list[int]]:
        """Which words may be parts of names; in one row those that stand near each other in one sentence."""
        rows: list[list[int]] = []
        sentence, last = 0, -NEAR
        for i, word in enumerate(self._words):
            if word.begins:
                sentence = i
            if is_candidate(word):
                if sentence <= last and i - last < NEAR:
                    rows[-1].append(i)
                else:
                    rows.append([i])
                last = i
        return rows

    def around(self, i: int) -> Sequence[tuple[str, ...]]:
        """What each is by itself that stands up to `FAR` words from word i, in order, itself in the middle."""
        return self.own[i : i + 2 * FAR + 1]

    def here(self, i: int) -> list[str]:
        """What stands beside what around word i, and what it tells that this word has such letters here."""
        word = self._words[i]
        signs = [*self._together(i), *_of_letters(word)]
        if self._times[word.low] > 1 and not word.sorts & COMMON:
            signs.append("again")
        if word.low in self._named and not (word.cap and not word.begins):
            signs.append("named")
        return signs

    def _seen(self) -> list[_Seen]:
        known: dict[tuple[str, bool, bool], _Seen] = {}
        seen = []
        for word in self._words:
            key = word.low, word.cap, word.begins
            one = known.get(key)
            if one is None:
                see = _seen_of_everybody if word.sorts & COMMON else _seen
                one = known[key] = see(*key, word.sorts, self._style)
            seen.append(one)
        return seen

    def _together(self, i: int) -> list[str]:
        """What stands beside what, two words to each side."""
        gap, gap_after = self._gaps[i : i + 2]
        at = i + FAR
        before2, before, it = self._firsts[at - 2 : at + 1]
        here, after, after2 = self._seconds[at : at + 3]
        letters, sorts = self._letters[at], self._words[i].sorts
        return [
            "always",
            f"style:{self._style}",
            f"gap:{gap}",
            f"gap_after:{gap_after}",
            f"letters:{letters}|{sorts}",
            before + it,
            here + after,
            f"{before2}{before}|",
            f"|{after}{after2}",
            before + after,
            f"{before}s{sorts}|{letters[0]}",
            f"s{sorts}{after}|{letters[0]}",
            f"{before}gap:{gap}",
        ]


def is_candidate(word: Word) -> bool:
    """Whether a word may be a part of a name."""
    return not word.sorts & FUNCTION or word.cap and not word.begins


def _style(words: list[Word]) -> str:
    """Whether sentences begin with a capital here: only then does a small letter say something."""
    first = [word.cap for word in words if word.begins]
    return "p" if 2 * sum(first) > len(first) else "l"


def _shown(low: str, sorts: int) -> str:
    if sorts & _KNOWN or len(low) < 3:
        return low
    return "#" if _DIGIT.search(low) else "?"


@cache
def _sets() -> dict[str, tuple[str, ...]]:
    """The sets of each word, by their headings in the lists that were written by hand."""
    found: dict[str, list[str]] = {}
    for list_, headings in (("s", SETS), ("t", TITLES_BY_SORT), ("h", HEADS)):
        for heading, words in headings.items():
            name = heading.replace(" ", "_").replace(",", "")
            for word in words:
                found.setdefault(word, []).append(f"k:{list_}_{name}")
    for name, words in (
        ("relations", RELATIONS | RELATIONS_PLURAL),
        ("deeds", DEEDS),
        ("deeds_to", DEEDS_TO),
    ):
        for word in words:
            found.setdefault(word, []).append(f"k:{name}")
    return {word: tuple(sorted(set(signs))) for word, signs in found.items()}


def _seen(low: str, cap: bool, begins: bool, sorts: int, style: str) -> _Seen:
    shown = _shown(low, sorts)
    letters = ("C" if cap else "c") + ("B" if begins else "") + style
    flags = (f"f:{bit}" for bit in range(_SORTS) if sorts >> bit & 1)
    own = (f"w:{shown}", f"s:{sorts}", f"c:{letters}", *flags, *_sets().get(low, ()))
    return _Seen(own, letters, f"{shown}|", f"|{shown}")


_seen_of_everybody = lru_cache(maxsize=8192)(_seen)
"""The same, kept: of words that everybody uses, and of no other."""


def _of_letters(word: Word) -> list[str]:
    """What the letters of a word tell."""
    signs = []
    if word.possessive:
        signs.append("'s")
    if word.shout:
        signs.append("shout")
    if _DIGIT.search(word.low):
        shape = "".join("9" if letter.isdigit() else "a" for letter in word.low[:_LONGEST_SHAPE])
        signs.append(f"shape:{shape}")
    if not word.sorts & (COMMON | FUNCTION):
        signs += [f"begins:{word.low[:2]}", f"ends:{word.low[-2:]}", f"ends:{word.low[-3:]}"]
        signs.append(f"long:{min(len(word.low), _LONGEST)}")
    return signs


def _gap(gap: str) -> str:
    """What stands between two words: a space, nothing, or the loudest sign of those that do."""
    if gap in (" ", ""):
        return "_" if gap else "0"
    loud = next((sign for sign in _LOUD_GAPS if sign in gap), "o")
    return "n" if loud == "\n" else loud
