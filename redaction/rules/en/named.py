"""Names with a head that says what they name: 'Pier Street', 'holm woods', 'Holt Green Academy', 'Nelson House'."""

from collections.abc import Iterator

from ...lexicon import COMMON, FIRST, FUNCTION, NAMELIKE, NOBODY, TOWN, TWOFOLD, VERB, WORD
from ...marks import CERTAIN, LIKELY, Mark, mark
from ...wording import Text, Word
from .names import looks_like_a_name
from .vocabulary import HEADS, PLACES_MAY_FOLLOW, POSSESSORS, RELATIONS, SETS, TITLES

_HEADS = {
    word: (heading.partition(", ")[0], heading.endswith("any"))
    for heading, words in HEADS.items()
    for word in words
    if ", " in heading
}
_BETWEEN, _GENERAL = HEADS["between"], HEADS["general"]
_LONGEST = 5
# 'the queen's head', 'the malt shovel', 'the cobden arms'
_WITH_THE = frozenset({"arms", "inn", "tavern", "hotel", "head", "tree", "bridge"})
_STREETS = SETS["streets"]
_AFTER_THE = SETS["after the"]
_BEFORE_BARE = PLACES_MAY_FOLLOW | {"for", "with", "of", "called", "via", "joined", "went", "go", "goes"}
_NOT_BARE = SETS["not bare"]
_AFTER_A_STREET = frozenset({"stop", "bus", "estate", "end", "station", "shops"})
_GO_ON = frozenset({"gates", "gate", "station", "school", "college", "road", "street", "academy"})
_NO_NAMES = _GENERAL | RELATIONS | TITLES
_SCHOOLS = frozenset({"school", "college", "academy", "nursery", "primary"})
_NEVER_IN = frozenset({"before", "after", "last", "every", "in"})
_HOUSEHOLD = frozenset({"house", "place", "flat", "room", "car"})


def find(text: Text) -> Iterator[Mark]:
    """Marks of the kinds institution, place and group."""
    words = text.words
    for i, word in enumerate(words):
        head = _HEADS.get(word.low)
        if word.low == "form" and _is_a_sixth_form(words, i):
            yield mark(words[i - 2].start, word.end, "institution", LIKELY, "institution by its head")
        if head is not None and i and word.gap in (" ", " & "):
            start = _start(words, i, free=head[1])
            if start < i:
                last = _last(words, i)
                kind = _HEADS.get(words[last].low, head)[0]
                sure = CERTAIN if word.cap else LIKELY
                yield mark(_first(words, start, i), words[last].end, kind, sure, f"{kind} by its head")


def _is_a_sixth_form(words: list[Word], i: int) -> bool:
    """'whitford sixth form'; not 'my sixth form'."""
    if i < 2 or words[i - 1].low != "sixth" or not words[i].joined or not words[i - 1].joined:
        return False
    name = words[i - 2]
    return _is_name(name) and not name.sorts & FUNCTION and name.low not in _NO_NAMES


def _start(words: list[Word], i: int, *, free: bool) -> int:
    """Where the name begins whose head is word i; i itself if none does."""
    at = _capitals(words, i) if words[i - 1].cap else i
    if at < i:
        return at
    return _small(words, i, free=free) if not words[i].cap else i


def _capitals(words: list[Word], i: int) -> int:
    at, names = i, False
    while at and i - at < _LONGEST and (words[at].joined or words[at].gap == " & "):
        word = words[at - 1]
        of = (
            word.low in ("of", "and", "the")
            and at < i
            and at > 1
            and words[at - 2].cap
            and words[at - 1].joined
        )
        if of:
            at -= 1
            continue
        if (
            not word.cap
            or word.low in TITLES
            or (word.sorts & FUNCTION)
            or (word.begins and word.sorts & VERB)
        ):
            break
        at -= 1
        names = names or not (word.low in _GENERAL or word.begins and word.sorts & COMMON)
        if word.begins:
            break
    if not names or _is_a_persons(words, at, i):
        return i
    return at


def _small(words: list[Word], i: int, *, free: bool) -> int:
    """In small letters: back to the word that cannot belong to a name, three words at most."""
    at = i
    while (
        at
        and i - at < 3
        and words[at].joined
        and (words[at - 1].low in _BETWEEN or words[at - 1].low in _GENERAL)
        and words[at - 1].low not in _NEVER_IN
    ):
        at -= 1
    first = at
    while at and first - at < 2 and words[at].joined and _may_belong(words[at - 1]):
        at -= 1
    numbered = words[i].low in _STREETS and at and words[at - 1].text[0].isdigit() and words[at].joined
    if at == first and numbered and first < i:
        return first
    bare = at < first and _is_bare(words, at, i) and words[i].low not in _NOT_BARE
    if at == first or (
        not free and not numbered and not bare and not any(_is_name(word) for word in words[at:first])
    ):
        return i
    if _is_somebodys_or_any(words, at, first, i, free=free):
        return i
    return i if _is_a_persons(words, at, i) else at


def _is_somebodys_or_any(words: list[Word], at: int, first: int, i: int, *, free: bool) -> bool:
    """'my estate', 'the quarry road': after 'my' or 'the' it need not be a name."""
    before = words[at - 1].low if at and words[at].joined else ""
    if before != "the":
        return before in POSSESSORS and not free
    if words[i].low in _SCHOOLS:
        return any(
            word.sorts & (COMMON | VERB) and not word.sorts & (NAMELIKE | TWOFOLD) for word in words[at:first]
        )
    follows = words[i + 1].low if i + 1 < len(words) else ""
    if words[i].low in _WITH_THE or words[i].low in _AFTER_THE or follows in _AFTER_A_STREET:
        return False
    return not any(_is_name(word) for word in words[at:first])


def _is_bare(words: list[Word], at: int, i: int) -> bool:
    """'in heron house', 'at castle quay': without 'the' or 'my' only a name can stand there."""
    if words[at].gap == ", ":
        return i + 1 == len(words) or not words[i + 1].joined
    if words[at].begins:
        # 'cormorant dorm, windows open': nothing is said of it.
        return not words[at].cap and (i + 1 == len(words) or not words[i + 1].joined)
    return at > 0 and words[at].joined and words[at - 1].low in _BEFORE_BARE


def _may_belong(word: Word) -> bool:
    if (
        word.sorts & FUNCTION
        or word.sorts & VERB
        and not word.sorts & TWOFOLD
        or not word.text[0].isalpha()
        or word.low in _NO_NAMES
    ):
        return False
    return not word.sorts & NOBODY or bool(word.sorts & TWOFOLD)


def _is_name(word: Word) -> bool:
    if word.sorts & WORD:
        return bool(word.sorts & (FIRST | TWOFOLD | TOWN) and not word.sorts & COMMON)
    return bool(word.sorts & (NAMELIKE | TOWN)) or (not word.sorts and looks_like_a_name(word)) or word.cap


def _is_a_persons(words: list[Word], at: int, i: int) -> bool:
    """'zaras house', 'Marianne's place': the name is a person's, and found as such."""
    if words[i].low not in _HOUSEHOLD or words[i].cap or i - at > 1 and not words[at].possessive:
        return False
    return words[at].possessive or words[at].low.endswith("s")


def _first(words: list[Word], start: int, end: int) -> int:
    """Where it begins with its house number, or with the house: 'Larkspur on Bank Street'."""
    if words[end].low not in _STREETS:
        return words[start].start
    start = _from_number(words, start)
    house = words[start - 2] if start > 1 and words[start - 1].low == "on" else None
    if house is not None and words[start - 1].joined and _may_be_a_house(house):
        return house.start
    return words[start].start


def _may_be_a_house(word: Word) -> bool:
    if word.cap:
        return not word.begins
    return not word.sorts & (COMMON | FUNCTION | VERB | NAMELIKE) and word.text.isalpha()


def _last(words: list[Word], end: int) -> int:
    """The last word: 'Park gates', 'Green Academy'."""
    after = words[end + 1] if end + 1 < len(words) and not words[end].possessive else None
    return end + 1 if after is not None and after.joined and after.low in _GO_ON else end


def _from_number(words: list[Word], start: int) -> int:
    if start and words[start - 1].text[0].isdigit() and words[start].gap in (" ", ", "):
        start -= 1
        if (
            start
            and words[start - 1].low in ("flat", "number", "no", "apartment", "unit")
            and words[start].joined
        ):
            start -= 1
    return start
