"""Names that nothing announces: points for what a word may be, what stands before, what after; 0.5 is a name."""

from collections.abc import Iterator

from ...lexicon import (
    CITY,
    COMMON,
    FIRST,
    FUNCTION,
    HARD,
    NAMELIKE,
    NOBODY,
    SOFT,
    SURNAME,
    TOWN,
    TWOFOLD,
    VERB,
    WORD,
    could_be_a_slip,
    sorts_of,
)
from ...marks import LIKELY, POSSIBLE, Mark, mark
from ...wording import Text, Word, is_dotted
from .names import can_end, looks_like_a_name, name_end
from .vocabulary import (
    AFTER_A_VERB,
    AND,
    BEFORE_A_NOUN,
    CONJUNCTIONS,
    DEEDS,
    DEEDS_TO,
    GREETINGS,
    IS_OR_HAS,
    MODALS,
    NEAR_PEOPLE,
    NOT_INITIALS,
    PLACES_FOLLOW,
    RELATIONS,
    SETS,
    SPEAKER,
    SUBJECTS,
    TITLES,
)

_NAME = 0.5
_NO_INITIALS = SETS["no initials"]
_TOO_MANY_INITIALS = 4
_AFRAID = SETS["afraid of"]
# What a word is worth by itself: with a capital in mid-sentence, with one at a beginning, without.
_WORTH = (
    (FIRST, (0.9, 0.8, 0.8)),
    (SOFT, (0.75, 0.35, 0.35)),
    (HARD, (0.6, 0.25, 0.1)),
    (SURNAME | WORD, (0.35, 0.1, -0.2)),
    (SURNAME, (0.8, 0.5, 0.5)),
    (CITY, (-9.0, -9.0, -9.0)),
    (WORD, (0.15, -0.2, -0.4)),
    (TOWN, (0.6, 0.3, 0.0)),
)
_FIRST_AND_WORD, _MONTH, _UNKNOWN = (0.9, 0.7, 0.6), (0.2, 0.1, 0.1), (0.75, 0.35, 0.25)
_NEVER = (-9.0, -9.0, -9.0)
_FIRST_WORD = 0.1
_AFTER_NO_MODAL = frozenset({"is", "was", "has", "had", "did", "does", "isn't", "wasn't"})
_COPULAS = frozenset({"its", "it", "was", "hes", "shes", "is"})
_WERE = frozenset({"were", "was", "are", "both", "had", "have"})
_CLOSING = frozenset({',"', '."', '?"', '!"', ",”", ".”", "?”", "!”", ",'", ".'", ",’", ".’"})
_LONGEST_NAME = 16
_SAYING = frozenset({"saying", "said", "says", "goes", "like", "whispered", "shouted", "typed", "texted"})
_YOU = frozenset(
    {"you", "your", "you're", "youre", "u", "ur", "you've", "youve", "you'll", "youll", "come", "please"}
)
_OBJECTS = frozenset({"me", "us", "him", "her", "them", "it"})
_MANY_OR_ABSTRACT = (
    "s",
    "ed",
    "ing",
    "ly",
    "ness",
    "tion",
    "sion",
    "ment",
    "ity",
    "ance",
    "ence",
    "ship",
    "ism",
)
_HOMES = SETS["homes"]


def find(text: Text) -> Iterator[Mark]:
    """Marks of the kind person; none is sure."""
    words = text.words
    for i, word in enumerate(words):
        if word.low in AND:
            yield from _first_of_two(words, i)
        if not word.text[0].isalpha():
            continue
        if len(word.text) == 1:
            yield from _initials(words, i)
            continue
        if word.sorts & FUNCTION:
            continue
        points = _worth(word)
        if points > -1 and points + _before(words, i) + _after(words, i) >= _NAME and _is_no_slip(word):
            sure = LIKELY if word.sorts & FIRST else POSSIBLE
            yield mark(word.start, words[name_end(words, i) - 1].end, "person", sure, _rule(word))
        elif _has_a_home(words, i):
            yield mark(word.start, word.end - 1, "person", LIKELY, "home")


def _initials(words: list[Word], i: int) -> Iterator[Mark]:
    end = _end_of_letters(words, i)
    if end > i + 1:
        # From its first letter on, not once more from each.
        if _are_initials(words, i, end) and not is_dotted(words, i):
            yield mark(words[i].start, words[end - 1].end, "person", LIKELY, "initial")
    elif not words[i].sorts & FUNCTION and _is_initial(words, i):
        yield mark(words[i].start, words[i].end, "person", POSSIBLE, "initial")


def _end_of_letters(words: list[Word], i: int) -> int:
    """Behind the last of the letters with full stops between them that begin at word i; four are no name."""
    end = i + 1
    while end < min(len(words), i + _TOO_MANY_INITIALS) and is_dotted(words, end):
        end += 1
    return end


def _are_initials(words: list[Word], i: int, end: int) -> bool:
    """'I.K.', 'J.S.B.'; not 'P.E.', 'U.S.', 'G.C.S.E.'."""
    letters = words[i:end]
    after = words[end].gap[:1] if end < len(words) else ""
    alike = len({word.cap for word in letters}) == 1
    dotted = letters[0].cap or after == "."
    together = "".join(word.low for word in letters)
    return (
        len(letters) < _TOO_MANY_INITIALS
        and alike
        and dotted
        and after in ("", ".", " ", ",")
        and together not in _NO_INITIALS
    )


def _first_of_two(words: list[Word], i: int) -> Iterator[Mark]:
    """'tank top and lorna turned up': what does something together with a person is one."""
    if (
        i + 2 >= len(words)
        or not words[i].joined
        or not _surely(words[i + 1])
        or words[i + 2].low not in DEEDS | _WERE
    ):
        return
    start = i - 1 if words[i - 1].begins else i - 2
    row = words[max(start, 0) : i]
    if (
        row
        and row[0].begins
        and all(_may_be_a_nickname(word) for word in row)
        and all(word.joined for word in row[1:])
    ):
        yield mark(row[0].start, row[-1].end, "person", POSSIBLE, "first of two")


def _may_be_a_nickname(word: Word) -> bool:
    if word.sorts & (FUNCTION | NOBODY | VERB) or word.low in RELATIONS or word.low in TITLES:
        return False
    return word.text[0].isalpha() and not word.low.endswith("s")


def _is_no_slip(word: Word) -> bool:
    return word.cap or bool(word.sorts) or looks_like_a_name(word)


def _rule(word: Word) -> str:
    if word.sorts & FIRST:
        return "first name"
    return "capital" if word.cap else "what people do"


def _worth(word: Word) -> float:
    case = 2 if not word.cap else 1 if word.begins else 0
    if word.shout:
        case = 2 if word.sorts & (NAMELIKE | TWOFOLD) else 1
    return _worths(word)[case]


def _worths(word: Word) -> tuple[float, float, float]:
    sorts = word.sorts
    if sorts & NOBODY:
        return _MONTH if sorts & TWOFOLD else _NEVER
    if word.low in TITLES or not word.low.replace("'", "").replace("-", "").isalpha():
        return _NEVER
    if sorts & FIRST and sorts & WORD:
        return _FIRST_AND_WORD
    return next((worth for sort, worth in _WORTH if sorts & sort == sort), _UNKNOWN)


def _before(words: list[Word], i: int) -> float:
    """Points for the word before."""
    word, before = words[i], words[i - 1] if i else None
    if before is None:
        return _FIRST_WORD if _is_soft_and_small(word) else 0.0
    if not word.joined:
        return _after_a_pause(word, before)
    against = _against(words, i)
    return against or _in_favour(words, i)


def _against(words: list[Word], i: int) -> float:
    """'in Berlin', 'the rose', 'I hope', 'lost hope': what stands before a thing, a place, a verb."""
    word, before = words[i], words[i - 1]
    low, small_word = before.low, word.sorts & TWOFOLD and not word.cap
    if word.sorts & CITY and (low in PLACES_FOLLOW or low in ("to", "from", "by")):
        return -0.6
    if _is_feared(words, i):
        return 0.0
    if low in ("a", "an") and not word.cap:
        return -0.6
    if low in BEFORE_A_NOUN or before.possessive:
        return -0.3 if word.sorts & FIRST and not word.sorts & WORD else -0.6
    if small_word and low in SUBJECTS:
        return -0.6
    return -0.3 if small_word and before.sorts & COMMON and not before.sorts & (FUNCTION | VERB) else 0.0


def _in_favour(words: list[Word], i: int) -> float:
    """'told Dan', 'me and Demi', 'Tom and Will', 'with Amber', 'sorry Pip'."""
    word, low = words[i], words[i - 1].low
    if low in DEEDS_TO:
        return 0.4 if word.cap or not word.sorts & WORD or word.sorts & TWOFOLD else 0.0
    if low in AND and i > 1 and words[i - 1].joined:
        if words[i - 2].low in SPEAKER:
            return 0.4
        if _surely(words[i - 2]):
            return 0.4
    if _is_who_it_was(words, i) or _is_whose_home(words, i):
        return 0.4
    if low in NEAR_PEOPLE or low in _COPULAS and not (i + 1 < len(words) and words[i + 1].joined):
        return 0.25
    if _is_spoken_to(words, i):
        return 0.4
    return 0.3 if low in GREETINGS else 0.25 if _is_feared(words, i) else 0.0


def _is_spoken_to(words: list[Word], i: int) -> bool:
    """'he kept saying grace youre so mature'."""
    after = words[i + 1] if i + 1 < len(words) else None
    said = words[i - 1].low in _SAYING and words[i].sorts & (NAMELIKE | TWOFOLD)
    return bool(said) and after is not None and after.low in _YOU


def _is_who_it_was(words: list[Word], i: int) -> bool:
    """'it was grace who did it'."""
    word, after = words[i], words[i + 1] if i + 1 < len(words) else None
    if after is None or not after.joined or after.low not in ("who", "that"):
        return False
    rare = not word.sorts & (COMMON | VERB) or bool(word.sorts & TWOFOLD)
    return words[i - 1].low in ("was", "is", "its") and rare


def _is_whose_home(words: list[Word], i: int) -> bool:
    """'went to hope's after school'."""
    word, after = words[i], words[i + 1] if i + 1 < len(words) else None
    alone = after is None or not after.joined or bool(after.sorts & FUNCTION)
    twofold = word.possessive and bool(word.sorts & TWOFOLD)
    return twofold and alone and words[i - 1].low in ("to", "at", "round", "from")


def _is_feared(words: list[Word], i: int) -> bool:
    """'scared of rose'."""
    return words[i - 1].low == "of" and i > 1 and words[i - 2].low in _AFRAID


def _after_a_pause(word: Word, before: Word) -> float:
    if word.gap == ", " and word.sorts & CITY and before.cap:
        return -0.6
    if word.gap == ", " and before.low in ("you", "u", "sorry", "hi", "hey", "ily"):
        return 0.3
    return _FIRST_WORD if _is_soft_and_small(word) and word.begins else 0.0


def _is_soft_and_small(word: Word) -> bool:
    return bool(word.sorts & SOFT) and not word.cap


def _after(words: list[Word], i: int) -> float:
    """Points for the word after."""
    word, after = words[i], words[i + 1] if i + 1 < len(words) else None
    if _stands_alone(word, after):
        return 0.3
    if after is None:
        return 0.0
    if not after.joined:
        return _is_called_out(word, after) or _before_a_pause(word, after)
    if after.low == "who" and word.sorts & TWOFOLD and not word.sorts & COMMON:
        return 0.4
    if word.possessive:
        return 0.3 if not after.sorts & FUNCTION else 0.1
    if word.low in MODALS:
        return 0.5 if after.low in _AFTER_NO_MODAL or after.low in DEEDS else -0.7
    if len(after.text) == 1 and after.low not in NOT_INITIALS and word.sorts & TWOFOLD:
        return 0.5
    return _before_a_verb(words, i, after) or _with_another(words, i, after)


def _before_a_verb(words: list[Word], i: int, after: Word) -> float:
    word = words[i]
    if after.low in DEEDS:
        return _acts(words, i)
    if _does_to_somebody(words, i + 1) and _rare(word) and words[i].begins:
        return 0.9 if word.sorts == WORD else _acts(words, i)
    if after.low in IS_OR_HAS:
        if word.cap or not _clause_begins(words, i):
            return 0.15 if word.cap else 0.0
        return (
            0.15 if word.sorts or not looks_like_a_name(word) else 0.2 if could_be_a_slip(word.low) else 0.255
        )
    return -0.4 if word.sorts & TWOFOLD and not word.cap and after.low in AFTER_A_VERB else 0.0


def _rare(word: Word) -> bool:
    """In no list of what everybody says, and not many of a thing."""
    if word.sorts & (COMMON | FUNCTION | VERB | NOBODY) or word.low in RELATIONS or word.low in TITLES:
        return bool(word.sorts & TWOFOLD)
    return word.low.isalpha() and not word.low.endswith(_MANY_OR_ABSTRACT)


def _does_to_somebody(words: list[Word], i: int) -> bool:
    """'stitched me', 'clocked it': no thing without an article does this."""
    if i + 1 >= len(words) or not words[i].joined or not words[i + 1].joined:
        return False
    verb = words[i]
    deed = verb.low in DEEDS or verb.low.endswith("ed") and verb.sorts & WORD
    return bool(deed) and words[i + 1].low in _OBJECTS


def _can_be_said(low: str) -> bool:
    """Not 'xxxxxx', not 'aaargh'."""
    return 3 < len(low) < _LONGEST_NAME and not any(letter * 3 in low for letter in set(low))


def _stands_alone(word: Word, after: Word | None) -> bool:
    """'stavs.': a word in no list that is a sentence."""
    alone = word.begins and word.start and (after is None or after.begins)
    return bool(alone) and not word.sorts and looks_like_a_name(word) and _can_be_said(word.low)


def _is_called_out(word: Word, after: Word) -> float:
    """'"i'm a grown man, shell," he said': the last word of what is said, after a pause."""
    if word.gap != ", " or after.gap[:2] not in _CLOSING or word.low in TITLES or word.low in RELATIONS:
        return 0.0
    if word.cap:
        return 0.4
    return 0.5 if word.sorts & TWOFOLD or not word.sorts else 0.0


def _before_a_pause(word: Word, after: Word) -> float:
    if after.gap == ", " and after.low in ("who", "whose", "whos", "she", "he"):
        return 0.3 if word.cap or word.sorts & (NAMELIKE | TWOFOLD) else 0.0
    return 0.0


def _with_another(words: list[Word], i: int, after: Word) -> float:
    """'Yusuf and I', 'robbo and shaun', 'Rollo Vane'."""
    word = words[i]
    if after.low in AND and i + 2 < len(words) and words[i + 2].joined:
        other = words[i + 2]
        if other.low in SPEAKER:
            return _with_me(word)
        return 0.4 if _surely(other) else 0.0
    if _has_a_rare_surname(words, i):
        return 0.4
    follows = word.cap and after.cap and not after.shout and not after.sorts & (WORD | NOBODY)
    return 0.35 if follows else 0.0


def _has_a_rare_surname(words: list[Word], i: int) -> bool:
    """'pip lascelles', 'comfort okoro': a word that is a name, too, before one that can only be a surname."""
    surname = words[i + 1]
    if words[i].cap or not words[i].sorts & TWOFOLD or surname.sorts & ~SURNAME:
        return False
    return (bool(surname.sorts) or looks_like_a_name(surname)) and can_end(words, i + 1)


def _with_me(word: Word) -> float:
    if not word.begins:
        return 0.0
    rare = not word.sorts & (COMMON | NOBODY | VERB) and word.low not in RELATIONS
    return 0.8 if rare and (word.cap or word.sorts & SURNAME) else 0.35


def _acts(words: list[Word], i: int) -> float:
    """'Brett lived'; a small word in no list only where a clause begins."""
    word = words[i]
    if word.cap or word.sorts & (NAMELIKE | TWOFOLD):
        return 0.4
    return (
        0.4
        if _clause_begins(words, i) and looks_like_a_name(word)
        else 0.2
        if not word.sorts and could_be_a_slip(word.low)
        else 0.25
    )


def _clause_begins(words: list[Word], i: int) -> bool:
    return words[i].begins or words[i].gap == ", " or words[i - 1].low in CONJUNCTIONS


def _surely(word: Word) -> bool:
    """Whether a word is a name by itself."""
    return bool(word.sorts & FIRST) or (
        word.cap and not word.begins and not word.sorts & (WORD | NOBODY | CITY | FUNCTION)
    )


def _is_initial(words: list[Word], i: int) -> bool:
    """'told J', 'K said'."""
    word = words[i]
    if word.text.islower():
        return _is_small_initial(words, i)
    if not word.text.isupper() or word.low in "iax":
        return False
    after = words[i + 1] if i + 1 < len(words) else None
    acts = after is not None and after.gap in (" ", ". ") and (after.low in DEEDS or after.low in IS_OR_HAS)
    told = i and word.joined and words[i - 1].low in DEEDS_TO
    return told or (acts and (word.begins or words[i - 1].low in CONJUNCTIONS | AND))


def _is_small_initial(words: list[Word], i: int) -> bool:
    """'k. knows': where a sentence begins, and with its full stop."""
    word, after = words[i], words[i + 1] if i + 1 < len(words) else None
    acts = after is not None and after.gap == ". " and (after.low in DEEDS or after.low in IS_OR_HAS)
    return word.begins and acts and word.low not in NOT_INITIALS


def _has_a_home(words: list[Word], i: int) -> bool:
    """'at zaras house', 'went round megans': people leave the apostrophe out."""
    word = words[i]
    if not word.low.endswith("s") or len(word.low) < 4 or word.possessive:
        return False
    owner = sorts_of(word.low[:-1])
    before = words[i - 1].low if i and word.joined else ""
    after = words[i + 1] if i + 1 < len(words) and words[i + 1].joined else None
    if owner & FUNCTION or owner & (WORD | NOBODY) and not owner & TWOFOLD:
        return False
    home = after is not None and after.low in _HOMES
    visited = before in PLACES_FOLLOW or before in ("to", "from", "went", "by")
    if owner & FIRST and not owner & WORD and not word.sorts & WORD:
        return True
    return home and (visited or bool(owner & TWOFOLD and before not in BEFORE_A_NOUN))
