"""How much of this a person reads in a day: weights, pauses, the end of a day. For the person, not about them.

What harms a reader is how long they read and what they meet unprepared, so the day is counted in weight and in
minutes, and ends. Nobody else sees the numbers, coordinators neither; with the day they are gone (housekeeping).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from testimonies import urgency
from testimonies.documents import Card, Document, length_of
from testimonies.errors import Refused

from .models import Day, Person

GENTLE, USUAL, SEVERE = 1, 2, 3
MINUTES, PAUSE_EVERY = 90, 7
OPENS_AT = 6
# Whoever does nothing for longer was making tea.
_LONGEST_STEP = timedelta(minutes=10)
# Not harassment: many call by it what weighs more than words in the street.
_GENTLE_NOTES = {"comments", "catcalling"}
_SEVERE_NOTES = {"assault", "drugged", "stealthing", "under_13"}
_CHILD = {"under_13", "13_15", "16_17"}


class EnoughForToday(Refused):
    """This person's day is full: the queue opens again in the morning."""


@dataclass(frozen=True)
class Today:
    """What somebody has read today: the weight of each story in order, how much a day holds, the minutes."""

    stories: tuple[int, ...]
    limit: int
    minutes: int

    @property
    def weight(self) -> int:
        """All of it."""
        return sum(self.stories)

    @property
    def is_over(self) -> bool:
        """Whether it is enough for today."""
        return self.weight >= self.limit or self.minutes >= MINUTES

    @property
    def was_severe(self) -> bool:
        """Whether the last one was: then the next one offered is not."""
        return self.stories[-1:] == (SEVERE,)

    @property
    def pause_is_due(self) -> bool:
        """Whether the last story filled another seven."""
        before = self.weight - sum(self.stories[-1:])
        return self.weight // PAUSE_EVERY > before // PAUSE_EVERY

    @property
    def usual_ones_until_pause(self) -> int:
        """About how many more stories fill the seven that are begun."""
        return -(-(PAUSE_EVERY - self.weight % PAUSE_EVERY) // USUAL)


def weight_of(card: Card, urgent: int = urgency.NONE) -> int:
    """1 gentle, 2 usual, 3 severe: how much of a day it takes, known before the text is."""
    return _weight(set(card.notes), card.age, card.words, urgent)


def weight_of_document(document: Document, urgent: int = urgency.NONE) -> int:
    """The same, for who has the text open: without making its card again, for which all of it would be searched."""
    return _weight(set(document.content_notes), document.age, length_of(document), urgent)


def _weight(notes: set[str], age: str, words: int, urgent: int) -> int:
    if urgent == urgency.NOW or notes & _SEVERE_NOTES or age == "under_13":
        return SEVERE
    if "pictures" in notes and age in _CHILD:
        return SEVERE
    # Without a note nobody said what it is about: that is no word for gentle.
    return GENTLE if notes and notes <= _GENTLE_NOTES and words <= 300 else USUAL


def day_of(now: datetime) -> date:
    """A reader's day begins at six in the morning: an evening does not end at midnight."""
    return (timezone.localtime(now) - timedelta(hours=OPENS_AT)).date()


def today(person: Person, now: datetime, *, most: int | None = None) -> Today:
    """What this person has read since six; `most` is their own limit, which only lowers the site's."""
    limit = min(settings.CHORUS_DAY_WEIGHT, most or settings.CHORUS_DAY_WEIGHT)
    row = Day.objects.filter(person=person, day=day_of(now)).first()
    return Today((), limit, 0) if row is None else Today(tuple(row.stories), limit, row.seconds // 60)


def check(person: Person, now: datetime, *, most: int | None = None) -> Today:
    """Their day, when there is still room in it. Raises EnoughForToday."""
    theirs = today(person, now, most=most)
    if theirs.is_over:
        raise EnoughForToday
    return theirs


@transaction.atomic
def reading(person: Person, now: datetime) -> None:
    """A text is open in front of this person, or was until now: count the time since their last step with one."""
    _step(_row(person, now), now, still=True)


@transaction.atomic
def has_read(person: Person, weight: int, now: datetime) -> None:
    """They decided about one of this weight (0: about something that takes nothing). Putting back never counts."""
    row = _row(person, now)
    row.stories += [weight] if weight else []
    _step(row, now, still=False)


@transaction.atomic
def reads_again(person: Person, weight: int, now: datetime) -> None:
    """They took a decision back: what it weighed is counted when they decide again, not twice."""
    row = _row(person, now)
    if weight in row.stories:
        latest = len(row.stories) - 1 - row.stories[::-1].index(weight)
        del row.stories[latest]
        row.save(update_fields=["stories"])


@transaction.atomic
def stops(person: Person, now: datetime) -> None:
    """They put it back or closed it: the time until here counts, nothing else."""
    row = _locked(person, now)
    # Where no text was open, there is nothing to count.
    if row is not None and row.last_step is not None:
        _step(row, now, still=False)


def forget_days(now: datetime) -> int:
    """Housekeeping: of days before today nothing is kept; returns how many rows went."""
    deleted, _by_model = Day.objects.filter(day__lt=day_of(now)).delete()
    return deleted


def _step(row: Day, now: datetime, *, still: bool) -> None:
    """Count the time since the last step; `still` whether the text is open from here on."""
    if row.last_step is not None:
        row.seconds += int(min(max(now - row.last_step, timedelta(0)), _LONGEST_STEP).total_seconds())
    # The next text is a new beginning: what lies between two stories is not reading.
    row.last_step = now if still else None
    row.save(update_fields=["stories", "seconds", "last_step"])


def _row(person: Person, now: datetime) -> Day:
    row = _locked(person, now)
    if row is None:
        Day.objects.get_or_create(person=person, day=day_of(now))
        row = _locked(person, now)
    return row


def _locked(person: Person, now: datetime) -> Day | None:
    return Day.objects.select_for_update().filter(person=person, day=day_of(now)).first()
