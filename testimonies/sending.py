"""The only way in: a document and a ticket become one testimony and one receipt."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from testimonies import documents, held, intake, record
from testimonies.documents import Card, Document
from testimonies.errors import IntakeClosed
from testimonies.models import Testimony, UsedTicket
from vault import keys, receipts
from vault.models import DataKey, Receipt
from vault.sealing import Unsealable
from vault.tickets import Ticket

SHOWN_FOR = timedelta(minutes=30)
# Kept, for a thread of its own costs each Send a twentieth of its time; as many as answer requests.
_BESIDE = ThreadPoolExecutor(8, thread_name_prefix="hash")
_CLAIM = "INSERT INTO testimonies_usedticket (mac, receipt, day) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"


@dataclass(frozen=True)
class Sent:
    """What Send answers with: the six words, or None when they can no longer be shown.

    `is_kept` is False when this ticket came before with another text: then what was sent now is nowhere.
    """

    words: tuple[str, ...] | None = field(repr=False)
    is_kept: bool = True


def send(
    document: Document,
    *,
    ticket: Ticket,
    now: datetime,
    suspicious: bool = False,
    marks: Sequence[str] = (),
    found: int | None = None,
) -> Sent:
    """Keep the document and return its receipt; the same ticket again finds the same testimony.

    `marks` are of the texts that its form had held (see held); `found`: how many words of it are marked, if the
    check has looked (see mark_counts).
    Returns only after the commit. Raises IntakeClosed, NoTeam, or whatever the database says.
    """
    line = {"move": "send", "by": "writer"}
    return _once(
        document, ticket, now, line, suspicious=suspicious, only_if_open=True, marks=marks, found=found
    )


def bring_in(document: Document, *, ticket: Ticket, by: UUID, now: datetime) -> Sent:
    """The same for a story that came another way and that a coordinator types in, also while intake is closed.

    Raises NoTeam, or whatever the database says.
    """
    return _once(document, ticket, now, {"move": "bring in", "by": "coordinator", "actor": by})


def _once(
    document: Document,
    ticket: Ticket,
    now: datetime,
    line: dict[str, Any],
    *,
    suspicious: bool = False,
    only_if_open: bool = False,
    marks: Sequence[str] = (),
    found: int | None = None,
) -> Sent:
    """Keep it, unless this ticket came before; `line` is what the record says of it."""
    # The slow hash of the words leaves Python's lock free, so the card is made meanwhile.
    hashed = _BESIDE.submit(receipts.key_of, ticket.words)
    card = documents.card_of(document, found=found)
    key = hashed.result()
    with transaction.atomic():
        receipt = claim(ticket, key, now)
        if receipt is None:
            return _sent_before(document, ticket, key, now)
        # Asked only now: what was taken before is answered for, also when intake has closed since.
        team = keys.team_public()
        if only_if_open and not (team.readers and intake.chosen() != intake.State.CLOSED):
            raise IntakeClosed
        receipt.save(force_insert=True)
        data_key, testimony = rows_of(document, card, receipt, team, now, suspicious)
        data_key.save(force_insert=True)
        testimony.save(force_insert=True)
        held.keep(ticket, marks, receipt.uuid, testimony.day)
        record.write(**line, subject=testimony.record_subject)
        return Sent(ticket.words)


def claim(ticket: Ticket, key: receipts.ReceiptKey, now: datetime) -> Receipt | None:
    """A receipt for this ticket, not yet saved; None when the ticket was sent before."""
    receipt = Receipt(find=key.find, public=key.public, shown_until=now + SHOWN_FOR)
    with connection.cursor() as cursor:
        # A second Send with this ticket waits here until the first one's transaction has ended.
        cursor.execute(_CLAIM, [ticket.mac, receipt.uuid, timezone.localdate(now)])
        return receipt if cursor.rowcount else None


def still_shown(key: receipts.ReceiptKey, now: datetime) -> Receipt | None:
    """The receipt of these words, while they may be shown once more: for half an hour, until they are used."""
    receipt = Receipt.objects.filter(find=key.find).first()
    if receipt is None or receipt.used or receipt.shown_until is None or receipt.shown_until < now:
        return None
    return receipt


def show_no_more(ticket: Ticket) -> None:
    """Whoever has the words has written them down: from now on the form shows them to nobody."""
    key = receipts.key_of(ticket.words)
    Receipt.objects.filter(find=key.find).update(shown_until=None)


def rows_of(
    document: Document,
    card: Card,
    receipt: Receipt,
    team: keys.TeamPublic,
    now: datetime,
    suspicious: bool = False,
) -> tuple[DataKey, Testimony]:
    """What is kept of one document, sealed and not yet saved: its key first, then itself."""
    data_key, secret = keys.new_data_key(team, receipt)
    testimony = Testimony(
        receipt=receipt,
        data_key=data_key,
        day=timezone.localdate(now),
        suspicious=suspicious,
    )
    documents.put(testimony, document, secret, team, card)
    return data_key, testimony


def was_sent(ticket: Ticket) -> bool:
    """Whether something came with this ticket within a day."""
    return UsedTicket.objects.filter(mac=ticket.mac).exists()


def _sent_before(document: Document, ticket: Ticket, key: receipts.ReceiptKey, now: datetime) -> Sent:
    """The words once more, but only for the same text, within half an hour, and never once they were used."""
    testimony = Testimony.objects.select_related("data_key").filter(receipt__find=key.find).first()
    # Taken down since: there is nothing left to compare with.
    if testimony is None:
        return Sent(None)
    try:
        kept = documents.open_document(testimony, keys.open_data_key(testimony.data_key, key))
    except Unsealable:
        return Sent(None)
    if kept.text != document.text:
        return Sent(None, is_kept=False)
    return Sent(ticket.words if still_shown(key, now) else None)
