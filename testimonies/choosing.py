"""What is to happen with it, and what is all right: chosen before writing, changed with the six words until it is up.

A choice that takes something back holds at once, also for what waits to go up. A choice that allows more is read
again first: what was never looked at with it in mind is not shown because of it. See docs/decisions/0010.
"""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from testimonies import documents, page_cache, ready, record, returning, states
from testimonies.answering import drop_decision
from testimonies.documents import Document
from testimonies.models import Counted, Ready, Story, Stub, Testimony
from testimonies.states import MoveRefused, State
from vault import keys
from vault.models import Receipt
from vault.sessions import Return

_KEPT = timedelta(days=30)
CHANGEABLE = frozenset({*states.CHOOSING, State.DECIDED, State.COUNTED, State.HEARD})
"""Where the choices can be changed; after publication it can be taken back, and nothing else."""
STOPPABLE = frozenset({State.PROPOSED, State.APPROVED, State.PUBLISHED})
"""Where "count it, do not publish it" is one step."""


@dataclass(frozen=True)
class Choices:
    """A use and the consents, which belong to publishing and mean nothing without it."""

    use: str
    may_ask: bool = False
    show_place: bool = False
    show_change: bool = False
    show_first: bool = False
    publish_if_silent: bool = False


def of(document: Document) -> Choices:
    """What a document says."""
    return Choices(**{name: getattr(document, name) for name in Choices.__dataclass_fields__})


def change(who: Return, choices: Choices, now: datetime) -> State:
    """Choose anew; returns where it stands now. Raises Gone, MoveRefused."""
    with transaction.atomic():
        returning.hold(who)
        testimony = returning.theirs(who)
        key = keys.open_data_key(testimony.data_key, who.key)
        before = documents.open_document(testimony, key)
        after = replace(before, **_meant(choices))
        if after == before:
            return State(testimony.state)
        target = _leads_to(State(testimony.state), before, after)
        move = _move_to(State(testimony.state), target)
        states.check(move, testimony.state, target)
        _go(who, testimony, target, after, now)
        documents.put(testimony, after, key, keys.team_public())
        if target == State.PROPOSED:
            testimony.on_timeout = after.on_timeout_once_shown
        testimony.save(update_fields=["state", "due_day", *documents.FIELDS])
        record.write(move, by="writer", subject=testimony.record_subject)
        return target


def _meant(choices: Choices) -> dict[str, str | bool]:
    return asdict(choices if choices.use == "publish" else Choices(choices.use))


def _leads_to(state: State, before: Document, after: Document) -> State:
    """Where these choices lead from here, before the table is asked whether they may."""
    if state == State.DECIDED or state == State.QUESTION and not after.may_ask:
        return State.RECEIVED
    if state in (State.COUNTED, State.HEARD):
        return State.HEARD if (state, after.use) == (State.COUNTED, "read") else State.RECEIVED
    if state not in (State.PROPOSED, State.APPROVED):
        return state
    if after.use != "publish":
        return State.COUNTED if after.use == "count" else State.HEARD
    if after.better and after.show_change and not before.show_change:
        return State.RECEIVED
    wants_to_see = after.show_first and not before.show_first
    return State.PROPOSED if state == State.APPROVED and wants_to_see else state


def _move_to(state: State, target: State) -> str:
    moves = ("choose", "say no", "change use")
    return next((move for move in moves if states.allowed(move, state, target)), "choose")


def _go(who: Return, testimony: Testimony, target: State, after: Document, now: datetime) -> None:
    """Make what waits fit the new choices, and set where it stands."""
    waiting = Ready.objects.filter(testimony=testimony).first()
    was, testimony.state = testimony.state, target
    if target == was and waiting is None:
        return
    if target == State.RECEIVED:
        _begin_again(who, testimony)
        testimony.due_day = None
    elif waiting is not None:
        ready.change(waiting, _less(ready.open_payload(waiting), after))
        if target != was:
            testimony.due_day = _due_day(target, now)
            ready.settle(testimony, waiting, now)
    else:
        # Counted already: from now on merely read.
        _begin_again(who, testimony)
        testimony.due_day = _due_day(target, now)
        ready.leave_stub(testimony.receipt, target, {"reason": ""})


def _begin_again(who: Return, testimony: Testimony) -> None:
    drop_decision(testimony)
    stub = Stub.objects.filter(receipt=testimony.receipt_id).first()
    if stub is not None:
        returning.take_down(ready.open_stub(stub, who.key.private))
        stub.delete()


def _less(payload: ready.Payload, after: Document) -> ready.Payload:
    payload = replace(payload, show_place=after.show_place)
    if not after.show_change:
        payload = replace(payload, second_text="")
    if after.use == "publish":
        return payload
    return replace(payload, text="", second_text="", when="")


def _due_day(target: State, now: datetime) -> date:
    days = {State.PROPOSED: timedelta(days=21), State.COUNTED: _KEPT, State.HEARD: _KEPT}
    return timezone.localdate(now) + days[target]


def say_no(who: Return, now: datetime) -> None:
    """Not that version, nor another: somebody has read it, and that is all. Raises Gone, MoveRefused."""
    with transaction.atomic():
        states.check("say no", returning.theirs(who).state, State.HEARD)
        change(who, Choices("read"), now)


def count_instead(who: Return, now: datetime) -> None:
    """Count it, do not publish it: from "ready", or taken off the site at once. Raises Gone, MoveRefused.

    The numbers change with the next group, as always. The original may be gone by then: what the story showed is
    what is counted.
    """
    with transaction.atomic():
        receipt = returning.hold(who)
        # Locked before anything is read: a group may be going up with it just now.
        testimony = returning.theirs(who) if Testimony.objects.filter(receipt=receipt).exists() else None
        stub = Stub.objects.filter(receipt=receipt, outcome=State.PUBLISHED).first()
        if stub is not None:
            _take_off(who, receipt, stub, testimony)
            return
    change(who, Choices("count"), now)


def _take_off(who: Return, receipt: Receipt, stub: Stub, testimony: Testimony | None) -> None:
    left = ready.open_stub(stub, who.key.private)
    stories = Story.objects.published().select_for_update(of=("self",))
    story = stories.filter(number=left.get("number")).first()
    # A hidden one is being looked at: it is not on the site, and it can be erased.
    if story is None:
        raise MoveRefused
    states.check("change use", State.PUBLISHED, State.COUNTED)
    if testimony is not None:
        _count_from_now_on(who, testimony)
    # Each story has its row among the numbers from the day it went up: that one stays.
    Counted.objects.filter(uuid=left["counted"]).update(published=False)
    story.delete()
    ready.leave_stub(receipt, State.COUNTED, {"counted": left["counted"]})
    subject = testimony.record_subject if testimony else None
    record.write("change use", by="writer", subject=subject)
    transaction.on_commit(page_cache.forget)


def _count_from_now_on(who: Return, testimony: Testimony) -> None:
    key = keys.open_data_key(testimony.data_key, who.key)
    document = replace(documents.open_document(testimony, key), **asdict(Choices("count")))
    documents.put(testimony, document, key, keys.team_public())
    testimony.state = State.COUNTED
    testimony.save(update_fields=["state", *documents.FIELDS])
