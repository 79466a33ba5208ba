"""Concerns as coordinators see them: the list with its clock, and one with its story, its thread and its steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q
from django.utils.dateformat import format as format_date
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from testimonies import concerns, hiding, record
from testimonies.forms import WHYS
from testimonies.messages import Said
from testimonies.models import Concern, Story
from vault.keys import Keyring

from .concerns import others_open
from .models import Person
from .references import reference_of

_WHY_WORDS = dict(WHYS)
EARLY, LAST_DAY, LATE = "early", "last", "late"
VIEWS = ("open", "closed")
_CLOSED_SHOWN = 50
State = Concern.State
_OUTCOMES: dict[str, str | Promise] = {
    State.KEPT: gettext_lazy("Kept as it is"),
    State.CUT: gettext_lazy("More was taken out"),
    State.REMOVED: gettext_lazy("Removed"),
    State.GONE: gettext_lazy("Its writer had taken it down"),
}


@dataclass(frozen=True, repr=False)
class Told:
    """One concern, opened."""

    uuid: UUID
    reference: str
    why_key: str
    why: str | Promise
    what: str
    story_number: int
    story_state: str
    came: str
    due: str
    clock: str
    is_open: bool
    outcome: str | Promise
    others: str
    before: str
    said: list[Said]
    steps: list[str]

    @property
    def words(self) -> int:
        """How many words the reader wrote."""
        return len(self.what.split())

    @property
    def has_new_words(self) -> bool:
        """Whether the reader said the last word."""
        return bool(self.said) and self.said[-1].by_writer


@dataclass(frozen=True, repr=False)
class Text:
    """The story that a concern is about, as it is public now, or was."""

    text: str
    second_text: str
    language: str
    drawn_on: str


def counts() -> dict[str, int]:
    """How many are in each view."""
    return Concern.objects.aggregate(
        open=Count("pk", filter=Q(state=State.OPEN)), closed=Count("pk", filter=~Q(state=State.OPEN))
    )


def waiting(keyring: Keyring, today: date) -> list[Told]:
    """Those that are open, first due first."""
    return _all(Concern.objects.filter(state=State.OPEN).order_by("due_day", "day", "uuid"), keyring, today)


def closed(keyring: Keyring, today: date) -> list[Told]:
    """Those that were decided, newest day first; they go after ninety days."""
    rows = Concern.objects.exclude(state=State.OPEN).order_by("-decided_day", "uuid")[:_CLOSED_SHOWN]
    return _all(rows, keyring, today)


@transaction.atomic
def one(uuid: UUID, keyring: Keyring, today: date, *, by: Person) -> Told | None:
    """One concern, or None; that this person opened it is recorded."""
    found = Concern.objects.filter(pk=uuid)
    for subject in found.values_list("record_subject", flat=True):
        record.write_once_a_day("open a concern", by=by.role, actor=by.uuid, subject=subject)
    return next(iter(_all(found, keyring, today)), None)


def text_of(told: Told, keyring: Keyring) -> Text | None:
    """The story, or None when it is not there any more. Raises Unsealable."""
    story = Story.objects.filter(number=told.story_number).first()
    if story is None:
        return None
    return Text(*hiding.texts_of(story, keyring), story.language, hiding.fingerprint(story))


def _all(rows: Sequence[Concern], keyring: Keyring, today: date) -> list[Told]:
    rows = list(rows.select_related("data_key"))
    numbers = [row.story_number for row in rows]
    states = dict(Story.objects.filter(number__in=numbers).values_list("number", "state"))
    return [_told(row, states.get(row.story_number, ""), keyring, today) for row in rows]


def _told(row: Concern, story_state: str, keyring: Keyring, today: date) -> Told:
    key = keyring.open_data_key(row.data_key)
    why, what = concerns.opened(row, key)
    is_open = row.state == State.OPEN
    return Told(
        uuid=row.uuid,
        reference=reference_of(row.uuid),
        why_key=why,
        why=_WHY_WORDS.get(why, _WHY_WORDS["else"]),
        what=what,
        story_number=row.story_number,
        story_state=story_state,
        came=_came(row.day, today),
        due=_due(row.due_day, today) if is_open else _decided(row, today),
        clock=_clock(row, today) if is_open else "",
        is_open=is_open,
        outcome=_OUTCOMES.get(row.state, ""),
        others=_others(others_open(row)),
        before=_before(row, today),
        said=concerns.messages_of(row, key),
        steps=row.steps,
    )


def _clock(row: Concern, today: date) -> str:
    return LATE if row.due_day < today else LAST_DAY if row.due_day == today else EARLY


def _others(number: int) -> str:
    if not number:
        return ""
    words = ngettext(
        "One more concern about this story is open.",
        "%(n)s more concerns about this story are open.",
        number,
    )
    return words % {"n": number}


def _before(row: Concern, today: date) -> str:
    """That somebody looked at this story before, so that a new concern is not taken for the old one."""
    earlier = Concern.objects.filter(story_number=row.story_number, decided_day__lte=row.day).exclude(
        pk=row.pk
    )
    last = earlier.exclude(state=State.OPEN).order_by("-decided_day").first()
    if last is None:
        return ""
    words = {
        State.KEPT: _("Looked at before: kept on %(day)s."),
        State.CUT: _("Looked at before: more was taken out on %(day)s."),
        State.REMOVED: _("Looked at before: removed on %(day)s."),
    }.get(last.state)
    return words % {"day": format_date(last.decided_day, "j F")} if words else ""


def _decided(row: Concern, today: date) -> str:
    return str(_("Decided on %(day)s")) % {"day": _named(row.decided_day, today)}


def _came(day: date, today: date) -> str:
    if day >= today:
        return str(_("Came today"))
    if day == today - timedelta(days=1):
        return str(_("Came yesterday"))
    return str(_("Came on %(day)s")) % {"day": _named(day, today)}


def _due(day: date, today: date) -> str:
    near = {-1: _("Was due yesterday"), 0: _("Due this evening"), 1: _("Due tomorrow")}
    away = (day - today).days
    if away in near:
        return str(near[away])
    words = _("Was due on %(day)s") if away < 0 else _("Due on %(day)s")
    return str(words) % {"day": _named(day, today)}


def _named(day: date, today: date) -> str:
    return format_date(day, "l" if abs((day - today).days) < 7 else "j F")
