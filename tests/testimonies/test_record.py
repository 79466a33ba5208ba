"""The record proves what happened: a changed line, a dropped day, an added line are found."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from testimonies import record
from testimonies.models import Record, RecordDay
from testimonies.record import RecordBroken
from tests.cast import NOON, Team, send_story

pytestmark = pytest.mark.django_db

FIRST = date(2026, 3, 1)
TODAY = FIRST + timedelta(days=5)


@pytest.fixture
def chained() -> str:
    """Four days with lines, one without, closed one after the other; returns the head."""
    for day in (0, 1, 3, 4):
        Record.objects.bulk_create(
            Record(move="send", by="writer", subject=uuid4(), day=FIRST + timedelta(days=day))
            for _ in range(3)
        )
        record.close_days(FIRST + timedelta(days=day + 1))
    return record.head()


def _behind_the_triggers(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET LOCAL session_replication_role = origin")


def _line(day: date) -> Record:
    return Record(move="send", by="writer", day=day)


def test_an_untouched_record_proves_itself(chained: str) -> None:
    record.verify()
    record.verify(chained)


@pytest.mark.parametrize("column", ["move", "by"])
def test_a_changed_line_is_found(chained: str, column: str) -> None:
    one = Record.objects.filter(day=FIRST).first()
    _behind_the_triggers(f"UPDATE testimonies_record SET {column} = 'x' WHERE uuid = %s", one.uuid)
    with pytest.raises(RecordBroken, match="2026-03-01"):
        record.verify()


@pytest.mark.parametrize("column", ["actor", "subject", "uuid"])
def test_a_changed_id_is_found(chained: str, column: str) -> None:
    one = Record.objects.filter(day=FIRST).first()
    _behind_the_triggers(f"UPDATE testimonies_record SET {column} = %s WHERE uuid = %s", uuid4(), one.uuid)
    with pytest.raises(RecordBroken):
        record.verify()


def test_a_line_moved_to_another_day_is_found(chained: str) -> None:
    one = Record.objects.filter(day=FIRST).first()
    _behind_the_triggers("UPDATE testimonies_record SET day = %s WHERE uuid = %s", TODAY, one.uuid)
    with pytest.raises(RecordBroken):
        record.verify()


def test_a_dropped_line_is_found(chained: str) -> None:
    one = Record.objects.filter(day=FIRST).first()
    _behind_the_triggers("DELETE FROM testimonies_record WHERE uuid = %s", one.uuid)
    with pytest.raises(RecordBroken):
        record.verify()


@pytest.mark.parametrize("days", [0, 2], ids=["to a day that had lines", "to a day that had none"])
def test_a_line_added_to_a_closed_day_is_found(chained: str, days: int) -> None:
    Record.objects.bulk_create([_line(FIRST + timedelta(days=days))])
    with pytest.raises(RecordBroken):
        record.verify()


@pytest.mark.parametrize("dropped", [1, 2])
def test_dropped_last_days_are_found_by_whoever_holds_the_head(chained: str, dropped: int) -> None:
    first_dropped = RecordDay.objects.order_by("-day")[dropped - 1].day
    for table in ("testimonies_record", "testimonies_recordday"):
        _behind_the_triggers(f"DELETE FROM {table} WHERE day >= %s", first_dropped)
    record.verify()
    with pytest.raises(RecordBroken, match="the head you hold|whose head"):
        record.verify(chained)


def test_a_record_that_was_rewritten_from_an_early_day_on_is_found_by_whoever_holds_the_head(
    chained: str,
) -> None:
    one = Record.objects.filter(day=FIRST).first()
    _behind_the_triggers("UPDATE testimonies_record SET move = 'x' WHERE uuid = %s", one.uuid)
    _behind_the_triggers("DELETE FROM testimonies_recordday")
    record.close_days(TODAY)
    record.verify()
    with pytest.raises(RecordBroken):
        record.verify(chained)


def test_a_dropped_day_in_the_middle_is_found(chained: str) -> None:
    middle = RecordDay.objects.order_by("day")[1].day
    for table in ("testimonies_record", "testimonies_recordday"):
        _behind_the_triggers(f"DELETE FROM {table} WHERE day = %s", middle)
    with pytest.raises(RecordBroken):
        record.verify()


def test_today_stays_open(chained: str) -> None:
    Record.objects.bulk_create([_line(TODAY)])
    record.close_days(TODAY)
    assert record.head() == chained
    record.verify(chained)
    record.close_days(TODAY + timedelta(days=1))
    assert record.head() != chained
    record.verify()


def test_closing_twice_changes_nothing(chained: str) -> None:
    days = list(RecordDay.objects.values())
    record.close_days(TODAY)
    record.close_days(TODAY)
    assert list(RecordDay.objects.values()) == days


def test_days_that_were_missed_close_together_as_they_would_have_alone(chained: str) -> None:
    _behind_the_triggers("DELETE FROM testimonies_recordday")
    record.close_days(TODAY)
    assert record.head() == chained


def test_before_the_first_day_closed_there_is_no_head() -> None:
    assert record.head() == ""
    record.verify("")


def test_a_line_says_who_what_and_which_and_no_clock_time(team: Team) -> None:
    _words, testimony = send_story(now=NOON)
    line = Record.objects.get()
    assert (line.move, line.by, line.actor) == ("send", "writer", None)
    assert line.subject == testimony.record_subject
    assert line.subject not in (testimony.pk, testimony.receipt_id, testimony.data_key_id)
