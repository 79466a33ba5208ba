"""Coming in and going out: what is asked, what is refused, what is left behind."""

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import override_settings

from moderation import people
from moderation.models import Person
from testimonies.models import Intake
from tests.moderation.volunteer import (
    NAME,
    PASSWORD,
    QUEUE,
    SECOND_STEP,
    SIGN_IN,
    SIGN_OUT,
    SMALL_SITE,
    Browser,
)
from vault import sealing
from vault.models import TeamKey, TeamKeyBox

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _small_site() -> object:
    with override_settings(**SMALL_SITE):
        yield


@pytest.fixture
def browser() -> Browser:
    """Of somebody whom the team knows."""
    people.create_first(NAME, PASSWORD)
    return Browser()


def test_a_page_of_the_team_sends_a_stranger_to_sign_in_and_then_back(browser: Browser) -> None:
    response = browser.get(QUEUE + "?view=second")
    assert response.url == f"{SIGN_IN}?next=/team/queue/%3Fview%3Dsecond"
    assert browser.sign_in(after="?next=/team/record/").url == "/team/record/"


def test_a_volunteer_signs_in_and_holds_the_teams_keys(browser: Browser) -> None:
    assert browser.sign_in().url == QUEUE
    assert browser.get(QUEUE).content.decode() == "wren opens [1]"


def test_a_name_is_known_however_it_is_written(browser: Browser) -> None:
    assert browser.sign_in(name="Wren").status_code == 302


@pytest.mark.parametrize(("name", "password"), [(NAME, "not the password"), ("nobody", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(
    browser: Browser, name: str, password: str
) -> None:
    response = browser.sign_in(name, password)
    assert response.status_code == 403
    assert "The name or the password is not right." in response.content.decode()
    assert "team" not in browser.cookies


def test_the_password_is_never_sent_back(browser: Browser) -> None:
    assert "not the password" not in browser.sign_in(password="not the password").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/team/", "//elsewhere.example", "/about/"])
def test_sign_in_leads_only_to_pages_of_the_team(browser: Browser, elsewhere: str) -> None:
    assert browser.sign_in(after=f"?next={elsewhere}").url == QUEUE


def test_the_cookies_are_for_the_browser_alone(browser: Browser) -> None:
    browser.sign_in()
    key = browser.cookies["team-key"]
    assert (key["httponly"], key["samesite"], key["path"]) == (True, "Strict", "/team/")
    assert key["secure"] is True
    assert key["max-age"] == key["expires"] == ""


def test_pages_of_the_team_and_its_doors_are_kept_by_nobody(browser: Browser) -> None:
    assert "no-store" in browser.get(SIGN_IN)["Cache-Control"]
    assert "no-store" in browser.get(QUEUE)["Cache-Control"]
    browser.sign_in()
    assert browser.get(QUEUE)["Cache-Control"] == "no-store"


def test_signing_out_leaves_neither_a_session_nor_a_key(browser: Browser) -> None:
    browser.sign_in()
    browser.send(SIGN_OUT)
    assert browser.cookies["team-key"].value == ""
    assert not Session.objects.exists()
    assert browser.get(QUEUE).status_code == 302


def test_signing_out_takes_a_press_of_the_button(browser: Browser) -> None:
    browser.sign_in()
    assert browser.get(SIGN_OUT).status_code == 405
    assert browser.post(SIGN_OUT).status_code == 403
    assert browser.get(QUEUE).status_code == 200


def test_without_it_the_second_step_has_no_page(browser: Browser) -> None:
    assert browser.get(SECOND_STEP).url == SIGN_IN


def test_a_person_who_was_not_let_in_is_told_who_can_help(browser: Browser) -> None:
    TeamKeyBox.objects.all().delete()
    assert "a coordinator has to let you in first" in browser.sign_in().content.decode()


def test_a_password_hash_that_was_swapped_in_the_database_opens_nothing(browser: Browser) -> None:
    person = Person.objects.get()
    person.set_password("a password of the thief")
    person.save()
    assert browser.sign_in(password="a password of the thief").status_code == 403
    assert browser.get(QUEUE).status_code == 302


def test_a_key_that_is_not_the_teams_closes_intake(browser: Browser) -> None:
    _private, thiefs = sealing.new_pair()
    TeamKey.objects.update(public=thiefs)
    response = browser.sign_in()
    assert "The team’s key is not the one you hold." in response.content.decode()
    assert Intake.objects.get().state == Intake.State.CLOSED
    assert browser.get(QUEUE).status_code == 302


def test_the_sixth_try_for_one_name_is_refused_where_five_failed_and_nowhere_else(browser: Browser) -> None:
    one = _at("192.0.2.1")
    for _each in range(5):
        assert one.sign_in(password="wrong").status_code == 403
    response = one.sign_in(name="WREN")
    assert response.status_code == 429
    assert "Wait ten minutes, then try again." in response.content.decode()
    assert _at("198.51.100.1").sign_in().status_code == 302


def test_right_sign_ins_count_against_nobody(browser: Browser) -> None:
    for _each in range(12):
        assert _at("192.0.2.1").sign_in().status_code == 302


def test_four_that_failed_leave_room_for_a_right_one_and_still_count(browser: Browser) -> None:
    one = _at("192.0.2.1")
    for _each in range(4):
        one.sign_in(password="wrong")
    assert one.sign_in().status_code == 302
    one.sign_in(password="wrong")
    assert one.sign_in().status_code == 429


def test_the_eleventh_try_from_one_address_is_refused_whatever_the_name(browser: Browser) -> None:
    one = _at("192.0.2.1")
    for number in range(10):
        one.sign_in(name=f"name {number}", password="wrong")
    assert one.sign_in().status_code == 429
    assert _at("192.0.2.2").sign_in().status_code == 302


def test_a_lost_cache_keeps_nobody_out(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object, **__: object) -> None:
        raise ConnectionError

    for name in ("add", "get", "incr"):
        monkeypatch.setattr(type(cache._connections["default"]), name, lost)
    for _ in range(6):
        response = browser.sign_in()
    assert response.status_code == 302


def _at(address: str) -> Browser:
    browser = Browser()
    browser.defaults["REMOTE_ADDR"] = address
    return browser
