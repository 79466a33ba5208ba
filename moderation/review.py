"""Reading and deciding: what the holder of a testimony sees, saves, approves, declines, and takes back."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from redaction.spans import Span
from testimonies import deciding, messages, places, record
from testimonies.deciding import Decision
from testimonies.documents import Document, card_of, open_document
from testimonies.errors import AlreadyDecided, Unread
from testimonies.lock import locked
from testimonies.models import Review, Testimony
from testimonies.putting import put
from testimonies.states import Reason, State
from vault import sealing
from vault.keys import Keyring

from . import check_words, checks, cuts, pace, queue, weak_rules
from . import notes as team_notes
from .cuts import Cut, Cuts
from .models import History, Hold, Person, Proposal

_SIZES = (4 * 1024, 16 * 1024, 64 * 1024, 128 * 1024)
_COLUMN = "moderation.Hold.marks"


# No repr: what was typed so far is in here.
@dataclass(frozen=True, repr=False)
class Work:
    """What the moderator has done so far: the cuts in both texts, the kind of place and the notes to show.

    `draft` is what else was typed or ticked on the page, by the name of its field: nothing of it counts yet.
    """

    story: Cuts
    better: Cuts
    kind: str
    notes: tuple[str, ...]
    # The writer's answers that are left out of story and numbers.
    without: tuple[str, ...] = ()
    place: str = ""
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
    work = _open_work(hold, key) or _last_work(testimony, key, document) or suggested(document)
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
        _keep_work(opened.hold, keyring.open_data_key(opened.testimony.data_key), work)
    Proposal.objects.filter(testimony=uuid).delete()


@transaction.atomic
def save_marks(person: Person, uuid: UUID, *, keyring: Keyring, work: Work, now: datetime) -> None:
    """Keep what was done so far with the lease, sealed under the testimony's key. Raises as `open_held`."""
    testimony, hold = queue.look(person, uuid, now)
    _keep_work(hold, keyring.open_data_key(testimony.data_key), work)


def save_marks_of(person: Person, opened: Opened, *, keyring: Keyring, work: Work, now: datetime) -> None:
    """The same for what was opened a moment ago, in one statement where nothing came between. Raises as `open_held`."""
    uuid = opened.testimony.pk
    marks = _seal_marks(work, keyring.open_data_key(opened.testimony.data_key), uuid)
    # The lease stands for the rest: it goes with the testimony, and with every decision.
    mine = Hold.objects.filter(testimony=uuid, person=person, until__gt=now)
    if not mine.update(marks=marks, until=now + queue.LEASE):
        save_marks(person, uuid, keyring=keyring, work=work, now=now)


@transaction.atomic
def approve(
    person: Person,
    uuid: UUID,
    *,
    keyring: Keyring,
    spans: Sequence[Span],
    better_spans: Sequence[Span] = (),
    kind: str,
    notes: Sequence[str],
    now: datetime,
    show_first: bool = False,
    overruled: Collection[str] = (),
    without: Sequence[str] = (),
    place: str = "",
) -> Testimony:
    """Let it go where its writer chose, or to a second reader where one is needed; its new state says which.

    `show_first` sends the version to the writer first, who did not ask for that; `overruled` are the keys of the
    checks whose finds may stay. Raises Gone, AlreadyDecided, NotYours, BadSpans, ConsentForbids, Unread, Unchecked.
    """
    testimony, hold = queue.held(person, uuid, now)
    refuse_unread(testimony)
    key = keyring.open_data_key(testimony.data_key)
    document = open_document(testimony, key)
    decision = Decision(
        target=State.PROPOSED if show_first else deciding.target_of(document),
        spans=tuple(spans),
        better_spans=tuple(better_spans),
        kind=kind,
        notes=tuple(notes),
        without=tuple(without),
        place=place,
    )
    stays = _what_stays(document, decision, overruled, now)
    if stays:
        team_notes.add(testimony, keyring=keyring, by=person, text=stays)
        record.write("overrule a check", by="moderator", actor=person.uuid, subject=testimony.record_subject)
    if needs_second(document, notes, hold, person, now, overruled=bool(stays)):
        deciding.keep_marks(testimony, key=key, document=document, decision=decision, by=person.uuid, now=now)
        _pass_on(testimony, hold, document, person, now)
        return testimony
    _decide(testimony, hold, key, document, decision, person, now)
    return testimony


def _what_stays(document: Document, decision: Decision, overruled: Collection[str], now: datetime) -> str:
    """What checks found and this person says may stay, for the team's notes; empty if they found nothing."""
    found = checks.found(document, outcome_of(document, decision, now))
    checks.refuse(found, overruled)
    return "\n".join(f"{check_words.CHECKS[check.key]} {', '.join(check.found)}" for check in found)


def outcome_of(document: Document, decision: Decision, now: datetime) -> checks.Outcome:
    """What this decision would make public."""
    return checks.outcome(
        document,
        spans=decision.spans,
        better_spans=decision.better_spans,
        kind=decision.kind,
        when="" if "when" in decision.without else document.when,
        today=timezone.localdate(now),
    )


@transaction.atomic
def ask_second_reader(
    person: Person, uuid: UUID, *, keyring: Keyring, work: Work, now: datetime, note: str = ""
) -> Testimony:
    """Let somebody else read it too, who finds the marks made so far and the note for them.

    Raises Gone, AlreadyDecided, NotYours, Unread, TooMany.
    """
    testimony, hold = queue.held(person, uuid, now)
    refuse_unread(testimony)
    key = keyring.open_data_key(testimony.data_key)
    document = open_document(testimony, key)
    keep_marks(testimony, key, document, work, person, now)
    if note:
        team_notes.add(testimony, keyring=keyring, by=person, text=note)
    _pass_on(testimony, hold, document, person, now)
    return testimony


def keep_marks(
    testimony: Testimony, key: bytes, document: Document, work: Work, person: Person, now: datetime
) -> None:
    """Put the marks made so far by for whoever reads it next. Raises UnknownFacet, BadSpans."""
    decision = Decision(
        target=deciding.target_of(document),
        spans=tuple(cuts.spans_of(work.story)),
        better_spans=tuple(cuts.spans_of(work.better)),
        kind=work.kind,
        notes=work.notes,
        without=work.without,
        place=work.place,
    )
    deciding.keep_marks(testimony, key=key, document=document, decision=decision, by=person.uuid, now=now)


def _pass_on(testimony: Testimony, hold: Hold, document: Document, person: Person, now: datetime) -> None:
    _remember(testimony, now, first_reader=person.uuid)
    has_read(person, testimony, document, now)
    queue.move(testimony, "ask a second reader", State.SECOND_READER, person)
    hold.delete()


@transaction.atomic
def decline(
    person: Person, uuid: UUID, *, keyring: Keyring, reason: Reason, now: datetime, words: str = ""
) -> Testimony:
    """Do not publish, for one of the reasons that the writer is told, with words for them if there are any.

    Raises Gone, AlreadyDecided, NotYours, Unread.
    """
    testimony, hold = queue.held(person, uuid, now)
    refuse_unread(testimony)
    key = keyring.open_data_key(testimony.data_key)
    work = _open_work(hold, key)
    document = open_document(testimony, key)
    spans = cuts.spans_of(work.story) if work else ()
    decision = Decision(target=State.DECLINED, spans=tuple(spans), reason=Reason(reason), words=words)
    _decide(testimony, hold, key, document, decision, person, now)
    _remember(testimony, now, decliner=person.uuid)
    return testimony


@transaction.atomic
def undo(person: Person, uuid: UUID, *, keyring: Keyring, now: datetime) -> Testimony:
    """Take a decision back into this person's hands, marks and all. Raises Gone, TooLate, MoveRefused."""
    testimony = locked(uuid)
    deciding.undo(testimony, by=person.uuid, now=now, coordinator=person.is_coordinator)
    key = keyring.open_data_key(testimony.data_key)
    hold = Hold.objects.create(
        testimony=testimony, person=person, until=now + queue.LEASE, came_from=_came_from(testimony)
    )
    decision = deciding.marks_of(testimony, key)
    if decision is not None:
        document = open_document(testimony, key)
        if decision.target != State.DECLINED:
            weak_rules.count(document, decision, times=-1)
        _keep_work(hold, key, _work_of(decision, document))
        pace.reads_again(person, _weight(testimony, document, decision.reason), now)
    return testimony


def is_decided_by(person: Person, uuid: UUID) -> bool:
    """Whether it was this person who decided it, and that can still be undone."""
    return Review.objects.filter(testimony=uuid, decided_by=person.uuid, undo_until__isnull=False).exists()


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


def has_read(
    person: Person, testimony: Testimony, document: Document, now: datetime, reason: str = ""
) -> None:
    """One more of this person's day; of a reading that was interrupted nothing is needed any more."""
    Proposal.objects.filter(testimony=testimony).delete()
    pace.has_read(person, _weight(testimony, document, reason), now)


def _weight(testimony: Testimony, document: Document, reason: str = "") -> int:
    """What it takes of a day: spam and answers to a question take nothing."""
    if reason == Reason.SPAM or testimony.answered:
        return 0
    return pace.weight_of(card_of(document), testimony.urgency)


def _decide(
    testimony: Testimony,
    hold: Hold,
    key: bytes,
    document: Document,
    decision: Decision,
    person: Person,
    now: datetime,
) -> None:
    has_read(person, testimony, document, now, decision.reason)
    if decision.target != State.DECLINED:
        weak_rules.count(document, decision)
    if hold.came_from == State.SECOND_READER and queue.has_read_before(person, testimony):
        # Said in the record: the team is too small for a second person.
        record.write("read again alone", by="moderator", actor=person.uuid, subject=testimony.record_subject)
    remember_first_reader(testimony, person, now)
    deciding.decide(testimony, key=key, document=document, decision=decision, by=person.uuid, now=now)
    hold.delete()
    if settings.CHORUS_GROUPS_AT_ONCE:
        # Publishing at once works on a row of its own.
        testimony.refresh_from_db(fields=["state"])


def remember_first_reader(testimony: Testimony, person: Person, now: datetime) -> None:
    """This person, unless somebody has read it before."""
    if _first_reader(testimony.pk) is None:
        _remember(testimony, now, first_reader=person.uuid)


def _first_reader(uuid: UUID) -> UUID | None:
    return History.objects.filter(testimony=uuid).values_list("first_reader", flat=True).first()


def _remember(testimony: Testimony, now: datetime, **who: UUID) -> None:
    put(History(testimony=testimony, day=timezone.localdate(now), **who), *who, "day")


def _came_from(testimony: Testimony) -> State:
    # By who decided, not by who undoes: a coordinator may take back a first reader's decision.
    decided_by = Review.objects.values_list("decided_by", flat=True).get(testimony=testimony)
    was_second = _first_reader(testimony.pk) not in (None, decided_by)
    return State.SECOND_READER if was_second else State.RECEIVED


def _work_of(decision: Decision, document: Document) -> Work:
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
        place=decision.place,
    )


def _last_work(testimony: Testimony, key: bytes, document: Document) -> Work | None:
    """What was marked when it was decided before: it came back with an answer, or for a second look."""
    decision = deciding.marks_of(testimony, key)
    return _work_of(decision, document) if decision else None


def _keep_work(hold: Hold, key: bytes, work: Work) -> None:
    hold.marks = _seal_marks(work, key, hold.testimony_id)
    hold.save(update_fields=["marks"])


def _open_work(hold: Hold, key: bytes) -> Work | None:
    return None if hold.marks is None else _open_marks(hold.marks, key, hold.testimony_id)


def _seal_marks(work: Work, key: bytes, row: UUID) -> bytes:
    padded = sealing.pad(json.dumps(vars(work), ensure_ascii=False).encode(), _SIZES)
    return sealing.seal(sealing.subkey(key, "marks"), padded, column=_COLUMN, row=row)


def _open_marks(marks: bytes, key: bytes, row: UUID) -> Work:
    padded = sealing.unseal(sealing.subkey(key, "marks"), marks, column=_COLUMN, row=row)
    plain = json.loads(sealing.unpad(padded))
    story, better = (tuple(Cut(*cut) for cut in plain[name]) for name in ("story", "better"))
    without = tuple(plain.get("without", ()))
    rest = without, plain.get("place", ""), plain.get("draft", {})
    return Work(story, better, plain["kind"], tuple(plain["notes"]), *rest)
