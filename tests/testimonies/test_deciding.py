"""Decisions: held by what the writer agreed to, taken back within the hour, and never a word put in."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from redaction.spans import LABELS, BadSpans, Span
from testimonies import deciding, documents, ready
from testimonies.deciding import Decision
from testimonies.errors import ConsentForbids, TooLate, UnknownFacet
from testimonies.lock import locked
from testimonies.models import Ready, Record, Review, Story
from testimonies.states import MoveRefused, State
from tests.cast import NOON, TEXT, Team, approve, decide, let_undo_end, send_story, story

APPROVALS = {State.APPROVED, State.PROPOSED, State.COUNTED, State.HEARD}
CHOICES = [
    ({"use": "publish"}, State.APPROVED),
    ({"use": "publish", "show_first": True}, State.PROPOSED),
    ({"use": "count"}, State.COUNTED),
    ({"use": "count", "show_first": True}, State.COUNTED),
    ({"use": "read"}, State.HEARD),
    ({"use": "read", "show_first": True}, State.HEARD),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("chosen", "leads_to"), CHOICES)
def test_approving_leads_only_where_the_writer_chose(team: Team, chosen: dict, leads_to: State) -> None:
    assert deciding.target_of(story(**chosen)) == leads_to
    _words, testimony = send_story(**chosen)
    # Shown first is always allowed to who would be published: it is the one more question that nobody minds.
    also = {State.PROPOSED} if chosen["use"] == "publish" else set()
    for other in sorted(set(State) - {leads_to, State.DECLINED} - also):
        with pytest.raises(ConsentForbids), transaction.atomic():
            decide(testimony, team, target=other)
    testimony.refresh_from_db()
    assert testimony.state == State.RECEIVED and not Ready.objects.exists()
    assert approve(testimony, team, target=leads_to).state == leads_to


@pytest.mark.django_db
@pytest.mark.parametrize("use", ["publish", "count", "read"])
def test_anything_can_be_declined(team: Team, use: str) -> None:
    _words, testimony = send_story(use=use)
    assert approve(testimony, team, target=State.DECLINED, reason="spam").state == State.DECLINED


@pytest.mark.django_db
@pytest.mark.parametrize("may_ask", [True, False])
def test_a_question_needs_the_writers_consent(team: Team, may_ask: bool) -> None:
    _words, testimony = send_story(may_ask=may_ask)
    if may_ask:
        assert approve(testimony, team, target=State.QUESTION).state == State.QUESTION
        assert testimony.due_day is None
    else:
        with pytest.raises(ConsentForbids):
            decide(testimony, team, target=State.QUESTION)


@pytest.mark.django_db
@pytest.mark.parametrize("show_change", [True, False])
def test_what_should_change_is_shown_only_with_consent(team: Team, show_change: bool) -> None:
    _words, testimony = send_story(better="Ask Ines.", show_change=show_change)
    approve(testimony, team, better_spans=(Span(4, 8, "name"),))
    payload = ready.open_payload(Ready.objects.get())
    assert payload.second_text == ("Ask [name]." if show_change else "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("decision", "known"),
    [
        ({"kind": "school"}, True),
        ({"kind": ""}, True),
        ({"kind": "Mr Oakley"}, False),
        ({"notes": ("touched", "harassment")}, True),
        ({"notes": ("a lie",)}, False),
        ({"target": State.DECLINED, "reason": "spam"}, True),
        ({"target": State.DECLINED, "reason": "I do not like it"}, False),
    ],
)
def test_a_moderator_puts_no_words_of_their_own_into_a_facet(team: Team, decision: dict, known: bool) -> None:
    _words, testimony = send_story()
    if known:
        assert approve(testimony, team, **decision)
    else:
        with pytest.raises(UnknownFacet):
            decide(testimony, team, **decision)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("span", "fits"),
    [
        (Span(0, len(TEXT), "detail"), True),
        (Span(0, len(TEXT) + 1, "detail"), False),
        (Span(3, 3, "detail"), False),
        (Span(-1, 3, "detail"), False),
        (Span(0, 3, "a word of mine"), False),
    ],
)
def test_spans_that_do_not_fit_refuse_the_whole_decision(team: Team, span: Span, fits: bool) -> None:
    _words, testimony = send_story()
    if fits:
        assert approve(testimony, team, spans=(span,))
        return
    with pytest.raises(BadSpans), transaction.atomic():
        decide(testimony, team, spans=(span,))
    assert not Ready.objects.exists() and not Review.objects.exists()


@st.composite
def texts_and_spans(draw: st.DrawFn) -> tuple[str, tuple[Span, ...]]:
    """A text, and spans that lie in it without touching each other."""
    text = draw(st.text(min_size=1, max_size=120))
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    spans = [Span(start, end, draw(st.sampled_from(LABELS))) for start, end in pairs]
    return text, tuple(draw(st.permutations(spans)))


@given(given_text=texts_and_spans())
def test_what_becomes_public_is_the_original_less_what_was_cut(
    given_text: tuple[str, tuple[Span, ...]],
) -> None:
    text, spans = given_text
    payload = deciding._payload(story(text), Decision(State.APPROVED, spans))
    left = payload.text
    for span in sorted(spans, reverse=True):
        # Put each cut back from the end: offsets before it still hold, so the original must come out.
        before = sum(
            len(each.label) + 2 - (each.end - each.start) for each in spans if each.start < span.start
        )
        at = span.start + before
        assert left[at : at + len(span.label) + 2] == f"[{span.label}]"
        left = left[:at] + text[span.start : span.end] + left[at + len(span.label) + 2 :]
    assert left == text


@pytest.mark.django_db
def test_only_what_is_in_review_can_be_decided(team: Team) -> None:
    _words, testimony = send_story()
    key = team.keyring.open_data_key(testimony.data_key)
    how = {"key": key, "document": story(), "decision": Decision(State.APPROVED), "by": uuid4(), "now": NOON}
    with transaction.atomic(), pytest.raises(MoveRefused):
        deciding.decide(locked(testimony.pk), **how)
    decide(testimony, team)
    with transaction.atomic(), pytest.raises(MoveRefused):
        deciding.decide(locked(testimony.pk), **how)
    assert Record.objects.filter(move__startswith="decide").count() == 1


@pytest.mark.django_db
def test_a_decision_is_kept_with_its_marks_and_opens_for_the_team(team: Team) -> None:
    _words, testimony = send_story()
    decide(testimony, team, spans=(Span(28, 32, "name"),), kind="school", notes=("touched",))
    kept = deciding.marks_of(testimony, team.keyring.open_data_key(testimony.data_key))
    assert kept == Decision(State.APPROVED, (Span(28, 32, "name"),), (), "school", ("touched",), "")
    review = Review.objects.get()
    assert review.decided_by == team.moderator.uuid
    assert review.undo_until == NOON + timedelta(hours=1)
    assert b"Ines" not in bytes(review.body) and b"Ines" not in bytes(Ready.objects.get().payload)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "minutes", "coordinator", "works"),
    [
        ("moderator", 59, False, True),
        ("moderator", 60, False, False),
        ("coordinator", 59, False, False),
        ("coordinator", 59, True, True),
        ("coordinator", 60, True, False),
    ],
)
def test_undo_is_for_whoever_decided_or_a_coordinator_within_the_hour(
    team: Team, who: str, minutes: int, coordinator: bool, works: bool
) -> None:
    _words, testimony = send_story()
    decide(testimony, team)
    how = {
        "by": getattr(team, who).uuid,
        "now": NOON + timedelta(minutes=minutes),
        "coordinator": coordinator,
    }
    with transaction.atomic():
        held = locked(testimony.pk)
        if not works:
            with pytest.raises(TooLate):
                deciding.undo(held, **how)
            assert held.state == State.DECIDED and Ready.objects.exists()
            return
        deciding.undo(held, **how)
    assert held.state == State.IN_REVIEW
    assert not Ready.objects.exists()
    assert deciding.marks_of(held, team.keyring.open_data_key(held.data_key))
    assert Review.objects.get().undo_until is None


@pytest.mark.django_db
def test_what_took_effect_cannot_be_undone(team: Team) -> None:
    _words, testimony = send_story()
    approve(testimony, team)
    with transaction.atomic(), pytest.raises(MoveRefused):
        deciding.undo(locked(testimony.pk), by=team.moderator.uuid, now=NOON)
    assert Review.objects.get().undo_until is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("chosen", "target", "days"),
    [
        ({"use": "publish"}, State.APPROVED, None),
        ({"use": "publish", "show_first": True}, State.PROPOSED, 21),
        ({"use": "publish", "may_ask": True}, State.QUESTION, 14),
        ({"use": "count"}, State.COUNTED, 30),
        ({"use": "read"}, State.HEARD, 30),
        ({"use": "publish"}, State.DECLINED, 30),
    ],
)
def test_each_outcome_waits_or_is_kept_as_long_as_promised(
    team: Team, chosen: dict, target: State, days: int | None
) -> None:
    _words, testimony = send_story(**chosen)
    due = approve(testimony, team, target=target).due_day
    assert due == (None if days is None else NOON.date() + timedelta(days=days))


@pytest.mark.django_db
def test_at_home_a_decision_takes_effect_and_goes_up_at_once(team: Team, settings: Settings) -> None:
    settings.CHORUS_UNDO, settings.CHORUS_GROUPS_AT_ONCE = timedelta(0), True
    _words, testimony = send_story()
    decide(testimony, team)
    testimony.refresh_from_db()
    assert testimony.state == State.PUBLISHED
    assert Story.objects.get().text == TEXT


@pytest.mark.django_db
def test_the_ready_row_opens_under_the_site_key_only_for_its_own_testimony(team: Team) -> None:
    (_w, one), (_v, other) = send_story("One."), send_story("Other.")
    for testimony in (one, other):
        decide(testimony, team)
    first, second = Ready.objects.get(testimony=one), Ready.objects.get(testimony=other)
    assert ready.open_payload(first).text == "One."
    first.payload = second.payload
    with pytest.raises(documents.sealing.Unsealable):
        ready.open_payload(first)
    let_undo_end(one)
