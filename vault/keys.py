"""Who can open what: the team's pair in generations, the people's pairs, a testimony's data key."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from . import passwords, recovery, sealing
from .models import DataKey, Holder, Receipt, TeamKey, TeamKeyBox
from .receipts import ReceiptKey

SEALED_TO_TEAM = (
    ("vault.DataKey", "box_team"),
    ("testimonies.Testimony", "card"),
    ("testimonies.Story", "receipt_box"),
    ("testimonies.Story", "place_sealed"),
    ("testimonies.Story", "counted_box"),
    ("testimonies.Counted", "place_sealed"),
    ("testimonies.Concern", "body"),
)
"""Every column that a new generation must re-seal. A test finds one that is missing."""

_BOX, _TEAM, _RECEIPT = "vault.TeamKeyBox.box", "vault.DataKey.box_team", "vault.DataKey.box_receipt"


class NoTeam(Exception):
    """There is no team key in use: nobody could read what would be sealed."""


class VaultClosed(Exception):
    """These keys do not open what they should."""


@dataclass(frozen=True)
class TeamPublic:
    """The public half in use: all that the web tier needs to seal to the team."""

    generation: int
    public: bytes

    def seal(self, plaintext: bytes, *, column: str, row: sealing.Row) -> bytes:
        """Seal to the team; the row must store `generation` beside it."""
        return sealing.seal_to(self.public, plaintext, column=column, row=row)


@dataclass(frozen=True)
class Keyring:
    """The team's private halves, by generation, opened for one request of one person."""

    person: UUID
    privates: Mapping[int, bytes] = field(repr=False)
    # Worked out once a request: it costs more than opening a card, and a queue page opens fifty.
    publics: Mapping[int, bytes] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        publics = {number: sealing.public_of(private) for number, private in self.privates.items()}
        object.__setattr__(self, "publics", publics)

    def open(self, sealed: bytes, generation: int, *, column: str, row: sealing.Row) -> bytes:
        """What was sealed to the team. Raises Unsealable, also for a generation that we do not hold."""
        if generation not in self.privates:
            raise sealing.Unsealable
        private, public = self.privates[generation], self.publics[generation]
        return sealing.unseal_with(private, sealed, column=column, row=row, public=public)

    def open_data_key(self, row: DataKey) -> bytes:
        """The 32 bytes under which a testimony is sealed."""
        return self.open(row.box_team, row.generation, column=_TEAM, row=row.uuid)


def team_public() -> TeamPublic:
    """The generation in use. Raises NoTeam."""
    key = TeamKey.objects.filter(state=TeamKey.State.IN_USE).first()
    if key is None:
        raise NoTeam
    return TeamPublic(key.generation, key.public)


def holders_who_can_open() -> int:
    """How many people (the recovery phrase is nobody) hold a box of the generation in use."""
    boxes = TeamKeyBox.objects.filter(generation__state=TeamKey.State.IN_USE)
    return boxes.exclude(holder=recovery.HOLDER).count()


@transaction.atomic
def create_team(first_person: UUID, password: str) -> str:
    """The first generation, with a box for the first person and one for recovery; returns the phrase."""
    phrase = recovery.new_phrase()
    private, public = sealing.new_pair()
    key = TeamKey.objects.create(generation=1, public=public, state=TeamKey.State.IN_USE)
    for holder in (add_holder(first_person, password), add_holder(recovery.HOLDER, phrase)):
        _put_box(key, holder, private)
    return phrase


def add_holder(uuid: UUID, password: str) -> Holder:
    """A new pair for a person (or the recovery phrase), its private half wrapped under `password`."""
    private, public = sealing.new_pair()
    wrapped = passwords.wrap(private, password, row=uuid)
    holder, _created = Holder.objects.update_or_create(
        uuid=uuid,
        defaults={
            "public": public,
            "private": wrapped.private,
            "salt": wrapped.salt,
            "parameters": wrapped.parameters,
        },
    )
    return holder


@transaction.atomic
def let_in(holder: Holder, keyring: Keyring) -> None:
    """Seal each generation that `keyring` holds to a new holder."""
    for key in TeamKey.objects.filter(generation__in=keyring.privates):
        _put_box(key, holder, keyring.privates[key.generation])


def _put_box(key: TeamKey, holder: Holder, private: bytes) -> None:
    box = sealing.seal_to(holder.public, private, column=_BOX, row=f"{key.generation} {holder.uuid}")
    TeamKeyBox.objects.update_or_create(generation=key, holder=holder.uuid, defaults={"box": box})


def unlock(uuid: UUID, password: str) -> bytes:
    """A person's private half. Raises Unsealable (wrong password) or VaultClosed (no pair of theirs)."""
    holder = Holder.objects.filter(uuid=uuid).first()
    if holder is None:
        raise VaultClosed
    wrapped = passwords.Wrapped(holder.private, holder.salt, holder.parameters)
    return passwords.unwrap(wrapped, password, row=uuid)


def keyring_of(uuid: UUID, private: bytes) -> Keyring:
    """Open this person's boxes. Raises VaultClosed when there is none or one does not open."""
    boxes = TeamKeyBox.objects.filter(holder=uuid)
    try:
        privates = {
            box.generation_id: sealing.unseal_with(
                private, box.box, column=_BOX, row=f"{box.generation_id} {uuid}"
            )
            for box in boxes
        }
    except sealing.Unsealable as error:
        raise VaultClosed from error
    if not privates:
        raise VaultClosed
    return Keyring(uuid, privates)


def matches_what_is_in_use(keyring: Keyring) -> bool:
    """Whether the public half in use is that of the private half we hold: else somebody swapped it."""
    team = team_public()
    private = keyring.privates.get(team.generation)
    return private is not None and sealing.public_of(private) == team.public


def new_data_key(team: TeamPublic, receipt: Receipt) -> tuple[DataKey, bytes]:
    """A data key, sealed to the team and to the writer: (the row, not yet saved; the 32 bytes)."""
    key = sealing.new_key()
    row = DataKey(generation=team.generation)
    row.box_team = team.seal(key, column=_TEAM, row=row.uuid)
    row.box_receipt = sealing.seal_to(receipt.public, key, column=_RECEIPT, row=row.uuid)
    return row, key


def open_data_key(row: DataKey, receipt: ReceiptKey) -> bytes:
    """The 32 bytes, with the words of the receipt. Raises Unsealable."""
    if row.box_receipt is None:
        raise sealing.Unsealable
    return receipt.open(row.box_receipt, column=_RECEIPT, row=row.uuid)
