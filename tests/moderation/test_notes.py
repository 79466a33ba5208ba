"""Notes of the team, and what is on hold: sealed to the team, handed on, never the writer's to read."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from moderation import holding, notes, queue, review
from moderation.models import Hold, Note, NoteKey, Person
from testimonies import deciding, models, returning
from testimonies.documents import Document
from testimonies.errors import NotYours
from testimonies.models import Record
from testimonies.states import MoveRefused, State
from tests.cast import as_role
from tests.moderation.cast import Sent, Team, hold_one, page, state_of
from tests.moderation.test_review import address, fields
from vault import keys, sealing

pytestmark = pytest.mark.django_db
WORDS = "Her brother is in the same year as two of us."


@pytest.fixture
def held(marlow: Person) -> Sent:
    """One that marlow holds."""
    return hold_one(marlow)


@pytest.fixture
def browser(team: Team, marlow: Person) -> Client:
    """Marlow's."""
    return team.browser(marlow)


def on_page(browser: Client, sent: Sent, **typed: str) -> dict[str, str]:
    """What the open page would send, and what was typed."""
    return fields(page(browser.get(address(sent)))) | typed


def noted(team: Team, person: Person, sent: Sent) -> list[tuple[str, str]]:
    """What this person reads there."""
    return [(each.who, each.text) for each in notes.of(sent.testimony, team.keyring(person))]


def put_on_hold(browser: Client, sent: Sent, days: int = 3) -> str:
    """Press "Put it on hold" with a reason; the state after it."""
    until = (timezone.localdate() + timedelta(days=days)).isoformat()
    browser.post(address(sent), on_page(browser, sent, do="hold", memo=WORDS, until=until))
    return state_of(sent)


def test_a_note_stands_on_the_page_of_the_story_with_who_wrote_it(browser: Client, held: Sent) -> None:
    browser.post(address(held), on_page(browser, held, do="note", memo=WORDS))
    seen = page(browser.get(address(held)))
    assert f'<h3 class="meta">marlow</h3><p>{WORDS}</p>' in seen
    assert seen.count(WORDS) == 1
    assert Record.objects.filter(move="leave a note").count() == 1


def test_an_empty_note_is_none(browser: Client, held: Sent) -> None:
    assert "The box is empty." in page(browser.post(address(held), on_page(browser, held, do="note")))
    assert not Note.objects.exists()


def test_a_note_opens_with_the_teams_key_and_not_with_that_of_the_testimony(
    team: Team, marlow: Person, held: Sent
) -> None:
    notes.leave(marlow, held.testimony.uuid, keyring=team.keyring(marlow), text=WORDS, now=timezone.now())
    row = Note.objects.get()
    assert noted(team, marlow, held) == [("marlow", WORDS)]
    assert WORDS.encode() not in row.body
    for key in (keys.open_data_key(held.testimony.data_key, held.back.key), held.back.key.private):
        with pytest.raises(sealing.Unsealable):
            sealing.unseal(key, row.body, column="moderation.Note.body", row=row.uuid)


def test_who_does_not_hold_it_notes_nothing(team: Team, odile: Person, marlow: Person, held: Sent) -> None:
    how = {"keyring": team.keyring(odile), "text": WORDS, "now": timezone.now()}
    with pytest.raises(NotYours):
        notes.leave(odile, held.testimony.uuid, **how)
    notes.leave(marlow, held.testimony.uuid, **how)
    assert Note.objects.count() == 1


def test_withdrawing_with_the_rights_of_the_public_side_leaves_no_note_of_it_and_those_of_others(
    team: Team, marlow: Person
) -> None:
    gone, other = hold_one(marlow), hold_one(marlow)
    for sent in (gone, other):
        notes.add(sent.testimony, keyring=team.keyring(marlow), by=marlow, text=WORDS)
    with as_role("chorus_public"):
        returning.withdraw(gone.back, timezone.now())
    assert list(Note.objects.values_list("testimony_id", flat=True)) == [other.testimony.uuid]
    assert list(NoteKey.objects.values_list("testimony_id", flat=True)) == [other.testimony.uuid]


def test_the_note_goes_along_to_the_second_reader(
    team: Team, browser: Client, odile: Person, held: Sent
) -> None:
    browser.post(address(held), on_page(browser, held, do="second", memo=WORDS))
    assert state_of(held) == State.SECOND_READER
    queue.take(odile, held.testimony.uuid, timezone.now())
    assert WORDS in page(team.browser(odile).get(address(held)))


def test_a_note_that_was_only_typed_goes_with_the_decision(
    team: Team, browser: Client, marlow: Person, held: Sent
) -> None:
    browser.post(address(held), on_page(browser, held, do="decline", reason="not_about", memo=WORDS))
    assert state_of(held) == State.DECIDED
    assert noted(team, marlow, held) == [("marlow", WORDS)]


def test_what_was_typed_survives_a_redrawing(browser: Client, held: Sent) -> None:
    typed = {"memo": WORDS, "reason": "harmful", "sure": "on", "until": "2031-02-03"}
    browser.post(address(held), on_page(browser, held, do="preview", **typed))
    assert typed.items() <= fields(page(browser.get(address(held)))).items() | {("memo", WORDS)}
    assert WORDS in page(browser.get(address(held)))


@pytest.mark.parametrize(
    ("days", "memo", "state"),
    [
        (1, WORDS, State.ON_HOLD),
        (0, WORDS, State.IN_REVIEW),
        (366, WORDS, State.IN_REVIEW),
        (1, "", State.IN_REVIEW),
    ],
)
def test_putting_on_hold_takes_a_reason_and_a_day_to_come(
    browser: Client, held: Sent, days: int, memo: str, state: State
) -> None:
    until = (timezone.localdate() + timedelta(days=days)).isoformat()
    browser.post(address(held), on_page(browser, held, do="hold", memo=memo, until=until))
    assert state_of(held) == state


def test_one_on_hold_is_on_its_own_list_and_nobody_can_take_it(
    team: Team, browser: Client, odile: Person, held: Sent
) -> None:
    assert put_on_hold(browser, held) == State.ON_HOLD
    assert not Hold.objects.exists()
    seen = page(browser.get("/team/queue/?view=hold"))
    assert "On hold, 1" in seen and "Look again on" in seen
    assert "Take this one" not in seen and "Look at it" not in seen
    with pytest.raises(NotYours):
        queue.take(odile, held.testimony.uuid, timezone.now())
    assert queue.take_next(odile, timezone.now()) is None


def test_the_day_that_has_come_is_shown_and_does_nothing_else(
    team: Team, asa: Person, browser: Client, held: Sent
) -> None:
    put_on_hold(browser, held)
    models.Testimony.objects.update(due_day=timezone.localdate())
    assert "Look at it again now" in page(browser.get("/team/queue/?view=hold"))
    seen = page(team.browser(asa).get(reverse("moderation:on-hold", args=[held.testimony.uuid])))
    assert "has come" in seen
    assert state_of(held) == State.ON_HOLD


def test_a_coordinator_reads_why_and_lets_it_go_on_with_its_marks(
    team: Team, asa: Person, odile: Person, browser: Client, held: Sent
) -> None:
    put_on_hold(browser, held)
    where, coordinator = reverse("moderation:on-hold", args=[held.testimony.uuid]), team.browser(asa)
    seen = page(coordinator.get(where))
    assert WORDS in seen and "Jonas" not in seen
    assert "waits to be read again" in page(coordinator.post(where, {"memo": "Asked."}, follow=True))
    assert state_of(held) == State.RECEIVED
    assert models.Testimony.objects.get().due_day is None
    queue.take(odile, held.testimony.uuid, timezone.now())
    opened = review.open_held(odile, held.testimony.uuid, keyring=team.keyring(odile), now=timezone.now())
    assert [cut.taken for cut in opened.work.story].count(True) >= 1
    assert [text for _who, text in noted(team, odile, held)] == [WORDS, "Asked."]


def test_a_moderator_cannot_let_it_go_on(team: Team, browser: Client, held: Sent) -> None:
    put_on_hold(browser, held)
    where = reverse("moderation:on-hold", args=[held.testimony.uuid])
    assert browser.get(where).status_code == browser.post(where, {"memo": ""}).status_code == 403
    assert state_of(held) == State.ON_HOLD


def test_letting_go_on_twice_is_refused(team: Team, asa: Person, browser: Client, held: Sent) -> None:
    put_on_hold(browser, held)
    holding.release(asa, held.testimony.uuid, keyring=team.keyring(asa))
    with pytest.raises(MoveRefused):
        holding.release(asa, held.testimony.uuid, keyring=team.keyring(asa))
    assert Record.objects.filter(move="release").count() == 1


def test_the_writer_can_take_down_what_is_on_hold(browser: Client, held: Sent) -> None:
    put_on_hold(browser, held)
    returning.withdraw(held.back, timezone.now())
    assert not Note.objects.exists()
    assert not models.Testimony.objects.exists()


def test_marks_on_hold_are_sealed_like_those_of_a_second_reading(
    team: Team, browser: Client, marlow: Person, held: Sent
) -> None:
    put_on_hold(browser, held)
    key = team.keyring(marlow).open_data_key(held.testimony.data_key)
    decision = deciding.marks_of(held.testimony, key)
    assert decision is not None
    assert decision.target == deciding.target_of(Document(text="", use="publish"))
