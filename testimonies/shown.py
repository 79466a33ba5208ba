"""Which facets a story may show: only a combination that at least five published stories share. Pure.

Fixed when it goes up and never finer later, but for the place, if its writer agreed: a story that showed more once it
had company would tell who the company is. Coarser than (kind, years, place) is (kind, place), then (kind, years), then
(kind), and of that, nothing.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

LEAST = 5


class Combination(NamedTuple):
    """What a story shows, or would; empty for what it does not. `place` is the id of one that has a page."""

    kind: str
    years: str
    place: str = ""


NOTHING = Combination("", "")


def steps(combination: Combination) -> list[Combination]:
    """The combination, and each coarser one down to nothing."""
    kind, years, place = combination
    steps = [combination]
    if place:
        steps += [Combination(kind, "", place), Combination(kind, years)]
    steps += [Combination(kind, "")] if kind else []
    return list(dict.fromkeys([*steps, NOTHING]))


def shown(group: Sequence[Combination], published: Counter[Combination]) -> list[Combination]:
    """What each story of a group shows, given how many published ones show which combination."""
    ways = [steps(each) for each in group]
    while True:
        current = [way[0] for way in ways]
        counts = published + Counter(current)
        lonely = [way for way in ways if way[0] != NOTHING and counts[way[0]] < LEAST]
        if not lonely:
            return current
        for way in lonely:
            way.pop(0)
