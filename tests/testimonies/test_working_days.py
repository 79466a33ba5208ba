"""The end of the second working day: weekends and bank holidays are none."""

from datetime import date

import pytest
from pytest_django import Settings

from testimonies import working_days


@pytest.mark.parametrize(
    ("came", "due"),
    [
        ((2026, 3, 2), (2026, 3, 4)),
        # Over a weekend.
        ((2026, 3, 5), (2026, 3, 9)),
        ((2026, 3, 7), (2026, 3, 10)),
        # Good Friday and Easter Monday.
        ((2026, 4, 2), (2026, 4, 8)),
        # Christmas Day on a Friday, Boxing Day made up on the Monday.
        ((2026, 12, 24), (2026, 12, 30)),
        # The two bank holidays of May, and that of August.
        ((2026, 5, 1), (2026, 5, 6)),
        ((2026, 8, 28), (2026, 9, 2)),
    ],
)
def test_a_concern_is_due_at_the_end_of_the_second_working_day(
    came: tuple[int, int, int], due: tuple[int, int, int]
) -> None:
    assert working_days.after(date(*came), 2) == date(*due)


@pytest.mark.parametrize(
    ("where", "is_one"), [("GB-ENG", True), ("GB-SCT", False), ("IE", True), ("DE-BY", True)]
)
def test_whose_holidays_count_is_a_setting(settings: Settings, where: str, is_one: bool) -> None:
    settings.CHORUS_HOLIDAYS = where
    # The second of January is a holiday in Scotland only.
    assert working_days.is_one(date(2026, 1, 2)) is is_one
