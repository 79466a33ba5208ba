"""Reference data in Django's admin: only that, only for coordinators, only through our door, and in our record."""

import re

import pytest
from django.apps import apps
from django.urls import NoReverseMatch, reverse

from moderation.data import site
from moderation.models import Person
from testimonies import places
from testimonies.models import Place, Record, SupportEntry
from tests.moderation.cast import Team, page

pytestmark = pytest.mark.django_db

ADD = "/team/data/testimonies/place/add/"
PLACE = {"name": "Oxmere Hall", "kind": "university", "town": "Oxmere", "region": "", "country": "GB"}


def test_nothing_of_survivors_people_keys_and_record_is_in_it() -> None:
    registered = {model._meta.label for model in site._registry}
    assert registered == {"testimonies.Place", "testimonies.SupportEntry"}
    others = {model._meta.label for model in apps.get_models()} - registered
    assert {
        *("testimonies.Testimony", "testimonies.Story", "testimonies.Record", "moderation.Person"),
        *("vault.TeamKey", "vault.Holder", "vault.Receipt", "sessions.Session"),
    } <= others


@pytest.mark.parametrize("name", ["login", "logout", "password_change", "autocomplete"])
def test_djangos_own_door_and_side_doors_are_not_there(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(f"admin:{name}")


@pytest.mark.parametrize("way", ["delete", "history"])
def test_nothing_is_deleted_and_no_log_is_shown(team: Team, asa: Person, way: str) -> None:
    place = places.add(name="Merrowby College", kind="college", town="Merrowby", country="GB")
    where = f"/team/data/testimonies/place/{place.pk}/"
    browser = team.browser(asa)
    assert browser.get(f"{where}change/").status_code == 200
    assert browser.post(f"{where}{way}/", {"post": "yes"}).status_code == 404
    assert Place.objects.filter(pk=place.pk).exists()


def test_a_place_that_was_added_is_found_and_its_adding_is_recorded(team: Team, asa: Person) -> None:
    assert team.browser(asa).post(ADD, PLACE).status_code == 302
    assert [place.name for place in places.search("oxmere hall")] == ["Oxmere Hall"]
    line = Record.objects.get(move="add data: place")
    assert (line.by, line.actor, line.subject) == ("coordinator", asa.uuid, None)


def test_a_name_that_was_put_right_is_found_by_its_new_words(team: Team, asa: Person) -> None:
    place = places.add(**PLACE)
    where = f"/team/data/testimonies/place/{place.pk}/change/"
    assert team.browser(asa).post(where, PLACE | {"name": "Wendle Hall"}).status_code == 302
    assert [each.pk for each in places.search("wendle hall")] == [place.pk]
    assert Place.objects.get().slug == place.slug
    assert Record.objects.get(move="change data: place").actor == asa.uuid


def test_a_moderator_changes_nothing(team: Team, marlow: Person) -> None:
    assert team.browser(marlow).post(ADD, PLACE).status_code == 403
    assert not Place.objects.exists() and not Record.objects.filter(move="add data: place").exists()


def test_a_support_line_that_was_changed_is_unchecked_again(team: Team, asa: Person) -> None:
    entry = SupportEntry.objects.order_by("key")[0]
    SupportEntry.objects.filter(pk=entry.pk).update(checked="2026-01-01")
    fields = {
        name: getattr(entry, name)
        for name in ("name", "phone", "text", "web", "who", "hours", "cost", "bill")
    }
    sent = fields | {"country": entry.country, "position": "3", "needs": entry.needs}
    where = f"/team/data/testimonies/supportentry/{entry.pk}/change/"
    assert team.browser(asa).post(where, sent).status_code == 302
    after = SupportEntry.objects.get(pk=entry.pk)
    assert (after.position, after.checked) == (3, None)


@pytest.mark.parametrize(
    "path", ["", "testimonies/place/", "testimonies/place/add/", "testimonies/supportentry/"]
)
def test_its_pages_hold_no_script_and_no_style_of_their_own(team: Team, asa: Person, path: str) -> None:
    html = page(team.browser(asa).get(f"/team/data/{path}"))
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", html)
    assert 'href="/team/queue/"' in html and "data-exit" in html
