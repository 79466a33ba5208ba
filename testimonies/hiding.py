"""Off the site while somebody looks; then up again, with more taken out, or removed.

Receipt, testimony, story: locked in the order in which withdrawing locks them, so that whoever comes second finds what
the first one left. What is public leads to its receipt only through what is sealed to the team.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from redaction.spans import Span, redact_further
from testimonies import page_cache, publishing, ready, record, states
from testimonies.errors import Changed, Gone
from testimonies.lock import locked
from testimonies.models import Story, Stub, Testimony
from testimonies.states import Reason, State
from vault import keys, secret_files
from vault.keys import Keyring
from vault.models import Receipt

_KEPT = timedelta(days=30)
_REMOVED = "testimonies.Story.removed_box"
REASONS = (Reason.RECOGNISED, Reason.UNLAWFUL, Reason.HARMFUL, Reason.NOT_ABOUT, Reason.OTHER)
"""Why something that was up may be removed."""


@dataclass(frozen=True)
class _Held:
    story: Story
    receipt: Receipt
    # The original, while it exists.
    testimony: Testimony | None


@transaction.atomic
def hide(number: int, *, keyring: Keyring, by: UUID) -> None:
    """Take it off the site while somebody looks; the original waits as long. Raises Gone, MoveRefused."""
    _move(_hold(number, keyring), "hide", State.HIDDEN, by)


@transaction.atomic
def show_again(number: int, *, keyring: Keyring, by: UUID, now: datetime) -> None:
    """Put it up again, as it is. Raises Gone, MoveRefused."""
    _move(_hold(number, keyring), "show again", State.PUBLISHED, by, now)


@transaction.atomic
def cut_further(
    number: int,
    *,
    keyring: Keyring,
    by: UUID,
    spans: list[Span],
    second_spans: list[Span],
    seen: str,
) -> None:
    """Take more out of a hidden story. `seen` is the fingerprint of what the spans were drawn on.

    Raises Gone, MoveRefused, Changed, BadSpans.
    """
    held = _hold(number, keyring)
    states.check("cut further", held.story.state, State.HIDDEN)
    if fingerprint(held.story) != seen:
        raise Changed
    held.story.text = redact_further(held.story.text, spans)
    held.story.second_text = redact_further(held.story.second_text, second_spans)
    held.story.times_cut += 1
    held.story.save(update_fields=["text", "second_text", "times_cut"])
    _record("cut further", held, by)


@transaction.atomic
def remove(number: int, *, keyring: Keyring, by: UUID, reason: Reason, now: datetime) -> None:
    """Take a hidden story off for good; sealed for thirty days, and out of the numbers with the next group.

    Raises Gone, MoveRefused, Unsealable.
    """
    held = _hold(number, keyring)
    states.check("remove", held.story.state, State.REMOVED)
    reason = Reason(reason)
    publishing.uncount(held.story, keyring)
    _seal_away(held.story, held.receipt, timezone.localdate(now) + _KEPT)
    _move(held, "remove", State.REMOVED, by, now)
    ready.leave_stub(held.receipt, State.REMOVED, {"number": number, "reason": reason})


def _seal_away(story: Story, receipt: Receipt, until_day: date) -> None:
    team = keys.team_public()
    said = json.dumps([story.text, story.second_text], ensure_ascii=False).encode()
    story.removed_box = team.seal(ready.padded(said), column=_REMOVED, row=story.uuid)
    # Sealed anew as well: one generation counts for the whole row.
    story.receipt_box = team.seal(str(receipt.pk).encode(), column=publishing.RECEIPT_BOX, row=story.uuid)
    story.generation, story.until_day = team.generation, until_day
    story.text = story.second_text = story.kind = story.years = ""
    story.notes = []
    story.place = story.place_agreed = story.place_sealed = story.counted_box = None
    story.save()


def texts_of(story: Story, keyring: Keyring) -> tuple[str, str]:
    """What it says, or said before it was removed, for the team. Raises Unsealable."""
    if story.removed_box is None:
        return story.text, story.second_text
    raw = keyring.open(story.removed_box, story.generation, column=_REMOVED, row=story.uuid)
    text, second_text = json.loads(ready.unpadded(raw))
    return text, second_text


def fingerprint(story: Story) -> str:
    """Says whether it is still the text that somebody looked at."""
    said = f"{len(story.text)}\0{story.text}{story.second_text}"
    return secret_files.keyed_hash("story as seen", said.encode(), size=16).hex()


def _hold(number: int, keyring: Keyring) -> _Held:
    story = Story.objects.filter(number=number).first()
    if story is None:
        raise Gone
    box = keyring.open(
        story.receipt_box, story.generation, column=publishing.RECEIPT_BOX, row=story.uuid
    ).decode()
    receipt = Receipt.objects.select_for_update(no_key=True).filter(pk=box).first()
    testimony = _original(receipt) if receipt else None
    # Read again: its writer may have taken it down while we waited.
    story = Story.objects.select_for_update(of=("self",)).filter(pk=story.pk).first()
    if receipt is None or story is None:
        raise Gone
    return _Held(story, receipt, testimony)


def _original(receipt: Receipt) -> Testimony | None:
    uuid = Testimony.objects.filter(receipt=receipt).values_list("pk", flat=True).first()
    try:
        return locked(uuid) if uuid else None
    except Gone:
        return None


def _move(held: _Held, move: str, target: State, by: UUID, now: datetime | None = None) -> None:
    states.check(move, held.story.state, target)
    held.story.state = target
    held.story.save(update_fields=["state"])
    Stub.objects.filter(receipt=held.receipt).update(outcome=target)
    if held.testimony is not None:
        # While it is hidden no clock runs; the thirty days begin where its way ends again.
        held.testimony.state = target
        held.testimony.due_day = timezone.localdate(now) + _KEPT if now else None
        held.testimony.save(update_fields=["state", "due_day"])
    _record(move, held, by)
    transaction.on_commit(page_cache.forget)


def _record(move: str, held: _Held, by: UUID) -> None:
    subject = held.testimony.record_subject if held.testimony else None
    record.write(move, by="moderator", actor=by, subject=subject)


def forget_removed(now: datetime) -> None:
    """Thirty days after they were removed nothing of them is left here but what their writers are told."""
    Story.objects.filter(state=Story.State.REMOVED, until_day__lte=timezone.localdate(now)).delete()
