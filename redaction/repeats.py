"""A name found once is found everywhere: in another case, in part, without its title, with a possessive s."""

from collections.abc import Iterable, Iterator

from .marks import LIKELY, Mark, mark
from .vocabulary import COMMON, DEEDS, NOT_PEOPLE, ORDINARY, TITLES
from .wording import Word, folded_words, words_of

Name = tuple[str, ...]
_OTHER_MEANINGS = ORDINARY | COMMON | NOT_PEOPLE


def found_again(text: str, marks: Iterable[Mark]) -> Iterator[Mark]:
    """A mark wherever a name stands that `marks` hold as a person's, no surer than the surest of those."""
    people = sorted((mark for mark in marks if mark.kind == "person"), key=lambda mark: mark.confidence)
    names = {name: mark.confidence for mark in people for name in _forms(text[mark.start : mark.end])}
    longest = max(map(len, names), default=0)
    words = words_of(text) if names else []
    for i, word in enumerate(words):
        for name, end in _readings(words, i, longest):
            if name in names:
                yield mark(word.start, end, "person", min(names[name], LIKELY))
                break


def _forms(name: str) -> Iterator[tuple[str, ...]]:
    """All of the name, and each word of it that is no title and more than an initial."""
    words = folded_words(name)
    if len(words) > 1:
        yield tuple(words)
    yield from ((word,) for word in words if len(word) > 1 and word not in TITLES)


def _readings(words: list[Word], i: int, longest: int) -> Iterator[tuple[Name, int]]:
    """What could be a name from word i on, longest first, and where it ends."""
    for length in range(min(longest, len(words) - i), 1, -1):
        row = words[i : i + length]
        if all(len(word.gap) < 3 for word in row[1:]):
            yield tuple(word.folded for word in row), row[-1].end
    word = words[i]
    if _is_name(words, i):
        yield (word.folded,), word.end
    # 'zaras house': people leave the apostrophe out.
    bare = word.folded.removesuffix("s")
    if bare != word.folded and len(bare) > 3 and bare not in _OTHER_MEANINGS:
        yield (bare,), word.end - 1


def _is_name(words: list[Word], i: int) -> bool:
    """Whether this word, which is somebody's name, is so here: 'will', 'young', 'hope' need their capital."""
    word = words[i]
    if word.folded not in _OTHER_MEANINGS:
        return True
    acts = i + 1 < len(words) and words[i + 1].gap == " " and words[i + 1].folded in DEEDS
    return word.is_capitalised and (acts or not word.begins_a_sentence)
