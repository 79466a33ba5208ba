"""The way through the pages as a browser goes it: each page is sent on as it stands, with what somebody typed."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client, override_settings
from pytest_django import Settings

from moderation import people
from testimonies import models
from tests.look.form_reader import filled

STORY = "\nThere was a man, Mr Oakley, who drove us.\n\nMy sister Ines said: <no>.\nI did not go again.\n"
PUBLIC = ("/", "/stories/", "/support/", "/how/", "/safely/", "/about/", "/about/checking/", "/privacy/")


@pytest.fixture(autouse=True)
def _the_site(_alone: None, settings: Settings) -> Iterator[None]:
    with override_settings(ROOT_URLCONF="config.urls"):
        yield


@pytest.fixture(name="writer")
def _writer(db: None) -> Client:
    people.create_first("wren", "kettle harbour lantern 27")
    return Client(enforce_csrf_checks=True)


def page(writer: Client, address: str, sent: dict[str, list[str]] | None = None) -> str:
    """The page at an address, by GET, or by POST when something is sent."""
    answer = writer.post(address, sent) if sent is not None else writer.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def written(writer: Client, **typed: str | list[str]) -> str:
    """The check page of a story that is to be published."""
    box = page(writer, "/write/", filled(page(writer, "/begin/"), use="publish", show_first="on"))
    return page(writer, "/check/", filled(box, words=STORY, **typed))


@pytest.mark.django_db
@pytest.mark.parametrize("address", [*PUBLIC, "/takedown/", "/places/"])
def test_a_page_for_everybody_sets_no_cookie(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 200 and not answer.cookies


def test_words_reach_us_as_typed_with_the_marked_names_in_brackets(writer: Client) -> None:
    html = page(writer, "/thanks/", filled(written(writer, note=["assault", "not_believed"], age="16_17")))
    assert "It is with us. Thank you for telling us." in html and "You asked to see it first." in html
    assert len(re.findall(r"<li>[a-z]+</li>", html)) == 6
    assert models.Testimony.objects.count() == 1


def test_going_back_and_forth_loses_nothing(writer: Client) -> None:
    html = written(
        writer, note=["assault", "not_believed"], place="A school", better="\nMore light.", told="nobody"
    )
    sent = filled(html)
    again = filled(
        page(writer, "/write/", filled(page(writer, "/begin/", filled(page(writer, "/write/", sent)))))
    )
    same = ("use", "show_first", "if_silent", "words", "note", "place", "better", "told", "ticket")
    assert {name: again.get(name) for name in same} == {name: sent.get(name) for name in same}
    assert again["words"] == [STORY.replace("\n", "\r\n")]


def test_an_empty_box_is_said_and_the_choices_stay(writer: Client) -> None:
    box = page(writer, "/write/", filled(page(writer, "/begin/"), use="count"))
    html = page(writer, "/check/", filled(box, words=" \n", place="A club"))
    assert "The first box is empty." in html
    assert filled(html)["use"] == ["count"] and filled(html)["place"] == ["A club"]


def test_a_lost_token_brings_the_words_back_to_be_sent_again(writer: Client) -> None:
    sent = filled(written(writer), csrfmiddlewaretoken="lost")
    answer = writer.post("/thanks/", sent)
    html = answer.content.decode()
    assert answer.status_code == 403 and "Your words are still here" in html
    assert filled(html)["words"] and filled(html)["use"] == ["publish"]
    assert "It is with us." in page(writer, "/thanks/", filled(html))


def test_the_six_words_open_the_page_and_wrong_ones_do_not(writer: Client) -> None:
    html = page(writer, "/thanks/", filled(written(writer)))
    words = re.findall(r"<li>([a-z]+)</li>", html)
    wrong = page(writer, "/back/", filled(page(writer, "/back/"), w="harbour linnen"))
    assert "Those words do not match a story" in wrong and "Did you mean" in wrong
    answer = writer.post("/back/", filled(wrong, w=" ".join(words)))
    assert answer.status_code == 302
    html = page(writer, "/back/page/")
    assert "Where it is" in html and "Mr " not in html
    assert "I did not go again." in page(writer, "/back/page/?text=1")


def test_a_story_can_be_erased_behind_its_words(writer: Client) -> None:
    words = re.findall(r"<li>([a-z]+)</li>", page(writer, "/thanks/", filled(written(writer))))
    writer.post("/back/", filled(page(writer, "/back/"), w=" ".join(words)))
    html = page(writer, "/back/erase/", filled(page(writer, "/back/erase/"), do="erase"))
    assert "Your story is gone" in html and not models.Testimony.objects.exists()
