"""`manage.py verify_record`: each way to change the record is found, and none is found where nothing was changed."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from testimonies import record
from testimonies.models import Record, RecordDay
from tests.testimonies.test_record import _behind_the_triggers

pytestmark = pytest.mark.django_db

FIRST = date(2026, 3, 1)
TABLES = ("testimonies_record", "testimonies_recordday")


@pytest.fixture(name="head")
def _head() -> str:
    """Four closed days of three lines each; the newest head."""
    for day in range(4):
        lines = [Record(move="send", by="writer", subject=uuid4(), day=FIRST + timedelta(day)) for _ in "abc"]
        Record.objects.bulk_create(lines)
    record.close_days(FIRST + timedelta(4))
    return record.head()


def alter(move: str = "withdraw") -> None:
    """One line says something else."""
    one = Record.objects.filter(day=FIRST + timedelta(1)).first()
    _behind_the_triggers("UPDATE testimonies_record SET move = %s WHERE uuid = %s", move, one.uuid)


def remove(many: int = 1) -> None:
    """One line is gone."""
    for one in Record.objects.filter(day=FIRST + timedelta(1))[:many]:
        _behind_the_triggers("DELETE FROM testimonies_record WHERE uuid = %s", one.uuid)


def insert(day: int = 1) -> None:
    """One line more, of a day that is closed; or of today."""
    Record.objects.bulk_create([Record(move="send", by="writer", day=FIRST + timedelta(day))])


def rewrite_a_day(move: str = "withdraw") -> None:
    """One line says something else, and its day was closed anew; the days after it were left."""
    alter(move)
    day = RecordDay.objects.get(day=FIRST + timedelta(1))
    _behind_the_triggers(
        "UPDATE testimonies_recordday SET head = %s WHERE day = %s",
        record._head(day.day, day.previous),
        day.day,
    )


def drop_the_last_days(many: int = 2) -> None:
    """Lines and days are gone, as if they had never been."""
    for table in TABLES:
        _behind_the_triggers(f"DELETE FROM {table} WHERE day >= %s", FIRST + timedelta(4 - many))


def says(head: str | None = None) -> str:
    """What the command says; empty when nothing is wrong."""
    try:
        call_command("verify_record", *(["--head", head] if head else []))
    except CommandError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("how", "found"),
    [
        (alter, "2026-03-02 does not follow from the day before"),
        (remove, "2026-03-02 does not follow from the day before"),
        (insert, "2026-03-02 does not follow from the day before"),
        (rewrite_a_day, "2026-03-03 does not follow from the day before"),
    ],
)
def test_what_was_changed_is_found_and_the_day_is_named(head: str, how: object, found: str) -> None:
    assert says() == says(head) == ""
    how()
    assert says() == says(head) == found


@pytest.mark.parametrize(
    "how",
    [lambda: alter("send"), lambda: remove(0), lambda: insert(4), lambda: rewrite_a_day("send")],
    ids=["the same word again", "no line removed", "a line of today", "a day closed as it was"],
)
def test_the_same_steps_that_change_nothing_of_a_closed_day_are_not_found(head: str, how: object) -> None:
    how()
    assert says() == says(head) == ""


def test_dropped_last_days_are_found_only_by_whoever_holds_the_head(head: str) -> None:
    drop_the_last_days(0)
    assert says(head) == ""
    drop_the_last_days()
    assert says() == ""
    assert says(head) == "the newest day is not the one whose head you hold"


def test_a_record_whose_days_were_all_closed_anew_is_found_only_with_the_head(head: str) -> None:
    alter()
    _behind_the_triggers("DELETE FROM testimonies_recordday")
    record.close_days(FIRST + timedelta(4))
    assert says() == ""
    assert says(head) == "the newest day is not the one whose head you hold"
