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
from itertools import repeat
from typing import NamedTuple

from .chain import Between, chances
from .lexicon import CITY, COMMON, NOBODY, TWOFOLD, VERB, WORD, WORDS, could_be_a_slip
from .marks import POSSIBLE, Mark, covered, mark
from .rules import famous
from .rules.en.vocabulary import BEFORE_A_NOUN, MODALS, NO_NICKNAMES, SUBJECTS
from .signs import FAR, HERE, Signs
from .wording import Text, Word, is_dotted

THRESHOLD, THRESHOLD_OF_COMMON = 0.17, 0.55
"""How likely a word must be part of a name, to be marked; and one that everybody uses, in small letters."""

_HOPELESS = -8.0
"""What the words around may speak so much against that what stands beside what is not looked at: it saves time."""

RULE = "second opinion"
_FILE = WORDS / "second_opinion.txt"
_LONGEST_NAME = 24
# Of more words there is no name: it is a sentence in another language.
_MOST = 5
_SILENT = (0.0,) * (2 * FAR + 1)
_HOUR_OR_YEAR = re.compile(r"\d{1,2}(?:am|pm|st|nd|rd|th)?|(?:19|20)\d\d")
# Kinds of which a word beside them is mostly another word of the same name.
_GROW = frozenset({"person", "place", "group", "institution", "role"})
# Within a name: 'Head of the Plasma Group'.
_BETWEEN = re.compile(r"[ -]|'s | (?:of|and|&)(?: the)? ")


class Learnt(NamedTuple):
    """What signs speak for a name, what neighbours speak for each other, and what signs speak for each of `kinds`.

    `name`: of a sign by how far from the word it stands, from `-FAR` to `FAR`; `name_here`: of one that stands at it.
    `by_kind`: for each of these distances, of a sign for each kind; `by_kind_here` as before.
    """

    between: Between
    kinds: tuple[str, ...]
    name: dict[str, tuple[float, ...]]
    name_here: dict[str, float]
    by_kind: tuple[dict[str, tuple[float, ...]], ...]
    by_kind_here: dict[str, tuple[float, ...]]


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
    signs = Signs(text)
    for stretch in _stretches(text, signs, marks):
        if len(stretch) > _MOST:
            continue
        first, last = text.words[stretch[0]], text.words[stretch[-1]]
        before = ends.get(first.start - 1) if first.joined and not _is_everybodys(first) else None
        after = starts.get(last.end + 1) if not last.possessive and not _is_everybodys(last) else None
        if before is not None:
            found[before] = replace(found[before], end=last.end)
        elif after is not None:
            found[after] = replace(found[after], start=first.start)
        elif first is last and _is_everybodys(first) and (last.end + 1 in contacts or _is_had(first, people)):
            continue
        elif not all(_names_nothing(text.words, i) for i in stretch):
            found += famous.without(
                text, [mark(first.start, last.end, _kind(signs, stretch), POSSIBLE, RULE)]
            )
    return sorted(found, key=lambda mark: mark.start)


def _is_had(thing: Word, people: Collection[int]) -> bool:
    """'corey's house', 'zaras house': what somebody has is no name."""
    return thing.start - len("s ") in people or thing.start - len("'s ") in people


def _stretches(text: Text, signs: Signs, marks: Iterable[Mark]) -> Iterator[list[int]]:
    """Words that are likely part of a name and in no mark, those of one stretch together."""
    words = text.words
    taken = covered(len(text.raw), ((each.start, each.end) for each in marks))
    stretch: list[int] = []
    for i, chance in _judged(signs):
        word = words[i]
        if chance < _threshold(word) or taken.find(1, word.start, word.end) >= 0:
            continue
        if stretch and not _BETWEEN.fullmatch(text.raw, words[stretch[-1]].end, word.start):
            yield stretch
            stretch = []
        stretch.append(i)
    if stretch:
        yield stretch


def _judged(signs: Signs) -> Iterator[tuple[int, float]]:
    """Each word that may be part of a name, and the chance that it is."""
    between, around = learnt().between, _around(signs.own)
    for row in signs.rows():
        scores = [
            around[i] if around[i] < _HOPELESS else around[i] + _spoken_here(signs.here(i)) for i in row
        ]
        yield from zip(row, chances(scores, between), strict=True)


def _around(own: Sequence[tuple[str, ...]]) -> list[float]:
    """What the words around each word speak for a name there, and it itself by its own signs."""
    by_distance = zip(*map(_by_itself, own), strict=True)
    return list(map(sum, zip(*(column[far:] for far, column in enumerate(by_distance)), strict=False)))


def _threshold(word: Word) -> float:
    return THRESHOLD_OF_COMMON if _is_everybodys(word) else THRESHOLD


def _is_everybodys(word: Word) -> bool:
    """Whether everybody uses this word, and no capital stands where none belongs."""
    return bool(word.sorts & (COMMON | VERB | TWOFOLD)) and (word.begins or not word.cap)


def _names_nothing(words: list[Word], i: int) -> bool:
    """What rules know better: a month, a large city, an hour, 'called me pathetic', 'the holly', 'I Will', a slip."""
    word = words[i]
    if len(word.low) > _LONGEST_NAME or word.sorts & (NOBODY | CITY) or _HOUR_OR_YEAR.fullmatch(word.low):
        return True
    if is_dotted(words, i) or i + 1 < len(words) and is_dotted(words, i + 1):
        return True
    if word.low in MODALS and i and words[i - 1].low in SUBJECTS:
        return True
    if word.cap:
        return False
    if word.low in NO_NICKNAMES:
        return True
    if word.sorts & TWOFOLD:
        return i > 0 and words[i - 1].low in BEFORE_A_NOUN
    return not word.sorts & ~WORD and could_be_a_slip(word.low)


def _kind(signs: Signs, stretch: Iterable[int]) -> str:
    """What the signs of the stretch speak for most, all together."""
    by_kind, by_kind_here = learnt().by_kind, learnt().by_kind_here
    spoken = []
    for i in stretch:
        for own, there in zip(signs.around(i), by_kind, strict=True):
            spoken += [there[sign] for sign in own if sign in there]
        spoken += [by_kind_here[sign] for sign in signs.here(i) if sign in by_kind_here]
    scores = list(map(sum, zip(*spoken, strict=True)))
    return learnt().kinds[scores.index(max(scores))]


def _spoken_here(signs: Iterable[str]) -> float:
    return sum(map(learnt().name_here.get, signs, repeat(0.0)))


# As the signs that it is kept by: nobody's own words.
@lru_cache(maxsize=4096)
def _by_itself(signs: tuple[str, ...]) -> tuple[float, ...]:
    """What one word speaks for a name that stands 3 words after it, 2, 1, and so on."""
    weights = learnt().name
    spoken = [weights[sign] for sign in signs if sign in weights]
    return tuple(map(sum, zip(_SILENT, *spoken, strict=True)))


@cache
def learnt() -> Learnt:
    """The file: `between` and four weights; then lines of a kind or `name`, a place, and signs with their weights."""
    first, *lines = [line.split() for line in _FILE.read_text("ascii").splitlines() if line[:1] != "#"]
    between = Between(*(math.exp(float(weight)) for weight in first[1:]))
    weights = {
        (kind, place): dict(zip(signs[::2], map(float, signs[1::2]), strict=True))
        for kind, place, *signs in lines
    }
    kinds = tuple(sorted({kind for kind, _place in weights} - {"name"}))
    places = [str(far) for far in range(-FAR, FAR + 1)]
    return Learnt(
        between,
        kinds,
        _side_by_side([weights["name", place] for place in places]),
        weights["name", HERE],
        tuple(_side_by_side([weights[kind, place] for kind in kinds]) for place in places),
        _side_by_side([weights[kind, HERE] for kind in kinds]),
    )


def _side_by_side(weights: Sequence[dict[str, float]]) -> dict[str, tuple[float, ...]]:
    """Of each sign its weight in each table, 0 where it has none."""
    found: dict[str, list[float]] = {}
    for place, table in enumerate(weights):
        for sign, weight in table.items():
            found.setdefault(sign, [0.0] * len(weights))[place] = weight
    return {sign: tuple(each) for sign, each in found.items()}
