"""Reference data in Django's admin: only that, only for coordinators, only through our door, and in our record."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from moderation import versions
from moderation.models import Person, TeamText
from moderation.site_data import site
from testimonies import own_words, places
from testimonies.models import Announcement, Intake, OwnPage, OwnWords, Place, Record, SupportEntry
from tests.moderation.cast import Team, page

pytestmark = pytest.mark.django_db

ADD = "/team/data/testimonies/place/add/"
PLACE = {"name": "Oxmere Hall", "kind": "university", "town": "Oxmere", "region": "", "country": "GB"}


def test_nothing_of_survivors_people_keys_and_record_is_in_it() -> None:
    registered = {model._meta.label for model in site._registry}
    assert registered == {
        *("testimonies.Place", "testimonies.SupportEntry", "testimonies.OwnWords"),
        "testimonies.OwnPage",
        *("testimonies.Announcement", "testimonies.Intake", "moderation.TeamText"),
        *("testimonies.NoteSetting", "testimonies.NoteWords"),
    }
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


def test_a_part_of_a_page_is_added_and_changed_as_on_its_own_page(team: Team, asa: Person) -> None:
    browser, where = team.browser(asa), "/team/data/testimonies/ownwords/"
    sent = {"page": "who", "language": "en", "typed": "We are **four** people. <script>x</script>"}
    assert browser.post(f"{where}add/", sent).status_code == 302
    part = OwnWords.objects.get()
    assert "<strong>four</strong>" in part.html and "<script" not in part.html
    changed = {"page": "privacy", "typed": "We are five."}
    assert browser.post(f"{where}{part.pk}/change/", changed).status_code == 302
    part.refresh_from_db()
    assert (part.page, part.typed) == ("who", "We are five.") and "five" in part.html
    lines = Record.objects.filter(move="own words: who")
    assert [line.actor for line in lines] == [asa.uuid] * 2
    assert not Record.objects.filter(move__endswith="data: ").exists()


PAGE = {"slug": "who-pays", "language": "en", "title": "Who pays", "typed": "We do."}


def test_a_page_of_its_own_is_added_off_and_then_put_up(team: Team, asa: Person) -> None:
    browser, where = team.browser(asa), "/team/data/testimonies/ownpage/"
    assert browser.post(f"{where}add/", PAGE).status_code == 302
    written = OwnPage.objects.get()
    assert (written.is_up, written.html) == (False, "<p>We do.</p>")
    changed = PAGE | {"slug": "other", "typed": "We *all* do.", "is_up": "on"}
    assert browser.post(f"{where}{written.pk}/change/", changed).status_code == 302
    written.refresh_from_db()
    assert (written.slug, written.is_up, written.html) == ("who-pays", True, "<p>We <em>all</em> do.</p>")
    assert Record.objects.filter(move="own page: who-pays", actor=asa.uuid).count() == 2


@pytest.mark.parametrize(("slug", "status"), [("checking", 200), ("Who pays", 200), ("checking-it", 302)])
def test_a_page_of_ours_cannot_be_written_over(team: Team, asa: Person, slug: str, status: int) -> None:
    answer = team.browser(asa).post("/team/data/testimonies/ownpage/add/", PAGE | {"slug": slug})
    assert answer.status_code == status and OwnPage.objects.exists() == (status == 302)
    assert status == 302 or "We do." in page(answer)


def test_a_second_part_for_the_same_page_and_language_is_refused(team: Team, asa: Person) -> None:
    browser, where = team.browser(asa), "/team/data/testimonies/ownwords/add/"
    sent = {"page": "who", "language": "en", "typed": "We are four."}
    assert browser.post(where, sent).status_code == 302
    refused = browser.post(where, sent | {"typed": "We are nine."})
    assert refused.status_code == 200 and "We are nine." in page(refused)
    assert browser.post(where, sent | {"page": "takedown"}).status_code == 302
    assert OwnWords.objects.get(page="who").typed == "We are four."


@pytest.mark.parametrize(("days", "status"), [(1, 302), (-1, 200)])
def test_a_line_over_every_page_has_a_day_that_is_not_over(
    team: Team, asa: Person, days: int, status: int
) -> None:
    until = timezone.localdate() + timedelta(days=days)
    sent = {"language": "en", "typed": "We read fewer this week.", "until": until.isoformat()}
    answer = team.browser(asa).post("/team/data/testimonies/announcement/add/", sent)
    assert answer.status_code == status
    assert Announcement.objects.count() == Record.objects.filter(move="announce").count() == (status == 302)


@pytest.mark.parametrize(("typed", "left"), [("", "We are four."), ("We are five.", "We are five.")])
def test_nothing_is_taken_off_here(team: Team, asa: Person, typed: str, left: str) -> None:
    own_words.write("who", "en", "We are four.", by=asa.uuid)
    where = f"/team/data/testimonies/ownwords/{OwnWords.objects.get().pk}/change/"
    team.browser(asa).post(where, {"typed": typed})
    assert OwnWords.objects.get().typed == left


def test_intake_is_switched_and_is_one_row(team: Team, asa: Person) -> None:
    browser, where = team.browser(asa), "/team/data/testimonies/intake/"
    assert browser.post(f"{where}add/", {"state": "slow"}).status_code == 302
    assert browser.post(f"{where}add/", {"state": "closed"}).status_code == 403
    assert browser.post(f"{where}1/change/", {"state": "closed"}).status_code == 302
    assert Intake.objects.get().state == "closed"
    assert Record.objects.filter(move__startswith="intake: ", actor=asa.uuid).count() == 2


def test_a_text_of_the_team_is_looked_at_and_not_changed(team: Team, asa: Person) -> None:
    today = timezone.localdate()
    versions.change("guide", "What we agreed on.", seen=0, by=asa, today=today)
    version = TeamText.objects.get()
    where = f"/team/data/moderation/teamtext/{version.pk}/change/"
    browser = team.browser(asa)
    assert "What we agreed on." in page(browser.get(where))
    assert browser.post(where, {"body": "Something else."}).status_code == 405
    assert TeamText.objects.get().body == "What we agreed on."


@pytest.mark.parametrize("model", ["place", "supportentry", "ownwords", "ownpage", "announcement", "intake"])
def test_it_says_what_its_rows_are_in_right_english(team: Team, asa: Person, model: str) -> None:
    html = page(team.browser(asa).get("/team/data/"))
    assert f"/team/data/testimonies/{model}/" in html
    assert not re.search(r"(?i)entrys|own wordss|own pages|intakes|announcements", html)


@pytest.mark.parametrize(
    "path",
    ["", *(f"testimonies/{end}" for end in ("place/", "place/add/", "supportentry/", "ownwords/add/"))],
)
def test_its_pages_hold_no_script_and_no_style_of_their_own(team: Team, asa: Person, path: str) -> None:
    html = page(team.browser(asa).get(f"/team/data/{path}"))
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", html)
    assert 'href="/team/queue/"' in html and "data-exit" in html
