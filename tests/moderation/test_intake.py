"""Open, slow, closed: who says so, and what those who write are told."""

from unittest.mock import patch

import pytest
from django.test import Client

from moderation.models import Person
from testimonies import intake
from testimonies.intake import State
from testimonies.models import Intake, Record, Testimony
from tests.cast import as_role
from tests.look.form_reader import filled
from tests.moderation.cast import Team, page, send_one
from tests.testimonies.visitor import WORDS, Visitor, six_words, text_of

pytestmark = pytest.mark.django_db
SLOW = "It can take some weeks"
CLOSED = "We cannot take new stories today"


@pytest.fixture(autouse=True)
def _one_window() -> object:
    with patch("django_ratelimit.core.time.time", return_value=1_800_000_000.0):
        yield


@pytest.fixture
def browser(team: Team, asa: Person) -> Client:
    """A coordinator's."""
    return team.browser(asa)


def switch(browser: Client, to: str) -> None:
    """The coordinator's screen, as it stands, with another choice."""
    answer = browser.post("/team/intake/", filled(page(browser.get("/team/intake/")), state=to))
    assert (answer.status_code, answer["Location"]) == (302, "/team/intake/")


def test_it_is_open_until_somebody_says_otherwise(browser: Client) -> None:
    html = page(browser.get("/team/intake/"))
    assert filled(html)["state"] == ["open"] and "New stories are taken now." in html
    begin = Visitor().begin()
    assert SLOW not in begin and CLOSED not in begin


def test_slow_is_said_before_one_begins_and_takes_stories(browser: Client) -> None:
    switch(browser, "slow")
    visitor = Visitor()
    assert SLOW in visitor.begin()
    assert len(six_words(visitor.send())) == 6


def test_closed_says_why_what_stays_open_and_who_helps_today(browser: Client) -> None:
    switch(browser, "closed")
    html = Visitor().begin()
    assert CLOSED in html and "not enough of us" in html
    assert "take your story down" in html and 'href="/support/"' in html and 'href="/back/"' in html
    assert "<form" not in html


def test_closed_keeps_coming_back_taking_down_and_reading_open(browser: Client) -> None:
    visitor = Visitor()
    words = six_words(visitor.send())
    switch(browser, "closed")
    assert visitor.get("/").status_code == 200
    assert visitor.come_back(" ".join(words)).status_code == 302
    erase = text_of(visitor.get("/back/erase/"))
    assert "Your story is gone" in text_of(visitor.post("/back/erase/", filled(erase, do="erase")))
    assert not Testimony.objects.exists()


@pytest.mark.parametrize("where", ["/begin/", "/thanks/"])
def test_whoever_is_writing_while_it_closes_keeps_their_words(browser: Client, where: str) -> None:
    visitor = Visitor()
    sent = filled(visitor.box(), words=WORDS)
    switch(browser, "closed")
    html = text_of(visitor.post(where, sent), 503)
    assert "We cannot take new stories today." in html and filled(html)["words"] == [WORDS]
    switch(browser, "open")
    assert len(six_words(visitor.post("/thanks/", filled(html)))) == 6


def test_the_record_says_who_switched_it_and_nothing_twice(browser: Client, asa: Person) -> None:
    for to in ("slow", "slow", "closed", "open"):
        switch(browser, to)
    said = Record.objects.filter(move__startswith="intake").values_list("move", "actor")
    assert sorted(said) == [(f"intake: {to}", asa.uuid) for to in ("closed", "open", "slow")]
    assert "closed for new stories" in page(browser.get("/team/record/"))


def test_a_state_that_there_is_not_is_refused(browser: Client) -> None:
    answer = browser.post("/team/intake/", filled(page(browser.get("/team/intake/")), state="ajar"))
    assert answer.status_code == 200 and not Intake.objects.exists()


def test_only_coordinators_switch_it(team: Team, marlow: Person) -> None:
    browser = team.browser(marlow)
    assert browser.get("/team/intake/").status_code == 403
    assert browser.post("/team/intake/", {"state": "closed"}).status_code == 403
    assert intake.is_open()


def test_it_says_how_many_wait_and_warns_of_a_team_of_one(browser: Client) -> None:
    send_one()
    html = page(browser.get("/team/intake/"))
    assert "1 story waits to be read." in html and "With fewer than two people" in html


def test_whoever_may_open_the_vault_decides_more_than_the_switch(team: Team) -> None:
    intake.switch(State.OPEN, by=Person.objects.create(name="odo").uuid)
    assert intake.state() == State.CLOSED


def test_the_public_side_cannot_switch_it(browser: Client) -> None:
    switch(browser, "closed")
    with pytest.raises(Exception, match="permission denied"), as_role("chorus_public"):
        Intake.objects.update(state="open")
    with as_role("chorus_public"):
        assert intake.state() == State.CLOSED
