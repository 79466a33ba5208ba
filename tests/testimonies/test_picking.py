"""Finding the place in our list while writing: by any words of it, without losing any, and never a must."""

import logging
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import QueryDict
from pytest_django import Settings

from testimonies import picking, places
from testimonies.models import Place, Testimony
from tests.cast import Team, as_role
from tests.look.form_reader import filled
from tests.testimonies.visitor import PLAIN_FILES, WORDS, Visitor, beside, six_words, text_of

pytestmark = pytest.mark.django_db
TYPED = {
    "words": WORDS,
    "place": "st marys camden",
    "note": ["pressure", "stalking"],
    "land": "Ireland",
    "better": "\r\nAsk first.",
    "told": "helped",
}


@pytest.fixture(autouse=True)
def _the_site(settings: Settings, team: Team) -> None:
    settings.STORAGES = PLAIN_FILES


@pytest.fixture
def camden() -> Place:
    """One of two schools of the same name."""
    places.add(name="St Mary's School", kind="school", town="Merrowby", country="GB")
    return places.add(name="St Mary's School", kind="school", town="Camden", region="London", country="GB")


def look(visitor: Visitor, **typed: str | list[str]) -> str:
    """The page with the box, after "Find it in our list"."""
    return text_of(visitor.post("/write/", filled(visitor.box(), **(TYPED | typed), find="1")))


def offered(html: str) -> int:
    """How many places there are to pick from, besides none of them."""
    return max(0, html.count('name="pick"') - 1)


def test_a_part_of_the_name_finds_it_and_nothing_that_was_typed_is_lost(camden: Place) -> None:
    html = look(Visitor())
    assert html.index(f'value="{camden.slug}"') < html.index("School, Merrowby")
    assert "School, Camden</span>" in html and "None of these. Keep what I wrote" in html
    kept = filled(html)
    assert {name: kept[name] for name in TYPED} == {
        name: typed if isinstance(typed, list) else [typed] for name, typed in TYPED.items()
    }
    # Whoever does not choose has chosen to keep what they wrote.
    assert kept["pick"] == [""] and kept["use"] == ["publish"]


def test_the_place_that_was_picked_stands_in_the_box_by_the_name_that_finds_it(camden: Place) -> None:
    visitor = Visitor()
    html = text_of(visitor.post("/write/", filled(look(visitor), pick=camden.slug)))
    kept = filled(html)
    assert kept["place"] == ["St Mary's School, Camden"] and kept["words"] == [WORDS]
    assert places.named(kept["place"][0]) == str(camden.pk)
    assert "pick" not in kept


@pytest.mark.parametrize("page", ["/check/", "/thanks/"])
@pytest.mark.parametrize("picks", [True, False])
def test_going_on_sends_what_was_picked_or_else_what_was_written(
    camden: Place, page: str, picks: bool
) -> None:
    visitor = Visitor()
    html = look(visitor)
    with patch("testimonies.sending.send", side_effect=OperationalError) as send:
        answer = visitor.post(page, filled(html, pick=camden.slug if picks else ""))
        if page == "/check/":
            visitor.post("/thanks/", filled(text_of(answer)))
    (document,) = send.call_args.args
    assert document.place == ("St Mary's School, Camden" if picks else "st marys camden")
    assert places.named(document.place) == (str(camden.pk) if picks else "")


def test_it_can_be_sent(camden: Place) -> None:
    visitor = Visitor()
    assert len(six_words(visitor.post("/thanks/", filled(look(visitor), pick=camden.slug)))) == 6


@pytest.mark.parametrize("pick", [str(uuid4()), "1", "\x00", "' or 1=1", "x" * 5000])
@pytest.mark.parametrize("page", ["/check/", "/thanks/"])
def test_a_pick_that_is_not_in_our_list_is_refused_kindly(camden: Place, page: str, pick: str) -> None:
    visitor = Visitor()
    html = text_of(visitor.post(page, filled(look(visitor), pick=pick)))
    assert "We can’t find the place that you chose" in beside(html, "pick")
    kept = filled(html)
    assert kept["place"] == ["st marys camden"] and kept["words"] == [WORDS]
    assert not Testimony.objects.exists()
    # It offers the list again, and the next one goes through.
    assert len(six_words(visitor.post("/thanks/", filled(html, pick=camden.slug)))) == 6


def test_other_words_are_looked_for_whatever_was_picked_before(camden: Place) -> None:
    visitor = Visitor()
    html = look(visitor, pick=camden.slug, place="merrowby")
    assert filled(html)["place"] == ["merrowby"] and "School, Merrowby</span>" in html


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type a part of the name first."),
        ("xylophone orchard", "We found no place like that in our list."),
    ],
)
def test_no_match_is_said_and_writing_freely_stays_possible(camden: Place, typed: str, said: str) -> None:
    visitor = Visitor()
    html = look(visitor, place=typed)
    assert said in html and not offered(html)
    assert filled(html)["place"] == [typed]
    assert len(six_words(visitor.post("/thanks/", filled(html)))) == 6


def test_at_most_ten_are_offered_and_none_before_somebody_asks() -> None:
    for number in range(12):
        places.add(name=f"Tarnford School {number}", kind="school", town="Tarnford")
    assert offered(look(Visitor(), place="tarnford")) == 10
    assert 'name="pick"' not in Visitor().box()


def test_two_of_one_name_and_town_are_told_apart_by_their_region_and_found_by_it() -> None:
    twins = {
        region: places.add(name="Old School", kind="school", town="Newton", region=region, source=region)
        for region in ("North", "South")
    }
    html = look(Visitor(), place="old school newton")
    assert "Old School, Newton, North</span>" in html and "Old School, Newton, South</span>" in html
    for twin in twins.values():
        settled = picking.settled(QueryDict(f"pick={twin.slug}"))
        assert places.named(settled["place"]) == str(twin.pk)


def test_another_name_of_a_place_leads_to_the_place(camden: Place) -> None:
    other = places.add(name="Camden Girls", kind="school", town="Camden", alias_of=camden)
    assert picking.look_for("camden girls").places[0][0] == camden.slug
    assert picking.settled(QueryDict(f"pick={other.slug}"))["place"] == "St Mary's School, Camden"


def test_the_public_side_may_do_all_of_it(camden: Place) -> None:
    with as_role("chorus_public"):
        assert picking.look_for("st marys camden").places[0] == (camden.slug, "St Mary's School, Camden")
        assert picking.settled(QueryDict(f"pick={camden.slug}"))["place"] == "St Mary's School, Camden"


def test_without_a_database_the_words_and_the_pick_stay_on_the_page(
    camden: Place, caplog: pytest.LogCaptureFixture
) -> None:
    visitor = Visitor()
    found = look(visitor)
    with patch.object(BaseDatabaseWrapper, "cursor", side_effect=OperationalError("st marys camden")):
        sought = text_of(visitor.post("/write/", filled(found, find="1")))
        checked = text_of(visitor.post("/check/", filled(found, pick=camden.slug)))
    assert "We can’t look in our list at the moment." in sought
    for html in (sought, checked):
        assert filled(html)["words"] == [WORDS] and filled(html)["place"] == ["st marys camden"]
    assert beside(checked, "pick")
    assert "camden" not in caplog.text.casefold()


def test_what_was_looked_for_is_in_no_log_and_no_address(
    camden: Place, caplog: pytest.LogCaptureFixture
) -> None:
    visitor = Visitor()
    with caplog.at_level(logging.INFO):
        answer = visitor.post("/write/", filled(visitor.box(), **TYPED, find="1"))
    html = text_of(answer)
    assert answer["Cache-Control"] == "no-store"
    assert "camden" not in caplog.text.casefold()
    assert 'formaction="/write/#found"' in html and "/write/?" not in html
