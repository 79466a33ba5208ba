"""Versions of the texts that a team agreed on. The first version stands in the code, and is number 0."""

from datetime import date

from django.db import connection, transaction

from testimonies import record
from testimonies.errors import Refused

from .models import Person, TeamText

_LOCK = 5_060_001


class ChangedMeanwhile(Refused):
    """Somebody else changed this text since it was looked at."""


def newest(key: str) -> TeamText | None:
    """The last version, or None while the first one stands."""
    return TeamText.objects.filter(key=key).order_by("-number").first()


def newest_of(prefix: str) -> dict[str, str]:
    """What now stands in the place of the first versions: text by key, of all keys that begin so."""
    rows = TeamText.objects.filter(key__startswith=prefix).order_by("number")
    return dict(rows.values_list("key", "body"))


def numbers() -> dict[str, int]:
    """How often each text was changed; those that never were are left out."""
    return dict(TeamText.objects.order_by("number").values_list("key", "number"))


def all_of(key: str) -> list[TeamText]:
    """Every version but the first, newest first."""
    return list(TeamText.objects.filter(key=key).order_by("-number"))


@transaction.atomic
def change(key: str, body: str, *, seen: int, by: Person, today: date) -> None:
    """Add a version after number `seen`, the one that this person changed. Raises ChangedMeanwhile."""
    # No row to lock before the first change: one lock for all texts, which change once a month.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = newest(key)
    if (last.number if last else 0) != seen:
        raise ChangedMeanwhile
    TeamText.objects.create(key=key, number=seen + 1, body=body, by=by.uuid, day=today)
    record.write("change a text of the team", by="coordinator", actor=by.uuid)
