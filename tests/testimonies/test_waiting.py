"""How long people wait, in days, from the record; and small numbers in words."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from testimonies import housekeeping, waiting
from testimonies.models import Record, Waiting
from testimonies.numerals import in_words
from tests.cast import NOON, as_role

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


def waited(*days: int, taken: date = TODAY) -> None:
    """So many stories were taken on this day, each after so many days."""
    for each in days:
        subject = uuid4()
        for move, day in (("send", taken - timedelta(days=each)), ("take", taken), ("take", taken)):
            Record.objects.create(move=move, by="writer", subject=subject, day=day)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((0, 0, 0, 0, 9), "At the moment people wait less than a day."),
        ((1, 1, 1, 9, 9), "At the moment people wait about a day."),
        ((3, 9, 9, 9, 30), "At the moment people wait about nine days."),
        ((20, 20, 20, 20, 20), "At the moment people wait about 20 days."),
        ((9, 9, 9, 9), ""),
    ],
)
def test_half_of_those_whose_turn_came_had_waited_no_longer(days: tuple[int, ...], said: str) -> None:
    waited(*days)
    waiting.measure(NOON)
    with as_role("chorus_public"):
        assert waiting.sentence() == said


def test_only_the_last_four_weeks_count(db: None) -> None:
    waited(40, 40, 40, 40, 40, taken=TODAY - timedelta(days=29))
    waited(2, 2, 2, 2, 2)
    waiting.measure(NOON)
    assert Waiting.objects.get().days == 2


def test_a_story_that_was_put_back_and_taken_again_waited_once() -> None:
    waited(2, 2, 2, 2, 2)
    again = Record.objects.filter(move="take").first()
    Record.objects.create(move="take", by="moderator", subject=again.subject, day=TODAY + timedelta(days=20))
    waiting.measure(NOON + timedelta(days=20))
    assert Waiting.objects.get().days == 2


def test_housekeeping_measures_it_and_forgets_it_again() -> None:
    waited(9, 9, 9, 9, 9)
    housekeeping.run(NOON)
    assert Waiting.objects.get().days == 9
    housekeeping.run(NOON + timedelta(days=60))
    assert waiting.sentence() == ""


@pytest.mark.parametrize(("number", "said"), [(1, "one"), (9, "nine"), (12, "twelve"), (13, "13")])
def test_small_numbers_are_said_in_words(number: int, said: str) -> None:
    assert in_words(number) == said
