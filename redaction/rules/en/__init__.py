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
