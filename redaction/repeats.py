"""A name found once is found everywhere: in another case, in part, without its title, with a possessive s."""

from collections.abc import Iterable, Iterator

from .lexicon import COMMON, FUNCTION, NOBODY, TWOFOLD, VERB, WORD
from .marks import LIKELY, Mark, mark
from .rules.en.vocabulary import (
    BEFORE_A_NOUN,
    DEEDS,
    DEEDS_TO,
    IS_OR_HAS,
    MODALS,
    NEAR_PEOPLE,
    SUBJECTS,
    TITLES,
)
from .wording import Text, Word, folded_words

Name = tuple[str, ...]
_LONGEST = 5
_BEFORE_A_MONTH = frozenset({"in", "of", "last", "next", "by", "since"})


def found_again(text: Text, marks: Iterable[Mark]) -> Iterator[Mark]:
    """A mark wherever a name stands that `marks` hold as a person's, no surer than the surest of those."""
    people = sorted((mark for mark in marks if mark.kind == "person"), key=lambda mark: mark.confidence)
    names = {name: mark.confidence for mark in people for name in _forms(text.raw[mark.start : mark.end])}
    longest = max(map(len, names), default=0)
    words = text.words if names else []
    begin = {name[0] for name in names}
    for i, word in enumerate(words):
        if word.low not in begin and word.low.removesuffix("s") not in begin:
            continue
        for name, end in _readings(words, i, longest, names):
            if name in names:
                yield mark(word.start, end, "person", min(names[name], LIKELY), "again")
                break


def _forms(name: str) -> Iterator[Name]:
    """All of the name, and each word of it that is no title and more than an initial."""
    words = folded_words(name)
    if 1 < len(words) <= _LONGEST:
        yield tuple(words)
    yield from ((word,) for word in words if len(word) > 1 and word not in TITLES)


def _readings(
    words: list[Word], i: int, longest: int, names: dict[Name, float]
) -> Iterator[tuple[Name, int]]:
    """What could be a name from word i on, longest first, and where it ends."""
    for length in range(min(longest, len(words) - i), 1, -1):
        row = words[i : i + length]
        if all(len(word.gap) < 3 for word in row[1:]):
            yield tuple(word.low for word in row), row[-1].end
    word = words[i]
    if (word.low,) in names and _is_name(words, i):
        yield (word.low,), word.end
    # 'zaras house': people leave the apostrophe out.
    bare = word.low.removesuffix("s")
    if (bare,) in names and len(bare) > 2 and bare != word.low and _may_be_anothers(words, i):
        yield (bare,), word.end - 1


def _may_be_anothers(words: list[Word], i: int) -> bool:
    word = words[i]
    if word.sorts & (FUNCTION | VERB | COMMON):
        return False
    return not word.sorts & WORD or _is_name(words, i)


def _is_name(words: list[Word], i: int) -> bool:
    """Whether this word, which is somebody's name, is so here: 'will', 'young', 'hope' where a person can stand."""
    word = words[i]
    if not word.sorts & (WORD | NOBODY | TWOFOLD):
        return True
    if word.sorts & FUNCTION:
        return False
    before = words[i - 1].low if i and word.joined else ""
    after = words[i + 1].low if i + 1 < len(words) and words[i + 1].joined else ""
    if word.sorts & NOBODY and before in _BEFORE_A_MONTH:
        return False
    if word.cap and not word.begins:
        return True
    if word.low in MODALS:
        return after in DEEDS or before in DEEDS_TO or before in NEAR_PEOPLE
    return _is_twofold_name(words, i, before, after)


def _is_twofold_name(words: list[Word], i: int, before: str, after: str) -> bool:
    word = words[i]
    takes_an_object = bool(before) and words[i - 1].sorts & VERB and before not in DEEDS_TO
    if before in BEFORE_A_NOUN or before in SUBJECTS or takes_an_object:
        return False
    if (
        after in DEEDS
        or after in IS_OR_HAS
        or before in DEEDS_TO
        or before in NEAR_PEOPLE
        or before in TITLES
    ):
        return True
    alone = word.begins or word.gap == ", " or not word.sorts & COMMON
    return word.possessive or bool(word.sorts & TWOFOLD) and alone
