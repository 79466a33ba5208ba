"""Groups and spots by their last word: 'the debating lot', 'bevan's butchers', 'the prop store'."""

from collections.abc import Callable, Iterator

from ...lexicon import COMMON, FUNCTION, NOBODY, TWOFOLD, VERB
from ...marks import LIKELY, POSSIBLE, Mark, mark
from ...wording import Text, Word
from .vocabulary import HEADS, RELATIONS, SETS, TITLES

_GROUPS, _FIRMS, _SPOTS = SETS["nouns of groups"], SETS["nouns of firms"], SETS["nouns of spots"]
_ACTIVITIES = SETS["activities"]
_SUBJECTS = SETS["subjects with a capital"] | SETS["no rooms"]
_THE = frozenset({"the", "a", "an", "my", "our", "their", "this", "that", "his", "her", "your", "another"})
_BEFORE_A_BARE_GROUP = SETS["before a bare group"]
_BEFORE_A_SPOT = frozenset({"the", "this", "that"})
_GENERAL = HEADS["general"] - _ACTIVITIES
_NOT_BEFORE = _GENERAL | RELATIONS | TITLES | SETS["not before a noun"]
_ORDINARY = SETS["not before a noun"] - _ACTIVITIES
_OUTINGS = frozenset({"trip", "tour", "course", "retreat", "residential"})
_MASCOTS, _WEAR = SETS["mascots"], SETS["wear"]
_BEFORE_THE_TEAM = frozenset(
    [
        "for",
        "in",
        "with",
        "joined",
        "join",
        "left",
        "at",
        "from",
        "against",
        "runs",
        "coaches",
        "of",
        "and",
        "to",
    ]
)
_JOINING = frozenset({"joined", "join", "joining"})
_NOT_JOINED = SETS["stock nouns"] | SETS["not joined"]
_MOST = 3


def find(text: Text) -> Iterator[Mark]:
    """Marks of the kinds group and place."""
    words = text.words
    for i, word in enumerate(words):
        if i and word.joined:
            rule = _RULE_OF.get(word.low)
            if rule is not None:
                yield from rule(words, i)
            if words[i - 1].low in _JOINING:
                yield from _joined(words, i)


def _team(words: list[Word], i: int) -> Iterator[Mark]:
    """'for the ravens': what a team is called, where one is played for, joined or left."""
    if words[i - 1].low == "the" and i > 1 and words[i - 2].low in _BEFORE_THE_TEAM:
        yield mark(words[i - 1].start, words[i].end, "group", POSSIBLE, "team by its name")
    elif words[i].low in _GROUPS:
        yield from _group(words, i)


def _outing(words: list[Word], i: int) -> Iterator[Mark]:
    if not words[i - 1].sorts & (FUNCTION | VERB | COMMON):
        yield from _worn(words, i)


def _group(words: list[Word], i: int) -> Iterator[Mark]:
    """After 'the' or 'in', with a word that says which group it is."""
    at = _start(words, i)
    before = words[at - 1].low if at and words[at].joined else ""
    if not _says_which(words[at:i]) and not (
        words[i].low in ("gc", "groupchat", "crew", "squad") and i - at > 1
    ):
        return
    if before in _THE or before in _BEFORE_A_BARE_GROUP or words[at].begins:
        start = at - 1 if before == "the" and words[i].low == "lot" else at
        if words[i].low != "lot" or before == "the":
            yield mark(words[start].start, words[i].end, "group", POSSIBLE, "group by its noun")


def _worn(words: list[Word], i: int) -> Iterator[Mark]:
    """'your haberdashers uniform', 'his lidl lanyard', 'a contiki trip'."""
    name = words[i - 1]
    plain = name.sorts & (FUNCTION | VERB | NOBODY | COMMON) and not name.cap or name.low in _NOT_BEFORE
    if not plain and name.low not in _ACTIVITIES and words[i - 2].low in _THE and not name.begins:
        yield mark(name.start, name.end, "institution", POSSIBLE, "on what is worn")


def _joined(words: list[Word], i: int) -> Iterator[Mark]:
    """'joined sunset riders last autumn'."""
    end = i + 1 if words[i].low == "the" else i
    first = end
    while end < len(words) and end - first < _MOST and words[end].joined and not words[end].sorts & FUNCTION:
        end += 1
    row = words[first:end]
    if row and not any(
        word.low in _NOT_JOINED or word.sorts & NOBODY or word.low in RELATIONS for word in row
    ):
        yield mark(words[i].start, row[-1].end, "group", POSSIBLE, "joined")


def _firm(words: list[Word], i: int) -> Iterator[Mark]:
    """'prentice roofing', 'bevan's butchers': a firm takes the name of a person or a made-up one."""
    name = words[i - 1]
    if name.low in _NOT_BEFORE or name.sorts & (FUNCTION | VERB | NOBODY) or not name.text[0].isalpha():
        return
    at = i - 1
    before = words[at - 1].low if at and words[at].joined else ""
    if not name.possessive and name.sorts & COMMON and not name.cap and before not in _BEFORE_A_BARE_GROUP:
        return
    while (
        at
        and i - at < _MOST
        and words[at].joined
        and words[at - 1].cap
        and not words[at - 1].sorts & FUNCTION
    ):
        at -= 1
    yield mark(words[at].start, words[i].end, "group", LIKELY, "firm by its noun")


def _lone_spot(words: list[Word], i: int) -> Iterator[Mark]:
    """'at the arches': there is one of it."""
    if words[i - 1].low == "the":
        yield mark(words[i - 1].start, words[i].end, "place", POSSIBLE, "spot by its noun")


def _spot(words: list[Word], i: int) -> Iterator[Mark]:
    """'the prop store', 'the packing shed'; not 'the dining room', 'the art block', 'the toilets'."""
    at = _start(words, i)
    row = [word for word in words[at:i] if word.low not in _SUBJECTS]
    if row and at and words[at].joined and words[at - 1].low in _BEFORE_A_SPOT and _says_which(row):
        yield mark(words[at - 1].start, words[i].end, "place", POSSIBLE, "spot by its noun")


def _start(words: list[Word], i: int) -> int:
    """Where the words begin that belong to the noun at i."""
    at = i
    while at and i - at < _MOST and words[at].joined and _belongs(words[at - 1]):
        at -= 1
    return at


def _belongs(word: Word) -> bool:
    if word.low in _ACTIVITIES or word.low in _SPOTS or word.low.endswith("ing"):
        return True
    if word.sorts & (FUNCTION | VERB) and not word.sorts & TWOFOLD and not word.cap or word.sorts & FUNCTION:
        return False
    return word.low not in RELATIONS and word.low not in TITLES


def _says_which(row: list[Word]) -> bool:
    """Whether a word is among them that could not stand before any such noun."""
    return any(
        word.low in _ACTIVITIES
        or word.low not in _NOT_BEFORE
        and not word.sorts & NOBODY
        and len(word.low) > 1
        for word in row
    ) and not any(word.low in _ORDINARY for word in row)


# The rule for a noun; what a team may be called comes before other groups.
_RULE_OF: dict[str, Callable[[list[Word], int], Iterator[Mark]]] = {
    **dict.fromkeys(SETS["lone spots"], _lone_spot),
    **dict.fromkeys(_SPOTS, _spot),
    **dict.fromkeys(_FIRMS, _firm),
    **dict.fromkeys(_GROUPS, _group),
    **dict.fromkeys(_OUTINGS, _outing),
    **dict.fromkeys(_WEAR, _worn),
    **dict.fromkeys(_MASCOTS, _team),
}
