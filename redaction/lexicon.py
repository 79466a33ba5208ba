"""What is known of a word by itself: a name, a common word, both, a town … The lists are in words/."""

import unicodedata
from collections.abc import Iterable
from pathlib import Path

WORDS = Path(__file__).parent / "words"

# What a word may be; several at once ('will', 'chelsea'). WORD: found in a dictionary, or in text messages.
COMMON, WORD, FIRST, SOFT, HARD, SURNAME, TOWN, CITY, NOBODY, FUNCTION, VERB = (1 << bit for bit in range(11))
# First names that are words, too.
TWOFOLD = SOFT | HARD
NAMELIKE = FIRST | SURNAME
_SHORTEST_TYPO, _LONGEST_WORD = 6, 24
_ENDINGS = (
    "ing",
    "in",
    "ed",
    "d",
    "s",
    "es",
    "er",
    "ers",
    "ly",
    "ish",
    "y",
    "ness",
    "less",
    "able",
    "ist",
    "ism",
)
_BEGINNINGS = ("un", "re", "over", "under", "mis", "non", "pre", "out", "mega", "super")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def folded(text: str) -> str:
    """Small letters without accents, and one sort of apostrophe: how every list is written."""
    low = text.casefold().replace("’", "'")
    if low.isascii():
        return low
    plain = unicodedata.normalize("NFKD", low)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def listed(file: str) -> frozenset[str]:
    """The words of a list that was written by hand."""
    lines = (WORDS / "hand" / file).read_text("utf-8").splitlines()
    return frozenset(word for line in lines if line[:1] != "#" for word in folded(line).split())


def listed_under(file: str) -> dict[str, frozenset[str]]:
    """The same for a list whose lines begin with a heading and a colon; a heading may come again."""
    found: dict[str, frozenset[str]] = {}
    for line in (WORDS / "hand" / file).read_text("utf-8").splitlines():
        if line[:1] != "#":
            heading, _colon, words = line.partition(": ")
            found[heading] = found.get(heading, frozenset()) | frozenset(folded(words).split())
    return found


class _Shelves:
    """A large list, kept as its file has it, a line for each four letters: a set takes ten times the memory."""

    def __init__(self, file: str) -> None:
        lines = (WORDS / file).read_text("ascii").splitlines()
        self._shelves = {line[:4].rstrip(): f" {line} " for line in lines if line[:1] != "#"}

    def __contains__(self, word: str) -> bool:
        shelf = self._shelves.get(word[:4])
        return shelf is not None and f" {word} " in shelf

    def hold_one_of(self, words: Iterable[str]) -> bool:
        """Whether any of these is in the list."""
        shelves = self._shelves
        for word in words:
            shelf = shelves.get(word[:4])
            if shelf is not None and f" {word} " in shelf:
                return True
        return False

    def begins(self, words: str) -> bool:
        """Whether a line of the list begins with these."""
        shelf = self._shelves.get(words[:4])
        return shelf is not None and f" {words}" in shelf


# What is asked for most: of this list a set is worth its memory.
_COMMON = frozenset((WORDS / "common.txt").read_text("ascii").partition("\n")[2].split())
_WORD = _Shelves("words.txt")
_FIRST, _SURNAME = _Shelves("first_names.txt"), _Shelves("surnames.txt")
_TOWN, _CITY = _Shelves("towns.txt"), _Shelves("cities.txt")
_CHAT = listed("chat.txt")
_TOO = listed("names_too.txt")
_NAMES_AND_WORDS = listed_under("names_and_words.txt")
_NOBODY = listed("capitalised.txt")
_FUNCTION = listed("function_words.txt")
_VERB = listed("verbs.txt") | listed("deeds.txt")
_HARD, _SOFT, _PLAIN = (_NAMES_AND_WORDS[sort] for sort in ("hard", "soft", "plain"))


# What everybody's words may be, looked up once. No other word of anybody's is kept.
_ORDINARY: dict[str, int] = {}


def sorts_of(word: str) -> int:
    """What a folded word may be, as flags; 0 if it stands in no list."""
    known = _ORDINARY.get(word)
    if known is not None:
        return known
    sorts = _looked_up(word)
    if sorts & COMMON:
        _ORDINARY[word] = sorts
    return sorts


def may_begin_a_town(word: str) -> bool:
    """Whether some town's or city's name has this word first, and another after it."""
    return _TOWN.begins(f"{word}_") or _CITY.begins(f"{word}_")


def _looked_up(word: str) -> int:
    sorts = _as_word(word) | _as_name(word)
    if word in _TOWN:
        sorts |= TOWN
    if word in _CITY:
        sorts |= CITY
    if not sorts & (WORD | NAMELIKE | TWOFOLD) and "-" in word:
        first = sorts_of(word.partition("-")[0])
        return sorts | first & (WORD | NAMELIKE | TWOFOLD | COMMON)
    return sorts


def is_common(word: str) -> bool:
    """Whether everybody uses this word, and it names nobody."""
    return bool(_as_word(folded(word)) & COMMON)


def _as_word(word: str) -> int:
    sorts = 0
    if word in _COMMON or word in _FUNCTION:
        sorts |= COMMON | WORD
    elif word in _WORD or word in _CHAT or word in _VERB:
        sorts |= WORD
    if word in _NOBODY:
        sorts |= NOBODY
    if word in _FUNCTION:
        sorts |= FUNCTION
    if word in _VERB:
        sorts |= VERB
    return sorts


def _as_name(word: str) -> int:
    sorts = SURNAME if word in _SURNAME else 0
    if word in _HARD:
        return sorts | HARD
    if word in _SOFT:
        return sorts | SOFT
    if (
        word in _PLAIN
        or word in _FIRST
        or (word in _TOO and word not in _CHAT and not _as_word(word) & (COMMON | NOBODY | VERB))
    ):
        sorts |= FIRST
    return sorts


def could_be_a_slip(word: str) -> bool:
    """Whether a word in no list is one letter away from a common one, 'beleived', or lost its g: 'puttin'."""
    if _lost_its_g(word):
        return True
    if not _SHORTEST_TYPO <= len(word) <= _LONGEST_WORD:
        return False
    near = _one_slip_away(word)
    return not (_COMMON.isdisjoint(near) and _CHAT.isdisjoint(near))


def _lost_its_g(word: str) -> bool:
    return word.endswith("in") and bool(_as_word(word + "g"))


def is_near_a_word(word: str) -> bool:
    """The same for shorter words, for rarer ones, and for words that were joined or grew: 'halfasleep'."""
    if len(word) > _LONGEST_WORD:
        return True
    if any(word.endswith(end) and _as_word(word.removesuffix(end)) for end in _ENDINGS):
        return True
    if any(word.startswith(begin) and _as_word(word.removeprefix(begin)) for begin in _BEGINNINGS):
        return True
    if any(_as_word(word[:cut]) and _as_word(word[cut:]) for cut in range(2, len(word) - 1)):
        return True
    near = _one_slip_away(word)
    if not _COMMON.isdisjoint(near) or _WORD.hold_one_of(near):
        return True
    return _lost_its_g(word) or len(word) >= _SHORTEST_TYPO and not _CHAT.isdisjoint(near)


def _one_slip_away(word: str) -> list[str]:
    """All that one letter more, one less, another one, or two that changed places would make of a word."""
    cuts = [(word[:i], word[i:], word[i + 1 :]) for i in range(len(word))]
    less = [before + after for before, _from, after in cuts]
    swapped = [f"{word[:i]}{word[i + 1]}{word[i]}{word[i + 2 :]}" for i in range(len(word) - 1)]
    others = [f"{before}{letter}{after}" for before, _from, after in cuts for letter in _LETTERS]
    more = [f"{before}{letter}{rest}" for before, rest, _after in cuts for letter in _LETTERS]
    return [*less, *swapped, *others, *more, *(word + letter for letter in _LETTERS)]
