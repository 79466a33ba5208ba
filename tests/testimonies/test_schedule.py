"""When a group goes up: Tuesday and Friday at 17:00, with five, or after 21 days."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonies.schedule import DAYS, HOUR, is_due, last_slot, ready_day

TUESDAY = datetime(2026, 3, 3, 17)
FRIDAY = datetime(2026, 3, 6, 17)
MONDAY = date(2026, 3, 2)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1))
FIVE = [MONDAY] * 5


@given(now=moments)
def test_the_last_slot_is_a_set_day_and_hour_of_the_last_four_days(now: datetime) -> None:
    slot = last_slot(now)
    assert slot.weekday() in DAYS and (slot.hour, slot.minute, slot.second) == (HOUR, 0, 0)
    assert slot <= now < slot + timedelta(days=4)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (TUESDAY - timedelta(seconds=1), False),
        (TUESDAY, True),
        (TUESDAY + timedelta(hours=2), True),
    ],
)
def test_five_that_are_ready_go_up_at_five_on_tuesday(now: datetime, due: bool) -> None:
    assert is_due(now, last_group=date(2026, 2, 27), ready_since=FIVE) is due


def test_four_wait_for_a_fifth_however_many_slots_pass() -> None:
    assert not is_due(TUESDAY, last_group=None, ready_since=FIVE[:4])
    assert not is_due(FRIDAY, last_group=None, ready_since=FIVE[:4])
    assert is_due(FRIDAY, last_group=None, ready_since=FIVE)


@pytest.mark.parametrize("hours", [1, 16, 24, 48, 71])
def test_the_fifth_that_came_after_the_hour_waits_for_the_next_set_day(hours: int) -> None:
    later = TUESDAY + timedelta(hours=hours)
    since = [*FIVE[:4], ready_day(later)]
    assert not is_due(later, last_group=None, ready_since=since)
    assert is_due(FRIDAY, last_group=None, ready_since=since)


@given(now=moments, waited=st.lists(st.timedeltas(timedelta(0), timedelta(days=40)), max_size=8))
def test_what_became_ready_makes_no_group_go_up_before_the_next_slot(
    now: datetime, waited: list[timedelta]
) -> None:
    slot = last_slot(now)
    in_time = [ready_day(now - each) for each in waited if now - each <= slot]
    everything = [ready_day(now - each) for each in waited]
    assert is_due(now, last_group=None, ready_since=everything) == is_due(
        slot, last_group=None, ready_since=in_time
    )


def test_one_slot_brings_one_group() -> None:
    assert not is_due(TUESDAY + timedelta(hours=1), last_group=TUESDAY.date(), ready_since=FIVE)
    assert not is_due(FRIDAY - timedelta(hours=1), last_group=TUESDAY.date(), ready_since=FIVE)
    assert is_due(FRIDAY, last_group=TUESDAY.date(), ready_since=FIVE)


def test_a_slot_that_was_slept_through_is_made_up_for_once() -> None:
    wednesday = TUESDAY + timedelta(days=1)
    assert is_due(wednesday, last_group=date(2026, 2, 27), ready_since=FIVE)
    assert not is_due(wednesday + timedelta(hours=1), last_group=wednesday.date(), ready_since=FIVE)
    assert is_due(FRIDAY, last_group=wednesday.date(), ready_since=FIVE)


@pytest.mark.parametrize(("days", "due"), [(20, False), (21, True)])
def test_one_alone_goes_up_after_twenty_one_days(days: int, due: bool) -> None:
    oldest = TUESDAY.date() - timedelta(days=days)
    assert is_due(TUESDAY, last_group=None, ready_since=[oldest]) is due


def test_with_nothing_ready_nothing_goes_up() -> None:
    assert not is_due(TUESDAY, last_group=None, ready_since=[])
