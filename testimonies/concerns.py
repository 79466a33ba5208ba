"""What a reader reports about a story: sealed to the team and to six words of its own, which need not be kept."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from testimonies import record, returning, sending, working_days
from testimonies.errors import AlreadyDecided, Gone, TooMany
from testimonies.messages import Said
from testimonies.models import Concern, ConcernMessage, Story
from testimonies.sending import Sent
from vault import keys, receipts, sealing
from vault.models import DataKey, Receipt
from vault.sealing import Unsealable
from vault.sessions import Return
from vault.tickets import Ticket

_SIZES = (1024, 16 * 1024)
_MESSAGE_SIZES = (2 * 1024, 8 * 1024)
_BODY, _MESSAGE = "testimonies.Concern.body", "testimonies.ConcernMessage.body"
_WORKING_DAYS = 2
_MOST = 40
KEPT = timedelta(days=90)
# What the team has ticked is the team's: the public role may not read it.
_THEIRS = ("uuid", "receipt_id", "data_key", "story_number", "state", "due_day", "record_subject", "body")


@dataclass(frozen=True, repr=False)
class Standing:
    """What the page behind the six words of a concern shows."""

    state: str
    story_number: int
    story_is_up: bool
    due_day: date
    erased_day: date | None
    said: list[Said]


def report(number: int, *, why: str, what: str, ticket: Ticket, now: datetime) -> Sent:
    """Keep a concern about a published story; the same ticket again finds the same one.

    Raises Gone when there is none of that number, NoTeam.
    """
    key = receipts.key_of(ticket.words)
    with transaction.atomic():
        receipt = sending.claim(ticket, key, now)
        if receipt is None:
            return _sent_before(why, what, ticket, key, now)
        if not Story.objects.published().filter(number=number).exists():
            raise Gone
        receipt.save(force_insert=True)
        _keep(number, receipt, json.dumps([why, what], ensure_ascii=False), timezone.localdate(now))
        return Sent(ticket.words)


def _keep(number: int, receipt: Receipt, said: str, today: date) -> None:
    data_key, key = keys.new_data_key(keys.team_public(), receipt)
    data_key.save(force_insert=True)
    due = working_days.after(today, _WORKING_DAYS)
    concern = Concern(receipt=receipt, data_key=data_key, story_number=number, day=today, due_day=due)
    concern.body = _seal(key, said, _SIZES, _BODY, concern.uuid)
    concern.save(force_insert=True)
    record.write("report a concern", by="reader", subject=concern.record_subject)


def _sent_before(why: str, what: str, ticket: Ticket, key: receipts.ReceiptKey, now: datetime) -> Sent:
    """The words once more, under the same conditions as those of a story."""
    concern = _rows().filter(receipt__find=key.find).first()
    # Erased since: there is nothing left to compare with.
    if concern is None:
        return Sent(None)
    try:
        kept = opened(concern, keys.open_data_key(concern.data_key, key))
    except Unsealable:
        return Sent(None)
    if kept != (why, what):
        return Sent(None, is_kept=False)
    return Sent(ticket.words if sending.still_shown(key, now) else None)


def opened(concern: Concern, key: bytes) -> tuple[str, str]:
    """Why and what. Raises Unsealable."""
    why, what = json.loads(_unseal(key, concern.body, _BODY, concern.uuid))
    return why, what


def _rows() -> QuerySet[Concern]:
    return Concern.objects.select_related("data_key").only(*_THEIRS)


def of(receipt: Receipt | UUID) -> QuerySet[Concern]:
    """The concern of these words, if they are of one."""
    return _rows().filter(receipt=receipt)


def is_theirs(who: Return) -> bool:
    """Whether these words are of a concern, and not of a story."""
    return of(who.receipt).filter(receipt__find=who.key.find).exists()


def standing(who: Return) -> Standing:
    """Where it stands, and what was said. Raises Gone."""
    concern = _theirs(who)
    key = keys.open_data_key(concern.data_key, who.key)
    decided = Concern.objects.filter(pk=concern.pk).values_list("decided_day", flat=True).first()
    return Standing(
        state=concern.state,
        story_number=concern.story_number,
        story_is_up=Story.objects.published().filter(number=concern.story_number).exists(),
        due_day=concern.due_day,
        erased_day=decided + KEPT if decided else None,
        said=messages_of(concern, key),
    )


def _theirs(who: Return) -> Concern:
    concern = of(who.receipt).filter(receipt__find=who.key.find).first()
    if concern is None:
        raise Gone
    return concern


@transaction.atomic
def say_more(who: Return, text: str) -> None:
    """A few words more of the one who reported it. Raises Gone, AlreadyDecided, TooMany."""
    returning.hold(who)
    concern = _theirs(who)
    if concern.state != Concern.State.OPEN:
        raise AlreadyDecided
    post(concern, keys.open_data_key(concern.data_key, who.key), text, by_reader=True)
    record.write("add to a concern", by="reader", subject=concern.record_subject)


@transaction.atomic
def take_back(who: Return) -> None:
    """Nothing is left of it, and the words open nothing. What was decided about the story stays. Raises Gone."""
    receipt = returning.hold(who)
    concern = _theirs(who)
    record.write("take back a concern", by="reader", subject=concern.record_subject)
    shred(concern)
    receipt.delete()


def post(concern: Concern, key: bytes, text: str, *, by_reader: bool) -> None:
    """Add a message to a concern whose receipt is locked. Raises TooMany."""
    last = ConcernMessage.objects.filter(concern=concern).aggregate(Max("number"))["number__max"] or 0
    if last >= _MOST:
        raise TooMany
    message = ConcernMessage(concern=concern, number=last + 1, by_reader=by_reader)
    message.body = _seal(key, text, _MESSAGE_SIZES, _MESSAGE, message.uuid)
    message.save(force_insert=True)


def messages_of(concern: Concern, key: bytes) -> list[Said]:
    """All that was said, in order; `by_writer` is the one who reported it. Raises Unsealable."""
    rows = ConcernMessage.objects.filter(concern=concern).order_by("number")
    return [Said(row.by_reader, _unseal(key, row.body, _MESSAGE, row.uuid)) for row in rows]


def _seal(key: bytes, text: str, sizes: tuple[int, ...], column: str, row: UUID) -> bytes:
    padded = sealing.pad(text.encode(), sizes)
    return sealing.seal(sealing.subkey(key, "concern"), padded, column=column, row=row)


def _unseal(key: bytes, sealed: bytes, column: str, row: UUID) -> str:
    raw = sealing.unseal(sealing.subkey(key, "concern"), sealed, column=column, row=row)
    return sealing.unpad(raw).decode()


def shred_due(now: datetime) -> None:
    """Ninety days after the outcome nothing is left of a concern; its words then open nothing."""
    over = Concern.objects.filter(decided_day__lte=timezone.localdate(now) - KEPT)
    with transaction.atomic():
        for concern in over.select_for_update(skip_locked=True):
            record.write("shred a concern", by="site", subject=concern.record_subject)
            shred(concern)
            Receipt.objects.filter(pk=concern.receipt_id).delete()


def shred(concern: Concern) -> None:
    """Delete a concern, what was said about it, and the key that could still open a copy of it."""
    key = concern.data_key_id
    concern.delete()
    DataKey.objects.filter(pk=key).delete()
