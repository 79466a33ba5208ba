"""Signs by which a word may be judged from the words around it: what each is, and what stands beside what.

A sign is a few letters that stand for something seen: `w:mr` the word itself, `s:5` the lists that hold it, `k:kin`
a set of words that it belongs to. A word in no dictionary is never a sign itself, so that nothing depends on which
names there were in the texts that were learnt from.
"""

from collections import Counter
from collections.abc import Iterator
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
_BEFORE, _AFTER = "^", "$"


class Seen(NamedTuple):
    """A word that may be a part of a name, what stands `FAR` words to each side of it, and what they tell together."""

    at: int
    around: list[tuple[str, ...]]
    here: list[str]


def rows(text: Text) -> list[list[Seen]]:
    """The words that may be parts of names; in one row those that stand near each other in one sentence."""
    found: list[list[Seen]] = []
    last = -NEAR
    for one in seen(text):
        if one.at - last < NEAR and not any(word.begins for word in text.words[last + 1 : one.at + 1]):
            found[-1].append(one)
        else:
            found.append([one])
        last = one.at
    return found


def seen(text: Text) -> Iterator[Seen]:
    """Each word that may be a part of a name: not those that only hold a sentence together."""
    words = text.words
    style = _style(words)
    shown = [_BEFORE] * FAR + [_shown(word) for word in words] + [_AFTER] * FAR
    own: list[tuple[str, ...]] = [(f"w:{_BEFORE}",)] * FAR
    own += [
        _own(shown[i + FAR], _sets().get(word.low, ()), word.sorts, _letters(word, style))
        for i, word in enumerate(words)
    ]
    own += [(f"w:{_AFTER}",)] * FAR
    times = Counter(word.low for word in words)
    named = {word.low for word in words if word.cap and not word.begins}
    for i, word in enumerate(words):
        if is_candidate(word):
            gap_after = words[i + 1].gap if i + 1 < len(words) else ""
            here = _together(shown[i + 1 : i + 2 * FAR], word, gap_after, style)
            if times[word.low] > 1 and not word.sorts & COMMON:
                here.append("again")
            if word.low in named and not (word.cap and not word.begins):
                here.append("named")
            yield Seen(i, own[i : i + 2 * FAR + 1], here)


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
    return "#" if any(letter.isdigit() for letter in word.low) else "?"


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


def _together(near: list[str], word: Word, gap_after: str, style: str) -> list[str]:
    """What stands beside what, around the word in the middle of the five that are `near`."""
    before2, before, it, after, after2 = near
    letters = _letters(word, style)
    gap = _gap(word.gap)
    signs = [
        "always",
        f"style:{style}",
        f"gap:{gap}",
        f"gap after:{_gap(gap_after)}".replace(" ", "_"),
        f"letters:{letters}|{word.sorts}",
        f"{before}|{it}|",
        f"|{it}|{after}",
        f"{before2}|{before}||",
        f"||{after}|{after2}",
        f"{before}||{after}",
        f"{before}|s{word.sorts}|{letters[0]}",
        f"s{word.sorts}|{after}|{letters[0]}",
        f"{before}|gap:{gap}",
    ]
    if word.possessive:
        signs.append("'s")
    if word.shout:
        signs.append("shout")
    if it == "#" or any(letter.isdigit() for letter in word.low):
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
