"""Every address, and what each who asks for it gets: signed out, without the second step, reading, coordinating.

One row an address and a method. An address that is missing here fails; so does a row whose address is gone.
"""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from moderation import sessions
from moderation.models import Person
from tests.moderation.cast import PLAIN_FILES, Team
from tests.moderation.volunteer import SIGN_IN
from tests.test_docs import all_addresses

pytestmark = pytest.mark.django_db
WHO = ("signed out", "half", "moderator", "coordinator")
SAMPLES = {
    "slug": "nowhere",
    "uuid": UUID(int=7),
    "number": 48213,
    "token": "nothing",
    "key": "nobody",
    "object_id": "7",
}
SAMPLES |= {"page": "who", "language": "en", "object_id": "7", "app_label": "testimonies"}
TABLE = [line.split() for line in (Path(__file__).parent / "addresses.txt").read_text().splitlines() if line]


def without_second_step(person: Person) -> Client:
    """A browser in which the password was right, and nothing else was shown yet."""
    client = Client()
    session = client.session
    session[sessions._ENROLLING] = {"person": str(person.uuid), "since": timezone.now().timestamp()}
    session.save()
    client.cookies["team"] = session.session_key
    return client


def got(response: HttpResponse) -> str:
    """What came back, as the table says it: `sign-in` for being sent there."""
    if response.status_code in (301, 302, 303):
        return "sign-in" if response.headers["Location"].partition("?")[0] == SIGN_IN else "on"
    return str(response.status_code)


def address_of(name: str) -> str:
    """The address, with something in the place of each number and id."""
    route = all_addresses()[name][0]
    return reverse(name, kwargs={key: value for key, value in SAMPLES.items() if f":{key}>" in route})


@pytest.fixture(name="browsers")
def _browsers(team: Team, settings: Settings) -> dict[str, Callable[[], Client]]:
    settings.STORAGES = PLAIN_FILES
    moderator, coordinator = team.join("odile"), team.join("asa", "coordinator")
    new = Person.objects.create(name="ruth")
    return {
        "signed out": Client,
        "half": lambda: without_second_step(new),
        "moderator": lambda: team.browser(moderator),
        "coordinator": lambda: team.browser(coordinator),
    }


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row[1]} {row[0]}")
def test_each_gets_what_the_table_says(row: list[str], browsers: dict[str, Callable[[], Client]]) -> None:
    name, method, *expected = row
    asked = [getattr(browsers[who](), method.lower())(address_of(name)) for who in WHO]
    assert dict(zip(WHO, map(got, asked), strict=True)) == dict(zip(WHO, expected, strict=True))


def test_a_page_of_the_team_is_kept_by_no_browser_whoever_asks(
    browsers: dict[str, Callable[[], Client]],
) -> None:
    for name, (_route, closed) in all_addresses().items():
        if closed:
            for who in ("signed out", "coordinator"):
                assert browsers[who]().get(address_of(name))["Cache-Control"] == "no-store", name


def test_the_table_has_every_address_with_both_methods_and_no_other() -> None:
    assert sorted((row[0], row[1]) for row in TABLE) == sorted(
        (name, method) for name in all_addresses() for method in ("GET", "POST")
    )


def test_only_what_is_open_lets_a_stranger_in_and_no_row_lets_half_a_person_in_further() -> None:
    closed = {name for name, (_route, closed) in all_addresses().items() if closed}
    for name, method, stranger, half, *_ in TABLE:
        if name in closed:
            assert stranger == half == "sign-in", (name, method)
        elif name != "moderation:second-step":
            assert stranger == half, (name, method)


def test_what_moderators_are_refused_coordinators_get() -> None:
    for_coordinators = {row[0] for row in TABLE if row[4] == "403" != row[2]}
    assert "moderation:people" in for_coordinators
    assert all(row[5] != "403" for row in TABLE if row[0] in for_coordinators)
