"""What is here now, as a list of random ids beside the database: so that a restored copy brings back nothing that went.

A copy of yesterday holds what was taken down today. Housekeeping keeps this list in the data directory; whoever
restores a copy gives the newest one along. It says which stories are up or hidden, which receipts exist under which
words, and how often the writer of each testimony changed something. No word, no link from a story to its testimony.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from testimonies import concerns, record, states
from testimonies.answering import drop_decision
from testimonies.models import Concern, Counted, Intake, Record, Story, Stub, Testimony
from testimonies.ready import leave_stub
from testimonies.returning import shred
from testimonies.states import State
from vault.models import Receipt
from vault.sealing import new_key

_HEAD = "chorus, what is here: 1"
_FIND_BYTES, _NEVER = 8, "-"


class NoList(Exception):
    """The file is not such a list, or was cut short."""


@dataclass(frozen=True)
class Present:
    """What is here, each by a random id.

    Stories by number with their state, and how often more was taken out of them; receipts with the beginning of their
    hash and, where the writer took it down, the day until which the words say so; testimonies by their subject in the
    record, with how often their writer changed something; counted rows.
    """

    stories: dict[int, tuple[str, int]]
    receipts: dict[UUID, tuple[str, str]]
    testimonies: dict[UUID, int]
    counted: frozenset[UUID]


def now() -> Present:
    """What is here."""
    down = Stub.objects.filter(outcome=State.WITHDRAWN).values_list("receipt", "until_day")
    until = {receipt: day.isoformat() for receipt, day in down if day}
    receipts = Receipt.objects.values_list("uuid", "find")
    up = Story.objects.exclude(state=Story.State.REMOVED)
    return Present(
        stories={
            number: (state, cut) for number, state, cut in up.values_list("number", "state", "times_cut")
        },
        receipts={uuid: (_begin(find), until.get(uuid, _NEVER)) for uuid, find in receipts},
        testimonies=_testimonies(),
        counted=frozenset(Counted.objects.values_list("uuid", flat=True)),
    )


def _begin(find: bytes | memoryview) -> str:
    return bytes(find)[:_FIND_BYTES].hex()


def _testimonies() -> dict[UUID, int]:
    subjects = Testimony.objects.values_list("record_subject", flat=True)
    lines = Record.objects.filter(by="writer", subject__in=subjects.values("record_subject")).exclude(
        move="send"
    )
    changes = dict(lines.values_list("subject").annotate(Count("pk")).order_by())
    return {subject: changes.get(subject, 0) for subject in subjects}


def write(path: Path) -> None:
    """Keep the list at `path`, whole or not at all; a list that says the same is left alone."""
    text = "\n".join([_HEAD, *_lines(now()), "end", ""])
    if path.exists() and path.read_text(encoding="ascii") == text:
        return
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    draft.write_text(text, encoding="ascii")
    draft.replace(path)


def _lines(present: Present) -> Iterator[str]:
    # Sorted: the order of rows must not say what belongs together.
    yield from sorted(f"story {number} {state} {cut}" for number, (state, cut) in present.stories.items())
    yield from sorted(f"receipt {uuid} {find} {until}" for uuid, (find, until) in present.receipts.items())
    yield from sorted(f"testimony {subject} {count}" for subject, count in present.testimonies.items())
    yield from sorted(f"counted {uuid}" for uuid in present.counted)


def read(path: Path) -> Present:
    """The list at `path`. Raises NoList."""
    lines = path.read_text(encoding="ascii", errors="replace").splitlines()
    if lines[:1] != [_HEAD] or lines[-1] != "end":
        raise NoList
    found: dict[str, list[list[str]]] = {"story": [], "receipt": [], "testimony": [], "counted": []}
    try:
        for kind, *rest in map(str.split, lines[1:-1]):
            found[kind].append(rest)
        return Present(
            stories={int(number): (state, int(cut)) for number, state, cut in found["story"]},
            receipts={UUID(uuid): (find, until) for uuid, find, until in found["receipt"]},
            testimonies={UUID(subject): int(count) for subject, count in found["testimony"]},
            counted=frozenset(UUID(uuid) for (uuid,) in found["counted"]),
        )
    except (KeyError, ValueError) as error:
        raise NoList from error


@transaction.atomic
def keep_only(present: Present) -> None:
    """Take away from a restored database all that went since, and close intake until a coordinator has looked.

    What its writer changed since the copy is put on hold: the copy has the old choices. Words that were changed for
    new ones open nothing any more, neither the old nor the new: the copy cannot know the new ones.
    """
    Intake.objects.update_or_create(id=1, defaults={"state": Intake.State.CLOSED})
    for story in Story.objects.only("number", "state", "times_cut"):
        _settle_story(story, present)
    Counted.objects.exclude(uuid__in=present.counted).delete()
    changes = _testimonies()
    for testimony in Testimony.objects.defer("document"):
        subject = testimony.record_subject
        if subject not in present.testimonies:
            shred(testimony)
        elif present.testimonies[subject] > changes[subject] and testimony.state in states.RESTORED:
            _put_on_hold(testimony)
    for receipt in Receipt.objects.all():
        _settle_receipt(receipt, present)


def _settle_receipt(receipt: Receipt, present: Present) -> None:
    if receipt.uuid not in present.receipts:
        Stub.objects.filter(receipt=receipt).delete()
        for concern in Concern.objects.filter(receipt=receipt):
            concerns.shred(concern)
        receipt.delete()
        return
    find, until = present.receipts[receipt.uuid]
    if until != _NEVER:
        leave_stub(receipt, State.WITHDRAWN, {})
        Stub.objects.filter(receipt=receipt).update(until_day=until)
    if _begin(receipt.find) != find:
        Receipt.objects.filter(pk=receipt.pk).update(find=new_key())


def _settle_story(story: Story, present: Present) -> None:
    if story.number not in present.stories:
        Story.objects.filter(pk=story.pk).delete()
        return
    state, cut = present.stories[story.number]
    # The copy has the words that were taken out since: it is not shown before somebody has looked.
    is_older = story.times_cut < cut
    if story.state == Story.State.PUBLISHED and (state == Story.State.HIDDEN or is_older):
        Story.objects.filter(pk=story.pk).update(state=Story.State.HIDDEN)


def _put_on_hold(testimony: Testimony) -> None:
    states.check("restore", testimony.state, State.ON_HOLD)
    drop_decision(testimony)
    testimony.state, testimony.due_day = State.ON_HOLD, None
    testimony.save(update_fields=["state", "due_day"])
    record.write("restore", by="site", subject=testimony.record_subject)
