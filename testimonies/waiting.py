"""How long people wait until somebody reads, in days, worked out from the record."""

from datetime import date, datetime, timedelta
from statistics import median

from django.db import connection
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from testimonies.models import Record, Waiting
from testimonies.numerals import in_words

_LATELY, _LONGEST = timedelta(days=28), timedelta(days=120)
_LEAST = 5
"""Fewer than this say something about single people, and little about anybody else."""
# By hand: the answer to every Send asks it, and the ORM takes longer than the database.
_DAYS = "SELECT days FROM testimonies_waiting"


def measure(now: datetime) -> None:
    """Half of those whose turn came in the last four weeks had waited no longer than this. Safe to run twice."""
    waited = _waited(timezone.localdate(now))
    if len(waited) < _LEAST:
        Waiting.objects.all().delete()
        return
    Waiting.objects.update_or_create(id=1, defaults={"days": round(median(waited))})


def _waited(today: date) -> list[int]:
    since = today - _LATELY
    sent = dict(Record.objects.filter(move="send", day__gte=today - _LONGEST).values_list("subject", "day"))
    taken = Record.objects.filter(move="take", day__gte=today - _LONGEST).values("subject")
    firsts = taken.annotate(first=Min("day")).filter(first__gte=since).values_list("subject", "first")
    return [(first - sent[subject]).days for subject, first in firsts if subject in sent]


def sentence() -> str:
    """What people are told, or nothing while too few have waited."""
    with connection.cursor() as cursor:
        cursor.execute(_DAYS)
        row = cursor.fetchone()
    if row is None:
        return ""
    (number,) = row
    if number == 0:
        return _("At the moment people wait less than a day.")
    days = ngettext("a day", "%(number)s days", number) % {"number": in_words(number)}
    return _("At the moment people wait about %(days)s.") % {"days": days}
