"""A decision: what it may be, how it waits its hour, how it takes effect, how it is undone.

Moderators can take words out; they cannot put words in or change them: what becomes public is derived here from the
original and the spans, and nothing else is accepted.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from redaction.spans import Span, redact
from testimonies import facets, places, publishing, ready, record, states
from testimonies.documents import SIZES, Document
from testimonies.errors import ConsentForbids, TooLate, UnknownFacet
from testimonies.models import Message, Ready, Review, Testimony
from testimonies.putting import put
from testimonies.states import Reason, State
from vault import sealing

_COLUMN = "testimonies.Review.body"
_QUESTION_DAYS, _PROPOSED_DAYS = timedelta(days=14), timedelta(days=21)
_KEPT_DAYS = timedelta(days=30)
NO_PLACE = "none"
_KINDS = {"", *dict(facets.KINDS)}
_NOTES = set(dict(facets.TEAM_NOTES))
_REASONS = {"", *Reason}
ANSWERS = ("when", "place", "age", "who", "told", "country")
"""The writer's answers that a moderator can take out; the kind of place and the notes are chosen on the page."""
COARSER = {"when"}
"""Those that have a coarser step. A place is made coarser by matching none of our list; the rest is told in bands."""


WORDS_LIMIT = 800
"""Characters that somebody who declines may say to the writer."""


# No repr: words to the writer are in here.
@dataclass(frozen=True, repr=False)
class Decision:
    """What a moderator decided: where it goes, what is taken out, what is shown of its facets, and why not.

    `without` are the writer's answers that neither story nor numbers get, `coarser` those that they get less exactly:
    how, is not for the moderator to say. `words` are a moderator's own to the writer
    of what is declined: they go to the writer's page and nowhere else.
    """

    target: State
    spans: tuple[Span, ...] = ()
    better_spans: tuple[Span, ...] = ()
    kind: str = ""
    notes: tuple[str, ...] = ()
    reason: str = ""
    words: str = ""
    without: tuple[str, ...] = ()
    # The id of a place of our list; NO_PLACE for none of it; empty for what the writer's words name by themselves.
    place: str = ""
    coarser: tuple[str, ...] = ()


def target_of(document: Document) -> State:
    """Where approving leads: the writer's choice, held by the move and not by memory."""
    if document.use == "publish":
        return State.PROPOSED if document.show_first else State.APPROVED
    return State.COUNTED if document.use == "count" else State.HEARD


def _agreed_to(target: State, document: Document) -> bool:
    if target == State.QUESTION:
        return document.may_ask
    # Nobody minds being asked once more before it goes up.
    if target == State.PROPOSED:
        return document.use == "publish"
    return target in (State.DECLINED, target_of(document))


def decide(
    testimony: Testimony, *, key: bytes, document: Document, decision: Decision, by: UUID, now: datetime
) -> None:
    """Decide a locked testimony that is in review.

    Raises ConsentForbids, MoveRefused, UnknownFacet, BadSpans.
    """
    states.check("decide", testimony.state, State.DECIDED)
    _decide(testimony, key=key, document=document, decision=decision, by=by, now=now)
    record.write(f"decide: {decision.target}", by="moderator", actor=by, subject=testimony.record_subject)
    _without_waiting(testimony, now)


def sweep(
    testimony: Testimony, *, key: bytes, document: Document, reason: Reason, by: UUID, now: datetime
) -> None:
    """Decline a locked testimony of a flood, which nobody has begun to read. Raises MoveRefused."""
    states.check("sweep", testimony.state, State.DECIDED)
    decision = Decision(target=State.DECLINED, reason=reason)
    _decide(testimony, key=key, document=document, decision=decision, by=by, now=now)
    record.write("sweep", by="coordinator", actor=by, subject=testimony.record_subject)
    _without_waiting(testimony, now)


def _decide(
    testimony: Testimony, *, key: bytes, document: Document, decision: Decision, by: UUID, now: datetime
) -> None:
    if not _agreed_to(decision.target, document):
        raise ConsentForbids
    _refuse_words_of_their_own(decision)
    undo_until = now + settings.CHORUS_UNDO
    # Worked out before anything is written: spans that do not fit refuse the whole decision.
    payload = _payload(document, decision)
    _keep_review(testimony, key, decision, by, timezone.localdate(undo_until), undo_until)
    ready.keep(testimony, decision.target, payload, undo_until)
    testimony.state = State.DECIDED
    if decision.target == State.PROPOSED:
        testimony.on_timeout = document.on_timeout_once_shown
    testimony.save(update_fields=["state", "on_timeout"])


def _without_waiting(testimony: Testimony, now: datetime) -> None:
    """Where there is no hour of undo, and groups go at once."""
    if timedelta(0) == settings.CHORUS_UNDO:
        take_effect(testimony, now)
    if settings.CHORUS_GROUPS_AT_ONCE:
        publishing.put_up(now)


def take_effect(testimony: Testimony, now: datetime) -> None:
    """Let a locked testimony whose hour is over go where it was decided to."""
    waiting = Ready.objects.get(testimony=testimony)
    target = State(waiting.target)
    states.check("take effect", testimony.state, target)
    testimony.state = target
    testimony.due_day = _due_day(target, now)
    testimony.save(update_fields=["state", "due_day"])
    Review.objects.filter(testimony=testimony).update(undo_until=None)
    Message.objects.filter(testimony=testimony, held=True).update(held=False)
    if target == State.DECLINED:
        # For what the site says of itself. Without the subject: why is nothing that the record need know of each.
        record.write(f"decline: {ready.open_payload(waiting).reason}", by="site")
    ready.settle(testimony, waiting, now)
    record.write(f"take effect: {target}", by="site", subject=testimony.record_subject)


def undo(testimony: Testimony, *, by: UUID, now: datetime, coordinator: bool = False) -> None:
    """Take a locked testimony's decision back into review, with its marks. Raises TooLate, MoveRefused."""
    states.check("undo", testimony.state, State.IN_REVIEW)
    _take_back(testimony, State.IN_REVIEW, by=by, now=now, coordinator=coordinator)
    record.write("undo", by="moderator", actor=by, subject=testimony.record_subject)


def undo_sweep(testimony: Testimony, *, by: UUID, now: datetime) -> None:
    """Take one of a flood back to those that wait, as if nobody had decided. Raises TooLate, MoveRefused."""
    states.check("undo a sweep", testimony.state, State.RECEIVED)
    _take_back(testimony, State.RECEIVED, by=by, now=now)
    Review.objects.filter(testimony=testimony).delete()
    record.write("undo a sweep", by="coordinator", actor=by, subject=testimony.record_subject)


def _take_back(
    testimony: Testimony, target: State, *, by: UUID, now: datetime, coordinator: bool = False
) -> None:
    review = Review.objects.get(testimony=testimony)
    theirs = coordinator or review.decided_by == by
    if not theirs or review.undo_until is None or review.undo_until <= now:
        raise TooLate
    Ready.objects.filter(testimony=testimony).delete()
    Message.objects.filter(testimony=testimony, held=True).delete()
    Review.objects.filter(testimony=testimony).update(undo_until=None)
    testimony.state = target
    testimony.save(update_fields=["state"])


def keep_marks(
    testimony: Testimony, *, key: bytes, document: Document, decision: Decision, by: UUID, now: datetime
) -> None:
    """Put the marks of a locked testimony by for whoever reads it next; nothing is decided.

    Raises UnknownFacet, BadSpans.
    """
    _refuse_words_of_their_own(decision)
    redact(document.text, decision.spans)
    redact(document.better, decision.better_spans)
    _keep_review(testimony, key, decision, by, timezone.localdate(now), undo_until=None)


def marks_of(testimony: Testimony, key: bytes) -> Decision | None:
    """The last decision about a testimony, or None. Raises Unsealable."""
    review = Review.objects.filter(testimony=testimony).first()
    if review is None:
        return None
    raw = sealing.unseal(sealing.subkey(key, "review"), review.body, column=_COLUMN, row=testimony.uuid)
    return _decision(json.loads(sealing.unpad(raw)))


def _refuse_words_of_their_own(decision: Decision) -> None:
    is_known = decision.kind in _KINDS and _NOTES.issuperset(decision.notes) and decision.reason in _REASONS
    known_answers = set(ANSWERS).issuperset(decision.without) and COARSER.issuperset(decision.coarser)
    if not is_known or not known_answers:
        raise UnknownFacet
    if decision.place not in ("", NO_PLACE) and not places.is_itself(decision.place):
        raise UnknownFacet
    if len(decision.words) > WORDS_LIMIT:
        raise sealing.TooLong


def _payload(document: Document, decision: Decision) -> ready.Payload:
    # Only what may go up waits under the site key: of the others neither words nor place.
    goes_up = decision.target in (State.APPROVED, State.PROPOSED)
    counts = goes_up or decision.target == State.COUNTED
    text = redact(document.text, decision.spans)
    change = redact(document.better, decision.better_spans)
    answers = {name: _told(document, decision, name) if counts else "" for name in ANSWERS}
    return ready.Payload(
        text=text if goes_up else "",
        second_text=change if goes_up and document.show_change else "",
        language=document.language,
        kind=decision.kind if counts else "",
        notes=decision.notes if counts else (),
        reason=decision.reason,
        show_place=goes_up and document.show_place,
        place_id=_place_id(decision, answers["place"]),
        words=decision.words if decision.target == State.DECLINED else "",
        **answers,
    )


def _place_id(decision: Decision, words: str) -> str:
    if not words or decision.place == NO_PLACE:
        return ""
    return decision.place or places.named(words)


def told(document: Document, name: str, *, without: Collection[str], coarser: Collection[str]) -> str:
    """What story and numbers get of one of the writer's answers."""
    said = "" if name in without else getattr(document, name)
    return facets.coarser(name, said) if name in coarser else said


def _told(document: Document, decision: Decision, name: str) -> str:
    return told(document, name, without=decision.without, coarser=decision.coarser)


def _keep_review(
    testimony: Testimony,
    key: bytes,
    decision: Decision,
    by: UUID,
    day: date,
    undo_until: datetime | None,
) -> None:
    body = sealing.pad(json.dumps(_plain(decision), ensure_ascii=False).encode(), SIZES)
    sealed = sealing.seal(sealing.subkey(key, "review"), body, column=_COLUMN, row=testimony.uuid)
    about = {"body": sealed, "decided_by": by, "decided_day": day, "undo_until": undo_until}
    put(Review(testimony=testimony, **about), *about)


def _plain(decision: Decision) -> dict[str, object]:
    return {
        "target": str(decision.target),
        "spans": decision.spans,
        "better_spans": decision.better_spans,
        "kind": decision.kind,
        "notes": decision.notes,
        "reason": decision.reason,
        "words": decision.words,
        "without": decision.without,
        "place": decision.place,
        "coarser": decision.coarser,
    }


def _decision(values: dict) -> Decision:
    return Decision(
        target=State(values["target"]),
        spans=tuple(Span(*span) for span in values["spans"]),
        better_spans=tuple(Span(*span) for span in values["better_spans"]),
        kind=values["kind"],
        notes=tuple(values["notes"]),
        reason=values["reason"],
        words=values.get("words", ""),
        without=tuple(values.get("without", ())),
        place=values.get("place", ""),
        coarser=tuple(values.get("coarser", ())),
    )


def _due_day(target: State, now: datetime) -> date | None:
    waits = {State.QUESTION: _QUESTION_DAYS, State.PROPOSED: _PROPOSED_DAYS}
    today = timezone.localdate(now)
    if target in waits:
        return today + waits[target]
    return today + _KEPT_DAYS if target in states.END_STATES else None
