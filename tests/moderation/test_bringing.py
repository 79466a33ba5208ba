"""A story that came another way: a coordinator pastes it in and hands on the six words."""

import re

import pytest

from moderation.models import Person
from testimonies import documents, returning
from testimonies.models import Record, Testimony
from tests.moderation.cast import Team, page
from vault import tickets

pytestmark = pytest.mark.django_db

ADDRESS = "/team/bring/"
SENT = {
    "words": "It began after the rehearsal.",
    "use": "publish",
    "may_ask": "on",
    "asked": "on",
    "if_silent": "no",
}


def typed(**other: str) -> dict[str, str]:
    """The form, with a new ticket."""
    return SENT | {"ticket": tickets.issue()} | other


def words_on(html: str) -> list[str]:
    """The six words on a page; empty without."""
    found = re.search(r"receipt__words.*?</ol>", html, re.DOTALL)
    return re.findall(r"<li>(\w+)</li>", found[0]) if found else []


def test_it_waits_like_all_others_with_the_consents_that_were_given(team: Team, asa: Person) -> None:
    words = words_on(page(team.browser(asa).post(ADDRESS, typed())))
    assert returning.find(words) is not None
    testimony = Testimony.objects.get()
    document = documents.open_document(testimony, team.keyring(asa).open_data_key(testimony.data_key))
    assert (document.text, document.use) == (SENT["words"], "publish")
    assert document.may_ask and not document.show_place
    line = Record.objects.get(subject=testimony.record_subject)
    assert (line.move, line.by, line.actor) == ("bring in", "coordinator", asa.uuid)


def test_the_button_pressed_twice_takes_it_in_once_and_shows_the_same_words(team: Team, asa: Person) -> None:
    sent, browser = typed(), team.browser(asa)
    first, again = (words_on(page(browser.post(ADDRESS, sent))) for _twice in range(2))
    assert first == again and len(first) == 6
    assert Testimony.objects.count() == 1
    browser.post(ADDRESS, typed())
    assert Testimony.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"asked": ""}, "Ask them first. Then tick this."),
        ({"use": ""}, "Tell us what to do with your story."),
        ({"words": ""}, "The first box is empty."),
        ({"ticket": "lost"}, "this page was too old"),
    ],
)
def test_what_is_missing_is_said_and_what_was_pasted_stays(
    team: Team, asa: Person, change: dict[str, str], said: str
) -> None:
    shown = page(team.browser(asa).post(ADDRESS, typed(better="Open the door at break.") | change))
    assert said in shown and "Open the door at break.</textarea>" in shown
    assert not Testimony.objects.exists()


def test_another_text_under_a_form_that_was_sent_is_not_lost(team: Team, asa: Person) -> None:
    sent, browser = typed(), team.browser(asa)
    browser.post(ADDRESS, sent)
    shown = page(browser.post(ADDRESS, sent | {"words": "Another one."}))
    assert "Nothing was taken in" in shown and "Another one.</textarea>" in shown
    assert Testimony.objects.count() == 1


def test_only_a_coordinator_brings_one_in(team: Team, marlow: Person) -> None:
    assert team.browser(marlow).post(ADDRESS, typed()).status_code == 403
    assert not Testimony.objects.exists()
