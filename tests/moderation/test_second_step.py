"""The second step: adding an app, codes that count once, ten codes on paper."""

import re
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from moderation import people, second_step, sessions
from moderation.models import PaperCode, Person, SecondStep
from moderation.second_step import WrongCode
from tests.moderation.cast import PLAIN_FILES, page
from tests.moderation.volunteer import NAME, PASSWORD, QUEUE, SECOND_STEP, SIGN_IN, Browser

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _plain_files(settings: Settings) -> None:
    settings.STORAGES = PLAIN_FILES


@pytest.fixture
def wren() -> Person:
    """The first coordinator, who has a password and nothing else."""
    people.create_first(NAME, PASSWORD)
    return Person.objects.get()


def enrol(person: Person, now: datetime = NOON) -> tuple[pyotp.TOTP, list[str]]:
    """Give the secret to an app; the app, and the paper codes."""
    app = pyotp.TOTP(second_step.secret_for(person))
    return app, second_step.confirm(person, app.at(now), now)


def letters_on(html: str) -> str:
    """The secret as somebody types it from the page."""
    shown = re.search(r'<p class="letters">(.*?)</p>', html)
    assert shown
    return "".join(re.findall(r"<span>(\w+)</span>", shown[1]))


def codes_on(html: str) -> list[str]:
    """The paper codes that the page shows."""
    return re.findall(r"<li>(\d{4} \d{4} \d{4})</li>", html)


def test_the_first_coordinator_is_led_through_it_and_then_signs_in_with_all_three(wren: Person) -> None:
    browser = Browser()
    assert browser.sign_in().url == SECOND_STEP
    app = pyotp.TOTP(letters_on(page(browser.get(SECOND_STEP))))
    before = timezone.now() - timedelta(seconds=30)
    assert len(codes_on(page(browser.send_on(SECOND_STEP, {"code": app.at(before)})))) == 10
    assert browser.get(QUEUE).status_code == 302
    assert browser.sign_in(code=app.at(timezone.now())).url == QUEUE
    assert browser.get(QUEUE).status_code == 200


def test_nothing_is_opened_before_both_are_right(wren: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    enrol(wren)
    monkeypatch.setattr(people, "open_vault", lambda *_: pytest.fail("opened"))
    for code in ("", "000000", "1234 5678 9012", "kettle"):
        response = Browser().sign_in(code=code)
        assert response.status_code == 403
        assert "is not right" in response.content.decode()


def test_a_wrong_password_with_a_right_code_uses_no_code_up(wren: Person) -> None:
    app, _codes = enrol(wren, timezone.now() - timedelta(minutes=5))
    code = app.at(timezone.now())
    assert Browser().sign_in(password="not the password", code=code).status_code == 403
    assert Browser().sign_in(code=code).url == QUEUE


def test_the_answer_does_not_tell_which_of_the_three_was_wrong(wren: Person) -> None:
    enrol(wren)
    browser = Browser()
    wrong = [
        browser.sign_in(name="nobody", code="000000"),
        browser.sign_in(password="wrong", code="000000"),
        browser.sign_in(code="000000"),
    ]
    said = [re.search(r'role="alert">(.*?)</div>', each.content.decode())[1] for each in wrong]
    assert len(set(said)) == 1


def test_a_code_counts_once(wren: Person) -> None:
    app, _codes = enrol(wren)
    later = NOON + timedelta(minutes=1)
    assert second_step.passes(wren, app.at(later), later)
    assert not second_step.passes(wren, app.at(later), later)
    assert not second_step.passes(wren, app.at(NOON), later)
    assert second_step.passes(wren, app.at(later + timedelta(minutes=1)), later + timedelta(minutes=1))


def test_the_code_that_added_the_app_does_not_sign_in(wren: Person) -> None:
    app, _codes = enrol(wren)
    assert not second_step.passes(wren, app.at(NOON), NOON)


@pytest.mark.parametrize(
    ("seconds", "taken"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)]
)
def test_a_clock_may_be_half_a_minute_off(wren: Person, seconds: int, taken: bool) -> None:
    app, _codes = enrol(wren, NOON - timedelta(hours=1))
    assert second_step.passes(wren, app.at(NOON + timedelta(seconds=seconds)), NOON) is taken


def test_each_paper_code_counts_once_however_it_is_typed(wren: Person) -> None:
    _app, codes = enrol(wren)
    assert second_step.passes(wren, codes[0], NOON)
    assert not second_step.passes(wren, codes[0], NOON)
    assert second_step.passes(wren, codes[1].replace(" ", "-"), NOON)
    assert second_step.passes(wren, f" {codes[2].replace(' ', '')}", NOON)
    assert second_step.paper_codes_left(wren) == 7


def test_a_paper_code_of_somebody_else_does_not_count(wren: Person) -> None:
    other = Person.objects.create(name="robin")
    _app, codes = enrol(wren)
    enrol(other)
    assert not second_step.passes(other, codes[0], NOON)
    assert second_step.passes(wren, codes[0], NOON)


def test_new_paper_codes_end_the_old_ones(wren: Person) -> None:
    _app, codes = enrol(wren)
    new = second_step.new_paper_codes(wren)
    assert not second_step.passes(wren, codes[0], NOON)
    assert second_step.passes(wren, new[0], NOON)


def test_the_database_holds_neither_the_secret_nor_a_paper_code(wren: Person) -> None:
    secret = second_step.secret_for(wren)
    codes = second_step.confirm(wren, pyotp.TOTP(secret).at(NOON), NOON)
    row = SecondStep.objects.get()
    assert secret.encode() not in row.secret
    with connection.cursor() as cursor:
        cursor.execute("SELECT hash FROM moderation_papercode")
        kept = b"".join(bytes(row) for (row,) in cursor.fetchall())
    assert len(kept) == 32 * 10
    assert not any(code.replace(" ", "").encode() in kept for code in codes)


def test_a_secret_moved_to_another_person_opens_nothing(wren: Person) -> None:
    other = Person.objects.create(name="robin")
    app, _codes = enrol(wren)
    SecondStep.objects.create(person=other, secret=SecondStep.objects.get(person=wren).secret)
    later = NOON + timedelta(minutes=1)
    assert not second_step.passes(other, app.at(later), later)
    assert second_step.passes(wren, app.at(later), later)


def test_the_same_square_is_shown_until_its_first_right_code(wren: Person) -> None:
    first = second_step.secret_for(wren)
    with pytest.raises(WrongCode):
        second_step.confirm(wren, "000000", NOON)
    assert second_step.secret_for(wren) == first
    assert not second_step.is_enrolled(wren)


def test_a_new_app_takes_the_place_of_the_old_one_with_its_first_code(wren: Person) -> None:
    old, _codes = enrol(wren)
    new = pyotp.TOTP(second_step.secret_for(wren))
    later = NOON + timedelta(hours=1)
    assert second_step.passes(wren, old.at(later), later)
    second_step.confirm(wren, new.at(later + timedelta(minutes=1)), later + timedelta(minutes=1))
    much_later = later + timedelta(minutes=5)
    assert not second_step.passes(wren, old.at(much_later), much_later)
    assert second_step.passes(wren, new.at(much_later), much_later)


def test_a_wrong_first_code_is_said_at_the_box_and_the_square_stays(wren: Person) -> None:
    browser = Browser()
    browser.sign_in()
    shown = page(browser.get(SECOND_STEP))
    again = page(browser.send_on(SECOND_STEP, {"code": "000000"}))
    assert "That is not the code that the app shows now." in again
    assert letters_on(shown) == letters_on(again)
    assert not SecondStep.objects.filter(secret__isnull=False).exists()


def test_the_square_is_drawn_in_the_page_and_styled_by_no_attribute(wren: Person) -> None:
    drawn = str(second_step.qr_of(wren, second_step.secret_for(wren)))
    assert drawn.startswith("<svg") and "viewBox" in drawn
    assert not re.search(r"style=|<style|href|data:", drawn)


def test_without_a_right_password_the_page_has_nothing_to_add(wren: Person) -> None:
    assert Browser().get(SECOND_STEP).url == SIGN_IN


def test_the_page_is_open_for_twenty_minutes_and_for_nothing_else(
    wren: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Browser()
    browser.sign_in()
    assert browser.get(QUEUE).status_code == 302
    # Having been sent away, one begins again.
    browser.sign_in()
    later = timezone.now() + sessions.ENROLMENT
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert browser.get(SECOND_STEP).url == SIGN_IN


def test_who_has_an_app_cannot_add_another_with_the_password_alone(wren: Person) -> None:
    browser = Browser()
    browser.sign_in()
    enrol(wren)
    assert browser.get(SECOND_STEP).url == SIGN_IN


def test_after_forgetting_it_the_next_sign_in_leads_through_it_again(wren: Person) -> None:
    enrol(wren)
    second_step.forget(wren)
    assert not PaperCode.objects.exists()
    assert Browser().sign_in().url == SECOND_STEP


def test_on_ones_own_computer_no_code_is_asked(wren: Person, settings: Settings) -> None:
    settings.CHORUS_SECOND_FACTOR = False
    assert "Six-digit code" not in page(Browser().get(SIGN_IN))
    assert Browser().sign_in().url == QUEUE


def test_ten_wrong_codes_after_a_right_password_close_the_door_from_everywhere(wren: Person) -> None:
    def at(number: int) -> Browser:
        browser = Browser()
        browser.defaults["REMOTE_ADDR"] = f"192.0.2.{number}"
        return browser

    _app, codes = enrol(wren)
    for number in range(10):
        assert at(number).sign_in(code="000000").status_code == 403
    assert at(99).sign_in(code=codes[0]).status_code == 429
