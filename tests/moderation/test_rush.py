"""What the queue would need, worked out; the limits of a day stay."""

from datetime import date, timedelta

import pytest

from moderation import pace, rush
from moderation.models import Person
from testimonies.models import Record
from tests.moderation.cast import Team, page, send_one

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("waiting", "came", "readers", "evenings", "together", "a_week"),
    [
        (0, 0, 3, 0, 0, 0),
        (12, 12, 2, 1, 1, 1),
        (13, 25, 2, 2, 1, 3),
        (7_000, 300, 10, 584, 59, 25),
        (5, 5, 0, 1, 0, 1),
    ],
)
def test_evenings_are_rounded_up(
    waiting: int, came: int, readers: int, evenings: int, together: int, a_week: int
) -> None:
    needed = rush.Needed(waiting=waiting, came=came, readers=readers, an_evening=12)
    assert (needed.evenings, needed.together, needed.a_week) == (evenings, together, a_week)


def test_only_who_is_here_and_can_open_stories_reads_and_only_the_last_week_came(
    team: Team, asa: Person, marlow: Person, odile: Person
) -> None:
    Person.objects.create(name="new")
    Person.objects.filter(pk=odile.pk).update(is_active=False)
    for day in (TODAY, TODAY - timedelta(days=6), TODAY - timedelta(days=7)):
        Record.objects.bulk_create([Record(move="send", by="writer", day=day)])
    needed = rush.needed(TODAY)
    assert (needed.readers, needed.came, needed.waiting) == (2, 2, 0)


def test_the_page_of_people_says_it_in_words_and_a_day_holds_no_more_for_it(
    team: Team, asa: Person, marlow: Person, settings: object
) -> None:
    settings.CHORUS_DAY_WEIGHT = 4
    for _each in range(5):
        send_one()
    seen = page(team.browser(asa).get("/team/people/"))
    assert "5 stories wait to be read. That is about 3 evenings of one reader." in seen
    assert "If all 2 of you read each evening, 2 evenings." in seen
    assert "5 came in the last seven days." in seen and "Counted with 2 usual stories an evening" in seen
    assert pace.today(marlow, rush_hour(), most=None).limit == 4


def rush_hour() -> object:
    """Now."""
    return pace.timezone.now()
