"""Invented stories for a first look, taken the whole real way: sent, read, cut, published in groups."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

import redaction
from moderation import queue
from moderation.demonstration_stories import COUNTED, PUBLISHED, WAITING
from moderation.models import Person
from moderation.setting_up import new_password, write_once
from redaction.spans import Span, labels_for
from testimonies import deciding, documents, numbers, places, publishing, schedule, sending
from testimonies.documents import Document
from testimonies.lock import locked
from testimonies.models import Group, Number, Place, Reply, Testimony
from testimonies.states import State
from vault import keys, receipts, tickets
from vault.keys import Keyring
from vault.sealing import Unsealable

NAME = "marlow"
GROUP_SIZE = 10
PLACES = (
    ("Tallowfield School", "Merrowby", "school"),
    ("University of Oxmere", "Oxmere", "university"),
    ("Wendle Sixth Form", "Wendle", "college"),
)
"""Invented, as all the rest."""
ANSWER = (
    "We have read every story on this page. We are sorry that nobody listened.\n\n"
    "From this term on there is one person in the school to whom anybody can go, and her door is open at break. "
    "Whoever goes there is told by the end of the week what we did."
)


def password(secrets_directory: Path) -> str:
    """The moderator's password: made once, and kept, because every start prints it."""
    file = secrets_directory / "demonstration_password"
    if not file.exists():
        write_once(file, new_password())
    return file.read_text(encoding="ascii").strip()


def is_shown() -> bool:
    """Whether the stories went up before; their numbers are never forgotten, whatever became of them."""
    return Number.objects.exists()


def show_once(name: str, password: str) -> None:
    """Publish the invented stories and leave three waiting, unless that was done before."""
    if is_shown():
        return
    person = Person.objects.get_by_natural_key(name)
    try:
        keyring = keys.keyring_of(person.uuid, keys.unlock(person.uuid, password))
    except Unsealable:
        raise CommandError(f"this is not the password of {name}") from None
    # All or nothing: a start that was interrupted begins again.
    with transaction.atomic(), _groups_on_their_days():
        _add_places()
        _publish(person, keyring, timezone.localtime())
        # At once, and not with the first group of the next quarter.
        numbers.count_places(list(numbers.rows()), Group.objects.order_by("-number")[0])
        _write_to_places(timezone.localdate())
        for document in WAITING:
            _send(document, timezone.now())


@contextmanager
def _groups_on_their_days() -> Iterator[None]:
    # Locally each decision goes up at once, alone; then no story had the company that its facets need.
    before = settings.CHORUS_GROUPS_AT_ONCE
    settings.CHORUS_GROUPS_AT_ONCE = False
    try:
        yield
    finally:
        settings.CHORUS_GROUPS_AT_ONCE = before


def _add_places() -> None:
    for name, town, kind in PLACES:
        places.add(name=name, town=town, kind=kind, country="GB")


def _write_to_places(today: date) -> None:
    asked = today - timedelta(days=90)
    answers = {PLACES[0][0]: today - timedelta(days=40), PLACES[1][0]: None}
    for name, answered in answers.items():
        place = Place.objects.get(name=name)
        Reply.objects.create(place=place, asked=asked, answered=answered, text=ANSWER if answered else "")


def _publish(person: Person, keyring: Keyring, now: datetime) -> None:
    groups = [PUBLISHED[at : at + GROUP_SIZE] for at in range(0, len(PUBLISHED), GROUP_SIZE)]
    groups = [group + COUNTED[at :: len(groups)] for at, group in enumerate(groups)]
    for slot, group in zip(_slots(now, len(groups)), groups, strict=True):
        for document in group:
            _approve(_send(document, slot - timedelta(days=2)), person, keyring, slot - timedelta(hours=3))
        publishing.put_up(slot)


def _slots(now: datetime, count: int) -> list[datetime]:
    """The last set days before `now` on which groups went up, oldest first."""
    slots = [schedule.last_slot(now)]
    while len(slots) < count:
        slots.append(schedule.last_slot(slots[-1] - timedelta(hours=1)))
    return slots[::-1]


def _send(document: Document, now: datetime) -> Testimony:
    ticket = tickets.read(tickets.issue(now.timestamp()), now.timestamp())
    sending.send(document, ticket=ticket, now=now)
    return Testimony.objects.get(receipt__find=receipts.key_of(ticket.words).find)


def _approve(sent: Testimony, person: Person, keyring: Keyring, now: datetime) -> None:
    queue.take(person, sent.pk, now)
    testimony = locked(sent.pk)
    key = keyring.open_data_key(testimony.data_key)
    document = documents.open_document(testimony, key)
    decision = deciding.Decision(
        target=deciding.target_of(document),
        spans=_cuts(document.text, document.language),
        better_spans=_cuts(document.better, document.language),
        kind=document.kind,
        # What a moderator may add: where the writer ticked nothing, readers still know what they will meet.
        notes=document.content_notes or ("harassment",),
    )
    deciding.decide(testimony, key=key, document=document, decision=decision, by=person.uuid, now=now)
    testimony.lease.delete()
    if testimony.state == State.DECIDED:
        deciding.take_effect(testimony, now)


def _cuts(text: str, language: str) -> tuple[Span, ...]:
    # As on the bench, where mere details are left in unless somebody takes them out.
    marks = [mark for mark in redaction.find(text, language=language) if mark.kind != "detail"]
    return tuple(labels_for(text, marks))
