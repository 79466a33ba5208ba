"""Stories that are hidden without an open concern: after a restore, or when whoever reported one took it back.

Nothing leads to them from the page of concerns, and what is hidden must not be forgotten.
"""

from datetime import datetime

from django.db import transaction

from redaction.spans import Span
from testimonies import hiding, record
from testimonies.errors import Gone
from testimonies.models import Concern, Story
from testimonies.states import MoveRefused, Reason
from vault.keys import Keyring

from .concern_pages import Text
from .models import Person


def numbers() -> list[int]:
    """Their numbers, smallest first."""
    concerned = Concern.objects.filter(state=Concern.State.OPEN).values("story_number")
    rows = Story.objects.filter(state=Story.State.HIDDEN).exclude(number__in=concerned)
    return list(rows.order_by("number").values_list("number", flat=True))


@transaction.atomic
def look(number: int, *, keyring: Keyring, by: Person) -> Text:
    """What it said; that this person opened it is recorded. Raises Gone when it is not one of these."""
    story = Story.objects.filter(number=number).first()
    if story is None or number not in numbers():
        raise Gone
    record.write("open a hidden story", by=by.role, actor=by.uuid)
    return Text(*hiding.texts_of(story, keyring), story.language, hiding.fingerprint(story))


@transaction.atomic
def show(person: Person, number: int, *, keyring: Keyring, now: datetime) -> None:
    """Put it up again as it is. Raises Gone, MoveRefused."""
    _refuse_others(number)
    hiding.show_again(number, keyring=keyring, by=person.uuid, now=now)


@transaction.atomic
def cut(
    person: Person,
    number: int,
    *,
    keyring: Keyring,
    spans: list[Span],
    second_spans: list[Span],
    drawn_on: str,
    now: datetime,
) -> None:
    """Put it up again with more taken out. Raises Gone, MoveRefused, Changed, BadSpans."""
    _refuse_others(number)
    hiding.cut_further(
        number, keyring=keyring, by=person.uuid, spans=spans, second_spans=second_spans, seen=drawn_on
    )
    hiding.show_again(number, keyring=keyring, by=person.uuid, now=now)


@transaction.atomic
def remove(person: Person, number: int, *, keyring: Keyring, reason: Reason, now: datetime) -> None:
    """Remove it for good; its writer is told the reason. Raises Gone, MoveRefused."""
    _refuse_others(number)
    hiding.remove(number, keyring=keyring, by=person.uuid, reason=reason, now=now)


def _refuse_others(number: int) -> None:
    # Of those with an open concern the concern decides.
    if number not in numbers():
        raise MoveRefused
