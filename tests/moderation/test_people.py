"""The first person of a team; limits that keep no address; leases that end."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import RequestFactory, override_settings
from django.utils import timezone

from moderation import housekeeping, people, queue
from moderation.models import Hold, Person
from testimonies import limits, models, sending
from testimonies.documents import Document
from testimonies.states import State
from tests.moderation.volunteer import NAME, PASSWORD
from vault import keys, tickets
from vault.recovery import HOLDER

pytestmark = pytest.mark.django_db


def _from(address: str, **headers: str) -> object:
    return RequestFactory().post("/", REMOTE_ADDR=address, headers=headers)


def _waiting() -> models.Testimony:
    sending.send(
        Document("It was a Tuesday.", "count"), ticket=tickets.read(tickets.issue()), now=timezone.now()
    )
    return models.Testimony.objects.get()


def test_the_first_person_is_a_coordinator_and_opens_the_vault() -> None:
    people.create_first(NAME, PASSWORD)
    person = Person.objects.get()
    assert person.is_coordinator
    assert keys.keyring_of(person.uuid, people.open_vault(person, PASSWORD)).privates.keys() == {1}


def test_the_recovery_phrase_opens_the_vault_too() -> None:
    phrase = people.create_first(NAME, PASSWORD)
    assert len(phrase.split()) == 12
    assert keys.keyring_of(HOLDER, keys.unlock(HOLDER, phrase)).privates.keys() == {1}


@pytest.mark.parametrize(
    "password",
    [
        "thirteen char",
        "manchesterunited",
        "Password123456!",
        "aaaaaaaaaaaaaaaaaaaa",
        "wren wren wren wren",
        "",
    ],
)
def test_a_weak_password_makes_nobody(password: str) -> None:
    with pytest.raises(ValidationError):
        people.create_first(NAME, password)
    assert not people.team_exists()


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_person_needs_a_name_that_fits(name: str) -> None:
    with pytest.raises(ValidationError):
        people.create_first(name, PASSWORD)


def test_there_is_only_one_first_person() -> None:
    people.create_first(NAME, PASSWORD)
    with pytest.raises(ValidationError, match="There is a team already"):
        people.create_first("robin", PASSWORD)


def test_a_limit_is_reached_by_one_address_and_not_by_its_neighbour() -> None:
    first = [limits.over(_from("192.0.2.1"), "test", "2/10m") for _ in range(3)]
    assert first == [False, False, True]
    assert not limits.over(_from("192.0.2.2"), "test", "2/10m")


def test_looking_at_a_limit_does_not_count() -> None:
    for _ in range(5):
        assert not limits.over(_from("192.0.2.1"), "test", "2/10m", False)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
    ],
)
def test_an_address_of_the_new_kind_counts_by_its_network(one: str, other: str, same: bool) -> None:
    assert (limits.address_of(_from(one)) == limits.address_of(_from(other))) is same


@override_settings(CHORUS_ADDRESS_HEADER="X-Real-IP")
def test_behind_a_proxy_the_last_address_in_its_header_counts() -> None:
    assert limits.address_of(_from("127.0.0.1", X_Real_IP="203.0.113.9, 192.0.2.7")) == "192.0.2.7"


@pytest.mark.parametrize("address", ["", "unix:", "nonsense"])
def test_without_an_address_nobody_is_limited(address: str) -> None:
    assert not any(limits.over(_from(address), "test", "1/10m") for _ in range(3))


def test_the_cache_holds_no_address_and_no_name() -> None:
    limits.over(_from("192.0.2.1"), "test", "2/10m")
    limits.over_for_name(_from("192.0.2.1"), "test", "2/10m", "Wren", count=True)
    kept = str(cache._connections["default"]._cache).casefold()
    assert "192.0.2.1" not in kept
    assert "wren" not in kept


def test_a_lease_that_is_over_puts_the_testimony_back() -> None:
    people.create_first(NAME, PASSWORD)
    testimony, person, now = _waiting(), Person.objects.get(), timezone.now()
    queue.take(person, testimony.pk, now)
    assert housekeeping.end_leases(now + queue.LEASE - timedelta(seconds=1)) == 0
    assert housekeeping.end_leases(now + queue.LEASE) == 1
    testimony.refresh_from_db()
    assert testimony.state == State.RECEIVED
    assert not Hold.objects.exists()
    assert models.Record.objects.filter(
        move="end the lease", by="site", subject=testimony.record_subject
    ).exists()
    assert housekeeping.end_leases(now + queue.LEASE) == 0


def test_a_lease_renewed_in_time_goes_on() -> None:
    people.create_first(NAME, PASSWORD)
    testimony, person, now = _waiting(), Person.objects.get(), timezone.now()
    queue.take(person, testimony.pk, now)
    queue.take(person, testimony.pk, now + timedelta(minutes=44))
    assert housekeeping.end_leases(now + timedelta(minutes=46)) == 0
