"""Finding an institution by words: any order, slips, other names; and what the public side may do with the list."""

import pytest
from django.db import transaction
from django.db.utils import IntegrityError, ProgrammingError

from testimonies import places
from testimonies.models import Place
from tests.cast import as_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed() -> dict[str, Place]:
    """A few invented institutions whose names share words."""
    made = [
        places.add(name="St Mary's School", kind="school", town="Camden", region="London", country="GB"),
        places.add(name="St Mary's School", kind="school", town="Merrowby", country="GB"),
        places.add(name="Camden Road Primary School", kind="school", town="Camden", country="GB"),
        places.add(name="Saint Martin’s College", kind="college", town="Tarnford", country="GB"),
        places.add(name="University of Tarnford", kind="university", town="Tarnford", country="GB"),
        places.add(name="Universität Müllheim", kind="university", town="Müllheim", country="DE"),
    ]
    return {str(place): place for place in made}


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("st marys camden", "St Mary's School, Camden"),
        ("camden st marys", "St Mary's School, Camden"),
        ("Saint Mary’s, Camden", "St Mary's School, Camden"),
        ("st marys camdne", "St Mary's School, Camden"),
        ("st marys merowby", "St Mary's School, Merrowby"),
        ("camden road", "Camden Road Primary School, Camden"),
        ("st martins", "Saint Martin’s College, Tarnford"),
        ("uni tarnford", "University of Tarnford, Tarnford"),
        ("tarnfrod university", "University of Tarnford, Tarnford"),
        ("mullheim", "Universität Müllheim, Müllheim"),
    ],
)
def test_words_in_any_order_and_with_a_slip_find_the_place(
    listed: dict[str, Place], words: str, first: str
) -> None:
    assert str(places.search(words)[0]) == first


@pytest.mark.parametrize("words", ["", "  ", "!!", "’", "xylophone orchard", "\x00", "%%", "zz" * 5000])
def test_words_that_mean_no_place_find_none(listed: dict[str, Place], words: str) -> None:
    assert places.search(words) == []


def test_words_that_half_of_the_list_has_find_something_when_there_are_no_others(
    listed: dict[str, Place],
) -> None:
    assert len(places.search("school")) == 3
    assert len(places.search("school", limit=2)) == 2


def test_another_name_finds_the_place_itself_and_only_once(listed: dict[str, Place]) -> None:
    tarnford = listed["University of Tarnford, Tarnford"]
    places.add(name="Tarnford Polytechnic", kind="university", town="Tarnford", alias_of=tarnford)
    assert places.search("polytechnic")[0] == tarnford
    assert places.search("tarnford").count(tarnford) == 1
    assert Place.objects.themselves().count() == len(listed)


def test_the_public_side_searches_the_list_and_cannot_change_it(listed: dict[str, Place]) -> None:
    with as_role("chorus_public"):
        assert places.search("camden")
    with as_role("chorus_site"):
        assert places.search("camden")
    for change in (lambda: Place.objects.all().delete(), lambda: Place.objects.update(name="x")):
        with pytest.raises(ProgrammingError, match="permission denied"), as_role("chorus_public"):
            change()


def test_two_of_one_name_have_addresses_of_their_own(listed: dict[str, Place]) -> None:
    places.add(name="St Mary's School", kind="school", town="Camden", source="another")
    assert sorted(
        Place.objects.filter(town="Camden", slug__startswith="st").values_list("slug", flat=True)
    ) == [
        "st-marys-school-camden",
        "st-marys-school-camden-2",
    ]


def test_one_source_stands_for_one_place(listed: dict[str, Place]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        places.add(name="St Mary's School", kind="school", town="Merrowby", country="GB")


def test_no_place_is_another_name_of_itself(listed: dict[str, Place]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.update(alias_of_id=next(iter(listed.values())).pk)


def test_accents_and_apostrophes_make_no_difference() -> None:
    assert places.plain("Saint  Mary’s, École-Zürich & U.C.L.") == "st marys ecole zurich ucl"
