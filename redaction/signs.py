"""Signs by which a word may be judged from the words around it: what each is, and what stands beside what.

A sign is a few letters that stand for something seen: `w:mr` the word itself, `s:5` the lists that hold it, `k:kin`
a set of words that it belongs to. A word in no dictionary is never a sign itself, so that nothing depends on which
names there were in the texts that were learnt from.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache

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
_BEFORE, _AFTER = "^", "$"


class Signs:
    """The signs of one text: `own` has what each word is by itself, after and before `FAR` that stand for its ends."""

    def __init__(self, text: Text) -> None:
        self._words = text.words
        self._style = _style(self._words)
        self._letters = [_letters(word, self._style) for word in self._words]
        shown = [_BEFORE, _BEFORE, *map(_shown, self._words), _AFTER, _AFTER]
        # As the first and as the second of two: putting two together is most of the work.
        self._firsts, self._seconds = [f"{each}|" for each in shown], [f"|{each}" for each in shown]
        self._gaps = [*(_gap(word.gap) for word in self._words), _gap("")]
        self._times = Counter(word.low for word in self._words)
        self._named = {word.low for word in self._words if word.cap and not word.begins}
        edges = [(f"w:{_BEFORE}",)] * FAR, [(f"w:{_AFTER}",)] * FAR
        self.own: list[tuple[str, ...]] = [*edges[0], *self._by_themselves(), *edges[1]]

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

    def around(self, i: int) -> list[tuple[str, ...]]:
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

    def _by_themselves(self) -> Iterator[tuple[str, ...]]:
        sets = _sets()
        known: dict[tuple[str, str], tuple[str, ...]] = {}
        for word, letters in zip(self._words, self._letters, strict=True):
            own = known.get((word.low, letters))
            if own is None:
                own = known[word.low, letters] = _own(
                    _shown(word), sets.get(word.low, ()), word.sorts, letters
                )
            yield own

    def _together(self, i: int) -> list[str]:
        """What stands beside what, two words to each side."""
        gap, gap_after = self._gaps[i : i + 2]
        before2, before, it = self._firsts[i : i + 3]
        here, after, after2 = self._seconds[i + 2 : i + 5]
        letters, sorts = self._letters[i], self._words[i].sorts
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


def _shown(word: Word) -> str:
    if word.sorts & _KNOWN or len(word.low) < 3:
        return word.low
    return "#" if _DIGIT.search(word.low) else "?"


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


def _letters(word: Word, style: str) -> str:
    return ("C" if word.cap else "c") + ("B" if word.begins else "") + style


# Only words that everybody uses are in it: one in no list is kept as what it is, without its letters.
@lru_cache(maxsize=4096)
def _own(shown: str, sets: tuple[str, ...], sorts: int, letters: str) -> tuple[str, ...]:
    """What one word is by itself, wherever it stands."""
    flags = (f"f:{bit}" for bit in range(_SORTS) if sorts >> bit & 1)
    return (f"w:{shown}", f"s:{sorts}", f"c:{letters}", *flags, *sets)


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
