"""What the team agreed on, in versions: words to writers, the guide, practice stories."""

import threading
from datetime import date

import pytest
from django.db import connection

from moderation import phrases, practice, texts, versions
from moderation.models import Person, TeamText
from testimonies.models import Record
from tests.moderation.cast import Team, hold_one, page
from tests.moderation.test_declining import address, on_page

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 4)
SAY = "say-thanks"


def change(person: Person, key: str = SAY, body: str = "Thank you. We read it.", seen: int = 0) -> None:
    """A coordinator changes one."""
    versions.change(key, body, seen=seen, by=person, today=TODAY)


def test_a_changed_text_is_what_goes_into_the_box_and_a_writer_gets_it_as_plain_text(
    team: Team, asa: Person, marlow: Person
) -> None:
    first = phrases.begun("thanks", "")
    change(asa, body="Thank you <b>both</b>.\nWe read it.")
    assert phrases.begun("thanks", "") == "Thank you <b>both</b>.\nWe read it." != first
    held = hold_one(marlow, may_ask=True)
    browser = team.browser(marlow)
    browser.post(address(held), on_page(browser, held, do="phrase", phrase="thanks"))
    assert "Thank you &lt;b&gt;both&lt;/b&gt;." in page(browser.get(address(held)))


def test_the_words_for_a_reason_are_put_into_the_box_after_what_was_typed(team: Team, marlow: Person) -> None:
    held, browser = hold_one(marlow), team.browser(marlow)
    sent = on_page(browser, held, do="decline-phrase", reason="spam", words="One thing.")
    browser.post(address(held), sent)
    shown = page(browser.get(address(held)))
    assert "One thing.\n\nWe could not see a story in it." in shown
    asked = page(browser.post(address(held), on_page(browser, held, do="decline-phrase", reason="")))
    assert "Choose the reason that the writer will read." in asked


def test_everybody_reads_what_it_said_before_who_changed_it_and_when(
    team: Team, asa: Person, marlow: Person
) -> None:
    change(asa, body="Second words.")
    change(asa, body="Third words.", seen=1)
    shown = page(team.browser(marlow).get(f"/team/texts/{SAY}/"))
    for part in ("Third words.", "Second words.", "asa, 4 May 2026", "There is nothing more that you need"):
        assert part in shown
    assert "Change it" not in shown


def test_only_coordinators_change_a_text(team: Team, asa: Person, marlow: Person) -> None:
    sent = {"body": "Other words.", "seen": "0"}
    assert team.browser(marlow).post(f"/team/texts/{SAY}/", sent).status_code == 403
    assert not TeamText.objects.exists()
    assert team.browser(asa).post(f"/team/texts/{SAY}/", sent).status_code == 302
    assert texts.find(SAY).body == "Other words."
    line = Record.objects.get(move="change a text of the team")
    assert (line.actor, line.subject) == (asa.uuid, None)


def test_what_was_typed_over_a_text_that_changed_meanwhile_stays_in_the_box(team: Team, asa: Person) -> None:
    change(asa, body="Quicker words.")
    sent = {"body": "Slower words.", "seen": "0"}
    shown = page(team.browser(asa).post(f"/team/texts/{SAY}/", sent))
    assert "Somebody changed this text meanwhile." in shown
    assert "Slower words.</textarea>" in shown and "Quicker words." in shown
    team.browser(asa).post(f"/team/texts/{SAY}/", sent | {"seen": "1"})
    assert texts.find(SAY).body == "Slower words."


@pytest.mark.parametrize(("length", "taken"), [(800, True), (801, False)])
def test_a_text_for_a_decline_fits_the_box_that_it_is_put_into(
    team: Team, asa: Person, length: int, taken: bool
) -> None:
    sent = {"body": "a" * length, "seen": "0"}
    answer = team.browser(asa).post("/team/texts/decline-spam/", sent)
    assert (answer.status_code == 302) is taken
    assert TeamText.objects.exists() is taken


@pytest.mark.parametrize(
    ("body", "taken"),
    [
        ("My tutor was [[Ruben|name|A name.]] and {{nobody|It names nobody.}} knew.", True),
        ("My tutor was [[Ruben|name]] and nobody knew.", False),
        ("My tutor was Ruben and nobody knew.", False),
    ],
)
def test_a_practice_story_is_taken_only_with_whole_marks(
    team: Team, asa: Person, body: str, taken: bool
) -> None:
    team.browser(asa).post("/team/texts/practice-3/", {"body": body, "seen": "0"})
    assert TeamText.objects.exists() is taken
    assert ("Ruben" in practice.story(3).text) is taken
    assert len(practice.stories()) == 20


def test_the_guide_is_there_from_the_first_day_with_headings(team: Team, marlow: Person) -> None:
    shown = page(team.browser(marlow).get("/team/texts/guide/"))
    assert "<h2>What never to change</h2>" in shown
    assert "guide" in page(team.browser(marlow).get("/team/texts/"))


def test_a_key_that_is_none_of_ours_is_not_there(team: Team, asa: Person) -> None:
    assert team.browser(asa).post("/team/texts/anything/", {"body": "x", "seen": "0"}).status_code == 404
    assert not TeamText.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_change_the_same_version_make_one_new_one(team: Team, asa: Person) -> None:
    told: list[str] = []

    def one(body: str) -> None:
        try:
            change(asa, body=body)
        except versions.ChangedMeanwhile:
            told.append(body)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(body,)) for body in ("Mine.", "Yours.")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 1
    assert TeamText.objects.get().body in {"Mine.", "Yours."} - set(told)
