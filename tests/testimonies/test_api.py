"""The API: what the pages show, without a word of a story, as its description says."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from jsonschema import Draft202012Validator

from testimonies import page_cache, places
from testimonies.models import Group, Numbers, Place, Story
from tests.cast import Team
from tests.test_docs import all_addresses
from tests.testimonies import crowd

DAY = date(2026, 3, 6)
DESCRIPTION = json.loads((Path(settings.BASE_DIR) / "testimonies" / "openapi.json").read_text())
PATHS = DESCRIPTION["paths"]


def ask(address: str, path: str = "") -> Any:
    """What it answers, after a look whether this is what the description of `path` promises."""
    page_cache.forget()
    response = Client().get(address)
    assert response.status_code == 200, address
    said = PATHS[path or address.partition("?")[0]]["get"]["responses"]["200"]["content"]["application/json"]
    schema = {**said["schema"], "components": DESCRIPTION["components"]}
    Draft202012Validator(schema).validate(answer := response.json())
    return answer


@pytest.fixture(name="up")
def _up(db: None) -> Group:
    return crowd.group(1, DAY)


@pytest.fixture(name="merrowby")
def _merrowby(team: Team, up: Group) -> Place:
    crowd.count(up, [crowd.payload(told="nobody")] * 11)
    return crowd.place_with_page(up, 12, told="helped", notes=("comments",))


def every(address: str) -> list[dict]:
    """All stories or places, page after page."""
    found = []
    while address:
        answer = ask(address)
        found += answer.get("stories", answer.get("places"))
        address = answer.get("older", answer.get("more"))
    return found


def test_a_story_is_told_of_without_its_words(up: Group) -> None:
    words = {"text": "It rained.", "second_text": "Listen sooner."}
    crowd.story(48213, up, kind="school", years="2017–2019", notes=["assault"], **words)
    address = "/stories/48213/"
    assert ask("/api/v1/stories/")["stories"] == [
        {"number": 48213, "season": "2026-1", "kind": "school", "notes": ["assault"], "address": address}
    ]
    text = Client().get("/api/v1/stories/").content.decode()
    assert "rained" not in text and "Listen" not in text and "2026-03" not in text


def test_stories_lead_on_and_back_and_are_narrowed_as_on_the_page(
    up: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("testimonies.views.api._MOST", 4)
    for number in range(1, 11):
        crowd.story(number, up, ord=number, kind="school" if number % 2 else "college", notes=["pressure"])
    crowd.story(11, up, state=Story.State.HIDDEN), crowd.story(12, up, state=Story.State.REMOVED)
    assert [each["number"] for each in every("/api/v1/stories/")] == list(range(1, 11))
    odd = every("/api/v1/stories/?place=school&about=pressure")
    assert [each["number"] for each in odd] == [1, 3, 5, 7, 9]
    first = ask("/api/v1/stories/")
    assert ask(ask(first["older"])["newer"]) == first
    assert ask("/api/v1/stories/?hide=pressure")["stories"] == []


def test_only_places_with_a_page_are_told_of(merrowby: Place) -> None:
    other = places.add(name="Tarnford School", kind="school", town="Tarnford", country="IE")
    answer = ask("/api/v1/places/")
    assert [each["name"] for each in answer["places"]] == ["Merrowby College"] and answer["more"] is None
    assert Client().get(f"/api/v1/places/{other.slug}/").status_code == 404
    assert ask("/api/v1/places/?country=GB&kind=college") == answer
    assert ask("/api/v1/places/?country=IE")["places"] == ask("/api/v1/places/?kind=school")["places"] == []


def test_many_places_come_page_by_page(merrowby: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("testimonies.views.api._MOST", 2)
    for name in "Ashwell", "Zealand", "Norbury", "Oakham":
        other = places.add(name=f"{name} College", kind="college", town=name, country="GB")
        Numbers.objects.create(place=other, group_id=1, shown={}, behind=b"")
    names = [each["name"].split()[0] for each in every("/api/v1/places/?kind=college")]
    assert names == ["Ashwell", "Merrowby", "Norbury", "Oakham", "Zealand"]


def test_a_place_and_everything_have_the_numbers_of_their_pages(merrowby: Place) -> None:
    answer = ask(f"/api/v1/places/{merrowby.slug}/", "/api/v1/places/{slug}/")
    told = {row["label"]: (row["about"], row["shown"]) for row in _table(answer, "told")["rows"]}
    assert told["Told someone, and it helped"] == (10, "about 10")
    assert told["Told no one"] == (None, "fewer than 5")
    assert (answer["people"], answer["season"]) == (10, "2026-1")
    assert _table(ask("/api/v1/numbers/"), "told")["rows"][0]["shown"] == "about 10"


def _table(answer: dict, name: str) -> dict:
    return next(each for each in answer["tables"] if each["name"] == name)


def test_before_there_are_enough_there_are_no_numbers(db: None) -> None:
    assert Client().get("/api/v1/numbers/").status_code == 404
    assert ask("/api/v1/stories/")["stories"] == ask("/api/v1/places/")["places"] == []


def test_the_description_has_every_address_and_no_other() -> None:
    ours = {route.replace("<slug:slug>", "{slug}") for route, _closed in all_addresses().values()}
    assert {route for route in ours if route.startswith("/api/")} == set(PATHS)
    assert set(ask("/api/v1/").values()) == set(PATHS) - {"/api/v1/", "/api/v1/places/{slug}/"}


def test_the_description_is_one_and_is_handed_out() -> None:
    assert ask("/api/v1/openapi.json") == DESCRIPTION and DESCRIPTION["openapi"] == "3.1.0"
    for name, schema in DESCRIPTION["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema)
        assert f"#/components/schemas/{name}" in json.dumps(DESCRIPTION), name


def test_what_the_description_does_not_name_is_not_answered(up: Group) -> None:
    crowd.story(1, up)
    answer = ask("/api/v1/stories/")
    answer["stories"][0]["text"] = "It rained."
    schema = {"$ref": "#/components/schemas/Stories", "components": DESCRIPTION["components"]}
    assert not Draft202012Validator(schema).is_valid(answer)


@pytest.mark.parametrize("address", ["/api/v1/", "/api/v1/openapi.json", "/api/v1/stories/"])
def test_the_api_is_public_without_a_cookie_and_no_page_of_an_engine(db: None, address: str) -> None:
    response = Client().get(address)
    assert not response.cookies and "Vary" not in response
    assert response["Content-Type"] == "application/json" and "s-maxage=30" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, noarchive, nosnippet"
    assert Client().post(address).status_code == 405


@pytest.mark.parametrize("name", ["after", "kind", "country"])
def test_a_sign_that_no_text_can_hold_finds_what_nothing_finds(merrowby: Place, name: str) -> None:
    assert Client().get(f"/api/v1/places/?{name}=%00").status_code == 200
