"""The key kept: what the words are for is said before Send, and nobody has to type them, or to keep them."""

import re
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from testimonies import limits, returning
from testimonies.models import Testimony
from tests.cast import Team
from tests.look.form_reader import filled
from tests.testimonies.visitor import PLAIN_FILES, Visitor, six_words, text_of
from vault.models import Receipt

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_site(settings: Settings, team: Team) -> None:
    settings.STORAGES = PLAIN_FILES


def typed_back(visitor: Visitor, thanks: HttpResponse, typed: str) -> HttpResponse:
    """What the offer to type them answers."""
    return visitor.post("/thanks/words/", filled(text_of(thanks), w=typed))


def test_what_the_words_are_for_is_said_before_send() -> None:
    visitor = Visitor()
    for page in (visitor.box(), text_of(visitor.check())):
        assert "Only with them can you come back" in page


def test_words_that_were_written_down_rightly_are_told_so_and_stay_unused() -> None:
    visitor = Visitor()
    thanks = visitor.send()
    words = six_words(thanks)
    typed = ", ".join(words).upper()
    assert "Those are your six words" in text_of(typed_back(visitor, thanks, typed))
    # Nothing was opened: they can be shown again to whoever presses Back.
    assert not Receipt.objects.get().used
    assert returning.find(words)


@pytest.mark.parametrize(
    "change", [lambda w: w[::-1], lambda w: [*w[:5], "linnen"], lambda w: [], lambda w: w[:5]]
)
def test_wrong_ones_are_not_told_which_is_wrong(change: Callable) -> None:
    visitor, another = Visitor(), Visitor()
    thanks = visitor.send()
    typed = " ".join(change(six_words(thanks)))
    html = text_of(typed_back(visitor, thanks, typed))
    assert "Those are not quite the words" in html
    assert filled(html)["w"] == [typed]
    # To somebody who has quite other words, the very same is said.
    assert _said(html) == _said(text_of(typed_back(another, another.send(), typed)))


def _said(html: str) -> str:
    return re.sub(r'name="(csrfmiddlewaretoken|ticket)" value="[^"]*"', "", html)


def test_the_words_cannot_be_guessed_with_a_ticket_that_somebody_found(settings: Settings) -> None:
    visitor = Visitor()
    thanks = visitor.send()
    for _try in range(int(limits.WRONG_WORDS.partition("/")[0])):
        typed_back(visitor, thanks, "harbour linen")
    assert "Please wait a few minutes" in text_of(typed_back(visitor, thanks, "harbour linen"))
    assert "Those are your six words" in text_of(typed_back(visitor, thanks, " ".join(six_words(thanks))))


def test_a_ticket_of_nobody_leads_to_the_door() -> None:
    visitor = Visitor()
    page = text_of(visitor.send())
    answer = visitor.post("/thanks/words/", filled(page, ticket="lost", w="a"))
    assert answer["Location"] == "/back/"
    assert Client().get("/thanks/words/")["Location"] == "/thanks/"


def test_going_on_without_the_words_is_a_way_that_says_what_it_means() -> None:
    html = text_of(Visitor().send())
    assert "I do not want to keep these words" in html and "Go on without them" in html
    assert Testimony.objects.count() == 1


def test_going_back_to_the_words_shows_them_again_and_makes_no_second_story() -> None:
    visitor = Visitor()
    sent = filled(visitor.box(), words="It was after the rehearsal.")
    thanks = visitor.post("/thanks/", sent)
    typed_back(visitor, thanks, "harbour linen")
    assert six_words(visitor.post("/thanks/", sent)) == six_words(thanks)
    assert Testimony.objects.count() == 1
