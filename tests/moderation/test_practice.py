"""Practice: on the real bench, with known right cuts, without a score; and nobody is measured."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from moderation import cuts, offer, practice
from moderation.cuts import Cut
from moderation.models import Person, Practice
from moderation.practice import FOUND, MISSED, NEEDLESS, PractiseFirst
from redaction.spans import LABELS
from tests.moderation.cast import Team, page, send_one
from tests.moderation.test_review import fields

pytestmark = pytest.mark.django_db
FIRST = "/team/practice/1/"


@pytest.fixture
def browser(team: Team, marlow: Person) -> Client:
    """Marlow's."""
    return team.browser(marlow)


def finish_all(person: Person, but: int = 0) -> None:
    """Work through them, but for the last so many."""
    every = practice.stories()
    for story in every[: len(every) - but]:
        practice.finish(person, story, timezone.localdate())


def outcomes(number: int, *taken: tuple[int, int]) -> list[tuple[str, str]]:
    """What comes out of these cuts: words and outcome."""
    story = practice.story(number)
    made = [Cut(start, end, "detail", taken=True) for start, end in taken]
    return [(line.words, line.outcome) for line in practice.outcome(story, made)]


def test_there_are_twenty_each_with_something_to_find_and_a_reason_for_it() -> None:
    assert len(practice.stories()) == 20
    for story in practice.stories():
        assert story.right and all(known.why and known.label in LABELS for known in story.right), story.number
        assert all(known.why for known in story.stays), story.number
        assert not set("[]{}|") & set(story.text), story.number
        assert 30 <= len(story.text.split()) <= 110, story.number


def test_the_finder_alone_does_not_finish_them_for_anybody() -> None:
    missed = 0
    for story in practice.stories():
        suggested = cuts.suggested(story.text, "en")
        missed += sum(line.outcome == MISSED for line in practice.outcome(story, suggested))
    assert missed >= 10


def test_what_was_found_what_was_missed_and_what_could_have_stayed_are_told_apart() -> None:
    text = practice.story(1).text
    lund = (text.index("Dr Lund"), text.index("Dr Lund") + 7)
    half = (text.index("the only girl"), text.index("the only girl") + 8)
    bike, coat = (
        (text.index("my bike"), text.index("my bike") + 7),
        (text.index("coat"), text.index("coat") + 4),
    )
    assert outcomes(1, lund, half, bike, coat) == [
        ("Brackenfold", MISSED),
        ("the only girl in the set", MISSED),
        ("coat", NEEDLESS),
        ("Dr Lund", FOUND),
        ("the week after the flood", MISSED),
        ("my bike", NEEDLESS),
    ]


def test_a_cut_around_the_words_finds_them_too() -> None:
    text = practice.story(1).text
    wide = (text.index("moved to Brackenfold"), text.index("moved to Brackenfold") + 20)
    assert outcomes(1, wide)[0] == ("Brackenfold", FOUND)


def test_it_opens_closed_and_is_the_real_bench(browser: Client) -> None:
    assert "Brackenfold" not in page(browser.get(FIRST))
    seen = page(browser.get(FIRST + "?show=1"))
    assert "As people would read it" in seen and ">Dr Lund<sup>" in seen
    assert "I am done. Show me" in seen
    for word in ("Do not publish", "Put it on hold", "Ask the writer", "Kept for you"):
        assert word not in seen


def test_words_that_were_typed_are_out_when_it_is_redrawn_and_nothing_is_kept(browser: Client) -> None:
    typed = fields(page(browser.get(FIRST + "?show=1")))
    seen = page(
        browser.post(FIRST, {**typed, "add": "the week after the flood", "addk": "date", "do": "preview"})
    )
    assert seen.split('class="paper"')[1].split("</section>")[0].count("[date]") == 1
    assert not Practice.objects.exists()
    again = page(browser.post(FIRST, {**fields(seen), "sure": "on", "do": "approve"}))
    line = again.split("the week after the flood")[-1]
    assert "Found" in line.split("</li>")[0]


def test_afterwards_one_reads_why_and_it_counts_as_done_whatever_was_missed(
    browser: Client, marlow: Person
) -> None:
    typed = fields(page(browser.get(FIRST + "?show=1"))) | {"sure": "on", "do": "approve"}
    seen = page(browser.post(FIRST, typed))
    assert "harder to see" in seen and "anyone can look up when it was" in seen
    assert "Missed" in seen and "The next story" in seen
    assert practice.worked_through(marlow) == {1}
    browser.post(FIRST, typed)
    assert Practice.objects.count() == 1


def test_the_last_word_before_it_is_asked_for_as_on_a_real_one(browser: Client, marlow: Person) -> None:
    typed = fields(page(browser.get(FIRST + "?show=1"))) | {"do": "approve"}
    assert "Look for this once more" in page(browser.post(FIRST, typed))
    assert practice.worked_through(marlow) == set()


def test_a_story_that_there_is_not_is_not_there(browser: Client) -> None:
    assert browser.get("/team/practice/20/").status_code == 200
    assert browser.get("/team/practice/21/").status_code == 404
    assert browser.get("/team/practice/0/").status_code == 404


def test_the_queue_opens_after_the_last_one_and_not_before(
    team: Team, browser: Client, marlow: Person, settings: Settings
) -> None:
    settings.CHORUS_PRACTICE = True
    sent, now = send_one(), timezone.now()
    finish_all(marlow, but=1)
    with pytest.raises(PractiseFirst):
        offer.take_next(marlow, team.keyring(marlow), now)
    seen = page(browser.get("/team/queue/"))
    assert 'href="/team/practice/" data-key="n">Practise first' in seen
    assert "Take the next one" not in seen and "Take this one" not in seen
    assert browser.post("/team/take/").url == "/team/practice/"
    assert browser.post(f"/team/take/{sent.testimony.uuid}/").url == "/team/practice/"
    assert "One is left before the queue opens" in page(browser.get("/team/practice/"))
    finish_all(marlow)
    seen = page(browser.get("/team/queue/"))
    assert "Take the next one" in seen and "Take this one" in seen and "Practise first" not in seen
    assert offer.take_next(marlow, team.keyring(marlow), now).pk == sent.testimony.pk


def test_where_it_is_not_asked_for_nobody_waits(team: Team, browser: Client, marlow: Person) -> None:
    send_one()
    assert offer.take_next(marlow, team.keyring(marlow), timezone.now()) is not None
    assert "You can read in the queue all the same" in page(browser.get("/team/practice/"))


def test_coordinators_see_who_has_finished_and_nothing_else(
    team: Team, browser: Client, marlow: Person, odile: Person, asa: Person
) -> None:
    finish_all(marlow)
    finish_all(odile, but=3)
    seen = page(team.browser(asa).get("/team/practice/"))
    assert "marlow: has finished" in seen and "odile: not yet" in seen
    assert "Who has finished" not in page(browser.get("/team/practice/"))
