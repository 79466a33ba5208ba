"""What readers told us about stories that are up, opened for coordinators."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.dateformat import format as format_date
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from testimonies import concerns
from testimonies.forms import WHYS
from testimonies.models import Concern, Story
from vault.keys import Keyring

from .references import reference_of

_WHY_WORDS = dict(WHYS)
EARLY, LAST_DAY, LATE = "early", "last", "late"


@dataclass(frozen=True)
class Told:
    """One concern, opened."""

    uuid: UUID
    reference: str
    why: str | Promise
    what: str
    story_number: int
    story_state: str
    came: str
    due: str
    clock: str

    @property
    def words(self) -> int:
        """How many words the reader wrote."""
        return len(self.what.split())


def waiting(keyring: Keyring, today: date) -> list[Told]:
    """Those that are open, first due first."""
    rows = list(Concern.objects.filter(state=Concern.State.OPEN).order_by("due_day", "day", "uuid"))
    numbers = [row.story_number for row in rows]
    states = dict(Story.objects.filter(number__in=numbers).values_list("number", "state"))
    return [_told(row, states.get(row.story_number, ""), keyring, today) for row in rows]


def one(uuid: UUID, keyring: Keyring, today: date) -> Told | None:
    """One concern, or None."""
    row = Concern.objects.filter(pk=uuid).first()
    if row is None:
        return None
    state = Story.objects.filter(number=row.story_number).values_list("state", flat=True).first()
    return _told(row, state or "", keyring, today)


def _told(row: Concern, story_state: str, keyring: Keyring, today: date) -> Told:
    body = concerns.opened(row, keyring)
    return Told(
        uuid=row.uuid,
        reference=reference_of(row.uuid),
        why=_WHY_WORDS.get(body.get("why", ""), _WHY_WORDS["else"]),
        what=body.get("what", ""),
        story_number=row.story_number,
        story_state=story_state,
        came=_came(row.day, today),
        due=_due(row.due_day, today),
        clock=LATE if row.due_day < today else LAST_DAY if row.due_day == today else EARLY,
    )


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
