"""A second opinion on the words that no rule marked: how alike they stand to words that were taken out elsewhere.

A conditional random field over the words that may be a part of a name (chain.py), and one more score for what kind
of thing it is. Its weights are in words/second_opinion.txt: of each sign (signs.py) how much it speaks for a name.
They were learnt from invented testimonies only, by benchmarks/learn.py; nothing is learnt from what people write.
"""

import math
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple

from .chain import Between, chances
from .lexicon import CITY, COMMON, NOBODY, TWOFOLD, VERB, WORD, WORDS, could_be_a_slip
from .marks import POSSIBLE, Mark, mark
from .rules import famous
from .rules.en.vocabulary import BEFORE_A_NOUN, MODALS, SUBJECTS
from .signs import FAR, HERE, Seen, rows
from .wording import Text, Word

THRESHOLD, THRESHOLD_OF_COMMON = 0.17, 0.55
"""How likely a word must be part of a name, to be marked; and one that everybody uses, in small letters."""

RULE = "second opinion"
_FILE = WORDS / "second_opinion.txt"
_LONGEST_NAME = 24
_HOUR_OR_YEAR = re.compile(r"\d{1,2}(?:am|pm|st|nd|rd|th)?|(?:19|20)\d\d")
# Kinds of which a word beside them is mostly another word of the same name.
_GROW = frozenset({"person", "place", "group", "institution", "role"})
# Within a name: 'Head of the Plasma Group'.
_BETWEEN = re.compile(r"[ -]|'s | (?:of|and|&)(?: the)? ")

Weights = dict[str, dict[str, float]]


class Learnt(NamedTuple):
    """What signs speak for a name, what neighbours speak for each other, and what signs speak for each kind."""

    name: Weights
    between: Between
    kinds: dict[str, Weights]


def second_opinion(text: Text, marks: Sequence[Mark]) -> list[Mark]:
    """`marks`, in order, and those for stretches between them that are more likely than `THRESHOLD` part of a name.

    What stands beside a name is no name of its own: the mark grows, for a word left over is a leak.
    """
    found = list(marks)
    ends = {mark.end: i for i, mark in enumerate(found) if mark.kind in _GROW}
    starts = {mark.start: i for i, mark in enumerate(found) if mark.kind in _GROW}
    people = {mark.end for mark in found if mark.kind == "person"}
    # 'see' before a link is no part of it.
    contacts = {mark.start for mark in found if mark.kind not in _GROW}
    for stretch in _stretches(text, marks):
        first, last = text.words[stretch[0].at], text.words[stretch[-1].at]
        before = ends.get(first.start - 1) if first.joined and not _is_everybodys(first) else None
        after = starts.get(last.end + 1) if not last.possessive and not _is_everybodys(last) else None
        if before is not None:
            found[before] = replace(found[before], end=last.end)
        elif after is not None:
            found[after] = replace(found[after], start=first.start)
        elif first is last and _is_everybodys(first) and (last.end + 1 in contacts or _is_had(first, people)):
            continue
        elif not all(_names_nothing(text.words, one.at) for one in stretch):
            found += famous.without(text, [mark(first.start, last.end, _kind(stretch), POSSIBLE, RULE)])
    return sorted(found, key=lambda mark: mark.start)


def _is_had(thing: Word, people: Collection[int]) -> bool:
    """'corey's house', 'zaras house': what somebody has is no name."""
    return thing.start - len("s ") in people or thing.start - len("'s ") in people


def _stretches(text: Text, marks: Iterable[Mark]) -> Iterator[list[Seen]]:
    """Words that are likely part of a name and in no mark, those of one stretch together."""
    words = text.words
    taken = bytearray(len(text.raw))
    for each in marks:
        taken[each.start : each.end] = b"\1" * (each.end - each.start)
    stretch: list[Seen] = []
    for one, sure in _judged(text):
        word = words[one.at]
        if sure < _threshold(word) or taken.find(1, word.start, word.end) >= 0:
            continue
        if stretch and not _BETWEEN.fullmatch(text.raw, words[stretch[-1].at].end, word.start):
            yield stretch
            stretch = []
        stretch.append(one)
    if stretch:
        yield stretch


def _judged(text: Text) -> Iterator[tuple[Seen, float]]:
    """Each word that may be part of a name, and the chance that it is."""
    between = learnt().between
    for row in rows(text):
        yield from zip(row, chances([_score(one) for one in row], between), strict=True)


def _threshold(word: Word) -> float:
    return THRESHOLD_OF_COMMON if _is_everybodys(word) else THRESHOLD


def _is_everybodys(word: Word) -> bool:
    """Whether everybody uses this word, and no capital stands where none belongs."""
    return bool(word.sorts & (COMMON | VERB | TWOFOLD)) and (word.begins or not word.cap)


def _names_nothing(words: list[Word], i: int) -> bool:
    """What rules know better: a month, a day, a large city, an hour, 'the holly', 'I Will', a slip of the pen."""
    word = words[i]
    if len(word.low) > _LONGEST_NAME or word.sorts & (NOBODY | CITY) or _HOUR_OR_YEAR.fullmatch(word.low):
        return True
    if word.low in MODALS and i and words[i - 1].low in SUBJECTS:
        return True
    if word.cap:
        return False
    if word.sorts & TWOFOLD:
        return i > 0 and words[i - 1].low in BEFORE_A_NOUN
    return not word.sorts & ~WORD and could_be_a_slip(word.low)


def _kind(stretch: list[Seen]) -> str:
    kinds = sorted(learnt().kinds)
    scores = [0.0] * len(kinds)
    for one in stretch:
        spoken = [_by_itself_as(signs)[far] for far, signs in enumerate(one.around)]
        spoken += [_here_as()[sign] for sign in one.here if sign in _here_as()]
        scores = [sum(each) for each in zip(scores, *spoken, strict=True)]
    return kinds[scores.index(max(scores))]


def _score(one: Seen) -> float:
    score = 0.0
    for far, signs in enumerate(one.around):
        score += _by_itself(signs)[far]
    here = learnt().name[HERE]
    for sign in one.here:
        score += here.get(sign, 0.0)
    return score


# As the signs that it is kept by: nobody's own words.
@lru_cache(maxsize=4096)
def _by_itself(signs: tuple[str, ...]) -> tuple[float, ...]:
    """What one word speaks for a name that stands 3 words after it, 2, 1, and so on."""
    return tuple(sum(there.get(sign, 0.0) for sign in signs) for there in _far(learnt().name))


@lru_cache(maxsize=4096)
def _by_itself_as(signs: tuple[str, ...]) -> tuple[tuple[float, ...], ...]:
    """The same for each kind of name, in order."""
    kinds = [learnt().kinds[kind] for kind in sorted(learnt().kinds)]
    each = (tuple(sum(there.get(sign, 0.0) for sign in signs) for there in _far(kind)) for kind in kinds)
    return tuple(zip(*each, strict=True))


@cache
def _here_as() -> dict[str, tuple[float, ...]]:
    """What a sign that stands for all around speaks for each kind of name, in order."""
    here = [learnt().kinds[kind][HERE] for kind in sorted(learnt().kinds)]
    return {
        sign: tuple(kind.get(sign, 0.0) for kind in here) for sign in {sign for kind in here for sign in kind}
    }


def _far(weights: Weights) -> Iterator[dict[str, float]]:
    return (weights[str(far)] for far in range(-FAR, FAR + 1))


@cache
def learnt() -> Learnt:
    """The file: `between` and four weights; then lines of a kind or `name`, a place, and signs with their weights."""
    between = Between(1.0, 1.0, 1.0, 1.0)
    of_kinds: dict[str, Weights] = {}
    for line in _FILE.read_text("ascii").splitlines():
        first, *rest = line.split()
        if first == "between":
            between = Between(*(math.exp(float(weight)) for weight in rest))
        elif first != "#":
            of_kinds.setdefault(first, {})[rest[0]] = dict(
                zip(rest[1::2], map(float, rest[2::2]), strict=True)
            )
    return Learnt(of_kinds.pop("name"), between, of_kinds)
