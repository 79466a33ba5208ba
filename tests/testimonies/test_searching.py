"""Search: by words, by phrases, in each language; content notes stay before the words, and what is gone is gone."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from unittest.mock import patch

import pytest
from django.test import Client

from testimonies import publishing, returning, searching
from testimonies.models import Group, Story
from testimonies.reading import PAGE
from tests.cast import NOON, Team, approve, come_back, send_story
from tests.testimonies import crowd
from tests.testimonies.visitor import text_of

STAIRS = "On the stairs he laughed.\n\nI told [name], and she wrote it down."


@pytest.fixture(name="up")
def _up(db: None) -> Group:
    return crowd.group(1, date(2026, 3, 6))


def found(words: str, **more: object) -> list[int]:
    """The numbers of the stories that are found."""
    page = searching.find(words, counts={"language.en": 1, "stories": 1000}, **more)
    return [story.number for story in page.stories]


def test_words_are_found_in_any_form_and_phrases_as_they_stand(up: Group) -> None:
    crowd.story(1, up, text=STAIRS), crowd.story(2, up, text="He laughed. It was on the other stairs.")
    assert set(found("stair laughing")) == {1, 2}
    assert found('"stairs he laughed"') == [1]
    assert found("stairs -told") == [2]
    assert found("lift") == []


def test_what_should_change_is_found_as_well(up: Group) -> None:
    crowd.story(1, up, second_text="More light on the landing.")
    assert found("landing") == [1]


def test_the_bracket_of_what_was_taken_out_is_no_word_of_the_story(up: Group) -> None:
    crowd.story(1, up, text=STAIRS), crowd.story(2, up, text="I knew the name of it, said [job title].")
    assert found("name") == [2] and found("title") == []


@pytest.mark.parametrize("words", ["the", "-stairs", "the and of", '""', "-", "!!!", "'"])
def test_words_that_say_nothing_find_nothing(up: Group, words: str) -> None:
    crowd.story(1, up, text=STAIRS)
    page = searching.find(words, counts={})
    assert page.says_nothing and page.stories == []


@pytest.mark.parametrize(
    "words", ["%s %d %%", "a & | b:*", "\x00 stairs\x02", "x" * 5000, "' OR 1=1 --", "\\"]
)
def test_whatever_is_typed_gets_a_page(up: Group, words: str) -> None:
    crowd.story(1, up, text=STAIRS)
    assert Client().get("/search/", {"q": words}).status_code == 200


def test_each_story_is_searched_by_the_rules_of_its_language(up: Group) -> None:
    crowd.story(1, up, language="de", text="Die Häuser waren leer.")
    crowd.story(2, up, language="en", text="The houses were empty.")
    crowd.story(3, up, language="cy", text="Roedd y tai yn wag.")
    counts = {"language.de": 1, "language.en": 1, "language.cy": 1}
    for words, number in (("Haus", 1), ("house", 2), ("tai", 3)):
        assert [each.number for each in searching.find(words, counts=counts).stories] == [number], words


def test_stories_about_what_is_left_out_are_left_out(up: Group) -> None:
    crowd.story(1, up, text=STAIRS, notes=["assault"]), crowd.story(2, up, text=STAIRS, notes=["comments"])
    assert found("stairs", hide=("assault", "drugged")) == [2]


def test_the_words_stand_on_a_wash_behind_the_note_and_strong_ones_are_folded(up: Group) -> None:
    crowd.story(1, up, text=STAIRS, notes=["assault"])
    html = text_of(Client().get("/search/?q=stairs"))
    hit = '<mark class="is-hit">stairs</mark>'
    assert html.index("Content note") < html.index("Open story 1") < html.index(hit)
    assert "Stories with the word “stairs”" in html and "That is all we found." in html
    assert "so this browser may remember it" in html


def test_no_number_of_stories_is_said(up: Group) -> None:
    for number in range(1, 8):
        crowd.story(10_000 + number, up, text=STAIRS)
    html = text_of(Client().get("/search/?q=stairs"))
    assert " 7 " not in html and ">7<" not in html


def test_an_excerpt_shows_brackets_whole_and_nothing_typed_as_markup(up: Group) -> None:
    crowd.story(1, up, text=f"<b>stairs</b> {'so it went on ' * 40} [job title] on the stairs.")
    html = text_of(Client().get("/search/?q=stairs"))
    assert "<b>" not in html.split('class="prose"')[1] and "[job title]</span>" in html
    assert "[job <" not in html and ">job title]" not in html.replace(">[job title]", "")


@pytest.fixture(params=[1, 10_000_000], ids=["by the index", "along the feed"])
def either_way(request: pytest.FixtureRequest) -> Iterator[None]:
    """The database thinks that few stories, or nearly all, have the words."""
    with patch.object(searching, "_estimate", return_value=request.param):
        yield


@pytest.mark.usefixtures("either_way")
def test_both_ways_of_looking_show_the_same_pages_in_both_directions(up: Group) -> None:
    later = crowd.group(2, date(2026, 3, 10))
    for number in range(1, 2 * PAGE + 4):
        crowd.story(number, later if number % 3 else up, text=STAIRS if number % 7 else "Nothing.")
    crowd.story(900, later, text=STAIRS, state="hidden")
    newest = Story.objects.published().newest_first()
    wanted = list(newest.exclude(text="Nothing.").values_list("number", flat=True))
    counts = {"stories": 10_000_000}
    first = searching.find("stairs", counts=counts)
    second = searching.find("stairs", counts=counts, cursor=first.older)
    assert [each.number for each in first.stories + second.stories] == wanted
    assert not first.newer and not second.older
    back = searching.find("stairs", counts=counts, cursor=second.newer)
    assert [each.number for each in back.stories] == wanted[:PAGE] and back.older


def test_a_walk_that_meets_too_few_asks_the_index(up: Group) -> None:
    for number in range(1, 40):
        crowd.story(number, up, text="Nothing.", ord=number)
    crowd.story(99, up, text=STAIRS, ord=100)
    with patch.object(searching, "_estimate", return_value=30), patch.object(searching, "_PATIENCE", 0.1):
        asked = searching._asked("stairs", (), ("en",))
        assert searching._walked(asked, "", (0, 0), 30) == []
        assert [each.number for each in searching.find("stairs", counts={"stories": 60}).stories] == [99]


def test_a_story_that_was_taken_down_is_gone_from_search_at_once(
    team: Team, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager]
) -> None:
    words, testimony = send_story("It was on the lighthouse stairs.")
    approve(testimony, team)
    publishing.put_up(NOON.replace(month=5, day=8, hour=17))
    number, address = Story.objects.get().number, "/search/?q=lighthouse"
    assert f"/stories/{number}/" in text_of(Client().get(address))
    with django_capture_on_commit_callbacks(execute=True):
        returning.withdraw(come_back(words), NOON)
    assert f"/stories/{number}/" not in text_of(Client().get(address))


@pytest.mark.django_db
def test_where_nothing_is_found_the_page_leads_to_places_and_does_not_say_both_all_and_none(
    client: Client,
) -> None:
    none = client.get("/search/?q=xylophonist").content.decode()
    assert "Nothing found" in none and "Its name may be under Places" in none
    common = client.get("/search/?q=the").content.decode()
    assert "Too many stories have “the”" in common
    assert "Nothing found" not in common and "under Places" not in common
