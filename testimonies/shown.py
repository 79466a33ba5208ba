"""Which facets a story may show: only a combination that at least five published stories share. Pure.

Fixed when it goes up and never finer later: a story that showed more once it had company would tell who the company
is. The coarser step of (kind, years) is (kind), and of that, nothing.
"""

from collections import Counter
from collections.abc import Sequence

LEAST = 5
Combination = tuple[str, str]
NOTHING: Combination = ("", "")


def coarser(combination: Combination) -> Combination:
    """The next step: the years go first, then the kind of place."""
    kind, years = combination
    return (kind, "") if kind and years else NOTHING


def shown(group: Sequence[Combination], published: Counter[Combination]) -> list[Combination]:
    """What each story of a group shows, given how many published ones show which combination."""
    current = list(group)
    while True:
        counts = published + Counter(current)
        changed = [coarser(each) if each != NOTHING and counts[each] < LEAST else each for each in current]
        if changed == current:
            return current
        current = changed
