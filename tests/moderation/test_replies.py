"""The answer of an institution, entered by a coordinator: in full on its page, as plain text, in the record."""

from datetime import date

import pytest
from django.test import Client

from moderation.models import Person
from testimonies import page_cache, places
from testimonies.models import Numbers, Place, Record, Reply
from tests.look.form_reader import filled
from tests.moderation.cast import Team, page
from tests.testimonies import crowd

pytestmark = pytest.mark.django_db
TEXT = "We are <b>sorry</b>.\n\nWe will ask sooner."
GIVEN = {"asked": "2026-01-08", "answered": "2026-03-02", "text": TEXT}


@pytest.fixture(name="merrowby")
def _merrowby(team: Team) -> Place:
    return crowd.place_with_page(crowd.group(1, date(2026, 3, 6)))


@pytest.fixture
def browser(team: Team, asa: Person) -> Client:
    """A coordinator's."""
    return team.browser(asa)


def send(browser: Client, place: Place, **typed: str) -> object:
    """Enter it."""
    address = f"/team/site/answers/{place.slug}/"
    return browser.post(address, filled(page(browser.get(address)), **typed))


def seen(place: Place) -> str:
    """The page of the place."""
    page_cache.forget()
    return page(Client().get(f"/places/{place.slug}/"))


def test_what_was_entered_stands_in_full_and_as_letters_on_the_page(browser: Client, merrowby: Place) -> None:
    assert "We have not written to them yet." in seen(merrowby)
    assert send(browser, merrowby, **GIVEN).status_code == 302
    html = seen(merrowby)
    assert "They wrote to us in March 2026. This is all of it." in html
    assert "<p>We are &lt;b&gt;sorry&lt;/b&gt;.</p>" in html and "<p>We will ask sooner.</p>" in html
    assert "2 March 2026" in page(browser.get("/team/site/answers/"))


def test_each_version_has_a_line_in_the_record_and_the_same_again_has_none(
    browser: Client, merrowby: Place, asa: Person
) -> None:
    send(browser, merrowby, **GIVEN), send(browser, merrowby, **GIVEN)
    send(browser, merrowby, **GIVEN | {"text": "We will."})
    lines = Record.objects.filter(move="answer of a place").values_list("by", "actor", "subject")
    assert list(lines) == [("coordinator", asa.uuid, merrowby.pk)] * 2
    assert "We will." in seen(merrowby) and "sorry" not in seen(merrowby)
    assert "Changed on:" in page(browser.get(f"/team/site/answers/{merrowby.slug}/"))


def test_what_it_said_before_is_read_by_the_team_and_by_nobody_else(
    browser: Client, merrowby: Place, asa: Person
) -> None:
    address = f"/team/site/answers/{merrowby.slug}/"
    send(browser, merrowby, **GIVEN)
    assert "What it said" not in page(browser.get(address))
    send(browser, merrowby, **GIVEN), send(browser, merrowby, **GIVEN | {"text": "We will."})
    send(browser, merrowby, asked="", answered="", text="")
    html = page(browser.get(address))
    before = html[html.index("What it said") :]
    assert before.index("<p>We will.</p>") < before.index("<p>We are &lt;b&gt;sorry&lt;/b&gt;.</p>")
    assert before.count(f"changed by {asa.name}") == 2
    assert "We will." not in seen(merrowby) and "sorry" not in seen(merrowby)


def test_emptied_it_is_as_if_nobody_had_written(browser: Client, merrowby: Place) -> None:
    send(browser, merrowby, **GIVEN)
    send(browser, merrowby, asked="", answered="", text="")
    assert "We have not written to them yet." in seen(merrowby) and not Reply.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"answered": ""}, "Say on which day they answered."),
        ({"answered": "2025-12-31"}, "They cannot have answered before we wrote."),
        ({"answered": "2999-01-01"}, "This day is still to come."),
        ({"asked": "in January"}, "Write the day like this"),
        ({"text": " "}, "Put in what they said."),
    ],
)
def test_what_cannot_be_right_is_said_and_nothing_typed_is_lost(
    browser: Client, merrowby: Place, wrong: dict[str, str], said: str
) -> None:
    typed = GIVEN | wrong
    html = page(send(browser, merrowby, **typed))
    assert said in html and not Reply.objects.exists()
    kept = {name: value.replace("\r\n", "\n") for name in typed for value in filled(html)[name]}
    assert kept["text"].strip() == typed["text"].strip()
    assert all(not value or f'value="{value}"' in html for name, value in typed.items() if name != "text")


def test_only_a_place_with_a_page_can_answer(browser: Client, merrowby: Place) -> None:
    other = places.add(name="Tarnford School", kind="school", town="Tarnford", country="GB")
    address = f"/team/site/answers/{other.slug}/"
    assert browser.get(address).status_code == 404
    assert other.name not in page(browser.get("/team/site/answers/"))
    Numbers.objects.create(place=other, group_id=1, shown={}, behind=b"")
    assert browser.get(address).status_code == 200
