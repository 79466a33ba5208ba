"""The lines of the support page, looked after by coordinators: an edit that was not checked hides the line."""

import pytest
from django.test import Client

from moderation.models import Person
from testimonies import page_cache
from testimonies.models import SupportEntry
from tests.look.form_reader import filled
from tests.moderation.cast import Team, page

pytestmark = pytest.mark.django_db
ADDRESS = "/team/support/gb-childline/"


@pytest.fixture
def browser(team: Team, asa: Person) -> Client:
    """A coordinator's."""
    return team.browser(asa)


def save(browser: Client, address: str = ADDRESS, **typed: str | list[str]) -> object:
    """Fill in the page of an entry, and press Save."""
    return browser.post(address, filled(page(browser.get(address)), **typed))


def seen() -> str:
    """What readers see."""
    page_cache.forget()
    return page(Client().get("/support/"))


def test_a_coordinator_confirms_a_line_and_it_is_shown(browser: Client) -> None:
    assert "Childline" not in seen()
    assert save(browser, checked="on").status_code == 302
    assert "0800 1111" in seen()


def test_what_was_changed_without_a_check_is_not_shown(browser: Client) -> None:
    save(browser, checked="on")
    save(browser, phone="0800 2222")
    assert "Childline" not in seen()
    save(browser, checked="on")
    assert "0800 2222" in seen()


def test_the_list_begins_with_what_was_never_checked(browser: Client) -> None:
    save(browser, checked="on")
    html = page(browser.get("/team/support/"))
    assert html.index("Samaritans") < html.index(f'href="{ADDRESS}"') and "never" in html


def test_a_new_line_gets_a_key_of_its_country_and_name(browser: Client) -> None:
    answer = save(
        browser,
        "/team/support/new/",
        name="Night line",
        country="IE",
        needs=["talk"],
        who="For anyone.",
        web="https://nightline.example.org/",
        checked="on",
    )
    assert answer.status_code == 302
    entry = SupportEntry.objects.get(key="ie-night-line")
    assert (entry.country, entry.web, entry.needs) == ("ie", "nightline.example.org", ["talk"])
    assert "Night line" in seen()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"phone": "", "text": "", "web": ""}, "Give a number to call"),
        ({"country": "xx"}, "There is no country with this code."),
        ({"web": "javascript:alert(1)"}, "This is not the address of a page."),
        ({"web": "evil.example.org/?a=<b>"}, "This is not the address of a page."),
        ({"name": ""}, "required"),
        ({"needs": []}, "required"),
    ],
)
def test_what_cannot_be_right_is_said_and_not_kept(browser: Client, typed: dict, said: str) -> None:
    answer = save(browser, checked="on", **typed)
    assert said in page(answer)
    assert SupportEntry.objects.get(key="gb-childline").checked is None


def test_a_line_can_be_taken_off(browser: Client) -> None:
    save(browser, checked="on")
    browser.post(ADDRESS, filled(page(browser.get(ADDRESS)), do="off"))
    assert "0800 1111" not in seen() and not SupportEntry.objects.filter(key="gb-childline").exists()


def test_only_coordinators_look_after_them(team: Team, marlow: Person) -> None:
    browser = team.browser(marlow)
    for address in ("/team/support/", "/team/support/new/", ADDRESS):
        assert browser.get(address).status_code == 403
    assert browser.post(ADDRESS, {"do": "off"}).status_code == 403
    assert SupportEntry.objects.filter(key="gb-childline").exists()
