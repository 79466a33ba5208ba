"""The rows of the queue page: what may be known of a testimony before it is opened. No word of it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext_lazy as _

from testimonies import facets, urgency
from testimonies.documents import Card, open_card
from testimonies.models import Testimony
from testimonies.states import State
from vault.keys import Keyring

from .references import reference_of

MOST = 1000
VIEWS: dict[str, tuple[State, ...]] = {
    "read": (State.RECEIVED,),
    "second": (State.SECOND_READER,),
    "going": (State.APPROVED, State.DECIDED),
}
SHORT_USES = {"publish": _("Publish"), "count": _("Count only"), "read": _("Just read")}
_GENTLE, _USUAL, _SEVERE = 1, 2, 3
_WEIGHT_WORDS = {_GENTLE: _("Gentle"), _USUAL: _("Usual"), _SEVERE: _("Severe")}
_GENTLE_NOTES = {"harassment", "comments", "catcalling"}
_SEVERE_NOTES = {"assault", "drugged", "stealthing", "under_13"}
_URGENT = {urgency.NOW: _("May be in danger now. Read it first"), urgency.CHILD: _("May be a child now")}
_CHILD = {"under_13", "13_15", "16_17"}


@dataclass(frozen=True)
class Job:
    """One row."""

    uuid: UUID
    reference: str
    waiting: str
    notes: str
    weight: int
    weight_words: str | Promise
    words: int
    language: str
    marks: int
    use: str | Promise
    state: str
    answered: bool
    urgent: str | Promise


def counts() -> dict[str, int]:
    """How many there are in each view."""
    return {view: Testimony.objects.in_state(*states).count() for view, states in VIEWS.items()}


def jobs(keyring: Keyring, view: str, now: datetime, limit: int = 50) -> list[Job]:
    """The first rows of a view in queue order; at most 1,000 cards are opened for one page."""
    rows = Testimony.objects.in_state(*VIEWS[view]).in_queue_order().defer("document")
    today = timezone.localdate(now)
    return [_job(row, open_card(row, keyring), today) for row in rows[: min(limit, MOST)]]


def weight_of(card: Card, urgent: int = urgency.NONE) -> int:
    """1 gentle, 2 usual, 3 severe: how much of a day it takes, known before the text is."""
    notes = set(card.notes)
    if urgent == urgency.NOW:
        return _SEVERE
    if notes & _SEVERE_NOTES or card.age == "under_13":
        return _SEVERE
    if "pictures" in notes and card.age in _CHILD:
        return _SEVERE
    return _GENTLE if notes <= _GENTLE_NOTES and card.words <= 300 else _USUAL


def notes_line(card: Card) -> str:
    """The content notes in words, the age among them when it is one."""
    keys = list(card.notes)
    if card.age == "under_13" and "under_13" not in keys:
        keys.append("under_13")
    line = ", ".join(str(facets.NOTE_WORDS[key]) for key in keys if key in facets.NOTE_WORDS)
    return line[:1].upper() + line[1:] if line else str(_("No content note given"))


def language_of(code: str) -> str:
    """The language's name, or its code when we have no name for it."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def _job(row: Testimony, card: Card, today: date) -> Job:
    weight = weight_of(card, row.urgency)
    return Job(
        uuid=row.uuid,
        reference=reference_of(row.uuid),
        waiting=_waiting((today - row.day).days),
        notes=notes_line(card),
        weight=weight,
        weight_words=_WEIGHT_WORDS[weight],
        words=card.words,
        language=language_of(card.language),
        marks=card.marks,
        use=SHORT_USES.get(card.use, card.use),
        state=row.state,
        answered=row.answered,
        urgent=_URGENT.get(row.urgency, ""),
    )


def _waiting(days: int) -> str:
    if days < 1:
        return str(_("Since today"))
    return ngettext("Waiting %(days)d day", "Waiting %(days)d days", days) % {"days": days}
