"""What the writer hears: the reason, a volunteer's own words under it, and three texts to begin a question with."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from moderation import decisions, phrases
from moderation.models import Person
from testimonies import deciding, housekeeping, ready, renewing, standings
from testimonies.models import Message, Ready, Stub
from testimonies.states import REASON_WORDS, Reason, State
from tests.moderation.cast import Sent, Team, hold_one, page, state_of
from tests.moderation.test_notes import on_page
from tests.moderation.test_review import address
from vault import sealing, tickets

pytestmark = pytest.mark.django_db
WORDS = "Two names are left in it.\n“Take them out”, and send it again. 💛"


@pytest.fixture
def held(marlow: Person) -> Sent:
    """One that marlow holds, and whose writer may be asked."""
    return hold_one(marlow, may_ask=True)


@pytest.fixture
def browser(team: Team, marlow: Person) -> Client:
    """Marlow's."""
    return team.browser(marlow)


def decline(browser: Client, sent: Sent, words: str = WORDS, reason: str = "recognised") -> None:
    """With a reason and words; the hour of undo passes."""
    browser.post(address(sent), on_page(browser, sent, do="decline", reason=reason, words=words))
    Ready.objects.update(at=timezone.now())
    housekeeping.end_undo(timezone.now())


def test_the_writer_reads_the_reason_and_the_words_under_it(browser: Client, held: Sent) -> None:
    decline(browser, held)
    seen = standings.page(held.back)
    assert str(REASON_WORDS[Reason.RECOGNISED]) in seen["line"]
    assert seen["with_it"] == WORDS


def test_without_words_there_is_the_reason_alone(browser: Client, held: Sent) -> None:
    decline(browser, held, words="")
    assert standings.page(held.back)["with_it"] == ""


def test_within_the_hour_the_writer_is_told_nothing(browser: Client, held: Sent) -> None:
    browser.post(address(held), on_page(browser, held, do="decline", reason="recognised", words=WORDS))
    seen = standings.page(held.back)
    assert seen["with_it"] == ""
    assert not Stub.objects.exists()


def test_only_the_six_words_open_them_and_their_length_does_not_show(
    browser: Client, marlow: Person, held: Sent
) -> None:
    decline(browser, held)
    other = hold_one(marlow)
    decline(browser, other, words="")
    first, second = (Stub.objects.get(receipt=each.testimony.receipt_id) for each in (held, other))
    assert len(first.payload) == len(second.payload)
    assert ready.open_stub(first, held.back.key.private)["words"] == WORDS
    with pytest.raises(sealing.Unsealable):
        ready.open_stub(first, other.back.key.private)


def test_they_are_still_there_for_new_six_words(browser: Client, held: Sent) -> None:
    decline(browser, held)
    who = renewing.use_new_words(held.back, tickets.read(tickets.issue()))
    assert standings.page(who)["with_it"] == WORDS


def test_an_undone_decline_brings_reason_and_words_back_into_their_boxes(
    team: Team, marlow: Person, browser: Client, held: Sent
) -> None:
    browser.post(address(held), on_page(browser, held, do="decline", reason="recognised", words=WORDS))
    decisions.undo(marlow, held.testimony.uuid, keyring=team.keyring(marlow), now=timezone.now())
    seen = page(browser.get(address(held)))
    assert "Two names are left in it." in seen
    assert 'value="recognised" selected' in seen


def test_the_longest_words_fit_and_longer_ones_stay_in_the_box(browser: Client, held: Sent) -> None:
    longest = "💛" * (deciding.WORDS_LIMIT - 1) + '"'
    sent = on_page(browser, held, do="decline", reason="other", words=longest + "!")
    assert "longer than we can take" in page(browser.post(address(held), sent))
    assert state_of(held) == State.IN_REVIEW
    decline(browser, held, words=longest)
    assert standings.page(held.back)["with_it"] == longest


def test_every_reason_can_be_chosen_and_has_words(browser: Client, held: Sent) -> None:
    seen = page(browser.get(address(held)))
    for reason in ("spam", "recognised", "not_about", "unlawful", "duplicate", "other"):
        assert f'<option value="{reason}">' in seen


@pytest.mark.parametrize(("key", "begins"), [(key, str(text)[:20]) for key, text in phrases._TEXTS.items()])
def test_a_text_to_begin_with_is_put_into_the_box_after_what_was_typed(
    browser: Client, held: Sent, key: str, begins: str
) -> None:
    sent = on_page(browser, held, do="phrase", phrase=key, say="One thing.")
    browser.post(address(held), sent)
    seen = page(browser.get(address(held)))
    assert "One thing.\n\n" + begins in seen
    assert not Message.objects.exists()


def test_what_is_asked_is_what_stands_in_the_box(browser: Client, held: Sent, settings: Settings) -> None:
    browser.post(address(held), on_page(browser, held, do="ask", say="May we take out the film group?"))
    Ready.objects.update(at=timezone.now())
    housekeeping.end_undo(timezone.now())
    assert [each.text for each in standings.page(held.back)["messages"]] == [
        "May we take out the film group?"
    ]
