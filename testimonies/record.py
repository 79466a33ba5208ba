"""The append-only record: every function that moves a state writes it, in the same transaction."""

import hashlib
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils import timezone

from .models import Record, RecordDay


class RecordBroken(Exception):
    """The record does not prove what it should; the text says which day."""


def write(move: str, *, by: str, actor: UUID | None = None, subject: UUID | None = None) -> None:
    """Add one line: `by` is moderator, writer, site or coordinator; `actor` only for people of the team."""
    # One INSERT and no SELECT: the public role may write here and not read.
    Record(move=move, by=by, actor=actor, subject=subject, day=timezone.localdate()).save(force_insert=True)


def write_all(move: str, *, by: str, subjects: Iterable[UUID]) -> None:
    """The same line for each of many, by nobody of the team."""
    today = timezone.localdate()
    Record.objects.bulk_create(Record(move=move, by=by, subject=subject, day=today) for subject in subjects)


def write_once_a_day(move: str, *, by: str, actor: UUID, subject: UUID) -> None:
    """The same for what somebody does again and again, such as looking: one line a day says it."""
    today = timezone.localdate()
    if not Record.objects.filter(day=today, actor=actor, subject=subject, move=move).exists():
        write(move, by=by, actor=actor, subject=subject)


def close_days(today: date) -> None:
    """Chain each finished day that is not chained yet. Safe to run twice at once."""
    last = RecordDay.objects.order_by("-day").first()
    days = Record.objects.filter(day__lt=today)
    if last:
        days = days.filter(day__gt=last.day)
    head = last.head if last else ""
    for day in days.order_by("day").values_list("day", flat=True).distinct():
        previous, head = head, _head(day, head)
        RecordDay.objects.bulk_create(
            [RecordDay(day=day, head=head, previous=previous)], ignore_conflicts=True
        )


def head() -> str:
    """The newest head, for the coordinators' digest; empty before the first day closed."""
    last = RecordDay.objects.order_by("-day").first()
    return last.head if last else ""


def verify(expected_head: str | None = None) -> None:
    """Work the whole chain out again. Raises RecordBroken, also when the last days were dropped."""
    running = ""
    for closed in RecordDay.objects.order_by("day"):
        if closed.previous != running or closed.head != _head(closed.day, running):
            raise RecordBroken(f"{closed.day} does not follow from the day before")
        running = closed.head
    closed_days = RecordDay.objects.values("day")
    last = RecordDay.objects.order_by("-day").values("day")[:1]
    if Record.objects.filter(day__lt=last).exclude(day__in=closed_days).exists():
        raise RecordBroken("a line was added to a day that had none")
    if expected_head is not None and expected_head != running:
        raise RecordBroken("the newest day is not the one whose head you hold")


def _head(day: date, previous: str) -> str:
    # Rows are sorted by their random ids: mixed, and the same for whoever checks.
    rows = (
        Record.objects.filter(day=day).order_by("uuid").values_list("uuid", "actor", "by", "move", "subject")
    )
    digest = hashlib.sha256(f"{previous}\n{day}\n".encode())
    for row in rows:
        digest.update("\t".join("" if value is None else str(value) for value in row).encode() + b"\n")
    return digest.hexdigest()
