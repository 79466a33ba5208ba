"""The record as people read it: a table a day, who and what, never what a story says."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from testimonies.models import Concern, Record, RecordDay, Testimony

from .models import Person
from .references import reference_of

DAYS, MOST = 7, 500
_OF_PEOPLE = {
    "invite": _("made an invitation"),
    "take an invitation back": _("took an invitation back"),
    "join": _("accepted an invitation"),
    "let in": _("let someone in"),
    "refuse to let in": _("did not let someone in"),
    "make a link for a new password": _("made a link for a new password"),
    "choose a new password": _("chose a new password"),
    "change the role: moderator": _("changed what someone does: reads"),
    "change the role: coordinator": _("changed what someone does: coordinates"),
    "add a second step": _("added an app for the six-digit codes"),
    "use a paper code": _("used a paper code"),
    "forget a second step": _("let someone add a new app"),
    "end access": _("ended someone’s access"),
    "change the key": _("changed the team’s key"),
    "key is changed": _("finished changing the team’s key"),
    "new recovery words": _("made new recovery words"),
    "recover": _("came back with the recovery words"),
    "close intake: another key is in use": _(
        "closed the site to new stories: the team’s key was another one"
    ),
}
_MOVES = _OF_PEOPLE | {
    "send": _("sent it"),
    "bring in": _("brought in a story that came another way"),
    "import": _("took a story in from an archive"),
    "take": _("took it"),
    "open": _("opened the text"),
    "open a concern": _("opened a concern"),
    "open a hidden story": _("opened a story that is hidden"),
    "put back": _("put it back"),
    "end the lease": _("put it back after 45 minutes"),
    "ask a second reader": _("asked for a second reader"),
    "add a place": _("added a place to the list"),
    "look at one of a flood": _("opened one of many that are alike"),
    "sweep": _("declined it with others that are alike"),
    "undo a sweep": _("took back what was declined with others"),
    "leave a note": _("noted something for the team"),
    "hold": _("put it on hold"),
    "release": _("let it go on"),
    "leave a message": _("left the writer a few words"),
    "overrule a check": _("said that what a check found may stay"),
    "read again alone": _("read it again on another day, as the team is small"),
    "decide: approved": _("approved"),
    "decide: proposed": _("approved, to be shown to the writer"),
    "decide: counted": _("counted it"),
    "decide: heard": _("read it"),
    "decide: declined": _("declined"),
    "decide: question": _("asked the writer"),
    "undo": _("undid a decision"),
    "restore": _("put it on hold after a copy was restored"),
    "publish": _("put it up"),
    "agree": _("said that the version is right"),
    "say no": _("said no to the version"),
    "withdraw": _("withdrew"),
    "hide": _("took it off the site to look at something"),
    "show again": _("put it up again"),
    "cut further": _("took more out of it"),
    "remove": _("removed it"),
    "report a concern": _("reported a concern"),
    "take back a concern": _("took back a concern"),
    "add to a concern": _("added to a concern"),
    "answer a concern": _("answered a concern"),
    "tick steps": _("ticked the steps of the law"),
    "close a concern: kept": _("closed a concern: kept as it is"),
    "close a concern: cut": _("closed a concern: more was taken out"),
    "close a concern: removed": _("closed a concern: removed"),
    "close a concern: gone": _("closed a concern: the story was gone"),
    "shred a concern": _("shredded a concern"),
    "shred": _("shredded the original"),
    "stop waiting for an answer": _("stopped waiting for an answer"),
    "stop waiting for a yes": _("stopped waiting for a yes"),
    "change a text of the team": _("changed a text of the team"),
    "merge two places": _("said that two places of the list are one"),
    "take a merger of places back": _("said that two places are two after all"),
    "add data: place": _("added a place to the list"),
    "change data: place": _("changed a place of the list"),
    "add data: support line": _("added a support line"),
    "change data: support line": _("changed a support line"),
    "intake: open": _("opened for new stories"),
    "intake: slow": _("said that reading is slow"),
    "intake: closed": _("closed for new stories"),
}
_TOOK_EFFECT = "take effect: "
KINDS: dict[str, tuple[str | Promise, frozenset[str]]] = {
    "reading": (
        _("Taking, opening, putting back"),
        frozenset(
            {
                "take",
                "open",
                "put back",
                "end the lease",
                "look at one of a flood",
                "open a concern",
                "open a hidden story",
            }
        ),
    ),
    "deciding": (
        _("Decisions"),
        frozenset({move for move in _MOVES if move.startswith("decide: ")})
        | {_TOOK_EFFECT, "undo", "sweep", "undo a sweep", "overrule a check", "read again alone", "publish"},
    ),
    "aside": (
        _("Second readers, notes, on hold, messages"),
        frozenset({"ask a second reader", "leave a note", "hold", "release", "leave a message"}),
    ),
    "shown": (
        _("Concerns, and stories that are up"),
        frozenset({"hide", "show again", "cut further", "remove"})
        | {move for move in _MOVES if "concern" in move or move == "tick steps"},
    ),
    "people": (
        _("People, passwords and keys"),
        frozenset(_OF_PEOPLE),
    ),
    "site": (
        _("The site and its texts"),
        frozenset({move for move in _MOVES if move.startswith("intake: ") or " data: " in move})
        | {"add a place", "merge two places", "take a merger of places back", "change a text of the team"},
    ),
}
"""What coordinators can choose by, and the moves that it means."""
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
        rows = rows.filter(_is_one_of(moves))
    if who:
        rows = rows.filter(by=who) if who in _NOT_PEOPLE else rows.filter(actor=who)
    if month:
        rows = rows.filter(day__year=month.year, day__month=month.month)
    newest = list(rows.order_by("-day", "uuid").values_list("uuid", flat=True)[: MOST + 1])
    shown = Record.objects.filter(uuid__in=newest[:MOST])
    return _days(shown.order_by("-day").values_list("day", flat=True).distinct(), shown), len(newest) > MOST


def _is_one_of(moves: Collection[str]) -> Q:
    # One word of ours stands for every way in which a decision can take effect.
    asked = Q(move__in=moves)
    return asked | Q(move__startswith=_TOOK_EFFECT) if _TOOK_EFFECT in moves else asked


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
    return Line(who, _words_of(row.move), story)


def _words_of(move: str) -> str | Promise:
    return _("let a decision take effect") if move.startswith(_TOOK_EFFECT) else _MOVES.get(move, move)


def _in_fours(head: str) -> str:
    return " ".join(head[at : at + 4] for at in range(0, 12, 4)) if head else ""
