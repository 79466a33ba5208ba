"""Two places that are one: said at once, seen with the next group, and no count gets lower by it."""

from datetime import date

import pytest

from moderation.models import Person
from testimonies import merging, numbers, page_cache, places, replies
from testimonies.models import Numbers, Place, Record, Reply, Story
from tests.moderation.cast import PLAIN_FILES, Team, page
from tests.testimonies import crowd

pytestmark = pytest.mark.django_db

WINTER, LATER = date(2020, 1, 7), date(2020, 1, 10)
ADDRESS = "/team/places/"


@pytest.fixture(name="both")
def _both() -> tuple[Place, Place]:
    """One college under two names; both have a page."""
    goes = places.add(name="Merrowby Coll", kind="college", town="Merrowby", country="GB")
    stays = places.add(name="Merrowby College", kind="college", town="Merrowby", country="GB")
    return goes, stays


def counted(*many: tuple[Place, int]) -> None:
    """So many experiences at each, with the first group of a quarter."""
    up = crowd.group(1, WINTER)
    for place, number in many:
        crowd.count(up, crowd.at(place, number, kind="college"))
    crowd.go_up(up)


def next_group(*, at: Place | None = None, many: int = 0) -> None:
    """The next group goes up, with so many more at this place."""
    up = crowd.group(2, LATER)
    if at:
        crowd.count(up, crowd.at(at, many, kind="college"))
    merging.do_with(up)
    crowd.go_up(up)
    page_cache.forget()


def people(place: Place) -> int | None:
    """How many its page says; None without a page."""
    shown = Numbers.objects.filter(place=place).values_list("shown", flat=True).first()
    return shown["people"] if shown else None


def test_what_readers_see_changes_with_the_next_group_and_not_before(
    team: Team, asa: Person, both: tuple[Place, Place]
) -> None:
    goes, stays = both
    counted((goes, 10), (stays, 20))
    before = [people(goes), people(stays)]
    assert before == [10, 20]
    merging.merge(goes.pk, stays.pk, by=asa.uuid)
    assert [people(goes), people(stays)] == before
    assert not Place.objects.exclude(alias_of=None).exists()
    next_group()
    assert [people(goes), people(stays)] == [None, 30]
    assert Record.objects.get(move="merge two places").actor == asa.uuid


def test_a_merger_that_would_tell_who_came_meanwhile_waits_for_another_group(
    team: Team, asa: Person, both: tuple[Place, Place]
) -> None:
    goes, stays = both
    counted((goes, 10), (stays, 20))
    merging.merge(goes.pk, stays.pk, by=asa.uuid)
    next_group(at=stays, many=1)
    assert [people(goes), people(stays)] == [10, 20]
    more = crowd.group(3, LATER.replace(day=14))
    crowd.count(more, crowd.at(stays, 4, kind="college"))
    merging.do_with(more)
    assert [people(goes), people(stays)] == [None, 35]


def test_the_old_name_finds_the_new_one_and_its_address_leads_there(
    team: Team, asa: Person, both: tuple[Place, Place], client, settings
) -> None:
    settings.STORAGES = PLAIN_FILES
    goes, stays = both
    counted((goes, 10), (stays, 20))
    assert places.named("Merrowby Coll, Merrowby") == str(goes.pk)
    merging.merge(goes.pk, stays.pk, by=asa.uuid)
    assert client.get(f"/places/{goes.slug}/").status_code == 200
    next_group()
    assert places.named("Merrowby Coll, Merrowby") == str(stays.pk)
    assert client.get(f"/places/{goes.slug}/").headers["Location"] == f"/places/{stays.slug}/"
    assert client.get(f"/places/{stays.slug}/").status_code == 200


def test_stories_that_show_the_one_show_the_other_and_an_answer_goes_along(
    team: Team, asa: Person, both: tuple[Place, Place]
) -> None:
    goes, stays = both
    counted((goes, 10), (stays, 20))
    story = crowd.story(48213, crowd.group(9, WINTER), kind="college", place=goes)
    Reply.objects.create(place=goes, asked=WINTER)
    replies.keep(goes, asked=WINTER, answered=LATER, text="We read it.", by=asa.uuid)
    merging.merge(goes.pk, stays.pk, by=asa.uuid)
    next_group()
    assert Story.objects.get(pk=story.pk).place_id == stays.pk
    assert Reply.objects.get().place_id == stays.pk
    assert [each.asked for each in replies.earlier(stays)] == [WINTER]


def test_what_was_agreed_under_the_old_name_shows_the_new_one(
    team: Team, asa: Person, both: tuple[Place, Place]
) -> None:
    goes, stays = both
    counted((goes, 2), (stays, 20))
    merging.merge(goes.pk, stays.pk, by=asa.uuid)
    next_group()
    up = crowd.group(7, LATER)
    for number in range(5):
        story = crowd.story(50_000 + number, up, kind="college")
        story.place_agreed = numbers.seal_agreed(str(goes.pk), story.uuid)
        story.save()
    numbers._show_places()
    assert Story.objects.filter(place=stays).count() == 5


def test_two_without_a_page_have_one_only_when_places_are_counted(
    team: Team, asa: Person, both: tuple[Place, Place]
) -> None:
    goes, stays = both
    counted((goes, 6), (stays, 6))
    merging.merge(goes.pk, stays.pk, by=asa.uuid)
    next_group()
    assert [people(goes), people(stays)] == [None, None]
    crowd.go_up(crowd.group(3, date(2020, 4, 7)))
    assert people(stays) == 10


def test_it_can_be_taken_back_until_the_group_goes_up(
    team: Team, asa: Person, both: tuple[Place, Place]
) -> None:
    goes, stays = both
    counted((goes, 10), (stays, 20))
    merging.merge(goes.pk, stays.pk, by=asa.uuid)
    merging.take_back(goes.pk, by=asa.uuid)
    next_group()
    assert [people(goes), people(stays)] == [10, 20]
    with pytest.raises(merging.CannotMerge):
        merging.take_back(goes.pk, by=asa.uuid)


@pytest.mark.parametrize("way", ["itself", "back again", "on to a third"])
def test_places_cannot_become_each_other_or_a_chain(
    team: Team, asa: Person, both: tuple[Place, Place], way: str
) -> None:
    goes, stays = both
    third = places.add(name="Oxmere College", kind="college", town="Oxmere", country="GB")
    merging.merge(goes.pk, stays.pk, by=asa.uuid)
    other = {"itself": (third, third), "back again": (stays, goes), "on to a third": (stays, third)}[way]
    with pytest.raises(merging.CannotMerge):
        merging.merge(other[0].pk, other[1].pk, by=asa.uuid)
    merging.merge(third.pk, stays.pk, by=asa.uuid)


def test_a_coordinator_looks_for_both_reads_what_will_happen_and_says_so(
    team: Team, asa: Person, both: tuple[Place, Place]
) -> None:
    goes, stays = both
    counted((goes, 10), (stays, 20))
    browser = team.browser(asa)
    sent = {"goes_words": "Merrowby Coll", "stays_words": "Merrowby College", "do": "look"}
    found = page(browser.post(ADDRESS, sent))
    assert str(goes.pk) in found and "What will happen" not in found
    chosen = sent | {"goes": str(goes.pk), "stays": str(stays.pk)}
    told = page(browser.post(ADDRESS, chosen))
    assert "which says 10 people, ends" in told and "says 20 people now" in told
    assert Place.objects.exclude(becomes=None).count() == 0
    browser.post(ADDRESS, chosen | {"do": "merge"})
    assert Place.objects.get(pk=goes.pk).becomes == stays
    assert "becomes another name of" in page(browser.get(ADDRESS))
    browser.post(ADDRESS, {"do": "back", "goes": str(goes.pk)})
    assert Place.objects.get(pk=goes.pk).becomes is None


def test_one_that_is_not_in_the_list_is_said_and_what_was_typed_stays(team: Team, asa: Person) -> None:
    sent = {"goes_words": "Nowhere Hall", "stays_words": "", "do": "look"}
    seen = page(team.browser(asa).post(ADDRESS, sent))
    assert "No place of our list is called like this." in seen and 'value="Nowhere Hall"' in seen
