"""Messages both ways, questions and answers, and which words should go too."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from moderation import asking as moderators
from moderation import queue, review
from testimonies import answering, asking, deciding, documents, housekeeping, messages, returning
from testimonies.errors import ConsentForbids, Gone, TooMany
from testimonies.lock import locked
from testimonies.models import Message, Ready, Record, Testimony
from testimonies.states import MoveRefused, State
from tests.cast import NOON, Team, approve, as_role, come_back, decide, let_undo_end, send_story
from vault import sealing

pytestmark = pytest.mark.django_db
QUESTION = "May we take out the name of the lighthouse?"


def ask(testimony: Testimony, team: Team) -> None:
    """The moderator takes it and asks; the hour of undo has begun."""
    queue.take(team.moderator, testimony.pk, NOON)
    work = review.suggested(
        documents.open_document(testimony, team.keyring.open_data_key(testimony.data_key))
    )
    question = {"question": QUESTION, "work": work, "now": NOON}
    moderators.ask(team.moderator, testimony.pk, keyring=team.keyring, **question)


def said(words: tuple[str, ...]) -> list[tuple[bool, str]]:
    """What the writer finds."""
    return [(one.by_writer, one.text) for one in answering.said(come_back(words))]


def test_a_question_is_told_when_its_hour_is_over(team: Team) -> None:
    words, testimony = send_story(may_ask=True)
    ask(testimony, team)
    assert said(words) == []
    let_undo_end(testimony)
    assert said(words) == [(False, QUESTION)]
    assert returning.standing(come_back(words)).state == State.QUESTION


def test_a_question_that_is_undone_was_never_asked(team: Team) -> None:
    words, testimony = send_story(may_ask=True)
    ask(testimony, team)
    with transaction.atomic():
        deciding.undo(locked(testimony.pk), by=team.moderator.uuid, now=NOON)
    assert not Message.objects.exists() and said(words) == []


@pytest.mark.parametrize("may_ask", [True, False])
def test_only_who_said_that_we_may_is_asked_or_written_to(team: Team, may_ask: bool) -> None:
    _words, testimony = send_story(may_ask=may_ask)
    key = team.keyring.open_data_key(testimony.data_key)
    document = documents.open_document(testimony, key)

    def write() -> None:
        with transaction.atomic():
            asking.leave_message(
                testimony, key=key, document=document, text="Thank you.", by=team.moderator.uuid
            )

    for act in (write, lambda: ask(testimony, team)):
        if may_ask:
            act()
        else:
            with pytest.raises(ConsentForbids):
                act()
    assert Message.objects.count() == (2 if may_ask else 0)


@pytest.mark.parametrize("role", ["chorus_site", "chorus_public"])
@pytest.mark.parametrize("text", ["Yes, take it out.", ""])
def test_an_answer_brings_it_back_to_be_read(team: Team, role: str, text: str) -> None:
    words, testimony = send_story(may_ask=True)
    ask(testimony, team)
    let_undo_end(testimony)
    who = come_back(words)
    with as_role(role):
        answering.answer(who, text, NOON)
    testimony.refresh_from_db()
    assert (testimony.state, testimony.answered, testimony.due_day) == (State.RECEIVED, True, None)
    assert said(words) == [(False, QUESTION), *([(True, text)] if text else [])]
    with pytest.raises(MoveRefused):
        answering.answer(who, "Once more.", NOON)


def test_a_question_waits_fourteen_days_and_no_longer(team: Team) -> None:
    words, testimony = send_story(may_ask=True)
    ask(testimony, team)
    let_undo_end(testimony)
    housekeeping.end_waiting(NOON + timedelta(days=13))
    assert returning.standing(come_back(words)).state == State.QUESTION
    housekeeping.end_waiting(NOON + timedelta(days=14))
    testimony.refresh_from_db()
    assert (testimony.state, testimony.answered) == (State.RECEIVED, False)


@pytest.mark.parametrize("role", ["chorus_site", "chorus_public"])
def test_more_cuts_bring_the_version_back_with_the_request(team: Team, role: str) -> None:
    words, testimony = send_story(show_first=True)
    approve(testimony, team)
    who = come_back(words)
    with as_role(role):
        answering.ask_for_more_cuts(who, "The rehearsal too.", NOON)
    testimony.refresh_from_db()
    assert (testimony.state, testimony.answered) == (State.RECEIVED, True)
    assert not Ready.objects.exists()
    with pytest.raises(Gone):
        returning.proposed(who)
    key = team.keyring.open_data_key(testimony.data_key)
    assert [one.text for one in messages.of(testimony, key, for_writer=False)] == ["The rehearsal too."]


def test_more_cuts_are_asked_for_only_of_a_version_that_is_shown(team: Team) -> None:
    words, testimony = send_story(show_first=True)
    decide(testimony, team)
    with pytest.raises(MoveRefused):
        answering.ask_for_more_cuts(come_back(words), "This.", NOON)
    let_undo_end(testimony)
    answering.ask_for_more_cuts(come_back(words), "This.", NOON)


@pytest.mark.parametrize("state", sorted(set(State) - {State.WITHDRAWN, State.DECIDED}))
def test_a_few_words_are_taken_while_somebody_will_still_read_them(team: Team, state: State) -> None:
    words, testimony = send_story()
    Testimony.objects.filter(pk=testimony.pk).update(state=state)
    who = come_back(words)
    if state in answering.OPEN:
        answering.write(who, "Please leave out the day.", NOON)
        assert said(words) == [(True, "Please leave out the day.")]
        assert returning.standing(who).state == state
    else:
        with pytest.raises(MoveRefused):
            answering.write(who, "Please leave out the day.", NOON)
        assert said(words) == []


def test_words_in_the_hour_of_undo_bring_it_back_to_be_read_with_them(team: Team) -> None:
    words, testimony = send_story()
    decide(testimony, team)
    answering.write(come_back(words), "Not the name.", NOON)
    testimony.refresh_from_db()
    assert testimony.state == State.RECEIVED and not Ready.objects.exists()


def test_no_more_messages_than_anybody_would_read(team: Team) -> None:
    words, _testimony = send_story()
    for _number in range(60):
        answering.write(come_back(words), "One more.", NOON)
    with pytest.raises(TooMany):
        answering.write(come_back(words), "One more.", NOON)


def test_messages_lie_sealed_in_two_lengths_and_open_for_both_sides_alone(team: Team) -> None:
    words, testimony = send_story(may_ask=True)
    for text in ("No.", "é" * 2_000):
        answering.write(come_back(words), text, NOON)
    bodies = [bytes(row.body) for row in Message.objects.order_by("number")]
    assert len(bodies[0]) < len(bodies[1]) < 9_000
    assert [text for _mine, text in said(words)] == ["No.", "é" * 2_000]
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(m::text, ' ') FROM testimonies_message m")
        assert "No." not in cursor.fetchone()[0]
    others, _other = send_story("Another.")
    assert said(others) == []
    with pytest.raises(sealing.Unsealable):
        messages.of(testimony, sealing.new_key(), for_writer=True)


def test_two_messages_swapped_between_rows_are_refused(team: Team) -> None:
    words, _testimony = send_story()
    for text in ("One.", "Other."):
        answering.write(come_back(words), text, NOON)
    one, other = Message.objects.order_by("number")
    Message.objects.filter(pk=one.pk).update(body=other.body)
    with pytest.raises(sealing.Unsealable):
        said(words)


def test_what_was_said_goes_with_the_story(team: Team) -> None:
    words, _testimony = send_story()
    who = come_back(words)
    answering.write(who, "One.", NOON)
    with as_role("chorus_public"):
        returning.withdraw(who, NOON)
    assert not Message.objects.exists()


def test_the_record_says_that_something_was_said_and_not_what(team: Team) -> None:
    words, testimony = send_story(may_ask=True)
    ask(testimony, team)
    let_undo_end(testimony)
    answering.answer(come_back(words), "Yes.", NOON)
    moves = list(Record.objects.filter(subject=testimony.record_subject).values_list("move", "by"))
    assert ("decide: question", "moderator") in moves and ("answer", "writer") in moves
