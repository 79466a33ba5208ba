"""Where a name ends that begins at some word, and whose name a word could be."""

from ...lexicon import (
    COMMON,
    FIRST,
    FUNCTION,
    NAMELIKE,
    NOBODY,
    SURNAME,
    TWOFOLD,
    VERB,
    WORD,
    could_be_a_slip,
)
from ...wording import Word
from .vocabulary import NOT_INITIALS, SETS, TITLES, TITLES_AFTER

_LONGEST = 5
_PARTICLES = SETS["particles"]
_TWO_PARTICLES = frozenset({"de", "van", "von"})


def name_end(words: list[Word], i: int) -> int:
    """The word after the name that begins at word i: surnames, an initial, 'akka' or 'sir' belong to it."""
    end = i + 1
    while end < len(words) and end - i < _LONGEST and not words[end - 1].possessive:
        step = _step(words, i, end)
        if not step:
            break
        end += step
    return end


def _step(words: list[Word], i: int, end: int) -> int:
    """How many words from word `end` on belong to the name that begins at word i."""
    word = words[end]
    if not word.joined:
        return 0
    if word.low in TITLES_AFTER and _closes(words, end):
        return 1
    if _initial(word):
        return 1
    if word.low in _PARTICLES:
        after = end + 2 if word.low in _TWO_PARTICLES and _is_particle(words, end + 1) else end + 1
        return (
            after + 1 - end if after < len(words) and words[after].joined and _goes_on(words, i, after) else 0
        )
    return int(_goes_on(words, i, end))


def _closes(words: list[Word], end: int) -> bool:
    """'Hari sir taught', 'Anjali didi'; not 'told Hari Sir Keith'."""
    word, after = words[end], words[end + 1] if end + 1 < len(words) else None
    if word.sorts & FUNCTION or word.sorts & VERB and not word.cap:
        return False
    return word.low not in TITLES or after is None or not (after.joined and after.cap)


def _is_particle(words: list[Word], i: int) -> bool:
    return i < len(words) and words[i].low in _PARTICLES


def _initial(word: Word) -> bool:
    return len(word.text) == 1 and word.text.isalpha() and word.low not in NOT_INITIALS


def _goes_on(words: list[Word], i: int, at: int) -> bool:
    """Whether word `at` can be a further name after word i."""
    word = words[at]
    if words[i].cap:
        return (
            word.cap
            and not word.shout
            and not word.sorts & FUNCTION
            and word.low not in TITLES
            and word.text.isalpha() | ("-" in word.text) | ("'" in word.low)
        )
    if word.cap:
        return not word.sorts & (FUNCTION | NOBODY | WORD)
    if word.sorts & WORD:
        # 'jack frost': a rarer word that is a surname, where the name can end.
        rare = word.sorts & SURNAME and not word.sorts & (COMMON | VERB | FUNCTION)
        return bool(rare) and can_end(words, at)
    if word.sorts & NAMELIKE:
        return True
    return not word.sorts and (looks_like_a_name(word) or len(word.low) > 3 and can_end(words, at))


def can_end(words: list[Word], i: int) -> bool:
    """Whether a name can end with word i: at a pause, or before a verb, 'and', 'who'."""
    if i + 1 >= len(words) or not words[i + 1].joined:
        return True
    return bool(words[i + 1].sorts & (FUNCTION | VERB)) or words[i + 1].low.endswith("ed")


def looks_like_a_name(word: Word) -> bool:
    """A word in no list that is long enough, without digits, and not just misspelt."""
    return (
        len(word.low) > 2
        and word.low.replace("-", "").replace("'", "").isalpha()
        and not could_be_a_slip(word.low)
    )


def may_name(word: Word) -> bool:
    """Whether a word in small letters may be a name where one is announced."""
    if word.sorts & FUNCTION or not word.text[0].isalpha():
        return False
    if word.sorts & (FIRST | TWOFOLD):
        return True
    if word.sorts & (WORD | NOBODY):
        return False
    return bool(word.sorts & SURNAME) or looks_like_a_name(word)
