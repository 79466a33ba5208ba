"""The key kept: what the words are for is said before Send, and nobody has to type them, or to keep them."""

import re
from collections.abc import Callable
from urllib.parse import urlencode

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


def test_a_text_that_was_changed_after_send_is_not_lost_and_can_be_sent_by_itself() -> None:
    visitor = Visitor()
    form = filled(visitor.box(), words="It was after the rehearsal.")
    first = six_words(visitor.post("/thanks/", form))
    again = visitor.post("/thanks/", {**form, "words": "It was after the rehearsal. I told a friend."})
    page = text_of(again, status=409)
    assert "These words are not with us yet." in page
    assert filled(page)["words"] == ["It was after the rehearsal. I told a friend."]
    second = six_words(visitor.post("/thanks/", filled(page)))
    assert len(second) == 6 and second != first
    assert Testimony.objects.count() == 2
    # The same once more is still the same story.
    assert six_words(visitor.post("/thanks/", form)) == first


@pytest.mark.parametrize(("was_sent", "shown"), [(True, False), (False, True)])
def test_a_page_that_is_loaded_again_by_whoever_has_the_phone_shows_nothing_that_was_sent(
    was_sent: bool, shown: bool
) -> None:
    visitor = Visitor()
    form = filled(visitor.box(), words="It was after the rehearsal.")
    if was_sent:
        visitor.post("/thanks/", form)
    # What leaving does.
    visitor.cookies.clear()
    page = text_of(visitor.post("/thanks/", form), status=403)
    assert ("after the rehearsal" in page) is shown


def test_the_page_after_send_says_nothing_sure_to_whoever_opens_it() -> None:
    assert "If you saw our thanks, it is with us." in text_of(Visitor().get("/thanks/"))


@pytest.mark.parametrize("charset", ["latin-1", "utf-16", "utf-7", "base64", "bogus"])
def test_a_form_that_names_another_charset_is_read_as_utf_8(charset: str) -> None:
    visitor = Visitor()
    form = filled(visitor.box(), words="It was “after” the rehearsal.")
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    answer = visitor.generic("POST", "/check/", urlencode(form, doseq=True).encode(), content_type=kind)
    assert "“after”" in text_of(answer)


def shown_again(visitor: Visitor, form: dict[str, list[str]]) -> list[str]:
    """The six words that Reload shows, if it shows some."""
    return six_words(visitor.post("/thanks/", form))


def test_reload_shows_them_until_somebody_says_that_they_are_written_down() -> None:
    visitor = Visitor()
    form = filled(visitor.box(), words="It was after the rehearsal.")
    thanks = visitor.post("/thanks/", form)
    until = Receipt.objects.get().shown_until
    assert "For half an hour" in text_of(thanks) and "We show them once" not in text_of(thanks)
    assert shown_again(visitor, form) == six_words(thanks)
    # And showing them makes the half hour no longer.
    assert Receipt.objects.get().shown_until == until
    assert "are not shown again" in text_of(put_away(visitor, thanks))
    assert shown_again(visitor, form) == []
    # They open what they opened.
    assert returning.find(six_words(thanks))


def put_away(visitor: Visitor, thanks: HttpResponse, **changed: str) -> HttpResponse:
    """What "I have written them down" answers."""
    return visitor.post("/thanks/words/", filled(text_of(thanks), end="1", **changed))


def test_a_ticket_of_nobody_ends_nothing() -> None:
    visitor = Visitor()
    form = filled(visitor.box(), words="It was after the rehearsal.")
    thanks = visitor.post("/thanks/", form)
    assert put_away(visitor, thanks, ticket="lost")["Location"] == "/back/"
    assert shown_again(visitor, form) == six_words(thanks)
