"""Numbers are facts: one that nobody checked is shown to nobody; the number for danger is always there."""

import re
from collections.abc import Iterator
from datetime import date
from io import StringIO
from unittest.mock import patch

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from pytest_django import Settings

from config import env
from testimonies import page_cache, support
from testimonies.models import SupportEntry, Testimony
from tests.cast import Team, as_role
from tests.look.form_reader import filled
from tests.testimonies.visitor import PLAIN_FILES, Visitor, six_words, text_of

DAY = date(2026, 4, 2)
LINES = {entry["key"]: entry for entry in support.shipped()}


@pytest.fixture(autouse=True)
def _plain_files(settings: Settings) -> Iterator[None]:
    settings.STORAGES = PLAIN_FILES
    # The limits count in windows of the clock: a test must not lie across the end of one.
    with patch("django_ratelimit.core.time.time", return_value=1_800_000_000.0):
        yield


def page() -> str:
    """The support page as it is now."""
    page_cache.forget()
    return text_of(Client().get("/support/"))


def confirm(*keys: str) -> str:
    """What the command says."""
    said = StringIO()
    call_command("confirm_support", *keys, stdout=said)
    return said.getvalue()


def test_every_shipped_entry_says_how_to_reach_whom_for_what() -> None:
    needs = {need for need, _heading in support.NEEDS}
    for key, entry in LINES.items():
        assert key.startswith(f"{entry['country']}-") and entry["name"] and entry["who"]
        assert entry["needs"] and set(entry["needs"]) <= needs
        assert entry.get("phone") or entry.get("text") or entry.get("web")
        assert "checked" not in entry


def test_each_country_that_we_name_has_lines_for_children_and_for_the_worst_night() -> None:
    for country in ("gb", "ie", "us", "ca", "au", "in", "zz"):
        needs = {need for entry in LINES.values() if entry["country"] == country for need in entry["needs"]}
        assert {"child", "life", "rape", "pictures"} <= needs, country


@pytest.mark.django_db
def test_they_ship_unchecked() -> None:
    assert set(SupportEntry.objects.values_list("key", "checked")) == {(key, None) for key in LINES}


@pytest.mark.django_db
def test_an_unchecked_number_is_not_shown_and_the_one_for_danger_is() -> None:
    html = page()
    assert "Childline" not in html and "0800 1111" not in html
    assert 'href="tel:999"' in html and 'href="tel:000"' in html


@pytest.mark.django_db
def test_a_confirmed_number_is_shown_with_the_day_of_the_check() -> None:
    support.confirm(["gb-childline"], DAY)
    html = page()
    assert 'href="tel:08001111"' in html and "Checked on 2 April 2026." in html
    assert "not checked" not in html and "Samaritans" not in html


@pytest.mark.django_db
def test_a_demonstration_shows_all_and_says_beside_each_that_it_is_not_checked(settings: Settings) -> None:
    settings.CHORUS_DEMONSTRATION = True
    support.confirm(["gb-childline"], DAY)
    html = page()
    assert html.count("(not checked)") == len(LINES) - 1
    assert re.search(r'Childline</span></h3>\s*<p><a class="tel" href="tel:08001111"', html)


@pytest.mark.django_db
def test_lines_stand_by_country_and_by_need_the_sites_own_first(settings: Settings) -> None:
    settings.CHORUS_DEMONSTRATION, settings.CHORUS_COUNTRY = True, "ie"
    html = page()
    order = [
        html.index(name)
        for name in ("Text About It", ">Australia<", ">United Kingdom<", ">In other countries<")
    ]
    assert order == sorted(order)
    headings = re.findall(r"<h3>(.*?)</h3>", html[: html.index(">Australia<")])
    assert "If you are under 18" in headings and len(headings) == len(set(headings))


@pytest.mark.django_db
def test_the_command_lists_and_confirms_and_names_what_does_not_exist() -> None:
    assert "unchecked   gb-childline" in confirm() and "us-988" in confirm()
    listed = StringIO()
    call_command("confirm_support", country="ie", stdout=listed)
    assert "ie-childline" in listed.getvalue() and "us-988" not in listed.getvalue()
    assert "Confirmed: gb-childline" in confirm("gb-childline")
    assert SupportEntry.objects.confirmed().get().key == "gb-childline"
    with pytest.raises(CommandError, match="no entry gb-nobody"):
        confirm("gb-childline", "gb-nobody")


@pytest.mark.django_db
def test_what_the_team_changes_is_shown_only_if_it_was_checked_with_it() -> None:
    support.confirm(["gb-childline", "gb-samaritans"], DAY)
    entry = SupportEntry.objects.get(key="gb-childline")
    entry.phone = "0800 2222"
    support.keep(entry, checked=None)
    assert "Childline" not in page()
    support.keep(entry, checked=DAY)
    assert "0800 2222" in page()
    support.take_off(entry)
    assert "Childline" not in page() and "Samaritans" in page()


@pytest.mark.django_db
def test_the_public_side_reads_the_lines_and_changes_none() -> None:
    with as_role("chorus_public"):
        assert SupportEntry.objects.count() == len(LINES)
    with pytest.raises(Exception, match="permission denied"), as_role("chorus_public"):
        SupportEntry.objects.update(phone="1")


@pytest.mark.parametrize(
    ("country", "number"), [("", "999"), ("gb", "999"), ("us", "911"), ("in", "112"), ("fr", "112")]
)
def test_the_number_for_danger_is_that_of_the_country(country: str, number: str) -> None:
    assert support.emergency_number(country) == number


@pytest.mark.parametrize("value", ["gb", "gb=", "gb=999,gb=112", "=999", "gb=9=9"])
def test_a_list_of_numbers_that_is_not_one_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CHORUS_EMERGENCY_NUMBERS", value)
    with pytest.raises(ImproperlyConfigured, match="CHORUS_EMERGENCY_NUMBERS"):
        env.pairs("CHORUS_EMERGENCY_NUMBERS", "gb=999")
    monkeypatch.setenv("CHORUS_EMERGENCY_NUMBERS", "gb=999, ie=112")
    assert env.pairs("CHORUS_EMERGENCY_NUMBERS", "") == {"gb": "999", "ie": "112"}


# What one needs to see first, on the page after the box.
FIRST = "If you are in danger now"


@pytest.mark.django_db
def test_who_says_nothing_of_danger_is_shown_no_number(team: Team) -> None:
    assert 'href="tel:' not in text_of(Visitor().check())
    assert 'href="tel:' not in text_of(Visitor().send())
    assert Testimony.objects.get().urgency == 0


@pytest.mark.django_db
@pytest.mark.parametrize("page_of", [Visitor.check, Visitor.send], ids=["check", "send"])
@pytest.mark.parametrize("said", [{"danger": "on"}, {"words": "I want to die."}, {"words": "He is outside."}])
def test_whoever_may_be_in_danger_sees_first_whom_to_call_and_goes_on(
    team: Team, page_of: object, said: dict
) -> None:
    html = text_of(page_of(Visitor(), **said))
    assert html.index(FIRST) < html.index("tel:999") < html.index("<h1")
    assert "Nobody here reads your story at once." in html


@pytest.mark.django_db
def test_the_sign_reaches_the_queue_and_comes_before_the_others(team: Team) -> None:
    for said in ({}, {"age": "under_13"}, {"danger": "on"}):
        assert len(six_words(Visitor().send(**said))) == 6
    queue = Testimony.objects.in_queue_order().values_list("urgency", flat=True)
    assert list(queue) == [2, 1, 0]


@pytest.mark.django_db
def test_the_tick_travels_through_the_check_to_send(team: Team) -> None:
    visitor = Visitor()
    checked = visitor.check(danger="on")
    assert len(six_words(visitor.post("/thanks/", filled(text_of(checked))))) == 6
    assert Testimony.objects.get().urgency == 2


@pytest.mark.django_db
def test_a_child_is_shown_the_line_for_children_in_their_country(team: Team) -> None:
    support.confirm(["gb-childline", "ie-childline", "us-childhelp"], DAY)
    assert "0800 1111" in text_of(Visitor().check(age="under_13"))
    irish = text_of(Visitor().check(age="under_13", land="Ireland"))
    assert "1800 66 66 66" in irish and "0800 1111" not in irish and "tel:112" in irish


@pytest.mark.django_db
def test_where_a_country_has_no_line_those_for_every_country_stand_in(team: Team) -> None:
    support.confirm(["gb-childline", "zz-child-helplines"], DAY)
    html = text_of(Visitor().check(age="under_13", land="Norway"))
    assert "Child Helpline International" in html and "0800 1111" not in html


@pytest.mark.django_db
def test_the_number_for_danger_needs_no_database(team: Team) -> None:
    visitor = Visitor()
    sent = filled(visitor.box(), words="I want to die.")
    with patch.object(BaseDatabaseWrapper, "cursor", side_effect=OperationalError):
        assert "tel:999" in text_of(visitor.post("/check/", sent))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "children", "women"),
    [
        ({"age": "13_15"}, True, False),
        ({"age": "16_17", "when": "last_year"}, True, False),
        ({"age": "16_17", "when": "1_5"}, False, True),
        ({"age": "13_15", "when": "6_15"}, False, True),
        ({"age": "25_up"}, False, True),
        ({}, True, True),
        ({"words": "I am 11 and he is outside."}, True, False),
    ],
)
def test_whom_to_call_in_danger_goes_by_how_old_somebody_may_be(
    team: Team, said: dict, children: bool, women: bool
) -> None:
    support.confirm(["gb-childline", "gb-domestic-abuse"], DAY)
    html = text_of(Visitor().check(danger="on", **said))
    assert ("0800 1111" in html, "0808 2000 247" in html) == (children, women)
    # Where nothing says that help is needed now, an age alone shows no number.
    assert "tel:" not in text_of(Visitor().check(**{"age": "13_15", **said, "words": "It rained."}))


@pytest.mark.django_db
def test_in_another_language_a_line_says_that_it_is_described_in_english(client: Client) -> None:
    support.confirm(["gb-childline"], DAY)
    said = "For everyone under 19."
    assert f'<span dir="auto" lang="en">{said}' in client.get("/ar/support/").content.decode()
    assert f'<span dir="auto">{said}' in client.get("/support/").content.decode()
