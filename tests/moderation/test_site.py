"""What coordinators write on the site in its own name: cleaned twice, in the record, gone when its day is over."""

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from moderation.models import Person
from testimonies import own_words, page_cache
from testimonies.models import Announcement, OwnWords, Record
from tests.look.form_reader import filled
from tests.moderation.cast import Team, page

pytestmark = pytest.mark.django_db
WHO, LINE = "/team/site/words/who/en/", "/team/site/line/en/"
HOSTILE = "We are <b>five</b>.<script>x()</script>\n\n[No](javascript:x()) <p id=main onclick=x()>Odd</p>"


@pytest.fixture
def browser(team: Team, asa: Person) -> Client:
    """A coordinator's."""
    return team.browser(asa)


def send(browser: Client, address: str, do: str = "save", **typed: str) -> object:
    """Fill in a page of it and press a button."""
    return browser.post(address, filled(page(browser.get(address)), do=do, **typed))


def seen(address: str) -> str:
    """What readers see there."""
    page_cache.forget()
    return page(Client().get(address))


def until(days: int = 3) -> str:
    """A day, so many from now, as a form says it."""
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    ("name", "address", "heading"),
    [
        ("who", "/about/", "Who runs this site"),
        ("privacy", "/privacy/", "From those who run this site"),
        ("takedown", "/takedown/", "How to reach us"),
    ],
)
def test_their_part_stands_on_its_page_until_it_is_emptied(
    browser: Client, name: str, address: str, heading: str
) -> None:
    assert heading not in seen(address)
    assert send(browser, f"/team/site/words/{name}/en/", typed="We are **five**.").status_code == 302
    html = seen(address)
    assert f'<h2 id="own">{heading}</h2>' in html and "<p>We are <strong>five</strong>.</p>" in html
    send(browser, f"/team/site/words/{name}/en/", typed=" ")
    assert heading not in seen(address) and not OwnWords.objects.exists()


def test_what_is_hostile_is_taken_out_when_it_is_saved_and_when_it_is_shown(browser: Client) -> None:
    send(browser, WHO, typed=HOSTILE)
    kept = OwnWords.objects.get()
    assert kept.typed == HOSTILE and "script" not in kept.html and "onclick" not in kept.html
    OwnWords.objects.update(html=HOSTILE)
    html = seen("/about/")
    assert "<b>five</b>" in html and "<script>x" not in html and "onclick" not in html
    send(browser, LINE, typed="Thank <b>you</b>.", until=until())
    Announcement.objects.update(html="Thank <b>you</b>.<img src=x onerror=x()>")
    assert '<p class="page" dir="auto">Thank <b>you</b>.</p>' in seen("/about/")


def test_one_can_look_first_and_nothing_is_lost_or_shown_by_looking(browser: Client) -> None:
    html = page(send(browser, WHO, do="look", typed=HOSTILE))
    assert "So it would look" in html and "We are <b>five</b>." in html
    assert "&lt;script&gt;x()&lt;/script&gt;" in html and "<script>x()" not in html
    assert not OwnWords.objects.exists() and "five" not in seen("/about/")
    assert [each.replace("\r\n", "\n") for each in filled(html)["typed"]] == [HOSTILE]


def test_a_line_stands_over_every_page_until_its_day_is_over(browser: Client) -> None:
    send(browser, LINE, typed="We read slowly this week. [Why](/how/)", until=until())
    line = '<p class="page" dir="auto">We read slowly this week. <a href="/how/">Why</a></p>'
    for address in ("/", "/stories/", "/about/", "/begin/", "/back/"):
        # Beside a page that is typed in, its link opens a window of its own.
        shown = seen(address).replace(' target="_blank" rel="noopener" aria-describedby="beside"', "")
        assert line in shown, address
    assert line in page(browser.get("/team/queue/"))
    Announcement.objects.update(until=timezone.localdate())
    assert line in seen("/")
    Announcement.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert 'class="banner"' not in seen("/") and "(over)" in page(browser.get("/team/site/"))


def test_an_emptied_line_is_gone(browser: Client) -> None:
    send(browser, LINE, typed="We read slowly.", until=until())
    send(browser, LINE, typed="", until=until())
    assert "We read slowly" not in seen("/") and not Announcement.objects.exists()


@pytest.mark.parametrize(
    ("typed", "day", "said"),
    [
        ("We read slowly.", "", "Say until which day it is shown."),
        ("We read slowly.", until(-1), "This day is over."),
        ("We read slowly.", "tomorrow", "Write the day like this"),
        ("a" * 301, until(), "too long for this box"),
    ],
)
def test_what_cannot_be_right_is_said_and_stays_in_the_box(
    browser: Client, typed: str, day: str, said: str
) -> None:
    html = page(send(browser, LINE, typed=typed, until=day))
    assert said in html and f'value="{typed}"' in html and (not day or f'value="{day}"' in html)
    assert not Announcement.objects.exists()


def test_the_record_says_who_changed_which_part_and_not_a_word_of_it(browser: Client, asa: Person) -> None:
    send(browser, WHO, typed="We are five."), send(browser, LINE, typed="Slowly.", until=until())
    lines = Record.objects.filter(by="coordinator").values_list("move", "actor")
    assert set(lines) == {("own words: who", asa.uuid), ("announce", asa.uuid)}


def test_each_language_has_its_own_words_and_the_first_stands_in(browser: Client, settings: Settings) -> None:
    settings.LANGUAGES = [("en", "English"), ("ar", "Arabic")]
    own_words.write("who", "en", "We are five.", by=Person.objects.get(name="asa").uuid)
    with patch.object(own_words, "get_language", lambda: "ar"):
        assert "five" in own_words.part("who")
        own_words.write("who", "ar", "نحن خمسة.", by=Person.objects.get(name="asa").uuid)
        assert "خمسة" in own_words.part("who")
    assert "five" in own_words.part("who") and "not yet" in page(browser.get("/team/site/"))


@pytest.mark.parametrize(
    "address", ["/team/site/words/home/en/", "/team/site/words/who/xx/", "/team/site/line/xx/"]
)
def test_there_are_no_other_parts_and_no_other_languages(browser: Client, address: str) -> None:
    assert browser.get(address).status_code == 404


def test_a_page_is_drawn_while_the_line_cannot_be_read(browser: Client) -> None:
    own_words.announce("en", "Slowly.", date.max, by=Person.objects.get(name="asa").uuid)
    page_cache.forget()
    with patch.object(own_words, "_lines", side_effect=DatabaseError):
        assert "Slowly." not in page(Client().get("/how/"))
    page_cache.forget()
    assert "Slowly." in page(Client().get("/how/"))


def test_the_line_is_asked_for_once_in_half_a_minute(
    browser: Client, django_assert_num_queries: object
) -> None:
    assert own_words.announcement() == ""
    with django_assert_num_queries(0):
        assert own_words.announcement() == ""
