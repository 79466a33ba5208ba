"""The writer's answers that a moderator takes out, and the label for one more person."""

import pytest
from django.test import Client

from moderation import cuts
from moderation.cuts import Cut
from moderation.models import Person
from testimonies.models import Ready
from testimonies.ready import open_payload
from tests.moderation.cast import Sent, Team, hold_one, page
from tests.moderation.test_notes import on_page
from tests.moderation.test_review import address

pytestmark = pytest.mark.django_db
ANSWERS = {"place": "the boat house", "when": "1_5", "age": "16_17", "who": "partner", "told": "nobody"}


@pytest.fixture
def held(marlow: Person) -> Sent:
    """One whose writer answered everything."""
    return hold_one(marlow, land="Wales", **ANSWERS)


@pytest.fixture
def browser(team: Team, marlow: Person) -> Client:
    """Marlow's."""
    return team.browser(marlow)


def test_what_is_ticked_goes_neither_up_nor_into_the_numbers_and_the_rest_does(
    browser: Client, held: Sent
) -> None:
    typed = on_page(browser, held, do="approve", sure="on") | {"without": ["when", "place"]}
    browser.post(address(held), typed)
    waiting = open_payload(Ready.objects.get())
    assert (waiting.when, waiting.place, waiting.place_id) == ("", "", "")
    assert (waiting.age, waiting.who, waiting.told) == ("16_17", "partner", "nobody")


def test_without_a_tick_all_of_it_goes_along(browser: Client, held: Sent) -> None:
    browser.post(address(held), on_page(browser, held, do="approve", sure="on"))
    waiting = open_payload(Ready.objects.get())
    assert {name: getattr(waiting, name) for name in ANSWERS} == ANSWERS


def test_an_answer_that_was_not_given_cannot_be_ticked(browser: Client, marlow: Person) -> None:
    sent = hold_one(marlow)
    assert "Leave these answers out" not in page(browser.get(address(sent)))
    typed = on_page(browser, sent, do="approve", sure="on") | {"without": ["when"]}
    browser.post(address(sent), typed)
    assert not Ready.objects.exists()


def test_a_tick_survives_redrawing(browser: Client, held: Sent) -> None:
    browser.post(address(held), on_page(browser, held, do="preview") | {"without": ["age"]})
    assert on_page(browser, held)["without"] == "age"


@pytest.mark.parametrize(
    ("used", "following"),
    [((), "name"), (("name",), "name"), (("name 1", "name 2"), "name 3"), (("name 2", "place"), "name 1")],
)
def test_one_more_person_gets_the_next_number_where_people_are_told_apart(
    used: tuple[str, ...], following: str
) -> None:
    made = [Cut(at, at + 1, label, taken=True) for at, label in enumerate(used)]
    assert cuts.next_name(made) == following
