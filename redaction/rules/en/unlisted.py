"""Words in no list, and capitals where none belongs: what nobody has heard of is mostly somebody or somewhere."""

from collections.abc import Iterator

from ...lexicon import CITY, COMMON, FUNCTION, NOBODY, VERB, WORD, is_near_a_word
from ...marks import POSSIBLE, Mark, mark
from ...wording import Text, Word
from .vocabulary import MODALS, PLACES_FOLLOW, RELATIONS, SETS, SUBJECTS, TITLES

_SHORTEST = 4
_VOWELS = frozenset("aeiouy")
# Where more than one word in so many is strange, strangeness says nothing: another language, or a wild hand.
_FEW = 12
_PLACES_FOLLOW = PLACES_FOLLOW | {"by", "to", "from", "on", "off", "called", "across", "along", "up", "down"}
_BEFORE_A_BARE_NAME = frozenset({"at", "by", "outside", "near", "opposite"})
_ABSTRACT = (
    "ness",
    "self",
    "tion",
    "sion",
    "ment",
    "care",
    "ity",
    "ance",
    "ence",
    "ship",
    "hood",
    "ism",
    "work",
    "time",
    "ic",
)
_HEADS_FIRST = SETS["heads that come first"]
_STOCK = SETS["stock nouns"]
_THE = frozenset({"the", "our", "a"})
_NO_PHRASE = SETS["no phrases"]
_NEVER = RELATIONS | TITLES | SETS["never named"]
_OF = frozenset({"of", "for"})
_MOST = 5


def find(text: Text) -> Iterator[Mark]:
    """Marks of the kinds place, group and person; none is sure."""
    words = text.words
    strange = sum(not word.sorts and not word.cap for word in words)
    plain = strange * _FEW < len(words)
    at = 0
    for i, word in enumerate(words):
        end = _phrase_end(words, i) if word.cap else _bare_end(words, i)
        if end > i >= at:
            kind, rule = ("group", "capitals") if word.cap else ("place", "no article")
            yield mark(word.start, words[end - 1].end, kind, POSSIBLE, rule)
            at = end
        elif i >= at and _stands_out(words, i):
            yield mark(word.start, word.end, _kind(words, i), POSSIBLE, "a capital")
        if word.low in _HEADS_FIRST and _is_a_head(words, i):
            yield mark(word.start, words[i + 1].end, "place", POSSIBLE, "place by its words")
        if plain and not word.cap and not word.sorts and _is_unheard_of(word):
            yield mark(word.start, word.end, _kind(words, i), POSSIBLE, "in no list")


def _stands_out(words: list[Word], i: int) -> bool:
    """One word with a capital in the middle of a sentence: 'everyone calls him Bear'."""
    word = words[i]
    return (
        _belongs(word)
        and not word.begins
        and word.gap in (" ", ", ")
        and len(word.low) > 1
        and word.low not in _NEVER
        and not (word.low in MODALS and words[i - 1].low in SUBJECTS)
    )


def _is_a_head(words: list[Word], i: int) -> bool:
    """'at cafe luna', 'the hotel meridien'."""
    if not i or i + 1 >= len(words) or not words[i].joined or not words[i + 1].joined:
        return False
    leads = words[i - 1].low in _PLACES_FOLLOW or words[i - 1].low == "the"
    return leads and _is_a_name_after_a_head(words[i + 1])


def _is_a_name_after_a_head(word: Word) -> bool:
    return not word.sorts & (COMMON | FUNCTION | VERB | NOBODY) and word.low.isalpha() and len(word.low) > 3


def _bare_end(words: list[Word], i: int) -> int:
    """The word after 'elephant', 'chicken spot' in 'by elephant.', 'outside chicken spot and'; i if it may be no name.

    A thing takes 'the' or 'my' there; what takes neither is a name, but for a few stock phrases.
    """
    end = i
    if not i or not words[i].joined or words[i - 1].low not in _BEFORE_A_BARE_NAME:
        return i
    while end < len(words) and end - i < 2 and words[end].joined and _is_a_thing(words[end]):
        end += 1
    ends = end == len(words) or not words[end].joined or words[end].sorts & FUNCTION
    if end == i or not ends or any(word.low in _STOCK for word in words[i:end]):
        return i
    return end


def _is_a_thing(word: Word) -> bool:
    if word.cap or word.sorts & (FUNCTION | VERB | NOBODY | CITY) or not word.sorts & WORD:
        return False
    return (
        len(word.low) > 2
        and word.low.isalpha()
        and not word.low.endswith(("ing", "ed", "ly", "s", *_ABSTRACT))
    )


def _is_unheard_of(word: Word) -> bool:
    """Long enough, and no slip of the pen; or letters that nobody can say: 'tj', 'lrc'."""
    low = word.low.replace("-", "")
    if not low.isascii() or not low.isalpha():
        return False
    if len(low) < _SHORTEST:
        return len(low) > 1 and _VOWELS.isdisjoint(low) and len(set(low)) > 1
    return len(set(low)) > 2 and not is_near_a_word(word.low)


def _kind(words: list[Word], i: int) -> str:
    before = words[i - 1].low if i and words[i].joined else ""
    if before in _THE and i > 1:
        before = words[i - 2].low
    return "place" if before in _PLACES_FOLLOW else "person"


def _phrase_end(words: list[Word], i: int) -> int:
    """The word after two or more words with capitals, 'Alpine Edge', 'Corps of Drums'; i if there are none."""
    word = words[i]
    if not _belongs(word) or word.begins and word.sorts & (WORD | VERB):
        return i
    end, capitals = i + 1, 1
    while end < len(words) and end - i < _MOST and words[end].gap in (" ", " & "):
        if _belongs(words[end]):
            capitals += 1
            end += 1
        elif (
            words[end].low in _OF
            and end + 1 < len(words)
            and words[end + 1].joined
            and _belongs(words[end + 1])
        ):
            end += 1
        else:
            break
    if capitals < 2 or word.low in _NO_PHRASE:
        return i
    return end


def _belongs(word: Word) -> bool:
    return word.cap and not word.shout and not word.sorts & (FUNCTION | NOBODY | CITY) and word.text.isalpha()
