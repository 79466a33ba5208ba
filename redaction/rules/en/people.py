"""Names of people that the words before them announce: 'Mr Oakley', 'called Corey', 'my sister Ines'."""

from collections.abc import Iterator

from ...lexicon import COMMON, FIRST, FUNCTION, NAMELIKE, NOBODY, SURNAME, TWOFOLD, VERB, WORD, is_near_a_word
from ...marks import CERTAIN, LIKELY, Mark, mark
from ...wording import Text, Word
from .names import can_end, looks_like_a_name, may_name, name_end
from .vocabulary import (
    AND,
    DEEDS,
    DEEDS_TO,
    FIRM_TITLES,
    IS_OR_HAS,
    KIN,
    LOOSE_TITLES,
    MODALS,
    NO_NICKNAMES,
    NOT_INITIALS,
    POSSESSORS,
    RELATIONS,
    RELATIONS_PLURAL,
    SETS,
    SUBJECTS,
    SURE_TITLES,
    TITLES,
)

_NAMING = frozenset({"called", "named", "nicknamed", "aka"})
_TWO_WORDS = frozenset(
    {("known", "as"), ("call", "me"), ("call", "him"), ("call", "her"), ("call", "them"), ("called", "him"),
     ("called", "her"), ("calls", "him"), ("goes", "by"), ("names", "is"), ("name", "is"), ("name", "was"),
     ("named", "as"), ("knew", "as"), ("only", "as"), ("calls", "her"), ("calls", "them"), ("nickname", "is"),
     ("nickname", "was")}
)  # fmt: skip
_CALLING = frozenset(
    {("call", "him"), ("call", "her"), ("calls", "him"), ("known", "as"), ("goes", "by"), ("only", "as"),
     ("knew", "as"), ("calls", "her"), ("called", "him"), ("called", "her"), ("nickname", "is"),
     ("nickname", "was")}
)  # fmt: skip
_CALLS = frozenset({"call", "calls", "called"})
_KNOWS = frozenset({"knew", "know", "knows", "known"})
_HIM = frozenset({"him", "her", "them", "me"})
# Who calls somebody by a nickname: then a common word may be one.
_EVERYBODY = SETS["everybody"]
_NO_NICKNAME_ENDS = ("ed", "ing", "ly", "ic", "id", "al", "ful", "ous", "less", "ish")
_RANKS = frozenset(
    {"canon", "constable", "deacon", "sergeant", "inspector", "padre", "reverend", "pastor", "bishop"}
)
# 'professor said': only the short titles can stand before no verb.
_WRITTEN_OUT = 4
_POSTS = frozenset({"manager", "chef", "director", "professor", "doctor", "nurse", "vicar", "principal"})
_NICKNAMES = SETS["nicknames"]
_BIG = frozenset({"big", "lil", "wee", "fat"})
_AM = frozenset({"i'm", "im"})
_THINGS = SETS["things that are called"]
_NO_PEOPLE = SETS["no people"]


def find(text: Text) -> Iterator[Mark]:
    """Marks of the kind person."""
    words = text.words
    for i, word in enumerate(words[:-1]):
        if word.low in TITLES:
            yield from _titled(words, i)
        elif word.low in _NICKNAMES:
            yield from _nicknamed(words, i)
        if _names(words, i):
            yield from _named(words, i + 1)
        elif word.low in RELATIONS or word.low in RELATIONS_PLURAL:
            yield from _related(words, i)


def _titled(words: list[Word], i: int) -> Iterator[Mark]:
    title, at = words[i], i + 1
    while (
        words[at].low in TITLES
        and title.low in FIRM_TITLES | LOOSE_TITLES
        and at + 1 < len(words)
        and at < i + 3
    ):
        at += 1
    if words[at].low in AND and at + 1 < len(words) and words[at + 1].low in FIRM_TITLES:
        at += 2
    if at >= len(words) or not all(word.joined for word in words[i + 1 : at + 1]):
        return
    if title.low in FIRM_TITLES:
        fits = _after_firm(title, words[at])
    elif title.low in LOOSE_TITLES:
        fits = _after_loose(words, i)
    else:
        fits = _after_kin(words, i)
    if fits:
        outside = not title.cap and (
            _owned(words, i) if title.low in KIN else title.low in LOOSE_TITLES and _somebodys(words, i)
        )
        yield mark(
            words[at if outside else i].start, words[name_end(words, at) - 1].end, "person", CERTAIN, "title"
        )


def _somebodys(words: list[Word], i: int) -> bool:
    """'her older brother Vinnie', 'assistant manager Jordan': not what he is called by."""
    return words[i].low in RELATIONS and _owned(words, i) or words[i].low in _POSTS and words[i + 1].cap


def _owned(words: list[Word], i: int) -> bool:
    """Whether 'my', 'the' or the like stands before: 'my best friend', 'his sister', 'Tom's older brother'."""
    for at in range(i - 1, max(-1, i - 4), -1):
        if not words[at + 1].joined:
            return False
        if words[at].low in POSSESSORS or words[at].possessive:
            return True
        if words[at].sorts & FUNCTION:
            return False
    return False


def _nicknamed(words: list[Word], i: int) -> Iterator[Mark]:
    """'Big Al', 'lil tay'; not 'my little Ava', 'Old English'."""
    word, name = words[i], words[i + 1]
    before = words[i - 1].low if i and word.joined else ""
    # 'big sue', 'lil jan'.
    big = word.low in _BIG and name.low not in MODALS
    told = big and before in DEEDS_TO and bool(name.sorts & TWOFOLD)
    other = 0 if told or big and name.sorts & FIRST else NOBODY | VERB
    if not name.joined or name.sorts & (FUNCTION | other) or before in POSSESSORS or not name.text.isalpha():
        return
    if (
        word.cap
        and name.cap
        and not name.sorts & COMMON
        or not word.cap
        and (told or name.sorts & FIRST or word.low in ("dj", "mc", "lil") and not name.sorts & WORD)
        and not name.cap
    ):
        yield mark(word.start, words[name_end(words, i + 1) - 1].end, "person", LIKELY, "nickname")


def _after_firm(title: Word, name: Word) -> bool:
    """'mr long': after these titles any word is a name but one that holds sentences together."""
    if not name.text[0].isalpha():
        return False
    if name.cap:
        return not name.sorts & FUNCTION
    if len(name.text) == 1:
        return name.low not in "iau"
    if title.low in SURE_TITLES and len(title.low) < _WRITTEN_OUT:
        return not name.sorts & FUNCTION
    return may_name(name) or not name.sorts & (COMMON | FUNCTION | VERB | NOBODY)


def _after_loose(words: list[Word], i: int) -> bool:
    """'miss h', 'Coach Tull'; not 'I miss him', not 'my coach said'."""
    title, name, before = words[i], words[i + 1], words[i - 1].low if i and words[i].joined else ""
    if not name.text[0].isalpha() or name.sorts & FUNCTION or name.low in RELATIONS & TITLES:
        return False
    if name.cap:
        return title.cap or before not in POSSESSORS
    called = i > 1 and words[i - 2].low.startswith("call")
    if title.low == "miss" and before in SUBJECTS or before in POSSESSORS and not called:
        return False
    if len(name.text) == 1:
        return name.low not in NOT_INITIALS
    if title.low == "miss":
        return not name.sorts & VERB
    return _is_in_no_list(name) or _after_small_rank(words, i)


def _after_small_rank(words: list[Word], i: int) -> bool:
    """'coach tull', 'sergeant long.', 'nurse amber said'."""
    title, name = words[i], words[i + 1]
    if not name.sorts and name.low.isalpha() and len(name.low) > 3 and can_end(words, i + 1):
        return not name.low.endswith(("ed", "ing", "ly", "s"))
    rank = name.sorts & SURNAME or title.low in _RANKS
    if rank and name.sorts & WORD and not name.sorts & (COMMON | VERB):
        return can_end(words, i + 1)
    return may_name(name) and (not (name.sorts & WORD and name.sorts & TWOFOLD) or can_end(words, i + 1))


def _is_in_no_list(name: Word) -> bool:
    """'sister benignus', 'boss kiril', 'coach przybyl'."""
    return (
        not name.sorts
        and name.low.isalpha()
        and len(name.low) > 3
        and not name.low.endswith(("ed", "ing", "ly"))
        and not is_near_a_word(name.low)
    )


def _after_kin(words: list[Word], i: int) -> bool:
    title, name = words[i], words[i + 1]
    if name.cap:
        return not name.sorts & (FUNCTION | VERB)
    unknown = not name.sorts and name.low.isalpha() and not name.low.endswith(("ed", "ing", "ly"))
    return (unknown or may_name(name)) and _not_a_verb_here(words, i + 1) and (not title.cap or title.begins)


def _names(words: list[Word], i: int) -> bool:
    """Whether a name follows word i: 'called', 'name is', 'name's', 'call me'."""
    word, before = words[i].low, words[i - 1].low if i else ""
    if word in _NAMING:
        return before not in _THINGS and not _is_said_of_a_thing(words, i)
    if word in ("name", "names"):
        return words[i].possessive or word == "names" and before in POSSESSORS
    if word in _AM:
        return bool(words[i + 1].sorts & FIRST and (not words[i + 1].sorts & WORD or words[i + 1].cap))
    return (before, word) in _TWO_WORDS or _everybody_calls(words, i) or _knew_as(words, i)


def _everybody_calls(words: list[Word], i: int) -> bool:
    """'this guy everyone calls biscuit': of whom they say it stands before, not after."""
    return i > 0 and words[i].low in _CALLS and words[i - 1].low in _EVERYBODY


def _knew_as(words: list[Word], i: int) -> bool:
    """'everyone knew him as pudding'."""
    return i > 1 and words[i].low == "as" and words[i - 2].low in _KNOWS and words[i - 1].low in _HIM


def _named(words: list[Word], i: int) -> Iterator[Mark]:
    """The name, or the two, at word i."""
    word = words[i]
    if word.gap not in (" ", ": ", ' "', " “", " '", " ‘", ", ") or not word.text[0].isalpha():
        return
    strict = word.gap == ", "
    fits = _with_capital(word) if word.cap else (may_name(word) or _called_so(words, i)) and not strict
    if len(word.text) == 1:
        fits = word.low not in "iau"
    if not fits:
        return
    end = name_end(words, i)
    yield mark(word.start, words[end - 1].end, "person", LIKELY if not word.cap else CERTAIN, "naming")
    if end + 1 < len(words) and words[end].low in AND and words[end].joined and words[end + 1].joined:
        other = words[end + 1]
        if _with_capital(other) if other.cap else may_name(other) and other.sorts & FIRST:
            yield mark(other.start, words[name_end(words, end + 1) - 1].end, "person", LIKELY, "naming")


def _called_so(words: list[Word], i: int) -> bool:
    """'a lad called spook'; 'we call him moose.': a rarer word that ends there; not 'call him pathetic'."""
    word = words[i]
    if words[i - 1].low in ("called", "named", "nicknamed") and _is_said_of_a_person(words, i - 1):
        return not word.sorts & (FUNCTION | VERB | NOBODY) and not word.low.endswith(("ly", "ing"))
    if word.low.endswith(_NO_NICKNAME_ENDS):
        return False
    is_calling = (words[i - 2].low, words[i - 1].low) in _CALLING
    by_everybody = is_calling and i > 2 and words[i - 3].low in _EVERYBODY
    if _ends_there(words, i) and (by_everybody or _everybody_calls(words, i - 1) or _knew_as(words, i - 1)):
        return not word.sorts & (FUNCTION | NOBODY) and word.low not in NO_NICKNAMES
    if not is_calling:
        return False
    return not word.sorts & (COMMON | FUNCTION | VERB | NOBODY) and (
        i + 1 == len(words) or not words[i + 1].joined
    )


def _ends_there(words: list[Word], i: int) -> bool:
    """Whether nothing of the same thought follows word i: 'calls him saint which is'."""
    return i + 1 == len(words) or not words[i + 1].joined or bool(words[i + 1].sorts & FUNCTION)


def _is_said_of_a_thing(words: list[Word], i: int) -> bool:
    """'my horse was called Biscuit', 'a cane that he called Charlie'."""
    row = words[max(0, i - 4) : i]
    near = next((word for word in reversed(row) if word.low in _THINGS or word.low in RELATIONS), None)
    return near is not None and near.low in _THINGS and near.low in _NO_PEOPLE


def _is_said_of_a_person(words: list[Word], i: int) -> bool:
    """Whether 'lad', 'teacher', 'his mate' stands before word i, with at most two words between."""
    return any(
        words[at].low in RELATIONS and all(word.joined for word in words[at + 1 : i + 1])
        for at in range(i - 1, max(-1, i - 4), -1)
    )


def _with_capital(word: Word) -> bool:
    if word.sorts & NOBODY:
        return bool(word.sorts & TWOFOLD)
    return not word.sorts & FUNCTION


def _related(words: list[Word], i: int) -> Iterator[Mark]:
    """The name after 'my sister', 'a lad in my set,'. In small letters more words than not are none."""
    word = words[i + 1]
    if word.gap not in (" ", ", ", " (") or words[i].possessive or words[i].cap and not words[i].begins:
        return
    if not _belongs(words, i):
        return
    if word.cap and not word.shout:
        if _with_capital(word) and word.text[0].isalpha() and word.low not in TITLES:
            yield mark(word.start, words[name_end(words, i + 1) - 1].end, "person", LIKELY, "relation")
    elif _small_name_follows(words, i + 1):
        yield mark(word.start, words[name_end(words, i + 1) - 1].end, "person", LIKELY, "relation")


def _belongs(words: list[Word], i: int) -> bool:
    """Whether it is said whose friend that is; or it begins a sentence: 'best mate tash'."""
    return words[i].begins or i > 0 and words[i - 1].begins or _owned(words, i)


def _small_name_follows(words: list[Word], i: int) -> bool:
    word = words[i]
    if _is_a_nickname_here(words, i) or _is_a_nickname_alone(words, i):
        return True
    if (
        not may_name(word)
        or word.gap != " "
        and (not word.sorts & NAMELIKE or word.sorts & WORD and not word.sorts & FIRST)
    ):
        return False
    if word.sorts & TWOFOLD:
        return _not_a_verb_here(words, i)
    if not word.sorts & (FIRST | SURNAME):
        return looks_like_a_name(word) and (
            not word.low.endswith(("ed", "ing", "ly", "s")) or _acts(words, i)
        )
    return True


def _acts(words: list[Word], i: int) -> bool:
    after = words[i + 1] if i + 1 < len(words) and words[i + 1].joined else None
    return after is not None and (after.low in DEEDS or after.low in IS_OR_HAS or after.low == "were")


def _is_a_nickname_here(words: list[Word], i: int) -> bool:
    """'my mate smudge said', 'his friend spud, he': a rarer word that acts."""
    word = words[i]
    if (
        word.gap != " "
        or word.sorts & (COMMON | FUNCTION | VERB | NOBODY)
        or word.low.endswith(("s", "ed", "ing", "ly"))
    ):
        return False
    if i + 1 >= len(words) or not word.text.isalpha() or word.low in RELATIONS:
        return False
    after = words[i + 1]
    return (
        after.joined
        and (after.low in DEEDS or after.low in IS_OR_HAS)
        or after.gap == ", "
        and after.low in ("he", "she", "who", "hes", "shes")
    )


def _is_a_nickname_alone(words: list[Word], i: int) -> bool:
    """'my dads best mate macker.': a word in no list that ends the sentence, though it be near a word."""
    word = words[i]
    return (
        word.gap == " "
        and not word.sorts
        and word.text.isalpha()
        and len(word.low) > 3
        and not word.low.endswith(("s", "ed", "ing", "ly"))
        and (i + 1 == len(words) or not words[i + 1].joined)
    )


def _not_a_verb_here(words: list[Word], i: int) -> bool:
    """'my friend will said' is about Will, 'my friend will say' is not."""
    word = words[i]
    follows = words[i + 1] if i + 1 < len(words) and words[i + 1].joined else None
    if follows is None or not word.sorts & TWOFOLD:
        return True
    if word.low in MODALS:
        return follows.low in DEEDS or follows.low in ("is", "had", "did")
    return follows.low not in (
        "a",
        "an",
        "the",
        "my",
        "me",
        "him",
        "her",
        "his",
        "it",
        "us",
        "up",
        "out",
        "of",
    )
