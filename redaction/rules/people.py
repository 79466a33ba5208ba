"""Names of people that the words before them announce: 'Mr Oakley', 'called Corey', 'my sister Ines'."""

from collections.abc import Iterator

from ..marks import CERTAIN, LIKELY, POSSIBLE, Mark, mark
from ..vocabulary import (
    COMMON,
    FIRM_TITLES,
    NAMING,
    NOT_PEOPLE,
    ORDINARY,
    POSSESSORS,
    RELATIONS,
    TITLES,
    VERBS_AND_ADVERBS,
)
from ..wording import Word, capitalised_run, directly_after, words_of

_S = ("'s ", "’s ")
_BEFORE_A_NAME = (" ", ", ", ": ", " '", ' "', " ‘", " “")
_TWO_WORD_CUES = {
    ("name", "is"),
    ("name", "was"),
    ("call", "me"),
    ("my", "names"),
    ("his", "names"),
    ("her", "names"),
}
_NOT_NAMES = (NOT_PEOPLE | COMMON) - ORDINARY
_NO_SMALL_NAMES = COMMON | ((TITLES | RELATIONS | NOT_PEOPLE) - ORDINARY)
_NAMES_IN_S = ("ss", "is", "us", "es")


def find(text: str) -> Iterator[Mark]:
    """Marks of the kind person."""
    words = words_of(text)
    for i, word in enumerate(words):
        if word.folded in TITLES:
            yield from _titled(words, i)
        if _is_cue(words, i):
            yield from _named(words, i + 1, CERTAIN)
        elif word.folded in RELATIONS and _belongs(words, i):
            yield from _related(words, i + 1)


def _titled(words: list[Word], i: int) -> Iterator[Mark]:
    """'Mr Oakley', 'Sister Julie', 'mrs o'; but neither 'miss him' nor 'Sir' alone."""
    title = words[i]
    end = capitalised_run(words, i + 1, _NOT_NAMES)
    firm = title.is_capitalised or title.folded in FIRM_TITLES or not _belongs(words, i)
    if end > i + 1 and firm and directly_after(words, i + 1):
        yield mark(title.start, words[end - 1].end, "person", CERTAIN)
    elif _small_surname(words, i):
        yield mark(title.start, words[i + 1].end, "person", LIKELY)


def _small_surname(words: list[Word], i: int) -> bool:
    """'mrs oakley', 'miss k': a loose title takes no more than an initial."""
    if not directly_after(words, i + 1):
        return False
    surname = words[i + 1].folded
    if words[i].folded not in FIRM_TITLES and (len(surname) > 1 or surname in COMMON):
        return False
    return surname not in COMMON or surname in ORDINARY or len(surname) == 1


def _is_cue(words: list[Word], i: int) -> bool:
    """Whether the word at i says that a name follows: 'called', 'name is', 'name's', 'call me'."""
    word, before = words[i].folded, words[i - 1].folded if i else ""
    if word == "name":
        return i + 1 < len(words) and words[i + 1].gap in _S
    return word in NAMING or (before, word) in _TWO_WORD_CUES


def _belongs(words: list[Word], i: int) -> bool:
    """Whether 'my', 'the' or the like stands at most three words before: 'my best friend', 'his sister'."""
    return any(word.folded in POSSESSORS for word in words[max(0, i - 3) : i])


def _named(words: list[Word], i: int, confidence: float) -> Iterator[Mark]:
    """The name that begins at word i, if one does. Small or all capitals: a word that is not a common one."""
    if i >= len(words) or words[i].gap not in (*_BEFORE_A_NAME, *_S):
        return
    end = capitalised_run(words, i, _NOT_NAMES)
    if end > i:
        yield mark(words[i].start, words[end - 1].end, "person", confidence)
    elif words[i].gap != ", " and words[i].is_in_one_case and words[i].folded not in _NO_SMALL_NAMES:
        yield mark(words[i].start, words[i].end, "person", LIKELY)


def _related(words: list[Word], i: int) -> Iterator[Mark]:
    """The name after 'my sister'. In small letters more words than not are none."""
    if i >= len(words) or words[i].gap in _S:
        return
    word = words[i].folded
    plural_or_verb = word.endswith("s") and not word.endswith(_NAMES_IN_S)
    if words[i].is_capitalised:
        yield from _named(words, i, LIKELY)
    elif not (word.endswith(VERBS_AND_ADVERBS) or plural_or_verb):
        yield from _named(words, i, POSSIBLE)
