"""The place that a writer named: matched, added, given another name; and no list tells that somebody wrote."""

import pytest
from django.test import Client

from moderation import placing
from moderation.models import Person
from testimonies import picking, places
from testimonies.models import Group, Numbers, Place, Ready, Record
from testimonies.ready import open_payload
from tests.moderation.cast import Sent, Team, hold_one, page
from tests.moderation.test_notes import on_page
from tests.moderation.test_review import address

pytestmark = pytest.mark.django_db
WORDS = "merrow mill"


@pytest.fixture
def held(marlow: Person) -> Sent:
    """One whose writer named a place in their own words."""
    return hold_one(marlow, place=WORDS, show_place=True)


@pytest.fixture
def browser(team: Team, marlow: Person) -> Client:
    """Marlow's."""
    return team.browser(marlow)


@pytest.fixture
def listed(db: None) -> Place:
    """A place of the list, which the words may mean."""
    return places.add(name="Merrow Mill College", kind="college", town="Tarnford")


def approved(browser: Client, sent: Sent, **chosen: str) -> str:
    """Approve it with this chosen; the id of the place that travels on."""
    browser.post(address(sent), on_page(browser, sent, do="approve", sure="on", **chosen))
    return open_payload(Ready.objects.get()).place_id


def test_the_places_that_the_words_may_mean_are_offered_and_the_chosen_one_goes_along(
    browser: Client, held: Sent, listed: Place
) -> None:
    assert "Merrow Mill College, Tarnford" in page(browser.get(address(held)))
    assert approved(browser, held, place=str(listed.pk)) == str(listed.pk)


def test_without_a_choice_only_words_that_name_one_whole_match(
    browser: Client, held: Sent, listed: Place
) -> None:
    assert approved(browser, held) == ""


def test_a_match_by_words_can_be_taken_back(browser: Client, marlow: Person, listed: Place) -> None:
    sent = hold_one(marlow, place="Merrow Mill College, Tarnford", show_place=True)
    assert "As its words say: Merrow Mill College, Tarnford" in page(browser.get(address(sent)))
    assert approved(browser, sent, place="none") == ""


def test_what_is_not_of_the_list_cannot_be_chosen(browser: Client, held: Sent, marlow: Person) -> None:
    for crafted in (str(marlow.uuid), "x", "\0"):
        browser.post(address(held), on_page(browser, held, do="approve", sure="on", place=crafted))
        assert not Ready.objects.exists()


def test_a_place_can_be_added_and_is_chosen_and_adding_it_again_makes_no_second(
    browser: Client, held: Sent
) -> None:
    new = {"place_name": "Merrow Mill School", "place_town": "Tarnford", "kind": "school"}
    for _time in range(2):
        browser.post(address(held), on_page(browser, held, do="add-place", **new))
    place = Place.objects.get()
    assert (place.name, place.town, place.kind) == ("Merrow Mill School", "Tarnford", "school")
    assert on_page(browser, held)["place"] == str(place.pk)
    line = Record.objects.get(move="add a place")
    assert line.subject is None


def test_a_place_without_a_name_is_not_added(browser: Client, held: Sent) -> None:
    seen = page(browser.post(address(held), on_page(browser, held, do="add-place", place_town="Tarnford")))
    assert "The box is empty." in seen and 'value="Tarnford"' in seen
    assert not Place.objects.exists()


def test_the_writers_words_become_another_name_and_match_by_themselves_from_then_on(
    browser: Client, held: Sent, listed: Place
) -> None:
    assert "Choose the place first" in page(
        browser.post(address(held), on_page(browser, held, do="add-name"))
    )
    browser.post(address(held), on_page(browser, held, do="add-name", place=str(listed.pk)))
    assert places.named(WORDS) == str(listed.pk)
    assert Place.objects.filter(alias_of=listed).count() == 1


def test_what_the_team_added_is_offered_to_no_writer_before_it_has_a_page(
    marlow: Person, listed: Place
) -> None:
    uuid = placing.add(marlow, name="Merrow Mill Lido", town="Tarnford", kind="sports", country="gb")
    assert [name for _slug, name in picking.look_for("merrow mill").places] == [str(listed)]
    group = Group.objects.create(number=1, day="2026-03-06")
    Numbers.objects.create(place_id=uuid, group=group, shown={}, behind=b"-")
    assert len(picking.look_for("merrow mill").places) == 2


def test_where_no_place_was_named_nothing_is_asked(browser: Client, marlow: Person) -> None:
    assert "Which place of our list" not in page(browser.get(address(hold_one(marlow))))
