"""The rules for English."""

from . import (
    bare_names,
    by_noun,
    dates,
    details,
    frames,
    groups,
    institutions,
    named,
    people,
    places,
    posts,
    roles,
    unlisted,
)

RULES = (
    people,
    bare_names,
    named,
    frames,
    places,
    institutions,
    groups,
    roles,
    posts,
    by_noun,
    dates,
    details,
    unlisted,
)
ANNOUNCED = tuple(rule for rule in RULES if rule not in (bare_names, unlisted))
"""Those that go by an announcing word; the others take a word that nobody knows for a name."""
