"""Two windows, a lost lease, a button pressed twice, an ended session: no mark or decision is lost or doubled."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from moderation import cuts, queue, review
from moderation.housekeeping import end_leases
from moderation.models import Hold, Person, Proposal
from testimonies.models import Ready, Record
from testimonies.states import State
from tests.moderation.cast import TEXT, Sent, Team, hold_one, page, state_of
from tests.moderation.test_notes import on_page
from tests.moderation.test_review import address, fields
from vault import sessions as vault_sessions

pytestmark = pytest.mark.django_db
FIFTEEN = (TEXT.index("fifteen"), TEXT.index("fifteen") + len("fifteen"))
TUTOR = (TEXT.index("My tutor"), TEXT.index("My tutor") + len("My tutor"))


@pytest.fixture
def held(marlow: Person) -> Sent:
    """One that marlow holds."""
    return hold_one(marlow)


@pytest.fixture
def browser(team: Team, marlow: Person) -> Client:
    """Marlow's."""
    return team.browser(marlow)


def with_cut(typed: dict[str, str], place: tuple[int, int], number: int = 50) -> dict[str, str]:
    """The page with one more stretch marked and ticked, and in the preview, as a script draws it."""
    more = {f"at{number}": f"{place[0]}:{place[1]}", f"c{number}": "on", f"k{number}": "detail"}
    return typed | more | {"drawn": cuts.drawn(cuts.typed(typed | more, TEXT))}


def taken(team: Team, person: Person, sent: Sent) -> set[tuple[int, int]]:
    """What this person's page takes out."""
    opened = review.open_held(person, sent.testimony.uuid, keyring=team.keyring(person), now=timezone.now())
    return {cut[:2] for cut in opened.work.story if cut.taken}


def sign_in_again(browser: Client, team: Team, person: Person) -> None:
    """In the same browser, as the sign-in page does it: what was put by goes over into the new session."""
    put_by = browser.session.get("unsaved")
    browser.force_login(person)
    stored, key = vault_sessions.seal_private(team.privates[person.uuid], session="row")
    session = browser.session
    session["vault"] = {"row": "row", "private": stored, "since": timezone.now().timestamp()}
    if put_by is not None:
        session["unsaved"] = put_by
    session.save()
    browser.cookies["team-key"] = key


def end_session(browser: Client) -> None:
    """Thirty minutes without a click."""
    Session.objects.filter(session_key=browser.cookies["team"].value).delete()


def test_a_second_window_undoes_nothing_that_the_first_one_took_out(
    team: Team, browser: Client, marlow: Person, held: Sent
) -> None:
    first, second = on_page(browser, held, do="preview"), on_page(browser, held, do="approve", sure="on")
    browser.post(address(held), with_cut(first, FIFTEEN))
    seen = page(browser.post(address(held), with_cut(second, TUTOR)))
    assert "in another window, too" in seen
    assert state_of(held) == State.IN_REVIEW and not Ready.objects.exists()
    assert {FIFTEEN, TUTOR} <= taken(team, marlow, held)
    browser.post(address(held), on_page(browser, held, do="approve", sure="on"))
    assert state_of(held) == State.DECIDED


def test_a_mistake_in_the_second_window_does_not_make_it_forget_the_first(
    team: Team, browser: Client, marlow: Person, held: Sent
) -> None:
    first, second = on_page(browser, held, do="preview"), on_page(browser, held, do="approve")
    browser.post(address(held), with_cut(first, FIFTEEN))
    seen = page(browser.post(address(held), second))
    assert "Look for this once more" in seen
    seen = page(browser.post(address(held), fields(seen) | {"do": "approve", "sure": "on"}))
    assert "in another window, too" in seen
    assert FIFTEEN in taken(team, marlow, held) and state_of(held) == State.IN_REVIEW


def test_one_window_is_asked_nothing(browser: Client, held: Sent) -> None:
    browser.post(address(held), with_cut(on_page(browser, held, do="preview"), FIFTEEN))
    browser.post(address(held), on_page(browser, held, do="approve", sure="on"))
    assert state_of(held) == State.DECIDED


def test_a_button_pressed_twice_decides_once_and_says_what_became_of_it(browser: Client, held: Sent) -> None:
    typed = on_page(browser, held, do="approve", sure="on")
    browser.post(address(held), typed)
    seen = page(browser.post(address(held), typed, follow=True))
    assert "with the next group." in seen and "Undo, for one hour" in seen
    assert "was decided already" not in seen
    assert Record.objects.filter(move="decide: approved").count() == 1


def test_whoever_else_presses_hears_that_it_was_decided(
    team: Team, browser: Client, odile: Person, held: Sent
) -> None:
    typed = on_page(browser, held, do="approve", sure="on")
    browser.post(address(held), typed)
    assert "was decided already" in page(team.browser(odile).post(address(held), typed, follow=True))


def test_after_an_ended_session_marks_and_words_come_back_and_nothing_was_decided(
    team: Team, browser: Client, marlow: Person, held: Sent
) -> None:
    typed = with_cut(on_page(browser, held, do="decline", reason="harmful", words="Not like this."), FIFTEEN)
    end_session(browser)
    response = browser.post(address(held), typed)
    assert response.url.startswith("/team/sign-in/?next=%2Fteam%2Freview%2F")
    stored = Session.objects.get(session_key=browser.cookies["team"].value)
    assert "Not like this" not in str(stored.get_decoded())
    assert state_of(held) == State.IN_REVIEW
    sign_in_again(browser, team, marlow)
    seen = page(browser.get(address(held, show=False)))
    assert "You were signed out before that was done" in seen
    assert "Not like this." in seen and 'value="harmful" selected' in seen
    assert FIFTEEN in taken(team, marlow, held)
    assert state_of(held) == State.IN_REVIEW
    assert "You were signed out" not in page(browser.get(address(held)))


def test_a_session_that_has_not_ended_is_asked_nothing_again(browser: Client, held: Sent) -> None:
    browser.post(address(held), on_page(browser, held, do="decline", reason="harmful"))
    assert state_of(held) == State.DECIDED


def test_if_somebody_else_holds_it_by_then_they_are_offered_the_marks_and_nothing_else(
    team: Team, browser: Client, marlow: Person, odile: Person, held: Sent
) -> None:
    typed = with_cut(on_page(browser, held, do="approve", sure="on"), FIFTEEN)
    end_session(browser)
    browser.post(address(held), typed)
    Hold.objects.update(until=timezone.now() - timedelta(minutes=1))
    end_leases(timezone.now())
    queue.take(odile, held.testimony.uuid, timezone.now())
    sign_in_again(browser, team, marlow)
    seen = page(browser.get(address(held, show=False), follow=True))
    assert "kept for whoever reads it next" in seen
    other = team.browser(odile)
    assert FIFTEEN not in taken(team, odile, held)
    assert "Take their marks, too" in page(other.get(address(held)))
    other.post(address(held), on_page(other, held, do="proposal"))
    assert FIFTEEN in taken(team, odile, held)
    assert "Take their marks, too" not in page(other.get(address(held)))
    assert not Proposal.objects.exists()


def test_marks_of_a_lease_that_is_over_wait_sealed_for_the_next_one(
    team: Team, browser: Client, odile: Person, held: Sent
) -> None:
    browser.post(address(held), with_cut(on_page(browser, held, do="preview"), FIFTEEN))
    Hold.objects.update(until=timezone.now() - timedelta(minutes=1))
    end_leases(timezone.now())
    assert b"detail" not in bytes(Proposal.objects.get().marks)
    queue.take(odile, held.testimony.uuid, timezone.now())
    opened = review.open_held(odile, held.testimony.uuid, keyring=team.keyring(odile), now=timezone.now())
    assert FIFTEEN not in {cut[:2] for cut in opened.work.story if cut.taken}
    assert opened.proposal is not None
    assert FIFTEEN in {cut[:2] for cut in opened.proposal.story if cut.taken}


def test_a_lease_without_a_mark_leaves_nothing_behind(marlow: Person, held: Sent) -> None:
    queue.put_back(marlow, held.testimony.uuid, timezone.now())
    assert not Proposal.objects.exists()


def test_what_a_decision_was_made_about_needs_no_proposal(
    team: Team, browser: Client, marlow: Person, held: Sent
) -> None:
    browser.post(address(held), with_cut(on_page(browser, held, do="preview"), FIFTEEN))
    queue.put_back(marlow, held.testimony.uuid, timezone.now())
    queue.take(marlow, held.testimony.uuid, timezone.now())
    browser.post(address(held), on_page(browser, held, do="decline", reason="spam"))
    assert not Proposal.objects.exists()


def test_just_before_the_session_ends_the_marks_are_put_by_and_the_lease_stays(
    team: Team, browser: Client, marlow: Person, held: Sent
) -> None:
    response = browser.post(address(held), with_cut(on_page(browser, held, do="away"), FIFTEEN))
    assert response.url.startswith("/team/sign-in/?next=")
    assert browser.get("/team/queue/").url.startswith("/team/sign-in/")
    sign_in_again(browser, team, marlow)
    assert FIFTEEN in taken(team, marlow, held)


def test_the_page_says_until_when_one_is_signed_in(browser: Client, held: Sent) -> None:
    seen = page(browser.get(address(held)))
    assert "you are signed out at" in seen
    assert 'data-idle="1800"' in seen


def test_two_sets_of_marks_take_out_what_either_does() -> None:
    first = cuts.add((), [(0, 4), (10, 14)], "name 1")
    second = cuts.add((), [(0, 4), (12, 20), (30, 32)], "detail")
    both = cuts.united(first, second)
    assert {cut[:2] for cut in both} == {(0, 4), (10, 20), (30, 32)}
    assert next(cut.label for cut in both if cut.start == 0) == "name 1"
