"""What readers told us about stories that are up: opened, looked into, decided and answered by coordinators.

A concern is locked first, then what it is about (see testimonies/hiding.py): of two who act at once, the second finds
what the first one did.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from redaction.spans import Span
from testimonies import concerns, hiding, record
from testimonies.errors import AlreadyDecided, Gone, Unread
from testimonies.models import Concern, Story
from testimonies.states import MoveRefused, Reason
from vault.keys import Keyring
from vault.models import Receipt

from . import legal_steps
from .models import Person

State = Concern.State


@transaction.atomic
def hide(person: Person, uuid: UUID, *, keyring: Keyring) -> None:
    """Take the story off while somebody looks. Raises Gone, AlreadyDecided, MoveRefused."""
    hiding.hide(_open(uuid).story_number, keyring=keyring, by=person.uuid)


@transaction.atomic
def show_again(person: Person, uuid: UUID, *, keyring: Keyring, now: datetime) -> None:
    """Put it up again and go on looking. Raises Gone, AlreadyDecided, MoveRefused."""
    hiding.show_again(_open(uuid).story_number, keyring=keyring, by=person.uuid, now=now)


@transaction.atomic
def keep(person: Person, uuid: UUID, *, keyring: Keyring, say: str, seen: int, now: datetime) -> None:
    """The story stays as it is, and is up again. Raises Gone, AlreadyDecided, MoveRefused, Unread, TooMany."""
    concern = _open(uuid, seen)
    _close(concern, State.KEPT, person, keyring, say, now)
    state = _state_of_story(concern)
    if state is None:
        raise Gone
    if state == Story.State.REMOVED:
        raise MoveRefused
    if state == Story.State.HIDDEN:
        _show_unless_others_are_open(concern, person, keyring, now)


@transaction.atomic
def cut(
    person: Person,
    uuid: UUID,
    *,
    keyring: Keyring,
    spans: list[Span],
    second_spans: list[Span],
    drawn_on: str,
    say: str,
    seen: int,
    now: datetime,
) -> None:
    """More is taken out of a hidden story, and it is up again.

    Raises Gone, AlreadyDecided, MoveRefused, Changed, BadSpans, Unread, TooMany.
    """
    concern = _open(uuid, seen)
    _close(concern, State.CUT, person, keyring, say, now)
    hiding.cut_further(
        concern.story_number,
        keyring=keyring,
        by=person.uuid,
        spans=spans,
        second_spans=second_spans,
        seen=drawn_on,
    )
    _show_unless_others_are_open(concern, person, keyring, now)


@transaction.atomic
def remove(
    person: Person, uuid: UUID, *, keyring: Keyring, reason: Reason, say: str, seen: int, now: datetime
) -> None:
    """A hidden story goes for good; its writer is told the reason. Raises Gone, AlreadyDecided, MoveRefused, Unread."""
    concern = _open(uuid, seen)
    _close(concern, State.REMOVED, person, keyring, say, now)
    hiding.remove(concern.story_number, keyring=keyring, by=person.uuid, reason=reason, now=now)


@transaction.atomic
def close(person: Person, uuid: UUID, *, keyring: Keyring, say: str, seen: int, now: datetime) -> None:
    """The story is not there any more, whoever took it away. Raises Gone, AlreadyDecided, MoveRefused, Unread."""
    concern = _open(uuid, seen)
    outcome = {None: State.GONE, Story.State.REMOVED: State.REMOVED}.get(_state_of_story(concern))
    if outcome is None:
        raise MoveRefused
    _close(concern, outcome, person, keyring, say, now)


@transaction.atomic
def answer(person: Person, uuid: UUID, *, keyring: Keyring, say: str) -> None:
    """Say something to the one who reported it, also after the outcome. Raises Gone, TooMany."""
    concern = _held(uuid)
    _say(concern, keyring, say)
    record.write("answer a concern", by="moderator", actor=person.uuid, subject=concern.record_subject)


@transaction.atomic
def tick(person: Person, uuid: UUID, steps: Collection[str]) -> None:
    """Keep what was done of the steps that the law names. Raises Gone, AlreadyDecided."""
    concern = _open(uuid)
    concern.steps = [step.key for step in legal_steps.STEPS if step.key in steps]
    concern.save(update_fields=["steps"])
    record.write("tick steps", by="moderator", actor=person.uuid, subject=concern.record_subject)


def others_open(concern: Concern) -> int:
    """How many other concerns about the same story are open."""
    rows = Concern.objects.filter(story_number=concern.story_number, state=State.OPEN)
    return rows.exclude(pk=concern.pk).count()


def _held(uuid: UUID) -> Concern:
    # With all about the same story: of two who decide the last two of them, one is the last.
    about = Concern.objects.filter(pk=uuid).values("story_number")
    # NO KEY: a reader who adds something holds the receipt, and their message points to the concern.
    rows = Concern.objects.select_for_update(no_key=True, of=("self",)).select_related("data_key")
    held = {each.pk: each for each in rows.filter(story_number__in=about).order_by("pk")}
    if uuid not in held:
        raise Gone
    concern = held[uuid]
    # Whoever reported it may be adding something just now.
    list(Receipt.objects.select_for_update(no_key=True).filter(pk=concern.receipt_id).values_list("pk"))
    return concern


def _open(uuid: UUID, seen: int | None = None) -> Concern:
    """Locked and open; `seen` says how many messages were in front of the one who decides."""
    concern = _held(uuid)
    if concern.state != State.OPEN:
        raise AlreadyDecided
    if seen is not None and concern.messages.count() != seen:
        raise Unread
    return concern


def _state_of_story(concern: Concern) -> str | None:
    return Story.objects.filter(number=concern.story_number).values_list("state", flat=True).first()


def _show_unless_others_are_open(concern: Concern, person: Person, keyring: Keyring, now: datetime) -> None:
    # Somebody else may have reported that they can be recognised: that is looked at before it is up again.
    if not others_open(concern):
        hiding.show_again(concern.story_number, keyring=keyring, by=person.uuid, now=now)


def _close(concern: Concern, outcome: str, person: Person, keyring: Keyring, say: str, now: datetime) -> None:
    if say:
        _say(concern, keyring, say)
    concern.state, concern.decided_day = outcome, timezone.localdate(now)
    concern.save(update_fields=["state", "decided_day"])
    record.write(
        f"close a concern: {outcome}", by="moderator", actor=person.uuid, subject=concern.record_subject
    )


def _say(concern: Concern, keyring: Keyring, text: str) -> None:
    concerns.post(concern, keyring.open_data_key(concern.data_key), text, by_reader=False)
