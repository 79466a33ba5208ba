"""What the team notes about a testimony: sealed to the team alone, never its writer's to read, gone with it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from testimonies import record
from testimonies.errors import TooMany
from testimonies.models import Testimony
from vault import keys, sealing
from vault.keys import Keyring

from . import queue
from .models import Note, NoteKey, Person

LIMIT = 2_000
"""Characters of a note; in UTF-8 they always fit the larger size."""
_MOST = 60
_SIZES = (2 * 1024, 8 * 1024)
_BOX, _BODY = "moderation.NoteKey.box", "moderation.Note.body"
_WHO_LEFT = _("Somebody who left")


# No repr: a note may repeat what somebody wrote.
@dataclass(frozen=True, repr=False)
class Noted:
    """One note: who wrote it, and what."""

    who: str | Promise
    text: str


@transaction.atomic
def leave(person: Person, uuid: UUID, *, keyring: Keyring, text: str, now: datetime) -> None:
    """Note something about the one that this person holds. Raises Gone, AlreadyDecided, NotYours, TooMany."""
    testimony, hold = queue.held(person, uuid, now)
    queue.renew(hold, now)
    add(testimony, keyring=keyring, by=person, text=text)


def add(testimony: Testimony, *, keyring: Keyring, by: Person, text: str) -> None:
    """Add a note to a locked testimony. Raises TooMany."""
    last = Note.objects.filter(testimony=testimony).aggregate(Max("number"))["number__max"] or 0
    if last >= _MOST:
        raise TooMany
    note = Note(testimony=testimony, number=last + 1, by=by.uuid)
    padded = sealing.pad(text.encode(), _SIZES)
    note.body = sealing.seal(_key_of(testimony, keyring), padded, column=_BODY, row=note.uuid)
    note.save(force_insert=True)
    record.write("leave a note", by="moderator", actor=by.uuid, subject=testimony.record_subject)


def of(testimony: Testimony, keyring: Keyring) -> list[Noted]:
    """All of them in order. Raises Unsealable."""
    rows = list(Note.objects.filter(testimony=testimony).order_by("number"))
    if not rows:
        return []
    key, names = _key_of(testimony, keyring), dict(Person.objects.values_list("uuid", "name"))
    return [Noted(names.get(row.by, _WHO_LEFT), _open(row, key)) for row in rows]


def _key_of(testimony: Testimony, keyring: Keyring) -> bytes:
    """A key of its own, and not the testimony's: that one is sealed to the writer as well."""
    row = NoteKey.objects.filter(testimony=testimony).first()
    if row is not None:
        return keyring.open(row.box, row.generation, column=_BOX, row=testimony.uuid)
    team, key = keys.team_public(), sealing.new_key()
    box = team.seal(key, column=_BOX, row=testimony.uuid)
    NoteKey.objects.create(testimony=testimony, box=box, generation=team.generation)
    return key


def _open(row: Note, key: bytes) -> str:
    return sealing.unpad(sealing.unseal(key, row.body, column=_BODY, row=row.uuid)).decode()
