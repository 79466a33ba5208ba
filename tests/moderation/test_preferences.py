"""What somebody does not read, and how much: theirs alone, and held by what they are offered."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from moderation import jobs, offer, pace, preferences
from moderation.models import Person, Preference
from moderation.pace import EnoughForToday
from moderation.preferences import Preferences
from testimonies.states import State
from tests.moderation.cast import Team, hold_one, page, send_one
from vault import sealing

pytestmark = pytest.mark.django_db
CHOICES = "/team/you/reading/"


def chosen(team: Team, person: Person, *kinds: str, weight: int | None = None) -> Preferences:
    """This person chose so."""
    preferences.keep(person, team.keyring(person), Preferences(kinds, weight))
    return preferences.of(person, team.keyring(person))


def test_it_opens_with_ones_own_key_and_with_nobody_elses(team: Team, marlow: Person, asa: Person) -> None:
    assert chosen(team, marlow, "assault", weight=6) == Preferences(("assault",), 6)
    row = Preference.objects.get()
    assert b"assault" not in row.blob
    with pytest.raises(sealing.Unsealable):
        team.keyring(asa).open_own(row.blob, column="moderation.Preference.blob", row=marlow.uuid)
    with pytest.raises(sealing.Unsealable):
        team.keyring(marlow).open(row.blob, 1, column="moderation.Preference.blob", row=marlow.uuid)


def test_how_much_was_chosen_does_not_show_from_outside(team: Team, marlow: Person, odile: Person) -> None:
    chosen(team, marlow)
    chosen(team, odile, "assault", "drugged", "touched", weight=12)
    assert len({len(row.blob) for row in Preference.objects.all()}) == 1


def test_after_a_forgotten_password_it_is_as_if_nothing_was_chosen(team: Team, marlow: Person) -> None:
    chosen(team, marlow, "assault")
    private, _public = sealing.new_pair()
    Preference.objects.update(blob=sealing.seal_to(sealing.public_of(private), b"-", column="x", row="y"))
    assert preferences.of(marlow, team.keyring(marlow)) == Preferences()


def test_what_is_not_read_is_not_offered_and_waits_for_others(
    team: Team, marlow: Person, odile: Person
) -> None:
    chosen(team, marlow, "assault")
    hard = send_one(notes=("assault",))
    assert offer.take_next(marlow, team.keyring(marlow), timezone.now()) is None
    other = send_one(notes=("comments",))
    assert offer.take_next(marlow, team.keyring(marlow), timezone.now()).pk == other.testimony.pk
    assert offer.take_next(odile, team.keyring(odile), timezone.now()).pk == hard.testimony.pk


def test_the_age_of_the_writer_is_a_kind_too(team: Team, marlow: Person) -> None:
    chosen(team, marlow, "under_13")
    send_one(age="under_13")
    assert offer.take_next(marlow, team.keyring(marlow), timezone.now()) is None


@pytest.mark.parametrize(
    ("view", "states", "listed"),
    [("read", State.RECEIVED, False), ("second", State.SECOND_READER, False), ("hold", State.ON_HOLD, True)],
)
def test_it_is_not_listed_where_one_takes_what_to_read(
    team: Team, marlow: Person, odile: Person, view: str, states: State, listed: bool
) -> None:
    theirs = chosen(team, marlow, "assault")
    sent = send_one(notes=("assault",))
    type(sent.testimony).objects.update(state=states)
    now = timezone.now()
    found = jobs.find(team.keyring(marlow), view, marlow, now, theirs=theirs)
    assert bool(found.jobs) is listed
    assert jobs.find(team.keyring(odile), view, odile, now).jobs


def test_what_they_hold_already_stays_listed(team: Team, marlow: Person) -> None:
    hold_one(marlow, notes=("assault",))
    theirs = chosen(team, marlow, "assault")
    assert jobs.find(team.keyring(marlow), "mine", marlow, timezone.now(), theirs=theirs).jobs


def test_a_day_is_over_at_ones_own_weight_and_the_site_can_only_be_gone_below(
    team: Team, marlow: Person, odile: Person, settings: Settings
) -> None:
    now = timezone.now()
    chosen(team, marlow, weight=3)
    for person in (marlow, odile):
        pace.has_read(person, 3, now)
    send_one()
    with pytest.raises(EnoughForToday):
        offer.take_next(marlow, team.keyring(marlow), now)
    assert offer.take_next(odile, team.keyring(odile), now) is not None
    settings.CHORUS_DAY_WEIGHT = 2
    assert pace.today(marlow, now, most=20).limit == 2


def test_the_page_keeps_it_and_the_queue_follows(team: Team, marlow: Person) -> None:
    send_one(notes=("assault",))
    browser = team.browser(marlow)
    assert "Take this one" in page(browser.get("/team/queue/"))
    seen = page(browser.post(CHOICES, {"kinds": ["assault"], "weight": "5"}, follow=True))
    assert "Kept." in seen and 'value="5"' in seen
    seen = page(browser.get("/team/queue/"))
    assert "Take this one" not in seen and "Kinds you do not read are not listed" in seen
    assert "A day holds 5." in seen


@pytest.mark.parametrize(("weight", "kept"), [("24", True), ("25", False), ("3", True), ("2", False)])
def test_a_day_can_be_made_lighter_and_not_heavier(
    team: Team, marlow: Person, weight: str, kept: bool
) -> None:
    team.browser(marlow).post(CHOICES, {"weight": weight})
    assert Preference.objects.exists() is kept


def test_what_is_wrong_stays_in_its_box(team: Team, marlow: Person) -> None:
    seen = page(team.browser(marlow).post(CHOICES, {"kinds": ["assault"], "weight": "99"}))
    assert 'value="99"' in seen
    assert 'value="assault" checked' in seen or "checked" in seen.split('value="assault"')[1][:80]


def test_the_page_of_support_is_for_whoever_reads(team: Team, marlow: Person) -> None:
    seen = page(team.browser(marlow).get(reverse("moderation:care")))
    assert "If something stays with you" in seen and "In danger, call" in seen
