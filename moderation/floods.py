"""A flood: many texts that are nearly the same. Found by the signatures inside the sealed cards, when somebody asks.

Nothing of it is kept: which texts are alike would say who wrote together. A coordinator sees one of each group, and
decides about all of them at once; for an hour it can be undone, all at once too.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from testimonies import deciding, record
from testimonies.documents import Card, Document, open_card, open_document
from testimonies.errors import Gone
from testimonies.lock import locked
from testimonies.models import Review, Testimony
from testimonies.states import MoveRefused, Reason, State
from vault import sealing
from vault.keys import Keyring

from .models import Person

NEWEST, LEAST = 20_000, 3
# One word more or less in a hundred; two texts that have nothing to do with each other differ in about 32.
_MOST_BITS = 7
_BLOCKS, _BLOCK_BITS = 8, 8
REASONS = (Reason.SPAM, Reason.DUPLICATE)


@dataclass(frozen=True)
class Flood:
    """Texts that are nearly the same: their ids, oldest first, and the card of the first."""

    uuids: tuple[UUID, ...]
    card: Card

    @property
    def sample(self) -> UUID:
        """The one that is looked at."""
        return self.uuids[0]


def find(keyring: Keyring) -> list[Flood]:
    """The groups among the newest 20,000 that nobody has begun to read, largest first."""
    rows = Testimony.objects.in_state(State.RECEIVED).filter(begun=False).order_by("-day", "ord")
    opened: list[tuple[UUID, Card]] = []
    for row in rows.defer("document")[:NEWEST].iterator(500):
        try:
            opened.append((row.uuid, open_card(row, keyring)))
        except sealing.Unsealable:
            # Damaged: it stays in the queue, where somebody meets it.
            continue
    opened.reverse()
    cards = dict(opened)
    groups = alike([(uuid, card.signature) for uuid, card in opened])
    floods = [Flood(tuple(group), cards[group[0]]) for group in groups if len(group) >= LEAST]
    return sorted(floods, key=lambda flood: -len(flood.uuids))


def alike(signatures: Iterable[tuple[UUID, int]]) -> list[list[UUID]]:
    """Groups of those whose signatures differ in at most seven bits, in the order given. Empty texts are in none."""
    of = {uuid: signature for uuid, signature in signatures if signature}
    parent = {uuid: uuid for uuid in of}

    def root(uuid: UUID) -> UUID:
        while parent[uuid] != uuid:
            parent[uuid] = uuid = parent[parent[uuid]]
        return uuid

    # Seven bits cannot differ in all of eight blocks: those that are alike share one of them.
    buckets: dict[tuple[int, int], list[UUID]] = defaultdict(list)
    for uuid, signature in of.items():
        for block in range(_BLOCKS):
            key = block, signature >> (block * _BLOCK_BITS) & 0xFF
            near = [each for each in buckets[key] if (of[each] ^ signature).bit_count() <= _MOST_BITS]
            for each in near:
                parent[root(uuid)] = root(each)
            # One of those that are the same is enough to find the next by.
            if not any(of[each] == signature for each in near):
                buckets[key].append(uuid)
    groups: dict[UUID, list[UUID]] = defaultdict(list)
    for uuid in of:
        groups[root(uuid)].append(uuid)
    return list(groups.values())


def look(coordinator: Person, uuid: UUID, *, keyring: Keyring) -> tuple[Flood, Document]:
    """The group that this one is in, and its text; the record says who opened it. Raises Gone where there is none."""
    flood = next((each for each in find(keyring) if uuid in each.uuids), None)
    if flood is None:
        raise Gone
    testimony = Testimony.objects.select_related("data_key").filter(pk=uuid).first()
    if testimony is None:
        raise Gone
    document = open_document(testimony, keyring.open_data_key(testimony.data_key))
    record.write(
        "look at one of a flood", by="coordinator", actor=coordinator.uuid, subject=testimony.record_subject
    )
    return flood, document


def decline_all(coordinator: Person, flood: Flood, *, keyring: Keyring, reason: Reason, now: datetime) -> int:
    """Decline them all; as duplicates all but the first. Returns how many. Whoever was quicker keeps theirs."""
    if reason not in REASONS:
        raise MoveRefused
    uuids = flood.uuids[1:] if reason == Reason.DUPLICATE else flood.uuids
    return sum(_decline(coordinator, uuid, keyring, reason, now) for uuid in uuids)


@transaction.atomic
def _decline(coordinator: Person, uuid: UUID, keyring: Keyring, reason: Reason, now: datetime) -> bool:
    try:
        testimony = locked(uuid)
    except Gone:
        return False
    if testimony.state != State.RECEIVED or testimony.begun:
        return False
    key = keyring.open_data_key(testimony.data_key)
    deciding.sweep(
        testimony,
        key=key,
        document=open_document(testimony, key),
        reason=reason,
        by=coordinator.uuid,
        now=now,
    )
    return True


def undoable(coordinator: Person, now: datetime) -> list[tuple[datetime, int]]:
    """What this coordinator swept and can still take back: the moment that it takes effect, and how many."""
    ends = [review.undo_until for review in _swept(coordinator, now)]
    return [(end, ends.count(end)) for end in sorted(set(ends), reverse=True)]


def undo_all(coordinator: Person, ends: datetime, now: datetime) -> int:
    """Take one sweep back, all of it; returns how many."""
    uuids = [review.testimony_id for review in _swept(coordinator, now) if review.undo_until == ends]
    return sum(_undo(coordinator, uuid, now) for uuid in uuids)


def _swept(coordinator: Person, now: datetime) -> list[Review]:
    rows = Review.objects.filter(
        decided_by=coordinator.uuid,
        undo_until__gt=now,
        testimony__state=State.DECIDED,
        testimony__begun=False,
    )
    return list(rows.only("testimony_id", "undo_until"))


@transaction.atomic
def _undo(coordinator: Person, uuid: UUID, now: datetime) -> bool:
    try:
        deciding.undo_sweep(locked(uuid), by=coordinator.uuid, now=now)
    except (Gone, MoveRefused, deciding.TooLate):
        return False
    return True
