"""The content notes as coordinators change them: words, order, what folds a story, what writers are asked for."""

from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.utils import ProgrammingError
from django.test import Client
from django.utils import translation

from moderation.models import Person
from testimonies import content_notes, page_cache
from testimonies.models import NoteSetting, NoteWords, Record
from tests.cast import as_role
from tests.moderation.cast import Team, hold_one, page
from tests.moderation.test_checks import put_up
from tests.moderation.test_review import address
from tests.testimonies.visitor import Visitor, beside, six_words, text_of

pytestmark = pytest.mark.django_db
USES, WORDS = "/team/data/testimonies/notesetting/", "/team/data/testimonies/notewords/"
OTHER_WORDS = {
    "key": "stalking",
    "language": "en",
    "ticked": "Being followed about",
    "shown": "being followed",
}


@pytest.fixture
def browser(team: Team, asa: Person) -> Client:
    """A coordinator's."""
    return team.browser(asa)


def change(browser: Client, key: str, **fields: object) -> int:
    """Change how a note is used, the rest as it is; the status of the answer."""
    note = NoteSetting.objects.get(key=key)
    asked = {"position": note.position, "strong": note.strong, "offered": note.offered} | fields
    sent = {name: value for name, value in asked.items() if value is not False}
    status = browser.post(f"{USES}{key}/change/", sent).status_code
    page_cache.forget()
    return status


def feed() -> str:
    """The stories, for everybody."""
    return text_of(Client().get("/stories/"))


def test_at_first_the_notes_are_those_of_the_code() -> None:
    from_rows = content_notes.current()
    NoteSetting.objects.all().delete()
    page_cache.forget()
    assert content_notes.current() == from_rows


def test_other_words_stand_above_stories_in_the_lists_and_on_the_bench_in_that_language_only(
    browser: Client, team: Team, marlow: Person
) -> None:
    put_up(1, notes=["stalking"])
    sent = hold_one(marlow, notes=("stalking",))
    assert browser.post(f"{WORDS}add/", OTHER_WORDS).status_code == 302
    page_cache.forget()
    assert "<span>being followed</span>" in feed() and "Being followed about" in feed()
    bench = page(team.browser(marlow).get(address(sent)))
    assert "Being followed." in bench and "Being followed about" in bench
    with translation.override("fr"):
        assert "being followed" not in content_notes.said(["stalking"])
    line = Record.objects.get(move="add data: words of a content note")
    assert line.actor == Person.objects.get(name="asa").uuid


def test_a_second_wording_in_one_language_is_refused_and_in_another_it_is_not(browser: Client) -> None:
    assert browser.post(f"{WORDS}add/", OTHER_WORDS).status_code == 302
    assert browser.post(f"{WORDS}add/", OTHER_WORDS).status_code == 200
    assert browser.post(f"{WORDS}add/", OTHER_WORDS | {"language": "fr"}).status_code == 302
    assert NoteWords.objects.count() == 2


def test_what_is_typed_is_shown_as_text(browser: Client) -> None:
    put_up(1, notes=["stalking"])
    browser.post(f"{WORDS}add/", OTHER_WORDS | {"shown": "<b>followed</b>"})
    page_cache.forget()
    assert "&lt;b&gt;followed&lt;/b&gt;" in feed() and "<b>followed" not in feed()


def test_a_note_is_moved_up_in_the_lists(browser: Client) -> None:
    assert content_notes.to_tick()[0][0] == "harassment"
    assert change(browser, "stalking", position=1) == 302
    assert [key for key, _label in content_notes.to_tick()][:2] == ["stalking", "harassment"]


@pytest.mark.parametrize(("key", "strong"), [("stalking", True), ("touched", False)])
def test_whether_a_story_is_folded_follows_its_note(browser: Client, key: str, strong: bool) -> None:
    put_up(1, notes=[key])
    assert ("<details" in feed().split("<article")[1]) is not strong
    assert change(browser, key, strong=strong) == 302
    assert ("<details" in feed().split("<article")[1]) is strong


def test_writers_are_asked_for_what_is_offered(browser: Client) -> None:
    assert 'value="stalking"' in Visitor().box() and 'value="harassment"' not in Visitor().box()
    change(browser, "stalking", offered=False)
    change(browser, "harassment", offered=True)
    box = Visitor().box()
    assert 'value="stalking"' not in box and 'value="harassment"' in box and 'value="else"' in box


def test_a_page_that_was_open_meanwhile_can_still_be_sent_and_what_was_ticked_stays(browser: Client) -> None:
    visitor = Visitor()
    change(browser, "stalking", offered=False)
    again = text_of(visitor.send(words="", note=["stalking"]))
    assert beside(again, "words") and not beside(again, "note")
    assert 'value="stalking"' in again
    assert len(six_words(visitor.send(note=["stalking"]))) == 6


def test_a_note_that_there_is_not_is_refused(browser: Client) -> None:
    assert "That answer is not one of ours" in text_of(Visitor().send(note=["scandal"]))


def test_a_moderator_changes_no_note(team: Team, marlow: Person) -> None:
    assert change(team.browser(marlow), "stalking", strong=True) == 403
    assert not NoteSetting.objects.get(key="stalking").strong


def test_no_note_is_added_or_taken_away(browser: Client) -> None:
    assert browser.post(f"{USES}add/", {"key": "new", "position": 1}).status_code == 404
    assert browser.post(f"{USES}stalking/delete/", {"post": "yes"}).status_code == 404
    assert NoteSetting.objects.count() == len(content_notes.to_tick()) == 14


def test_while_the_database_is_down_the_notes_are_those_of_the_code(browser: Client) -> None:
    browser.post(f"{WORDS}add/", OTHER_WORDS)
    page_cache.forget()
    with patch.object(NoteWords.objects, "filter", side_effect=DatabaseError):
        assert content_notes.said(["stalking"]) == ("stalking",)
    page_cache.forget()
    assert content_notes.said(["stalking"]) == ("being followed",)


def test_they_are_asked_for_once_in_half_a_minute(django_assert_num_queries: object) -> None:
    assert content_notes.to_tick()
    with django_assert_num_queries(0):
        assert content_notes.said(["touched"]) == ("being touched",) and content_notes.is_strong(["touched"])


def test_the_public_side_reads_them_and_changes_none(browser: Client) -> None:
    browser.post(f"{WORDS}add/", OTHER_WORDS)
    page_cache.forget()
    with as_role("chorus_public"):
        assert content_notes.said(["stalking"]) == ("being followed",)
        for table in ("testimonies_notewords", "testimonies_notesetting"):
            with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {table}")
