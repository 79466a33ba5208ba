"""A name found once is found everywhere: in another case, in part, without its title, with a possessive s."""

from collections.abc import Iterable, Iterator

from .lexicon import COMMON, FUNCTION, NOBODY, TWOFOLD, VERB, WORD
from .marks import LIKELY, POSSIBLE, Mark, mark
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
# Of these a name that comes again is the same one.
_NAMED_TOO = frozenset({"group", "place", "institution", "role"})
_LONGEST = 5
_BEFORE_A_MONTH = frozenset({"in", "of", "last", "next", "by", "since"})


def found_again(text: Text, marks: Iterable[Mark]) -> Iterator[Mark]:
    """A mark wherever a name stands that `marks` hold as a person's, no surer than the surest of those."""
    marks = list(marks)
    yield from _whole_names_again(text, marks)
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


def _whole_names_again(text: Text, marks: list[Mark]) -> Iterator[Mark]:
    """'Otters', 'nelson house', 'the weir', where a rule saw it once and not again."""
    kinds: dict[Name, Mark] = {}
    for each in marks:
        if each.kind in _NAMED_TOO:
            name = tuple(folded_words(text.raw[each.start : each.end]))
            if 0 < len(name) <= _LONGEST and name[-1].isalpha() and len(" ".join(name)) > 2:
                kinds.setdefault(name, each)
    begin = {name[0] for name in kinds}
    words = text.words if kinds else []
    for i, word in enumerate(words):
        if word.low not in begin:
            continue
        for length in range(min(_LONGEST, len(words) - i), 0, -1):
            row = words[i : i + length]
            seen = kinds.get(tuple(each.low for each in row))
            if seen is not None and all(each.joined for each in row[1:]) and (length > 1 or _tells(row[0])):
                yield mark(word.start, row[-1].end, seen.kind, POSSIBLE, "again")
                break


def _tells(word: Word) -> bool:
    """Whether one word is enough to know a place or a group again."""
    if word.cap and not word.begins:
        return True
    return not word.sorts & (COMMON | FUNCTION | VERB) or word.cap and not word.sorts & (FUNCTION | VERB)


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
    if word.begins and after and words[i + 1].sorts & VERB and not word.sorts & (COMMON | VERB):
        return True
    alone = word.begins or word.gap == ", " or not word.sorts & COMMON
    return word.possessive or bool(word.sorts & TWOFOLD) and alone
