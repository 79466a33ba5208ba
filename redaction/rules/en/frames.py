"""Names that only the sentence around them gives away: 'works for premier scaffolding', 'live on tollgate'."""

from collections.abc import Iterator
from typing import NamedTuple

from ...lexicon import CITY, COMMON, FIRST, FUNCTION, NAMELIKE, NOBODY, TOWN, TWOFOLD, VERB, WORD
from ...marks import LIKELY, POSSIBLE, Mark, mark
from ...wording import Text, Word
from .names import looks_like_a_name
from .vocabulary import RELATIONS, SETS, TITLES, VILLAGE_ENDINGS


class _Frame(NamedTuple):
    """What is named after these words, and how plain a word may be there."""

    kind: str
    # Whether a word of the dictionary, if a rare one, is a name there: nothing else is worked for or played for.
    sure: bool


def _pairs(heading: str) -> frozenset[tuple[str, str]]:
    """'work/works at/for': each of the first with each of the second."""
    return frozenset(
        (first, second)
        for line in SETS[heading]
        for firsts, _colon, seconds in [line.partition(":")]
        for first in firsts.split("/")
        for second in seconds.split("/")
    )


_FRAMES = {
    **dict.fromkeys(_pairs("frames of schools"), _Frame("institution", False)),
    **dict.fromkeys(_pairs("frames of homes"), _Frame("place", True)),
    **dict.fromkeys(_pairs("frames of work"), _Frame("group", True)),
    **dict.fromkeys(_pairs("frames of teams"), _Frame("group", True)),
}
_SECONDS = frozenset(second for _first, second in _FRAMES)
_KIND_OF_THING = {
    **dict.fromkeys(SETS["things of schools"], "institution"),
    **dict.fromkeys(SETS["things of places"], "place"),
    **dict.fromkeys(SETS["things of groups"], "group"),
}
_STREETS = SETS["streets"]
_HOUSES = SETS["house names"]
_BEFORE_A_HOUSE = frozenset({"in", "left", "joined", "for", "from", "of", "house"})

_NOT_A_NAME = RELATIONS | TITLES | SETS["no places"] | SETS["never named"]
_BEFORE_A_VILLAGE = frozenset(
    {"upper", "lower", "nether", "great", "much", "long", "market", "isle", "lake", "loch", "camp"}
)
_YEARS = frozenset({"7", "8", "9", "10", "11", "12", "13"})
_INSIDE = frozenset({"and", "&", "of", "the", "on", "upon", "de", "n"})
_ARTICLES = frozenset({"the", "a", "an", "my", "our", "this", "that", "some"})
_MOST = 4


def find(text: Text) -> Iterator[Mark]:
    """Marks of the kinds institution, place and group."""
    words = text.words
    for i in range(1, len(words)):
        low = words[i - 1].low
        if low in _SECONDS and words[i].joined:
            frame = _frame(words, i)
            if frame is not None:
                yield from _framed(words, i, frame)
        if words[i].joined and not words[i - 1].cap:
            yield from _after_a_first_word(words, i)
        if low in _BEFORE_A_HOUSE and words[i].joined and words[i].low in _HOUSES and _is_a_house(words, i):
            yield mark(words[i].start, words[i].end, "group", LIKELY, "house")
        if words[i].gap == ", " and words[i].low in _ARTICLES:
            yield from _says_what_it_is(words, i)
        if low in _KIND_OF_THING and words[i].gap in (", ", ": ", " "):
            yield from _said_what_it_is(words, i)


def _after_a_first_word(words: list[Word], i: int) -> Iterator[Mark]:
    """'upper sallow', 'little harden', '2nd pellowe', '10 kestrel': what stands before says what it is."""
    first, name = words[i - 1], words[i]
    if first.low in _YEARS and name.low in _HOUSES:
        yield mark(first.start, name.end, "group", LIKELY, "form or chat")
    if name.cap or name.sorts & ~(NAMELIKE | TOWN) or name.sorts & FIRST:
        return
    village = first.low in _BEFORE_A_VILLAGE and (name.sorts or _looks(name))
    if village or first.low in ("little", "old") and name.low.endswith(VILLAGE_ENDINGS):
        yield mark(first.start, name.end, "place", POSSIBLE, "place by its words")
    elif first.text[0].isdigit() and first.low.endswith(("st", "nd", "rd", "th")) and _looks(name):
        yield mark(first.start, name.end, "group", POSSIBLE, "troop")


def _frame(words: list[Word], i: int) -> _Frame | None:
    """The frame that ends before word i; 'work' may be two words back: 'work saturdays at', 'job is at'."""
    if not words[i - 1].joined or words[i].low in RELATIONS:
        return None
    for back in (2, 3):
        if i >= back and (back == 2 or words[i - 2].joined):
            frame = _FRAMES.get((words[i - back].low, words[i - 1].low))
            if frame is not None:
                return frame
    return None


def _framed(words: list[Word], i: int, frame: _Frame) -> Iterator[Mark]:
    the = words[i].low == "the" and frame.kind != "institution"
    at = i + 1 if the and i + 1 < len(words) and words[i + 1].joined else i
    end = _end(words, at, sure=frame.sure)
    if end == at and not the and frame.kind == "place":
        end = _street_end(words, at)
    if the and end < len(words) and words[end].gap == ", ":
        # 'live at the lodge, farnley tyas'
        end = _end(words, end, sure=False) if _is_a_name(words[end], sure=False) else end
    if end > at:
        sure = LIKELY if frame.sure and not the else POSSIBLE
        yield mark(words[i].start, words[end - 1].end, frame.kind, sure, f"frame of a {frame.kind}")


def _street_end(words: list[Word], i: int) -> int:
    """'live on market row': of common words, but the last says what it is."""
    for end in (i + 1, i + 2):
        row = words[i : end + 1]
        if (
            len(row) <= end - i
            or not row[-1].joined
            or any(word.sorts & (FUNCTION | VERB) for word in row[:-1])
        ):
            return i
        if row[-1].low in _STREETS:
            return end + 1
    return i


def _end(words: list[Word], i: int, *, sure: bool) -> int:
    """The word after the name that begins at word i; i if none does."""
    end, named = i, False
    while end < len(words) and end - i < _MOST and (end == i or words[end].gap in (" ", " & ")):
        word = words[end]
        if word.low in _INSIDE and end > i:
            after = words[end + 1] if end + 1 < len(words) and words[end + 1].joined else None
            goes_on = after is not None and (
                after.cap
                if words[i].cap
                else word.low == "&" or not after.sorts and _looks(after) or _is_a_partner(after)
            )
            if not goes_on or not named:
                break
            end += 1
            continue
        if not _may_stand_in(word, capital=words[i].cap):
            break
        named = named or _is_a_name(word, sure=sure)
        end += 1
        if word.possessive and not words[i].cap:
            continue
    return end if named else i


def _may_stand_in(word: Word, *, capital: bool) -> bool:
    if word.sorts & FUNCTION or not word.text[0].isalpha():
        return False
    if capital:
        return word.cap
    return not (word.sorts & (VERB | NOBODY) and not word.sorts & TWOFOLD)


def _is_a_name(word: Word, *, sure: bool) -> bool:
    if word.low in _NOT_A_NAME or word.sorts & (NOBODY | CITY | FUNCTION) or len(word.low) < 3:
        return False
    if word.cap and not word.shout:
        return not word.begins
    if word.sorts & (COMMON | VERB):
        return False
    if word.sorts & WORD:
        return (
            sure and not word.low.endswith(("ing", "ly", "ed")) or bool(word.sorts & (FIRST | TOWN | TWOFOLD))
        )
    return bool(word.sorts & (NAMELIKE | TOWN)) or sure and not word.sorts or _looks(word)


def _is_a_partner(word: Word) -> bool:
    """'farrow and tate'."""
    return bool(word.sorts & NAMELIKE) and not word.sorts & (COMMON | VERB)


def _looks(word: Word) -> bool:
    return not word.sorts and looks_like_a_name(word)


def _is_a_house(words: list[Word], i: int) -> bool:
    """'in kestrel and', 'left austen'; not 'in ash trees', 'for nelson mandela'."""
    if words[i].sorts & CITY and words[i - 1].low != "house":
        return False
    after = words[i + 1] if i + 1 < len(words) and words[i + 1].joined else None
    return after is None or bool(after.sorts & FUNCTION) or after.low in ("house", "dorm", "boys", "girls")


def _said_what_it_is(words: list[Word], i: int) -> Iterator[Mark]:
    """'the agency, nova & finch, kept', 'our village, dobrowo', 'my school is hartwell'."""
    thing, at = words[i - 1], i
    kind = _KIND_OF_THING[thing.low]
    if not _is_one_thing(words, i - 1):
        return
    if words[i].gap == " " and not words[i].cap:
        if words[i].low not in ("is", "was", "called", "named") or i + 1 >= len(words):
            return
        at = i + 1
        if words[i].low in ("is", "was") and words[at].low in ("called", "named") and at + 1 < len(words):
            at += 1
        if not words[at].joined:
            return
    end = _end(words, at, sure=words[at - 1].low in ("called", "named"))
    closes = end == len(words) or not words[end].joined or words[end].sorts & FUNCTION
    if end > at and closes and words[at].low not in _ARTICLES:
        if words[at].gap == " " and words[at].cap and words[at].sorts & FIRST and end - at == 1:
            return
        yield mark(words[at].start, words[end - 1].end, kind, POSSIBLE, "said what it is")


def _says_what_it_is(words: list[Word], i: int) -> Iterator[Mark]:
    """'vantage, the agency, sent me', 'Kettlewick, a village': what stands before the comma is its name."""
    thing = next((word for word in words[i + 1 : i + 3] if word.joined and word.low in _KIND_OF_THING), None)
    if thing is None or words[i - 1].sorts & FUNCTION:
        return
    start = i - 1
    if not _is_a_name(words[start], sure=True) and not (words[start].cap and not words[start].sorts & COMMON):
        return
    if words[start].joined and words[start - 1].cap and start and not words[start - 1].sorts & FUNCTION:
        start -= 1
    yield mark(words[start].start, words[i - 1].end, _KIND_OF_THING[thing.low], POSSIBLE, "said what it is")


def _is_one_thing(words: list[Word], i: int) -> bool:
    """Whether 'my', 'the', 'a' stands before, at most two words off."""
    return any(
        words[at].low in _ARTICLES or words[at].low in ("his", "her", "their")
        for at in range(i - 1, max(-1, i - 4), -1)
    )
