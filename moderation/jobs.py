"""The rows of the queue page: what may be known of a testimony before it is opened. No word of it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext_lazy as _

from testimonies import content_notes, urgency
from testimonies.documents import Card, open_card
from testimonies.models import Testimony
from testimonies.models.testimony import TestimonyQuerySet
from testimonies.states import WAITING, State
from vault.keys import Keyring

from . import pace
from .models import Person
from .preferences import Preferences
from .references import reference_of

MOST, ROWS = 1000, 25
# A page and the one behind it.
_CHUNK = ROWS + 1


@dataclass(frozen=True)
class View:
    """One way to look at the queue: which states, and what else must hold of the row and of the card."""

    states: tuple[State, ...]
    answered: bool | None = None
    mine: bool = False
    weight: int | None = None


VIEWS: dict[str, View] = {
    "read": View((State.RECEIVED,)),
    "mine": View((State.IN_REVIEW,), mine=True),
    "answered": View((State.RECEIVED,), answered=True),
    "second": View((State.SECOND_READER,)),
    "hold": View((State.ON_HOLD,)),
    "going": View((State.APPROVED, State.DECIDED)),
    "gentle": View((State.RECEIVED,), weight=pace.GENTLE),
}
_WAITING = {state for view in VIEWS.values() if not view.mine for state in view.states}
SHORT_USES = {"publish": _("Publish"), "count": _("Count only"), "read": _("Just read")}
_WEIGHT_WORDS = {pace.GENTLE: _("Gentle"), pace.USUAL: _("Usual"), pace.SEVERE: _("Severe")}
_NOT_KNOWN = _("Not known how heavy")
URGENT = {urgency.NOW: _("May be in danger now"), urgency.CHILD: _("May be a child now")}
_READ_FIRST = {**URGENT, urgency.NOW: _("May be in danger now. Read it first")}


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
    look_again: str = ""


@dataclass(frozen=True)
class Found:
    """A page of rows, and from which row to look further, if there are more."""

    jobs: list[Job]
    further: int | None


def counts() -> dict[str, int]:
    """How many there are in each view that is the same for all and can be counted without opening anything."""
    tally = {
        (state, answered): count
        for state, answered, count in Testimony.objects.in_state(*_WAITING)
        .values_list("state", "answered")
        .annotate(count=Count("*"))
        .order_by()
    }
    return {
        name: sum(
            count
            for (state, answered), count in tally.items()
            if state in view.states and view.answered in (None, answered)
        )
        for name, view in VIEWS.items()
        if view.weight is None and not view.mine
    }


@transaction.atomic
def find(
    keyring: Keyring,
    view: str,
    person: Person,
    now: datetime,
    *,
    language: str = "",
    start: int = 0,
    limit: int = ROWS,
    theirs: Preferences | None = None,
) -> Found:
    """The rows of a view in queue order that are in this language, from row number `start` of the view on.

    Cards are opened until the page is full, at most 1,000 for one page: then what was found, and how to look further.
    """
    # In a transaction: else the database makes all of the thousand ready before it hands out the first page.
    wanted, today, jobs = VIEWS[view], timezone.localdate(now), []
    # What nobody is about to read is listed whole: what is on hold, what goes up, what they hold already.
    leaves_out = theirs.skip if theirs and WAITING.issuperset(wanted.states) else None
    rows = _rows(wanted, person).in_queue_order().defer("document")[start : start + MOST + 1]
    for number, row in enumerate(rows.iterator(_CHUNK), start):
        if len(jobs) == limit or number == start + MOST:
            return Found(jobs, number)
        card = open_card(row, keyring)
        weight = pace.weight_of(card, row.urgency)
        suits = wanted.weight in (None, weight) and language in ("", card.language)
        if suits and not (leaves_out and leaves_out(card)):
            jobs.append(_job(row, card, weight, today))
    return Found(jobs, None)


def _rows(view: View, person: Person) -> TestimonyQuerySet:
    rows = Testimony.objects.in_state(*view.states)
    if view.answered is not None:
        rows = rows.filter(answered=view.answered)
    return rows.filter(lease__person=person) if view.mine else rows


def notes_line(card: Card) -> str:
    """The content notes in words, the age among them when it is one."""
    keys = list(card.notes)
    if card.age == "under_13" and "under_13" not in keys:
        keys.append("under_13")
    line = ", ".join(content_notes.said(keys))
    return capfirst(line) if line else str(_("No content note given"))


def language_of(code: str) -> str:
    """The language's name, or its code when we have no name for it."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def _job(row: Testimony, card: Card, weight: int, today: date) -> Job:
    return Job(
        uuid=row.uuid,
        reference=reference_of(row.uuid),
        waiting=_waiting((today - row.day).days),
        notes=notes_line(card),
        weight=weight,
        weight_words=_weight_words(card, weight),
        words=card.words,
        language=language_of(card.language),
        marks=card.marks,
        use=SHORT_USES.get(card.use, card.use),
        state=row.state,
        answered=row.answered,
        urgent=_READ_FIRST.get(row.urgency, ""),
        look_again=look_again(row.due_day, today) if row.state == State.ON_HOLD else "",
    )


def _weight_words(card: Card, weight: int) -> str | Promise:
    # Counted as usual; but whoever chooses by it must know that nobody has said anything.
    return _NOT_KNOWN if weight == pace.USUAL and not card.notes else _WEIGHT_WORDS[weight]


def look_again(day: date | None, today: date) -> str:
    """When a coordinator looks at one on hold again, in words; that the day has come is all that it does."""
    if day is None or day <= today:
        return str(_("Look at it again now"))
    return str(_("Look again on %(day)s")) % {"day": date_format(day, "j F")}


def _waiting(days: int) -> str:
    if days < 1:
        return str(_("Since today"))
    return ngettext("Waiting %(days)d day", "Waiting %(days)d days", days) % {"days": days}
