"""All the rules over one text, and one list of marks that do not overlap."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import ModuleType

from .known_places import known_places
from .marks import Mark, covered
from .repeats import found_again
from .rules import contacts, en, famous, first_names, handles, identifiers, numeric_dates
from .rules.languages import RULES_OF
from .second_opinion import second_opinion
from .spans import BRACKET
from .whole import whole_names
from .wording import Text

_LOOSE_END = re.compile(r"(?: of)?(?: the| our)?\s{0,9}$")
# With what is left of a possessive: '[name]s maths'.
_REPLACED = re.compile(rf"{BRACKET.pattern}(?:['’]?s\b)?")
_ANY_LANGUAGE = (contacts, handles, identifiers, numeric_dates)


def find(text: str, *, language: str = "en", institutions: Iterable[str] = ()) -> list[Mark]:
    """What in `text` could identify someone: sorted marks, none overlapping. Time grows as the text does.

    `language`: its code, as in 'en' or 'en-gb'; without rules for it, only what needs none is found,
    as in a text on an English page that is not English.
    `institutions`: names that the caller knows; each is found in any case, with or without its apostrophes.
    """
    looked_at = Text(_without_brackets(text))
    code = language[:2].lower()
    is_read = _can_read(looked_at, code)
    rules = (*_ANY_LANGUAGE, *_rules_for(code, is_read))
    marks = [mark for rule in rules for mark in rule.find(looked_at)]
    marks += known_places(looked_at, institutions)
    marks = famous.without(looked_at, marks)
    marks = _apart(text, marks)
    if is_read and code == "en":
        marks = second_opinion(looked_at, whole_names(looked_at, marks))
    marks = _apart(text, [*marks, *found_again(looked_at, marks)])
    return _outside_brackets(text, whole_names(looked_at, marks))


def can_read(text: str, language: str) -> bool:
    """Whether there are rules for the language, and the text is in it as far as one can see."""
    return _can_read(Text(text), language[:2].lower())


def _can_read(text: Text, code: str) -> bool:
    return code in RULES_OF and (code != "en" or text.is_english)


def _rules_for(code: str, is_read: bool) -> tuple[ModuleType, ...]:
    """On an English page what is no English has strange words only: there a word must be announced to be a name."""
    if code == "en":
        return en.RULES if is_read else (*en.ANNOUNCED, first_names)
    return (*RULES_OF.get(code, ()), first_names)


def _without_brackets(text: str) -> str:
    """What was replaced before says nothing, and names nobody."""
    return _REPLACED.sub(lambda bracket: " " * len(bracket[0]), text)


def _outside_brackets(text: str, marks: list[Mark]) -> list[Mark]:
    brackets = covered(len(text), (bracket.span() for bracket in BRACKET.finditer(text)))
    return [mark for mark in marks if brackets.find(1, mark.start, mark.end) < 0]


def _joined(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Marks of one kind that overlap made one: each may have seen another part of the same name."""
    last: dict[str, Mark] = {}
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.confidence)):
        before = last.get(mark.kind)
        if before is not None and mark.start < before.end:
            surest = max(before, mark, key=lambda each: each.confidence)
            last[mark.kind] = replace(surest, start=before.start, end=max(before.end, mark.end))
        else:
            if before is not None:
                yield before
            last[mark.kind] = mark
    yield from last.values()


def _apart(text: str, marks: Iterable[Mark]) -> list[Mark]:
    """The surest of those that overlap wins, then the longest; what overlaps one that was taken is dropped.

    But of a post its beginning is kept: 'treasurer of' before 'Film Soc'.
    """
    marks = sorted(_joined(marks), key=lambda mark: (-mark.confidence, mark.start - mark.end, mark.start))
    taken = bytearray(max((mark.end for mark in marks), default=0))
    kept = []
    for mark in marks:
        free = taken.find(1, mark.start, mark.end)
        if free > mark.start and mark.kind == "role":
            mark = replace(mark, end=mark.start + len(_LOOSE_END.sub("", text[mark.start : free])))
        elif free >= 0:
            continue
        taken[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
        kept.append(mark)
    return sorted(kept, key=lambda mark: mark.start)
