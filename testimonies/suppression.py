"""Which numbers may be shown, and how: so that no count of one to four can be worked out. Pure.

Counts under five are hidden, the others rounded to the nearest five; where a hidden one could be narrowed down from
the others, further ones are hidden beside it. Somebody who looks may know the exact number of rows, or the rounded one
and this code, and may have kept every earlier version.
"""

from collections.abc import Collection, Mapping

LEAST = 5
FEW, HIDDEN, UNDER_TEN = "few", "hidden", "under ten"
"""Shown for a count below five; for each of several of which at least one is below five; and for one of which fewer
than five can be seen elsewhere, and fewer than five cannot."""
_LEFT_OPEN = 3
Shown = int | str
Cells = Mapping[str, Shown]


def rounded(count: int) -> int:
    """To the nearest five."""
    return (count + 2) // 5 * 5


def drawn(counts: Mapping[str, int], *, apart: bool, hide: Collection[str] = ()) -> dict[str, Shown]:
    """What is shown for each count. `apart`: each row is in exactly one cell, so the cells add up to all rows.

    `hide`: what would tell beside something that is not in this table.
    """
    cells: dict[str, Shown] = {key: FEW if count < LEAST else rounded(count) for key, count in counts.items()}
    cells |= dict.fromkeys(hide, HIDDEN)
    if not hide and not (apart and _tells(cells, sum(counts.values()))):
        return cells
    # From here on nothing says which of the hidden ones are the small ones.
    cells = {key: HIDDEN if shown == FEW else shown for key, shown in cells.items()}
    # By what is shown, not by the count behind it: which of two is hidden must not say which is greater.
    for least in sorted({shown for shown in cells.values() if isinstance(shown, int)}):
        cells = {key: HIDDEN if shown == least else shown for key, shown in cells.items()}
        if not _tells(cells, sum(counts.values())):
            break
    return cells


def leaves_few(count: int, *, of: int) -> bool:
    """Whether a count that is shown would leave few of a sum that everybody knows."""
    return count >= LEAST > of - count


def with_known(shown: Shown, known: int) -> Shown:
    """What is shown for a count of which everybody can count `known` in the stories, and `shown` stands for the rest.

    Rounded together, the two would tell: as stories come and go, the sum passes from one five to the next, and what
    cannot be seen would follow from where.
    """
    if shown == HIDDEN:
        return HIDDEN
    if shown == FEW:
        return FEW if not known else UNDER_TEN if known < LEAST else rounded(known)
    return rounded(known + int(shown))


def _tells(cells: Cells, rows: int) -> bool:
    hidden = [key for key, shown in cells.items() if shown in (FEW, HIDDEN)]
    # One alone is the rest of all others, rounded or not.
    return len(hidden) == 1 or any(_width(possible(cells, rows)[key]) < _LEFT_OPEN for key in hidden)


def _width(bounds: tuple[int, int]) -> int:
    return bounds[1] - bounds[0] + 1


def possible(cells: Cells, rows: int) -> dict[str, tuple[int, int]]:
    """The least and the greatest count that each cell may stand for, when all together are `rows`."""
    each = {key: bounds(shown, rows) for key, shown in cells.items()}
    least, most = sum(low for low, _ in each.values()), sum(high for _, high in each.values())
    return {
        key: (max(low, rows - (most - high)), min(high, rows - (least - low)))
        for key, (low, high) in each.items()
    }


def bounds(shown: Shown, rows: int) -> tuple[int, int]:
    """The counts that are shown so."""
    if shown == FEW:
        return 0, LEAST - 1
    if shown == HIDDEN:
        return 0, rows
    return max(LEAST, int(shown) - 2), int(shown) + 2


def change_tells(old: Cells, new: Cells, *, before: int, came: int, went: int, apart: bool = True) -> bool:
    """Whether somebody who kept the old version could work out from the new one who came or went in between.

    A cell that one of the two does not have was, or is, below five there. `apart`: each row is in exactly one cell.
    """
    after = before + came - went
    keys = old.keys() | new.keys()
    was = {key: bounds(old.get(key, FEW), before) for key in keys}
    now = {key: bounds(new.get(key, FEW), after) for key in keys}
    if 0 < went < LEAST and any(now[key][1] < was[key][0] for key in keys):
        return True
    least = {key: now[key][0] - was[key][1] for key in keys}
    most = {key: now[key][1] - was[key][0] for key in keys}
    back = {key: -most[key] for key in keys}, {key: -least[key] for key in keys}
    return _pinned(least, most, came, went, apart) or _pinned(*back, went, came, apart)


def _pinned(least: Mapping[str, int], most: Mapping[str, int], came: int, went: int, apart: bool) -> bool:
    """Whether the number that came is certain in some cell, and one to four."""
    low = {key: max(0, least[key]) for key in least}
    high = {key: max(0, min(came, most[key] + went)) for key in least}
    at_least, at_most = sum(low.values()), sum(high.values())
    for key in low:
        fewest = max(low[key], came - (at_most - high[key]) if apart else 0)
        greatest = min(high[key], came - (at_least - low[key]) if apart else came)
        if 0 < fewest == greatest < LEAST:
            return True
    return False
