"""What somebody does not read, and how much they read in a day. Sealed to them: it tells what happened to a person.

Nobody else sees it, coordinators neither. Who forgot their password has a new pair, and chooses anew.
"""

import json
from dataclasses import asdict, dataclass

from testimonies.documents import Card
from vault import sealing
from vault.keys import Keyring

from .models import Person, Preference

LEAST_WEIGHT = 3
_COLUMN = "moderation.Preference.blob"
_SIZE = 512


# No repr: it is theirs.
@dataclass(frozen=True, repr=False)
class Preferences:
    """Keys of content notes that are not read; the most weight of a day, or None for the usual."""

    kinds: tuple[str, ...] = ()
    weight: int | None = None

    def skip(self, card: Card) -> bool:
        """Whether this person does not read one with this card."""
        notes = {*card.notes, *(["under_13"] if card.age == "under_13" else [])}
        return not notes.isdisjoint(self.kinds)


def of(person: Person, keyring: Keyring) -> Preferences:
    """Theirs, or the usual."""
    row = Preference.objects.filter(person=person).first()
    if row is None:
        return Preferences()
    try:
        raw = keyring.open_own(row.blob, column=_COLUMN, row=person.uuid)
    except sealing.Unsealable:
        return Preferences()
    plain = json.loads(sealing.unpad(raw))
    return Preferences(tuple(plain["kinds"]), plain["weight"])


def keep(person: Person, keyring: Keyring, preferences: Preferences) -> None:
    """Remember it, sealed to them; always of one length."""
    raw = sealing.pad(json.dumps(asdict(preferences)).encode(), (_SIZE,))
    blob = keyring.seal_own(raw, column=_COLUMN, row=person.uuid)
    Preference.objects.update_or_create(person=person, defaults={"blob": blob})
