"""Names that nothing announces: capital letters in mid-sentence, and words that do what only people do."""

from collections.abc import Iterator

from ..marks import POSSIBLE, Mark, mark
from ..vocabulary import COMMON, DEEDS, DEEDS_TO, NOT_PEOPLE, ORDINARY, RELATIONS, TITLES, VERBS_AND_ADVERBS
from ..wording import Word, capitalised_run, could_be_name, words_of

_AND = frozenset({"and", "n", "&"})
_SPEAKER = frozenset({"i", "me"})
_PLACES_FOLLOW = frozenset({"in", "at", "to", "from", "near", "into"})
_NEVER = COMMON | NOT_PEOPLE | RELATIONS | TITLES
_NOT_NAMES = NOT_PEOPLE | (_NEVER - ORDINARY)
_PAIRS_DO = DEEDS | {"were"}
_HOMES = frozenset({"house", "room", "flat", "place", "party"})


def find(text: str) -> Iterator[Mark]:
    """Marks of the kind person, and of the kind place after 'in', 'at', 'from'; none is sure."""
    words = words_of(text)
    for i, word in enumerate(words):
        if _is_ordinary(word):
            continue
        if not word.begins_a_sentence and could_be_name(word, _NOT_NAMES):
            end = capitalised_run(words, i, _NOT_NAMES)
            kind = "place" if words[i - 1].folded in _PLACES_FOLLOW else "person"
            yield mark(word.start, words[end - 1].end, kind, POSSIBLE)
        elif _acts(words, i) or _is_acted_on(words, i):
            yield mark(word.start, word.end, "person", POSSIBLE)
        elif _has_a_home(words, i):
            yield mark(word.start, word.end - 1, "person", POSSIBLE)


def _is_ordinary(word: Word) -> bool:
    """Whether the word is known to name nobody; one that could ('Hope', 'Mark') needs its capital."""
    if word.is_capitalised:
        return word.folded in _NEVER and word.folded not in ORDINARY
    return word.folded in _NEVER or word.folded.endswith(VERBS_AND_ADVERBS)


def _acts(words: list[Word], i: int) -> bool:
    """'Brett lived', 'robbo and shaun turned up', 'Bridget, who'; small letters only in pairs."""
    word, after = words[i], _following(words, i + 1)
    if after in _AND:
        with_i = word.begins_a_sentence and _following(words, i + 2) in _SPEAKER
        return with_i or (_following(words, i + 3) in _PAIRS_DO and not _is_ordinary(words[i + 2]))
    if i > 1 and words[i - 1].folded in _AND and after in _PAIRS_DO:
        return not _is_ordinary(words[i - 2])
    who_follows = i + 1 < len(words) and words[i + 1].gap == ", " and words[i + 1].folded == "who"
    return word.is_capitalised and not word.is_shouted and (after in DEEDS or who_follows)


def _is_acted_on(words: list[Word], i: int) -> bool:
    """'rang malachi'."""
    return i > 0 and words[i].gap == " " and words[i - 1].folded in DEEDS_TO


def _has_a_home(words: list[Word], i: int) -> bool:
    """'at zaras house': people leave the apostrophe out."""
    word = words[i].folded
    to_or_at = i > 0 and words[i - 1].folded in ("at", "to", "from")
    return to_or_at and word.endswith("s") and word[:-1] not in _NEVER and _following(words, i + 1) in _HOMES


def _following(words: list[Word], i: int) -> str:
    """Word i in small letters if only a space separates it from the word before, else nothing."""
    return words[i].folded if i < len(words) and words[i].gap in (" ", " & ") else ""
