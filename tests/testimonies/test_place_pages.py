"""Which place has a page, and which story says its place: thresholds at a quarterly count, consent, company."""

from datetime import date

import pytest

from testimonies import numbers, places, publishing, ready
from testimonies.models import Counted, Numbers, Place, Story, Stub
from tests.cast import NOON, Team, approve, come_back, send_story
from tests.testimonies import crowd

pytestmark = pytest.mark.django_db

WINTER, SPRING, SUMMER = date(2020, 1, 7), date(2020, 4, 7), date(2020, 7, 7)


@pytest.fixture
def merrowby() -> Place:
    """An invented college."""
    return places.add(name="Merrowby College", kind="college", town="Merrowby", country="GB")


def _has_page(place: Place) -> bool:
    return Numbers.objects.filter(place=place).exists()


@pytest.mark.parametrize(("many", "page"), [(9, False), (10, True)])
def test_a_place_gets_a_page_from_ten(team: Team, merrowby: Place, many: int, page: bool) -> None:
    up = crowd.group(1, WINTER)
    crowd.count(up, crowd.at(merrowby, many))
    crowd.go_up(up)
    assert _has_page(merrowby) is page


def test_places_are_counted_once_a_quarter(team: Team, merrowby: Place) -> None:
    crowd.go_up(crowd.group(1, WINTER))
    later = crowd.group(2, WINTER.replace(month=3))
    crowd.count(later, crowd.at(merrowby, 20))
    crowd.go_up(later)
    assert not _has_page(merrowby)
    crowd.go_up(crowd.group(3, SPRING))
    assert _has_page(merrowby)


@pytest.mark.parametrize(("left", "page"), [(5, True), (4, False)])
def test_a_place_keeps_its_page_down_to_five(team: Team, merrowby: Place, left: int, page: bool) -> None:
    up = crowd.group(1, WINTER)
    ids = crowd.count(up, crowd.at(merrowby, 10))
    crowd.go_up(up)
    crowd.withdraw(ids[left:])
    crowd.go_up(crowd.group(2, WINTER.replace(day=10)))
    assert _has_page(merrowby)
    crowd.go_up(crowd.group(3, SPRING))
    assert _has_page(merrowby) is page


def _agreed(number: int, up: object, place: Place, **facets: object) -> Story:
    story = crowd.story(number, up, kind="college", **facets)
    story.place_agreed = numbers.seal_agreed(str(place.pk), story.uuid)
    story.save()
    return story


@pytest.mark.parametrize(("many", "named"), [(4, 0), (5, 5)])
def test_a_story_says_its_place_only_with_a_page_its_writers_yes_and_four_others(
    team: Team, merrowby: Place, many: int, named: int
) -> None:
    up = crowd.group(1, WINTER)
    crowd.count(up, crowd.at(merrowby, 10), published=True)
    for number in range(many):
        _agreed(10_000 + number, up, merrowby)
    _agreed(20_000, up, merrowby, years="–2010")
    crowd.story(30_000, up, kind="college")
    crowd.go_up(up)
    assert Story.objects.filter(place=merrowby).count() == named
    assert not Story.objects.filter(number__in=[20_000, 30_000], place=merrowby).exists()


def test_without_a_page_no_story_says_the_place(team: Team, merrowby: Place) -> None:
    up = crowd.group(1, WINTER)
    crowd.count(up, crowd.at(merrowby, 9), published=True)
    for number in range(9):
        _agreed(10_000 + number, up, merrowby)
    crowd.go_up(up)
    assert not Story.objects.exclude(place=None).exists()


def test_stories_lose_the_place_with_its_page(team: Team, merrowby: Place) -> None:
    up = crowd.group(1, WINTER)
    ids = crowd.count(up, crowd.at(merrowby, 10), published=True)
    for number in range(5):
        _agreed(10_000 + number, up, merrowby)
    crowd.go_up(up)
    assert Story.objects.filter(place=merrowby).count() == 5
    crowd.withdraw(ids[:7])
    crowd.go_up(crowd.group(2, SPRING))
    assert not Story.objects.exclude(place=None).exists()


def test_from_the_form_to_the_numbers_and_out_again_when_the_writer_takes_it_down(
    team: Team, merrowby: Place
) -> None:
    sent = []
    for number in range(5):
        sent.append(
            send_story(f"Story number {number}.", place="merrowby college, Merrowby", show_place=True)
        )
        approve(sent[-1][1], team, kind="college")
    publishing.put_up(NOON.replace(day=10, hour=17))
    assert {row.facets.place_id for row in numbers.rows()} == {str(merrowby.pk)}
    words, testimony = sent[0]
    left = ready.open_stub(Stub.objects.get(receipt=testimony.receipt), come_back(words).key.private)
    assert Counted.objects.filter(pk=left["counted"], published=True).exists()
    story = Story.objects.get(number=left["number"])
    publishing.uncount(story, team.keyring)
    assert not Counted.objects.filter(pk=left["counted"]).exists()
    assert Counted.objects.count() == 4


def test_no_order_joins_a_story_with_its_row_in_the_numbers(team: Team) -> None:
    for number in range(12):
        approve(send_story(f"Story number {number}.", told="nobody" if number < 6 else "helped")[1], team)
    publishing.put_up(NOON.replace(day=10, hour=17))
    opened = [
        team.keyring.open(box, generation, column=publishing.COUNTED_BOX, row=uuid).decode()
        for uuid, box, generation in Story.objects.values_list("uuid", "counted_box", "generation")
    ]
    rows = [str(uuid) for uuid in Counted.objects.values_list("uuid", flat=True)]
    assert sorted(opened) == sorted(rows) and opened != rows


@pytest.mark.parametrize(
    "words", ["Merrowby", "College", "", "  ", "Merrowby College and another", "Tarnford College"]
)
def test_words_that_are_not_the_whole_name_are_no_place(merrowby: Place, words: str) -> None:
    assert places.named(words) == ""


def test_the_whole_name_with_or_without_the_town_is_the_place(merrowby: Place) -> None:
    for words in ("Merrowby College, Merrowby", "MERROWBY COLLEGE merrowby"):
        assert places.named(words) == str(merrowby.pk)
    places.add(name="Merrowby College", kind="college", town="Merrowby", source="another")
    assert places.named("Merrowby College, Merrowby") == ""
