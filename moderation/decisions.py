"""Deciding: what the holder of a testimony approves, passes on, declines, and takes back."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from testimonies import deciding, record
from testimonies.deciding import Decision
from testimonies.documents import Document, open_document
from testimonies.lock import locked
from testimonies.models import Review, Testimony
from testimonies.putting import put
from testimonies.states import Reason, State
from vault.keys import Keyring

from . import check_words, checks, cuts, pace, queue, review, weak_rules
from . import notes as team_notes
from .models import History, Hold, Person, Proposal
from .review import Work


@transaction.atomic
def approve(
    person: Person,
    uuid: UUID,
    *,
    keyring: Keyring,
    work: Work,
    now: datetime,
    show_first: bool = False,
    overruled: Collection[str] = (),
) -> Testimony:
    """Let it go where its writer chose, or to a second reader where one is needed; its new state says which.

    `show_first` sends the version to the writer first, who did not ask for that; `overruled` are the keys of the
    checks whose finds may stay. Raises Gone, AlreadyDecided, NotYours, BadSpans, ConsentForbids, Unread, Unchecked.
    """
    testimony, hold = queue.held(person, uuid, now)
    review.refuse_unread(testimony)
    key = keyring.open_data_key(testimony.data_key)
    document = open_document(testimony, key)
    target = State.PROPOSED if show_first else deciding.target_of(document)
    decision = review.decision_of(work, target)
    stays = _what_stays(document, decision, overruled, now)
    if stays:
        team_notes.add(testimony, keyring=keyring, by=person, text=stays)
        record.write("overrule a check", by="moderator", actor=person.uuid, subject=testimony.record_subject)
    if review.needs_second(document, work.notes, hold, person, now, overruled=bool(stays)):
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
        when=deciding.told(document, "when", without=decision.without, coarser=decision.coarser),
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
    review.refuse_unread(testimony)
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
    decision = review.decision_of(work, deciding.target_of(document))
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
    review.refuse_unread(testimony)
    key = keyring.open_data_key(testimony.data_key)
    work = review.open_work(hold, key)
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
        review.keep_work(hold, key, review.work_of(decision, document))
        pace.reads_again(person, _weight(testimony, document, decision.reason), now)
    return testimony


def is_decided_by(person: Person, uuid: UUID) -> bool:
    """Whether it was this person who decided it, and that can still be undone."""
    return Review.objects.filter(testimony=uuid, decided_by=person.uuid, undo_until__isnull=False).exists()


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
    return pace.weight_of_document(document, testimony.urgency)


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
