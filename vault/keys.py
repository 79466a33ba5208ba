"""Who can open what: the team's pair in generations, the people's pairs, a testimony's data key."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from uuid import UUID

from django.db import connection, transaction

from . import passwords, recovery, sealing
from .models import DataKey, Holder, Receipt, TeamKey, TeamKeyBox
from .receipts import ReceiptKey

SEALED_TO_TEAM = (
    ("vault.DataKey", "box_team"),
    ("testimonies.Testimony", "card"),
    ("testimonies.Story", "receipt_box"),
    ("testimonies.Story", "place_sealed"),
    ("testimonies.Story", "counted_box"),
    ("testimonies.Story", "removed_box"),
    ("testimonies.Counted", "place_sealed"),
    ("moderation.NoteKey", "box"),
)
"""Every column that a new generation must re-seal. A test finds one that is missing."""

_ONE_AT_A_TIME = 0x43686F73
# An advisory lock: a row's would need rights that the public role must not have.
_LOCK_SHARED = "SELECT pg_advisory_xact_lock_shared(%s)"
# By hand: it stands in the way of every Send.
_IN_USE = """
    SELECT generation, public,
        (SELECT count(*) FROM vault_teamkeybox WHERE generation_id = generation AND holder <> %s)
    FROM vault_teamkey WHERE state = %s
"""
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
    readers: int = 0
    """How many people (the recovery phrase is nobody) hold a box of it."""

    def seal(self, plaintext: bytes, *, column: str, row: sealing.Row) -> bytes:
        """Seal to the team; the row must store `generation` beside it."""
        return sealing.seal_to(self.public, plaintext, column=column, row=row)


@dataclass(frozen=True)
class Keyring:
    """The team's private halves, by generation, opened for one request of one person."""

    person: UUID
    privates: Mapping[int, bytes] = field(repr=False)
    # Opens the person's boxes once more: a new generation may begin in the middle of a request.
    _reopen: Callable[[], Mapping[int, bytes]] | None = field(default=None, repr=False, compare=False)
    # The person's own half, for what is sealed to them and to nobody else.
    _own: bytes | None = field(default=None, repr=False, compare=False)
    # Worked out once a request: it costs more than opening a card, and a queue page opens fifty.
    publics: Mapping[int, bytes] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._hold(self.privates)

    def _hold(self, privates: Mapping[int, bytes]) -> None:
        publics = {number: sealing.public_of(private) for number, private in privates.items()}
        object.__setattr__(self, "privates", dict(privates))
        object.__setattr__(self, "publics", publics)

    def look_again(self) -> None:
        """Take in what was given to this person since; what was held is held on to until the request ends."""
        if self._reopen is not None:
            self._hold({**self.privates, **self._reopen()})

    def open(self, sealed: bytes, generation: int, *, column: str, row: sealing.Row) -> bytes:
        """What was sealed to the team. Raises Unsealable, also for a generation that we do not hold."""
        if generation not in self.privates:
            self.look_again()
        if generation not in self.privates:
            raise sealing.Unsealable
        private, public = self.privates[generation], self.publics[generation]
        return sealing.unseal_with(private, sealed, column=column, row=row, public=public)

    def seal_own(self, plaintext: bytes, *, column: str, row: sealing.Row) -> bytes:
        """Seal to this person alone: nobody else of the team opens it. Raises Unsealable without their half."""
        if self._own is None:
            raise sealing.Unsealable
        return sealing.seal_to(sealing.public_of(self._own), plaintext, column=column, row=row)

    def open_own(self, sealed: bytes, *, column: str, row: sealing.Row) -> bytes:
        """What was sealed to this person. Raises Unsealable, also after a forgotten password: then it is gone."""
        if self._own is None:
            raise sealing.Unsealable
        return sealing.unseal_with(self._own, sealed, column=column, row=row)

    def open_data_key(self, row: DataKey) -> bytes:
        """The 32 bytes under which a testimony is sealed."""
        return self.open(row.box_team, row.generation, column=_TEAM, row=row.uuid)


def team_public() -> TeamPublic:
    """The generation in use. Raises NoTeam. Until this transaction ends, no older generation is done away with."""
    with connection.cursor() as cursor:
        # One round for both; the second statement sees what was there once the first one had its lock.
        cursor.execute(f"{_LOCK_SHARED}; {_IN_USE}", [_ONE_AT_A_TIME, recovery.HOLDER, TeamKey.State.IN_USE])
        row = cursor.fetchone()
    if row is None:
        raise NoTeam
    generation, public, readers = row
    return TeamPublic(generation, bytes(public), readers)


def hold_generations() -> None:
    """Wait for all who are sealing to the team; until this transaction ends nobody begins to, or changes boxes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])


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
        put_box(key, holder, private)
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
    hold_generations()
    keyring.look_again()
    for key in TeamKey.objects.filter(generation__in=keyring.privates, boxes__holder=keyring.person):
        put_box(key, holder, keyring.privates[key.generation])


def put_box(key: TeamKey, holder: Holder, private: bytes) -> None:
    """Seal one generation's private half to a holder, and vouch for their pair."""
    box = sealing.seal_to(holder.public, private, column=_BOX, row=f"{key.generation} {holder.uuid}")
    made = {"box": box, "voucher": voucher(private, holder)}
    TeamKeyBox.objects.update_or_create(generation=key, holder=holder.uuid, defaults=made)


def voucher(private: bytes, holder: Holder) -> bytes:
    """What only somebody who holds this generation can make for this holder and this pair."""
    about = holder.uuid.bytes + holder.public
    return blake2b(about, digest_size=32, key=sealing.subkey(private, "voucher")).digest()


def unlock(uuid: UUID, password: str) -> bytes:
    """A person's private half. Raises Unsealable (wrong password) or VaultClosed (no pair of theirs)."""
    holder = Holder.objects.filter(uuid=uuid).first()
    if holder is None:
        raise VaultClosed
    wrapped = passwords.Wrapped(holder.private, holder.salt, holder.parameters)
    return passwords.unwrap(wrapped, password, row=uuid)


def keyring_of(uuid: UUID, private: bytes) -> Keyring:
    """Open this person's boxes. Raises VaultClosed when there is none or one does not open."""
    privates = _open_boxes(uuid, private)
    if not privates:
        raise VaultClosed
    return Keyring(uuid, privates, lambda: _open_boxes(uuid, private), private)


def _open_boxes(uuid: UUID, private: bytes) -> dict[int, bytes]:
    boxes = TeamKeyBox.objects.filter(holder=uuid)
    try:
        return {
            box.generation_id: sealing.unseal_with(
                private, box.box, column=_BOX, row=f"{box.generation_id} {uuid}"
            )
            for box in boxes
        }
    except sealing.Unsealable as error:
        raise VaultClosed from error


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


def seal_to_new_words(row: DataKey, old: ReceiptKey, new: ReceiptKey) -> None:
    """The same key for other six words; the old ones open it no more. Raises Unsealable."""
    row.box_receipt = sealing.seal_to(new.public, open_data_key(row, old), column=_RECEIPT, row=row.uuid)
    row.save(update_fields=["box_receipt"])


def open_data_key(row: DataKey, receipt: ReceiptKey) -> bytes:
    """The 32 bytes, with the words of the receipt. Raises Unsealable."""
    if row.box_receipt is None:
        raise sealing.Unsealable
    return receipt.open(row.box_receipt, column=_RECEIPT, row=row.uuid)
