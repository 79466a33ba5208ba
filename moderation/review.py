"""Reading: what the holder of a testimony sees, and the marks that they make and save. Nothing is decided here."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b
from uuid import UUID

from django.conf import settings
from django.db import transaction

from testimonies import deciding, messages, places, record
from testimonies.deciding import Decision
from testimonies.documents import Document, open_document
from testimonies.errors import AlreadyDecided, Unread
from testimonies.lock import locked
from testimonies.models import Testimony
from testimonies.states import State
from vault import sealing
from vault.keys import Keyring

from . import cuts, queue
from .cuts import Cut, Cuts
from .models import Hold, Person, Proposal

_SIZES = (4 * 1024, 16 * 1024, 64 * 1024, 128 * 1024)
_COLUMN = "moderation.Hold.marks"


# No repr: what was typed so far is in here.
@dataclass(frozen=True, repr=False)
class Work:
    """What the moderator has done so far: the cuts in both texts, the kind of place and the notes to show.

    `draft` is what else was typed or ticked on the page, by the name of its field: nothing of it counts yet.
    """

    story: Cuts = ()
    better: Cuts = ()
    kind: str = ""
    notes: tuple[str, ...] = ()
    # The writer's answers that are left out of story and numbers.
    without: tuple[str, ...] = ()
    place: str = ""
    # Those that are said less exactly.
    coarser: tuple[str, ...] = ()
    draft: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Opened:
    """A testimony that this person holds, with its text."""

    testimony: Testimony
    hold: Hold
    document: Document
    work: Work
    needs_second: bool
    # Marks of somebody who was interrupted, when they are not those on the page.
    proposal: Work | None
    # Tells one state of the marks from another, so that a second window cannot undo what the first one did.
    version: str


def suggested(document: Document) -> Work:
    """Where a reading begins: what the finder says, and what the writer ticked."""
    names = places.names_of(document.place)
    return Work(
        story=cuts.suggested(document.text, document.language, names),
        better=cuts.suggested(document.better, document.language, names),
        kind=document.kind,
        notes=document.content_notes,
    )


@transaction.atomic
def open_held(person: Person, uuid: UUID, *, keyring: Keyring, now: datetime) -> Opened:
    """The text, for the one who holds it; renews the lease. Raises Gone, AlreadyDecided, NotYours."""
    testimony, hold = queue.look(person, uuid, now)
    key = keyring.open_data_key(testimony.data_key)
    document = open_document(testimony, key)
    record.write_once_a_day("open", by="moderator", actor=person.uuid, subject=testimony.record_subject)
    work = open_work(hold, key) or _last_work(testimony, key, document) or suggested(document)
    overruled = bool(work.draft.get("overrule"))
    second = needs_second(document, work.notes, hold, person, now, overruled=overruled)
    return Opened(testimony, hold, document, work, second, _proposed(testimony, key, work), _version(hold))


def _proposed(testimony: Testimony, key: bytes, work: Work) -> Work | None:
    row = Proposal.objects.filter(testimony=testimony).first()
    proposal = _open_marks(row.marks, key, testimony.pk) if row else None
    return None if proposal is None or united(work, proposal) == work else proposal


def _version(hold: Hold) -> str:
    return blake2b(hold.marks, digest_size=8).hexdigest() if hold.marks else ""


def united(first: Work, second: Work) -> Work:
    """All that either takes out, from either text; the rest as the first one has it."""
    return replace(
        first, story=cuts.united(first.story, second.story), better=cuts.united(first.better, second.better)
    )


@transaction.atomic
def keep_proposal(uuid: UUID, work_of: Callable[[Document], Work | None], *, keyring: Keyring) -> None:
    """Keep marks whose maker does not hold it any more, for whoever does next. Raises Gone, AlreadyDecided."""
    testimony = locked(uuid)
    if testimony.state not in (State.RECEIVED, State.SECOND_READER, State.IN_REVIEW):
        raise AlreadyDecided
    key = keyring.open_data_key(testimony.data_key)
    work = work_of(open_document(testimony, key))
    if work is not None:
        marks = _seal_marks(replace(work, draft={}), key, uuid)
        Proposal.objects.update_or_create(testimony=testimony, defaults={"marks": marks})


@transaction.atomic
def take_proposal(person: Person, uuid: UUID, *, keyring: Keyring, now: datetime) -> None:
    """Take the marks of the one who was interrupted into one's own. Raises as `open_held`."""
    opened = open_held(person, uuid, keyring=keyring, now=now)
    if opened.proposal is not None:
        work = united(opened.work, opened.proposal)
        keep_work(opened.hold, keyring.open_data_key(opened.testimony.data_key), work)
    Proposal.objects.filter(testimony=uuid).delete()


@transaction.atomic
def save_marks(person: Person, uuid: UUID, *, keyring: Keyring, work: Work, now: datetime) -> None:
    """Keep what was done so far with the lease, sealed under the testimony's key. Raises as `open_held`."""
    testimony, hold = queue.look(person, uuid, now)
    keep_work(hold, keyring.open_data_key(testimony.data_key), work)


def save_marks_of(person: Person, opened: Opened, *, keyring: Keyring, work: Work, now: datetime) -> None:
    """The same for what was opened a moment ago, in one statement where nothing came between. Raises as `open_held`."""
    uuid = opened.testimony.pk
    marks = _seal_marks(work, keyring.open_data_key(opened.testimony.data_key), uuid)
    # The lease stands for the rest: it goes with the testimony, and with every decision.
    mine = Hold.objects.filter(testimony=uuid, person=person, until__gt=now)
    if not mine.update(marks=marks, until=now + queue.LEASE):
        save_marks(person, uuid, keyring=keyring, work=work, now=now)


def refuse_unread(testimony: Testimony) -> None:
    """Raise Unread when the writer has just said something that this person has not seen."""
    if messages.unread(testimony):
        raise Unread


def needs_second(
    document: Document,
    notes: Sequence[str],
    hold: Hold,
    person: Person,
    now: datetime,
    *,
    overruled: bool = False,
) -> bool:
    """Whether approving sends it to somebody else first, whom nobody was before.

    The writer was under 13, or what a check found is to stay.
    """
    was_young = document.age == "under_13" or "under_13" in {*document.notes, *notes}
    # A first reading counts only if this one came from there: the writer may have changed it since.
    came_back = hold.came_from == State.SECOND_READER
    is_second = came_back and queue.may_read_second(person, hold.testimony, now)
    return settings.CHORUS_SECOND_READER and (was_young or overruled) and not is_second


def decision_of(work: Work, target: State) -> Decision:
    """What was marked so far, with where it is to go."""
    return Decision(
        target=target,
        spans=tuple(cuts.spans_of(work.story)),
        better_spans=tuple(cuts.spans_of(work.better)),
        kind=work.kind,
        notes=work.notes,
        without=work.without,
        coarser=work.coarser,
        place=work.place,
    )


def work_of(decision: Decision, document: Document) -> Work:
    """The other way: the marks behind a decision, as they stand on the page."""
    names = places.names_of(document.place)
    story = cuts.of_spans(decision.spans, document.text, document.language, names)
    work = replace(suggested(document), story=story)
    if decision.target == State.DECLINED:
        return replace(work, draft={"reason": decision.reason, "words": decision.words})
    better = cuts.of_spans(decision.better_spans, document.better, document.language, names)
    return replace(
        work,
        better=better,
        kind=decision.kind,
        notes=decision.notes,
        without=decision.without,
        coarser=decision.coarser,
        place=decision.place,
    )


def _last_work(testimony: Testimony, key: bytes, document: Document) -> Work | None:
    """What was marked when it was decided before: it came back with an answer, or for a second look."""
    decision = deciding.marks_of(testimony, key)
    return work_of(decision, document) if decision else None


def keep_work(hold: Hold, key: bytes, work: Work) -> None:
    hold.marks = _seal_marks(work, key, hold.testimony_id)
    hold.save(update_fields=["marks"])


def open_work(hold: Hold, key: bytes) -> Work | None:
    return None if hold.marks is None else _open_marks(hold.marks, key, hold.testimony_id)


def _seal_marks(work: Work, key: bytes, row: UUID) -> bytes:
    padded = sealing.pad(json.dumps(vars(work), ensure_ascii=False).encode(), _SIZES)
    return sealing.seal(sealing.subkey(key, "marks"), padded, column=_COLUMN, row=row)


def _open_marks(marks: bytes, key: bytes, row: UUID) -> Work:
    padded = sealing.unseal(sealing.subkey(key, "marks"), marks, column=_COLUMN, row=row)
    plain = json.loads(sealing.unpad(padded))
    story, better = (tuple(Cut(*cut) for cut in plain[name]) for name in ("story", "better"))
    without, coarser = (tuple(plain.get(name, ())) for name in ("without", "coarser"))
    rest = without, plain.get("place", ""), coarser, plain.get("draft", {})
    return Work(story, better, plain["kind"], tuple(plain["notes"]), *rest)
