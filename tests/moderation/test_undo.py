"""A decision can be taken back for an hour, by whoever made it or by a coordinator."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moderation import decisions, queue, review
from moderation.models import Hold, Person
from redaction.spans import Span
from testimonies import housekeeping, returning
from testimonies.errors import Gone, TooLate
from testimonies.models import Ready, Record
from testimonies.states import MoveRefused, Reason, State
from tests.moderation.cast import Sent, Team, hold_one, names, page, state_of, taking

pytestmark = pytest.mark.django_db
NAMES = names("name 2")


@pytest.fixture
def decided(team: Team, marlow: Person) -> Sent:
    """One that marlow approved a moment ago."""
    sent = hold_one(marlow)
    decisions.approve(
        marlow,
        sent.testimony.uuid,
        keyring=team.keyring(marlow),
        work=taking(*NAMES, kind="school", notes=("harassment",)),
        now=timezone.now(),
    )
    return sent


def undo(team: Team, person: Person, sent: Sent, after: timedelta = timedelta(minutes=5)) -> None:
    """Press Undo some time later."""
    decisions.undo(person, sent.testimony.uuid, keyring=team.keyring(person), now=timezone.now() + after)


def test_undo_gives_it_back_with_the_marks_as_they_were(team: Team, marlow: Person, decided: Sent) -> None:
    undo(team, marlow, decided)
    assert state_of(decided) == State.IN_REVIEW
    assert not Ready.objects.exists()
    opened = review.open_held(
        marlow, decided.testimony.uuid, keyring=team.keyring(marlow), now=timezone.now()
    )
    assert [Span(*cut[:3]) for cut in opened.work.story if cut.taken] == list(NAMES)
    assert (opened.work.kind, opened.work.notes) == ("school", ("harassment",))


def test_what_was_undone_can_be_decided_again(team: Team, marlow: Person, decided: Sent) -> None:
    undo(team, marlow, decided)
    decisions.decline(
        marlow,
        decided.testimony.uuid,
        keyring=team.keyring(marlow),
        reason=Reason.RECOGNISED,
        now=timezone.now(),
    )
    assert Ready.objects.get().target == State.DECLINED


def test_after_undo_it_can_be_put_back_to_the_queue(team: Team, marlow: Person, decided: Sent) -> None:
    undo(team, marlow, decided)
    queue.put_back(marlow, decided.testimony.uuid, timezone.now())
    assert state_of(decided) == State.RECEIVED


def test_undo_is_refused_when_the_hour_is_over(team: Team, marlow: Person, decided: Sent) -> None:
    with pytest.raises(TooLate):
        undo(team, marlow, decided, after=timedelta(minutes=61))
    assert state_of(decided) == State.DECIDED


def test_undo_is_refused_once_the_decision_took_effect(team: Team, marlow: Person, decided: Sent) -> None:
    housekeeping.end_undo(timezone.now() + timedelta(minutes=61))
    assert state_of(decided) == State.APPROVED
    with pytest.raises(MoveRefused):
        undo(team, marlow, decided)


def test_a_colleague_cannot_undo_it_but_a_coordinator_can(
    team: Team, odile: Person, asa: Person, decided: Sent
) -> None:
    with pytest.raises(TooLate):
        undo(team, odile, decided)
    undo(team, asa, decided)
    assert Hold.objects.get().person == asa
    assert Record.objects.get(move="undo").actor == asa.uuid
    queue.put_back(asa, decided.testimony.uuid, timezone.now())
    assert state_of(decided) == State.RECEIVED


def test_what_the_writer_took_down_cannot_be_brought_back(team: Team, marlow: Person, decided: Sent) -> None:
    returning.withdraw(decided.back, timezone.now())
    with pytest.raises(Gone):
        undo(team, marlow, decided)


def test_the_button_on_the_queue_page_undoes_it(team: Team, marlow: Person, decided: Sent) -> None:
    browser = team.browser(marlow)
    assert "Undo, for one hour" in page(browser.get("/team/queue/"))
    response = browser.post(f"/team/undo/{decided.testimony.uuid}/")
    assert response.url == f"/team/review/{decided.testimony.uuid}/"
    assert "Undo, for one hour" not in page(browser.get("/team/queue/"))


def test_every_decision_of_the_hour_can_be_undone_and_the_last_one_stands_on_top(
    team: Team, marlow: Person, decided: Sent
) -> None:
    sent, browser = hold_one(marlow), team.browser(marlow)
    decisions.decline(
        marlow, sent.testimony.uuid, keyring=team.keyring(marlow), reason="spam", now=timezone.now()
    )
    last, fold = page(browser.get("/team/queue/")).split("One earlier one can be undone")
    assert f"/team/undo/{sent.testimony.uuid}/" in last and f"/team/undo/{decided.testimony.uuid}/" in fold


def test_a_colleague_is_not_offered_to_undo_it(team: Team, odile: Person, decided: Sent) -> None:
    browser = team.browser(odile)
    assert "Undo" not in page(browser.get("/team/queue/"))
    response = browser.post(f"/team/undo/{decided.testimony.uuid}/", follow=True)
    assert "It is too late to undo" in page(response)
