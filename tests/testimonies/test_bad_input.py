"""Whatever is wrong with what was sent, it is said beside the field, and not a letter of it is lost."""

import time
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import RequestFactory
from pytest_django import Settings

from testimonies import limits, sending
from testimonies.models import Testimony
from tests.cast import Team
from tests.look.form_reader import filled
from tests.testimonies.visitor import PLAIN_FILES, WORDS, Visitor, beside, six_words, text_of
from vault import tickets
from vault.words import INDEX

HOURS = 60 * 60
SIXTY, TWENTY_TIMES = 60, 1200
LONG = "word " * 4000 + "and a few more words"


@pytest.fixture(autouse=True)
def _the_site(settings: Settings, team: Team) -> Iterator[None]:
    settings.STORAGES = PLAIN_FILES
    # The limits count in windows of the clock: a test must not lie across the end of one.
    with patch("django_ratelimit.core.time.time", return_value=1_800_000_000.0):
        yield


@pytest.mark.django_db
@pytest.mark.parametrize("send", [Visitor.check, Visitor.send], ids=["check", "send"])
@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("words", "", "The first box is empty."),
        ("words", " \r\n\t ", "The first box is empty."),
        ("words", "\u200b", "The first box is empty."),
        ("words", LONG, "This is longer than we can take in one go, by about 10 words."),
        ("words", "I said no.\x07 Twice.", "There is a hidden sign after “I said no.”"),
        ("words", "\x00I said no.", "There is a hidden sign at the start"),
        ("place", "a school " * 30, "This is too long for this box, by"),
        ("place", "a\x1bschool", "There is a hidden sign after “a”"),
        ("better", "more " * 500, "This is longer than we can take here"),
        ("land", "far " * 40, "This is too long for this box"),
    ],
)
def test_what_we_cannot_take_is_said_beside_its_field_and_kept(
    send: object, field: str, typed: str, said: str
) -> None:
    html = text_of(send(Visitor(), **{field: typed}))
    assert said in beside(html, field)
    kept = filled(html)
    assert kept[field][0].replace("\r\n", "\n") == typed.replace("\r\n", "\n")
    assert field == "words" or kept["words"] == [WORDS]
    assert not Testimony.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["note", "setting", "when", "age", "who", "told"])
def test_a_choice_that_is_not_ours_is_said_beside_its_field_and_the_words_stay(field: str) -> None:
    html = text_of(Visitor().send(**{field: "soon"}))
    assert beside(html, field)
    assert filled(html)["words"] == [WORDS]
    assert not Testimony.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("use", ["", "sell"])
def test_without_a_use_the_first_page_comes_back_and_carries_the_words(use: str) -> None:
    html = text_of(Visitor().send(use=use))
    assert beside(html, "use") and filled(html)["words"] == [WORDS]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "ticket", ["", "AAAA", "ö", tickets.issue()[:-4] + "AAAA"], ids=["none", "short", "letters", "forged"]
)
def test_a_form_that_is_not_ours_brings_the_words_back_and_goes_through_the_second_time(ticket: str) -> None:
    visitor = Visitor()
    html = text_of(visitor.send(ticket=ticket), 400)
    assert "This page was open for a long time" in html and filled(html)["words"] == [WORDS]
    assert len(six_words(visitor.post("/thanks/", filled(html)))) == 6


@pytest.mark.django_db
def test_a_form_that_is_too_old_brings_the_words_back_and_goes_through_the_second_time() -> None:
    visitor = Visitor()
    html = text_of(visitor.send(ticket=tickets.issue(time.time() - 13 * HOURS)), 400)
    assert "This page was open for a long time" in html and filled(html)["words"] == [WORDS]
    assert len(six_words(visitor.post("/thanks/", filled(html)))) == 6


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/thanks/", "/check/", "/write/", "/begin/"])
def test_a_lost_token_brings_the_words_back(page: str) -> None:
    visitor = Visitor()
    sent = filled(visitor.box(), words=WORDS, csrfmiddlewaretoken="lost")
    html = text_of(visitor.post(page, sent), 403)
    assert filled(html)["words"] == [WORDS] and filled(html)["use"] == ["publish"]


@pytest.mark.django_db
def test_an_error_of_the_database_at_send_brings_the_words_back() -> None:
    visitor = Visitor()
    with patch.object(sending, "send", side_effect=OperationalError):
        html = text_of(visitor.send(), 503)
    assert "Something went wrong on our side. Nothing was sent." in html
    assert filled(html)["words"] == [WORDS]
    assert len(six_words(visitor.post("/thanks/", filled(html)))) == 6


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/thanks/", "/check/", "/write/", "/begin/"])
def test_words_are_on_every_page_of_the_way_while_the_database_is_down(page: str) -> None:
    visitor = Visitor()
    sent = filled(visitor.box(), words=WORDS)
    with patch.object(BaseDatabaseWrapper, "cursor", side_effect=OperationalError):
        html = text_of(visitor.post(page, sent), 503 if page == "/thanks/" else 200)
    assert filled(html)["words"] == [WORDS]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("harbour", "This is one word. We gave you six."),
        ("a, b, c, d, e", "These are five words."),
        ("a " * 6, ""),
    ],
)
def test_where_there_are_not_six_words_it_is_said_how_many_there_are(typed: str, said: str) -> None:
    beside_the_field = beside(text_of(Visitor().come_back(typed)), "w")
    assert said in beside_the_field and ("We gave you six" in beside_the_field) == bool(said)


@pytest.mark.django_db
def test_the_same_is_said_where_the_words_are_tried_after_send() -> None:
    visitor = Visitor()
    html = text_of(visitor.send())
    sent = {"w": "harbour", "ticket": filled(html)["ticket"][0]}
    sent["csrfmiddlewaretoken"] = filled(html)["csrfmiddlewaretoken"][0]
    assert "This is one word. We gave you six." in beside(text_of(visitor.post("/thanks/words/", sent)), "w")


@pytest.mark.django_db
def test_an_answer_that_is_not_ours_is_refused_in_our_words_and_not_repeated() -> None:
    html = text_of(Visitor().check(words=WORDS, setting="<moon>"))
    assert "That answer is not one of ours. Choose again." in beside(html, "setting")
    assert "moon" not in beside(html, "setting")


@pytest.mark.django_db
def test_a_word_that_is_not_ours_is_named_and_the_nearest_is_offered() -> None:
    visitor = Visitor()
    words = six_words(visitor.send())
    slipped = words[2] + "q"
    assert slipped not in INDEX
    html = text_of(visitor.come_back(" ".join([*words[:2], slipped, *words[3:]])))
    assert f"We have no word “{slipped}”. Did you mean “{words[2]}”?" in html
    assert "Those words do not match a story." in beside(html, "w")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        "{} {} {} {} {} {}",
        "{}-{}-{}-{}-{}-{}",
        "{},{}, {} ,{};{}.{}",
        " 1. {}\t{}  {}\u00a0{} 5) {}\u2013{}. ",
    ],
)
@pytest.mark.parametrize("case", [str.lower, str.upper, str.title])
def test_the_words_open_however_they_are_typed(typed: str, case: object) -> None:
    visitor = Visitor()
    words = six_words(visitor.send())
    answer = visitor.come_back(typed.format(*map(case, words)))
    assert (answer.status_code, answer["Location"]) == (302, "/back/page/")


@pytest.mark.django_db
def test_the_right_words_open_after_many_wrong_ones() -> None:
    visitor = Visitor()
    words = six_words(visitor.send())
    for _time in range(30):
        assert visitor.come_back("harbour linen").status_code == 200
    html = text_of(visitor.come_back("harbour linen"), 429)
    assert "Please wait a few minutes. Your story is safe." in beside(html, "w")
    assert visitor.come_back(" ".join(words)).status_code == 302


def sent_before(times: int) -> None:
    """So often somebody pressed Send from this address."""
    request = RequestFactory().post("/thanks/")
    for _time in range(times):
        limits.over(request, "send", limits.SEND)
        limits.over(request, "send-stop", limits.SEND_STOP)


@pytest.mark.django_db
@pytest.mark.parametrize(("times", "suspicious"), [(SIXTY - 1, False), (SIXTY, True)])
def test_a_rush_from_one_address_is_still_taken_and_looked_at_later(times: int, suspicious: bool) -> None:
    sent_before(times)
    assert len(six_words(Visitor().send())) == 6
    assert Testimony.objects.get().suspicious is suspicious


@pytest.mark.django_db
def test_a_flood_from_one_address_is_refused_with_the_words_in_the_box() -> None:
    sent_before(TWENTY_TIMES)
    html = text_of(Visitor().send(), 429)
    assert "Try again in a few minutes." in html and filled(html)["words"] == [WORDS]
    assert not Testimony.objects.exists()


@pytest.mark.parametrize(
    ("pressed", "first"),
    [
        ("/check/", "Check my words"),
        ("/write/", "Continue"),
        ("/begin/", "Continue"),
        ("/thanks/", "Send again"),
    ],
)
def test_without_its_cookie_the_first_button_does_what_was_pressed(pressed: str, first: str) -> None:
    visitor = Visitor()
    form = filled(visitor.box(), words=WORDS)
    visitor.cookies.clear()
    html = text_of(visitor.post(pressed, form), 403)
    assert f'<form action="{pressed}"' in html and WORDS in html
    # It has no address of its own, so it is the form's.
    assert f'<p class="actions"><button class="btn">{first}</button>' in html
    went_on = text_of(visitor.post(pressed, filled(html)))
    assert Testimony.objects.count() == (pressed == "/thanks/")
    assert pressed == "/thanks/" or WORDS in went_on


def test_who_asks_under_another_name_is_told_so_and_not_that_it_was_too_much(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    html = text_of(Visitor().get("/back/", headers={"host": "elsewhere.example"}), 400)
    assert "This is not an address of this site." in html and "more than we can take" not in html
    assert "elsewhere.example" not in html
