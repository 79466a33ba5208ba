"""The record as people read it: a table a day, who and what, never what a story says."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from testimonies.models import Concern, Record, RecordDay, Testimony

from . import record_words
from .models import Person
from .references import reference_of

DAYS, MOST = 7, 500
_NOT_PEOPLE = {"writer": _("The writer"), "reader": _("A reader"), "site": _("The site")}


@dataclass(frozen=True)
class Line:
    """One move. `story` is None for what is about no story."""

    who: str | Promise
    what: str | Promise
    story: str | Promise | None


@dataclass(frozen=True)
class Day:
    """One day, in mixed order, and the first letters of how it closed."""

    day: date
    lines: list[Line]
    head: str


def last_days() -> list[Day]:
    """The last seven days on which anything happened, newest first."""
    return _days(
        Record.objects.order_by("-day").values_list("day", flat=True).distinct()[:DAYS], Record.objects.all()
    )


def found(*, moves: Collection[str], who: str, month: date | None) -> tuple[list[Day], bool]:
    """The lines of these moves by this person in this month; and whether there are more than one page takes."""
    rows = Record.objects.all()
    if moves:
        rows = rows.filter(record_words.is_one_of(moves))
    if who:
        rows = rows.filter(by=who) if who in _NOT_PEOPLE else rows.filter(actor=who)
    if month:
        rows = rows.filter(day__year=month.year, day__month=month.month)
    newest = list(rows.order_by("-day", "uuid").values_list("uuid", flat=True)[: MOST + 1])
    shown = Record.objects.filter(uuid__in=newest[:MOST])
    return _days(shown.order_by("-day").values_list("day", flat=True).distinct(), shown), len(newest) > MOST


def _days(days: Iterable[date], among: QuerySet[Record]) -> list[Day]:
    days = list(days)
    # Sorted by their random ids: within a day the order tells nothing.
    rows = list(among.filter(day__in=days).order_by("uuid"))
    names = dict(Person.objects.values_list("uuid", "name"))
    references = _references({row.subject for row in rows if row.subject})
    heads = dict(RecordDay.objects.filter(day__in=days).values_list("day", "head"))
    return [
        Day(
            day,
            [_line(row, names, references) for row in rows if row.day == day],
            _in_fours(heads.get(day, "")),
        )
        for day in days
    ]


def months() -> list[date]:
    """The first day of each month with a line in it, newest first."""
    return list(Record.objects.dates("day", "month", order="DESC"))


def people() -> list[tuple[str, str | Promise]]:
    """Whoever may be asked for: those of the team by name, then the writers, the readers and the site."""
    named = Person.objects.order_by("name").values_list("uuid", "name")
    return [(str(uuid), name) for uuid, name in named] + list(_NOT_PEOPLE.items())


def _references(subjects: Iterable[UUID]) -> dict[UUID, str]:
    found = Testimony.objects.filter(record_subject__in=subjects).values_list("record_subject", "uuid")
    told = Concern.objects.filter(record_subject__in=subjects).values_list("record_subject", "uuid")
    return {subject: reference_of(uuid) for subject, uuid in (*found, *told)}


def _line(row: Record, names: dict[UUID, str], references: dict[UUID, str]) -> Line:
    who = _NOT_PEOPLE.get(row.by) or names.get(row.actor, _("Somebody who left"))
    story = references.get(row.subject, _("no longer here")) if row.subject else None
    return Line(who, record_words.words_of(row.move), story)


def _in_fours(head: str) -> str:
    return " ".join(head[at : at + 4] for at in range(0, 12, 4)) if head else ""
