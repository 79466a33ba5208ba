"""The text changed while nobody has begun to read, sent again after a decline, looked at again by another person."""

import pytest

from moderation import decisions, queue
from moderation.models import Person
from redaction.spans import Span
from testimonies import answering, changing, documents, returning
from testimonies.errors import NotYours, TooLate
from testimonies.models import Record, Review, Stub, Testimony
from testimonies.states import MoveRefused, State
from tests.cast import NOON, Team, approve, as_role, come_back, let_undo_end, send_story
from vault.sessions import Return

pytestmark = pytest.mark.django_db
ROLES = pytest.mark.parametrize("role", ["chorus_site", "chorus_public"])
NEW = "It was after the rehearsal, and I told her."


def change(who: Return, text: str = NEW, role: str = "chorus_public") -> None:
    with as_role(role):
        changing.change_text(who, text=text, better="More light.", now=NOON)


def declined(team: Team) -> tuple[tuple[str, ...], Testimony]:
    """Read by the moderator, who marked a name and declined it."""
    words, testimony = send_story()
    approve(testimony, team, target=State.DECLINED, reason="recognised", spans=(Span(28, 32, "name"),))
    testimony.refresh_from_db()
    return words, testimony


@ROLES
def test_the_text_can_be_changed_while_nobody_has_begun_to_read(team: Team, role: str) -> None:
    words, testimony = send_story(notes=("touched",), place="A school")
    who = come_back(words)
    change(who, role=role)
    document = returning.text_of(who)
    assert (document.text, document.better, document.place) == (NEW, "More light.", "A school")
    testimony.refresh_from_db()
    assert documents.open_card(testimony, team.keyring) == documents.card_of(document)
    assert testimony.state == State.RECEIVED and not testimony.begun


@pytest.mark.parametrize("put_back", [True, False])
def test_not_once_somebody_has_begun(team: Team, put_back: bool) -> None:
    words, testimony = send_story()
    queue.take(team.moderator, testimony.pk, NOON)
    if put_back:
        queue.put_back(team.moderator, testimony.pk, NOON)
    with pytest.raises((TooLate, MoveRefused)):
        change(come_back(words))
    assert returning.text_of(come_back(words)).text != NEW


@ROLES
def test_a_declined_one_is_changed_and_sent_again(team: Team, role: str) -> None:
    words, testimony = declined(team)
    who = come_back(words)
    change(who, role=role)
    testimony.refresh_from_db()
    assert (testimony.state, testimony.begun, testimony.due_day) == (State.RECEIVED, False, None)
    # The marks were places in a text that is no more; the reason belongs to it too.
    assert not Review.objects.exists() and not Stub.objects.exists()
    assert returning.standing(who).state == State.RECEIVED
    assert approve(testimony, team).state == State.APPROVED


@ROLES
@pytest.mark.parametrize("text", ["Nobody is named in it.", ""])
def test_a_decline_is_looked_at_again_by_another_person(team: Team, role: str, text: str) -> None:
    words, testimony = send_story()
    testimony_id = testimony.pk
    queue.take(team.moderator, testimony_id, NOON)
    decline(testimony, team)
    who = come_back(words)
    with as_role(role):
        changing.ask_to_look_again(who, text)
    assert returning.standing(who).state == State.SECOND_READER
    assert [one.text for one in answering.said(who)] == [text] * bool(text)
    with pytest.raises(NotYours):
        queue.take(team.moderator, testimony_id, NOON)
    assert queue.take_next(team.moderator, NOON) is None
    assert queue.take(team.coordinator, testimony_id, NOON).state == State.IN_REVIEW


def decline(testimony: Testimony, team: Team) -> None:
    """The moderator, who holds it, declines it; the hour is over."""

    decisions.decline(team.moderator, testimony.pk, keyring=team.keyring, reason="spam", now=NOON)
    let_undo_end(testimony)


def test_a_decline_is_looked_at_again_once(team: Team) -> None:
    words, testimony = declined(team)
    who = come_back(words)
    changing.ask_to_look_again(who, "")
    Testimony.objects.filter(pk=testimony.pk).update(state=State.DECLINED)
    with pytest.raises(TooLate):
        changing.ask_to_look_again(who, "")
    change(who)
    assert returning.text_of(who).text == NEW


@pytest.mark.parametrize("state", sorted(set(State) - {State.WITHDRAWN, State.RECEIVED, State.DECLINED}))
def test_elsewhere_neither_is_there(team: Team, state: State) -> None:
    words, testimony = send_story()
    Testimony.objects.filter(pk=testimony.pk).update(state=state)
    with pytest.raises(MoveRefused):
        change(come_back(words))
    with pytest.raises(MoveRefused):
        changing.ask_to_look_again(come_back(words), "")
    assert not Record.objects.filter(move__in=["edit", "send again", "look again"]).exists()


def test_a_team_of_one_looks_again_itself(team: Team, settings: object) -> None:
    words, testimony = send_story()
    queue.take(team.moderator, testimony.pk, NOON)
    decline(testimony, team)
    changing.ask_to_look_again(come_back(words), "")
    settings.CHORUS_SECOND_READER = False
    assert queue.take(Person.objects.get(pk=team.moderator.pk), testimony.pk, NOON)
