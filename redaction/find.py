"""All the rules over one text, and one list of marks that do not overlap."""

from collections.abc import Iterable

from .marks import Mark
from .repeats import found_again
from .rules import (
    bare_names,
    contacts,
    dates,
    details,
    groups,
    handles,
    identifiers,
    institutions,
    people,
    places,
    roles,
)

# These need no English; the others do.
_ANY_LANGUAGE = (contacts, handles, identifiers, dates)
_ENGLISH = (people, bare_names, places, institutions, groups, roles, details)


def find(text: str, *, language: str = "en") -> list[Mark]:
    """What in `text` could identify someone: sorted marks, none overlapping. Time grows as the text does."""
    rules = _ANY_LANGUAGE + _ENGLISH if language.startswith("en") else _ANY_LANGUAGE
    marks = _apart(mark for rule in rules for mark in rule.find(text))
    return _apart([*marks, *found_again(text, marks)])


def _apart(marks: Iterable[Mark]) -> list[Mark]:
    """The surest marks first, then the longest; what overlaps one that was taken is dropped."""
    taken: set[int] = set()
    kept = []
    for mark in sorted(marks, key=lambda mark: (-mark.confidence, mark.start - mark.end, mark.start)):
        covered = range(mark.start, mark.end)
        if taken.isdisjoint(covered):
            taken.update(covered)
            kept.append(mark)
    return sorted(kept, key=lambda mark: mark.start)
