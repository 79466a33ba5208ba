"""What of a table may be shown: nobody works out a count of one to four, from the code, a total or older versions."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonies import suppression
from testimonies.suppression import FEW, HIDDEN, LEAST

SMALL = range(1, LEAST)


def _tables(rows: int, cells: int) -> Iterator[tuple[int, ...]]:
    if cells == 1:
        yield (rows,)
        return
    for first in range(rows + 1):
        for rest in _tables(rows - first, cells - 1):
            yield (first, *rest)


def _worked_out() -> int:
    """How many small cells somebody can name who draws every table there is and looks which ones look like this."""
    found = 0
    for cells, most in ((2, 40), (3, 30), (4, 20)):
        alike: dict[tuple, list[set[int]]] = defaultdict(lambda cells=cells: [set() for _ in range(cells)])
        for rows in range(LEAST, most):
            for table in _tables(rows, cells):
                drawn = suppression.drawn(dict(enumerate(table)), apart=True)
                behind = alike[(suppression.rounded(rows), *drawn.values())]
                for at, count in enumerate(table):
                    behind[at].add(count)
        found += sum(len(each) == 1 and min(each) in SMALL for behind in alike.values() for each in behind)
    return found


def test_drawing_every_table_that_there_is_names_no_small_count() -> None:
    assert _worked_out() == 0


def test_without_hiding_others_beside_it_a_small_count_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suppression, "_tells", lambda *_: False)
    assert _worked_out() > 0


def test_without_rounding_a_small_count_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suppression, "rounded", lambda count: count)
    assert _worked_out() > 0


def test_without_hiding_small_ones_a_small_count_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suppression, "drawn", lambda counts, **_: dict(counts))
    assert _worked_out() > 0


counts = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 60), min_size=1)


@given(counts=counts, apart=st.booleans())
def test_a_number_that_is_shown_is_a_multiple_of_five_within_two_of_the_count(
    counts: dict[str, int], apart: bool
) -> None:
    for key, shown in suppression.drawn(counts, apart=apart).items():
        if isinstance(shown, int):
            assert shown % 5 == 0 and abs(shown - counts[key]) <= 2 and counts[key] >= LEAST
        elif shown == FEW:
            assert counts[key] < LEAST
        else:
            assert shown == HIDDEN and apart


@given(counts=counts)
def test_the_bounds_that_follow_from_a_table_hold(counts: dict[str, int]) -> None:
    rows = sum(counts.values())
    for key, (low, high) in suppression.possible(suppression.drawn(counts, apart=True), rows).items():
        assert low <= counts[key] <= high


def test_the_only_hidden_cell_takes_another_with_it() -> None:
    assert suppression.drawn({"a": 20, "b": 12, "c": 3}, apart=True) == {"a": 20, "b": HIDDEN, "c": HIDDEN}
    assert suppression.drawn({"a": 20, "b": 12, "c": 3}, apart=False) == {"a": 20, "b": 10, "c": FEW}


def test_two_small_ones_that_leave_each_other_open_are_both_said_to_be_few() -> None:
    assert suppression.drawn({"a": 30, "b": 2, "c": 3}, apart=True) == {"a": 30, "b": FEW, "c": FEW}


def _tells(old: tuple[int, ...], came: tuple[int, ...], went: tuple[int, ...] = (0, 0, 0)) -> bool:
    new = [a + b - c for a, b, c in zip(old, came, went, strict=True)]
    before, after = (suppression.drawn(dict(enumerate(each)), apart=True) for each in (old, new))
    return suppression.change_tells(before, after, before=sum(old), came=sum(came), went=sum(went))


def test_five_cells_that_each_go_up_when_five_came_would_name_each_of_them() -> None:
    assert _tells((17, 17, 17), (1, 1, 1))
    assert not _tells((15, 15, 15), (2, 2, 1))


def test_a_cell_that_goes_down_when_one_went_would_name_the_one() -> None:
    assert _tells((20, 20, 18), (5, 5, 0), (0, 0, 1))
    assert not _tells((20, 20, 20), (5, 5, 0), (0, 0, 1))


@given(steps=st.lists(st.tuples(*[st.integers(0, 9)] * 3), min_size=2, max_size=4))
def test_what_came_is_never_outside_what_can_be_thought(steps: list[tuple[int, int, int]]) -> None:
    tables = [tuple(map(sum, zip(*steps[: at + 1], strict=True))) for at in range(len(steps))]
    for old, new in pairwise(tables):
        came = tuple(b - a for a, b in zip(old, new, strict=True))
        if not _tells(old, came) and sum(came) >= LEAST:
            assert _possible_changes(old, came)


def _possible_changes(old: tuple[int, ...], came: tuple[int, ...]) -> bool:
    """Whether, of each small number that came, at least one other would look the same."""
    new = [a + b for a, b in zip(old, came, strict=True)]
    before, after = (suppression.drawn(dict(enumerate(each)), apart=True) for each in (old, new))
    was, now = (
        [suppression.bounds(each, rows) for each in drawn.values()]
        for drawn, rows in ((before, sum(old)), (after, sum(new)))
    )
    open_to = [set() for _ in came]
    for guess in _tables(sum(came), len(came)):
        fits = all(l1 - h0 <= n <= h1 - l0 for n, (l0, h0), (l1, h1) in zip(guess, was, now, strict=True))
        for at, n in enumerate(guess if fits else ()):
            open_to[at].add(n)
    return all(len(each) > 1 for each, n in zip(open_to, came, strict=True) if n in SMALL)
