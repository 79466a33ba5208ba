"""Coming back: what the page says, agreeing to the version, saying no."""

from datetime import timedelta

import pytest

from redaction.spans import Span
from testimonies import choosing, publishing, returning, standings
from testimonies.errors import Gone
from testimonies.models import Ready, Record, Stub
from testimonies.states import WORDS, MoveRefused, State
from tests.cast import NOON, Team, approve, as_role, come_back, decide, let_undo_end, send_story

pytestmark = pytest.mark.django_db

TUESDAY = NOON.replace(day=24, hour=17)


def _heading(words: tuple[str, ...]) -> str:
    return str(standings.described(returning.standing(come_back(words)))["heading"])


def test_the_words_are_spent_for_showing_once_they_were_used(team: Team) -> None:
    words, testimony = send_story()
    come_back(words)
    testimony.receipt.refresh_from_db()
    assert (testimony.receipt.used, testimony.receipt.shown_until) == (True, None)


def test_words_of_nobody_find_nothing(team: Team) -> None:
    words, _testimony = send_story()
    assert returning.find(list(words[::-1])) is None
    assert returning.find([*words, words[0]]) is None


def test_the_version_waits_for_the_writer_who_wanted_to_see_it(team: Team) -> None:
    words, testimony = send_story(show_first=True)
    approve(testimony, team, spans=(Span(28, 32, "name"),))
    who = come_back(words)
    assert returning.standing(who).state == State.PROPOSED
    assert "[name] walked home" in returning.proposed(who).text
    assert returning.cuts_of(who) == [Span(28, 32, "name")]
    assert "Ines walked home" in returning.text_of(who).text


@pytest.mark.parametrize("role", ["chorus_site", "chorus_public"])
def test_saying_that_it_is_right_makes_it_ready(team: Team, role: str) -> None:
    words, testimony = send_story(show_first=True)
    approve(testimony, team)
    who = come_back(words)
    with as_role(role):
        returning.proposed(who)
        returning.agree(who, NOON)
    testimony.refresh_from_db()
    assert (testimony.state, testimony.due_day) == (State.APPROVED, None)
    assert Ready.objects.get().target == State.APPROVED
    with pytest.raises(Gone):
        returning.proposed(who)


@pytest.mark.parametrize("role", ["chorus_site", "chorus_public"])
def test_saying_no_keeps_it_between_two_people(team: Team, role: str) -> None:
    words, testimony = send_story(show_first=True)
    approve(testimony, team)
    later = NOON + timedelta(days=20)
    who = come_back(words)
    with as_role(role):
        choosing.say_no(who, later)
    testimony.refresh_from_db()
    # Thirty days from the no, not from the day on which the version would have ended by itself.
    assert (testimony.state, testimony.due_day) == (State.HEARD, (later + timedelta(days=30)).date())
    assert not Ready.objects.exists()
    assert Stub.objects.get().outcome == State.HEARD


@pytest.mark.parametrize("answer", [returning.agree, choosing.say_no])
def test_there_is_nothing_to_answer_before_a_version_is_shown(team: Team, answer: object) -> None:
    words, testimony = send_story(show_first=True)
    decide(testimony, team)
    with pytest.raises(MoveRefused):
        answer(come_back(words), NOON)
    let_undo_end(testimony)
    answer(come_back(words), NOON)
    with pytest.raises(MoveRefused):
        answer(come_back(words), NOON)


def test_what_was_agreed_to_after_a_long_wait_does_not_go_up_alone(team: Team) -> None:
    words, testimony = send_story(show_first=True)
    approve(testimony, team)
    returning.agree(come_back(words), NOON + timedelta(days=20))
    assert publishing.put_up(NOON + timedelta(days=23, hours=5)) == 0
    assert publishing.put_up(NOON + timedelta(days=44, hours=5)) == 1


def test_the_page_says_nothing_of_a_decision_that_can_be_undone(team: Team) -> None:
    words, testimony = send_story()
    decide(testimony, team)
    assert _heading(words) == str(WORDS[State.IN_REVIEW].heading)
    let_undo_end(testimony)
    assert _heading(words) == str(WORDS[State.APPROVED].heading)


def test_a_declined_story_is_told_with_its_reason(team: Team) -> None:
    words, testimony = send_story()
    approve(testimony, team, target=State.DECLINED, reason="duplicate")
    said = standings.described(returning.standing(come_back(words)))
    assert said["line"] == "Reason: the same words came more than once."


def test_a_published_story_is_told_with_its_number(team: Team) -> None:
    sent = [send_story(f"Story number {number}.") for number in range(5)]
    for _words, testimony in sent:
        approve(testimony, team)
    publishing.put_up(TUESDAY)
    where = returning.standing(come_back(sent[0][0]))
    assert standings.described(where)["heading"] == f"Published. It is story {where.number}"


@pytest.mark.parametrize("state", State)
def test_every_state_can_be_described(state: State) -> None:
    said = standings.described(returning.Standing(state, 48213, "other", None))
    assert "%(" not in f"{said['heading']} {said['line']}"
    assert bool(said["steps"]) is (state != State.WITHDRAWN)


def test_believing_a_story_that_is_not_there_is_refused(team: Team) -> None:
    with pytest.raises(Gone):
        returning.believe(48213)


def test_what_the_writer_did_is_recorded_without_a_person(team: Team) -> None:
    words, testimony = send_story(show_first=True)
    approve(testimony, team)
    returning.agree(come_back(words), NOON)
    line = Record.objects.get(move="agree")
    assert (line.by, line.actor, line.subject) == ("writer", None, testimony.record_subject)
