"""Coming back with the six words: find, look, agree, take down."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from redaction.spans import Span
from testimonies import deciding, documents, page_cache, ready, record, states
from testimonies.deciding import Decision
from testimonies.documents import Document
from testimonies.errors import Gone
from testimonies.lock import locked
from testimonies.models import Counted, Ready, Story, Stub, Testimony
from testimonies.ready import Payload
from testimonies.states import State
from vault import keys, receipts
from vault.models import DataKey, Receipt
from vault.sessions import Return

_ANSWERED_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Standing:
    """What the page behind the receipt needs to know: where it is, and what the stub says."""

    state: State
    number: int | None
    reason: str
    testimony: Testimony | None
    until: date | None = None
    # A volunteer's own words with a decline, if there are any.
    words: str = ""


def find(words: list[str]) -> Return | None:
    """Who these words belong to, or None. The same work for right and wrong ones, up to one index look-up."""
    key = receipts.key_of(words)
    receipt = Receipt.objects.filter(find=key.find).first()
    if receipt is None:
        return None
    if not receipt.used:
        Receipt.objects.filter(pk=receipt.pk).update(used=True, shown_until=None)
    return Return(receipt.uuid, key)


def _of(who: Return) -> QuerySet[Testimony]:
    # By the key as well: a cookie from before the words were changed opens nothing any more.
    return Testimony.objects.filter(receipt=who.receipt, receipt__find=who.key.find)


def hold(who: Return) -> Receipt:
    """Their receipt, locked before anything else is. Raises Gone."""
    # NO KEY: a group that goes up just now writes a stub for this receipt while we wait for its testimony.
    rows = Receipt.objects.select_for_update(no_key=True)
    receipt = rows.filter(pk=who.receipt, find=who.key.find).first()
    if receipt is None:
        raise Gone
    return receipt


def standing(who: Return) -> Standing:
    """Where it stands. Raises Gone when the words open nothing any more."""
    testimony = _of(who).select_related("data_key").first()
    stub = Stub.objects.filter(receipt=who.receipt, receipt__find=who.key.find).first()
    if testimony is None and stub is None:
        raise Gone
    left = ready.open_stub(stub, who.key.private) if stub else {}
    state = _as_it_is_up(State(testimony.state if testimony else stub.outcome), left.get("number"))
    until = stub.until_day if stub else None
    return Standing(
        state, left.get("number"), left.get("reason", ""), testimony, until, left.get("words", "")
    )


def _as_it_is_up(state: State, number: int | None) -> State:
    """What the site shows decides: after a restore the story may be hidden or gone, and its testimony cannot know."""
    if state not in (State.PUBLISHED, State.HIDDEN) or number is None:
        return state
    is_up = Story.objects.filter(number=number).values_list("state", flat=True).first()
    return State(is_up or State.REMOVED)


def believed(number: int) -> int:
    """How many readers said "I believe you" to a story of theirs that is up."""
    return Story.objects.published().filter(number=number).values_list("believed", flat=True).first() or 0


def row(who: Return) -> Testimony:
    """Their testimony, to look at. Raises Gone."""
    testimony = _of(who).select_related("data_key").first()
    if testimony is None:
        raise Gone
    return testimony


def text_of(who: Return) -> Document:
    """What they wrote, while it exists. Raises Gone."""
    testimony = row(who)
    return documents.open_document(testimony, key_to(testimony, who))


def key_to(testimony: Testimony, who: Return) -> bytes:
    """The key under which their testimony is sealed. Raises Unsealable."""
    return keys.open_data_key(testimony.data_key, who.key)


def proposed(who: Return) -> Payload:
    """The version that waits for their yes. Raises Gone when none does."""
    waiting = Ready.objects.filter(testimony__in=_of(who), target=State.PROPOSED, at=None).first()
    if waiting is None:
        raise Gone
    return ready.open_payload(waiting)


def agree(who: Return, now: datetime) -> None:
    """The writer says that the proposed version is right. Raises Gone, MoveRefused."""
    with transaction.atomic():
        testimony = theirs(who)
        states.check("agree", testimony.state, State.APPROVED)
        testimony.state, testimony.due_day = State.APPROVED, None
        testimony.save(update_fields=["state", "due_day"])
        ready.settle(testimony, Ready.objects.get(testimony=testimony), now)
        record.write("agree", by="writer", subject=testimony.record_subject)


def withdraw(who: Return, now: datetime) -> None:
    """Take it down and shred it, from whatever state, waiting for nobody. Raises Gone when nothing is left.

    What hangs on the testimony (lease, notes, ready row, messages) goes with it by cascades in the database.
    """
    with transaction.atomic():
        receipt = hold(who)
        subject = _shred_testimony(who)
        # Read after the lock: a group may have gone up while we waited for it.
        stub = Stub.objects.filter(receipt=receipt).first()
        if subject is None and (stub is None or stub.outcome == State.WITHDRAWN):
            raise Gone
        if stub:
            take_down(ready.open_stub(stub, who.key.private))
        ready.leave_stub(receipt, State.WITHDRAWN, {})
        Stub.objects.filter(receipt=receipt).update(until_day=timezone.localdate(now) + _ANSWERED_FOR)
        record.write("withdraw", by="writer", subject=subject)
        transaction.on_commit(page_cache.forget)


def _shred_testimony(who: Return) -> UUID | None:
    try:
        testimony = theirs(who)
    except Gone:
        return None
    states.check("withdraw", testimony.state, State.WITHDRAWN)
    shred(testimony)
    return testimony.record_subject


def shred(testimony: Testimony) -> None:
    """Delete a locked testimony and the key that could still open a copy of it."""
    key = testimony.data_key_id
    Testimony.objects.filter(pk=testimony.pk).delete()
    DataKey.objects.filter(pk=key).delete()


def take_down(left: dict[str, str | int]) -> None:
    """Delete what is public of it: what a stub says that there is."""
    Story.objects.filter(number=left.get("number")).delete()
    Counted.objects.filter(uuid=left.get("counted")).delete()


def theirs(who: Return) -> Testimony:
    """Their testimony, locked. Raises Gone, also for words that were changed for new ones."""
    uuid = _of(who).values_list("pk", flat=True).first()
    if uuid is None:
        raise Gone
    return locked(uuid)


def believe(number: int) -> None:
    """A reader said "I believe you"; only its writer sees how many did. Raises Gone."""
    if not Story.objects.published().filter(number=number).update(believed=F("believed") + 1):
        raise Gone


def decision_of(who: Return) -> Decision | None:
    """The last decision about it, with what it would take out of either text. Raises Gone."""
    testimony = row(who)
    return deciding.marks_of(testimony, key_to(testimony, who))


def cuts_of(who: Return) -> list[Span]:
    """The spans that the last decision would take out of the story. Raises Gone."""
    decision = decision_of(who)
    return list(decision.spans) if decision else []
