"""How long a session opens anything, and with what; and that public pages know of none."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import override_settings
from django.utils import timezone

from moderation import middleware, people
from moderation.models import Person
from tests.moderation.volunteer import NAME, PASSWORD, QUEUE, SIGN_IN, SMALL_SITE, Browser
from vault import keys
from vault.models import TeamKeyBox

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> Iterator[Browser]:
    """Of a volunteer who has signed in."""
    with override_settings(**SMALL_SITE):
        people.create_first(NAME, PASSWORD)
        browser = Browser()
        browser.sign_in()
        yield browser


def _is_ended(browser: Browser) -> bool:
    response = browser.get(QUEUE)
    assert response.status_code in (200, 302)
    ended = response.status_code == 302
    if ended:
        assert response.url == f"{SIGN_IN}?next={QUEUE}"
        assert browser.cookies["team-key"].value == ""
        assert not Session.objects.exists()
    return ended


@pytest.mark.parametrize(("hours", "ended"), [(11.9, False), (12.1, True)])
def test_after_twelve_hours_in_all_one_signs_in_again(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, hours: float, ended: bool
) -> None:
    # The thirty idle minutes are Django's, and a click now and then keeps them from ending.
    later = timezone.now() + timedelta(hours=hours)
    monkeypatch.setattr(middleware.timezone, "now", lambda: later)
    Session.objects.update(expire_date=later + timedelta(minutes=30))
    assert _is_ended(browser) is ended


def test_thirty_idle_minutes_end_it(browser: Browser, settings: object) -> None:
    assert settings.SESSION_COOKIE_AGE == 30 * 60
    Session.objects.update(expire_date=timezone.now())
    assert browser.get(QUEUE).status_code == 302


@pytest.mark.parametrize("cookie", ["", "no key", "00" * 32, "00", "é"])
def test_a_session_without_its_key_is_ended(browser: Browser, cookie: str) -> None:
    browser.cookies["team-key"] = cookie
    assert _is_ended(browser)


def test_the_session_of_another_browser_does_not_open_with_this_ones_key(browser: Browser) -> None:
    other = Browser()
    other.sign_in()
    other.cookies["team-key"] = browser.cookies["team-key"].value
    assert other.get(QUEUE).status_code == 302
    assert browser.get(QUEUE).status_code == 200


def test_who_has_left_the_team_sees_no_further_page(browser: Browser) -> None:
    Person.objects.update(is_active=False)
    assert _is_ended(browser)


def test_who_has_no_box_any_more_sees_no_further_page(browser: Browser) -> None:
    TeamKeyBox.objects.all().delete()
    assert _is_ended(browser)


def test_what_was_posted_after_the_end_is_not_asked_for_again(browser: Browser) -> None:
    browser.cookies["team-key"] = ""
    assert browser.send(QUEUE).url == SIGN_IN


def test_the_stored_session_does_not_hold_the_private_half(browser: Browser) -> None:
    private = keys.unlock(Person.objects.get().uuid, PASSWORD)
    kept = str(Session.objects.get().get_decoded())
    assert private.hex() not in kept
    assert browser.cookies["team-key"].value not in kept


def test_a_public_page_touches_neither_the_user_nor_the_session() -> None:
    with override_settings(**SMALL_SITE):
        response = Browser().get("/")
    assert response.content == b"anybody"
    assert not response.has_header("Vary")
    assert response.cookies == {}
    assert not response.wsgi_request.session.accessed
