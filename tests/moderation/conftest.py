"""The team of the tests of reading."""

from datetime import timedelta
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from pytest_django import Settings

if TYPE_CHECKING:
    from moderation.models import Person
    from tests.moderation.cast import Sent, Team
    from tests.moderation.desk import Desk


@pytest.fixture
def team(db: None, settings: Settings) -> "Team":
    """The team's keys."""
    # Imported here: pytest reads this file before there are settings, and models cannot do without.
    cast = import_module("tests.moderation.cast")
    settings.STORAGES = cast.PLAIN_FILES
    return cast.new_team()


@pytest.fixture
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real cost of a password is held by tests/vault/test_keys.py; everywhere else it would only be slow."""
    hashers, passwords = import_module("django.contrib.auth.hashers"), import_module("vault.passwords")
    for where, costs in (
        (passwords, {"MEMORY": 8192, "OPERATIONS": 1}),
        (hashers.Argon2PasswordHasher, {"memory_cost": 1024, "time_cost": 1}),
    ):
        for name, cost in costs.items():
            monkeypatch.setattr(where, name, cost)


@pytest.fixture
def marlow(team: "Team") -> "Person":
    """A volunteer."""
    return team.join("marlow")


@pytest.fixture
def odile(team: "Team") -> "Person":
    """Another volunteer."""
    return team.join("odile")


@pytest.fixture
def asa(team: "Team") -> "Person":
    """A coordinator."""
    return team.join("asa", "coordinator")


@pytest.fixture
def at_once(settings: Settings) -> None:
    """No hour of undo, no waiting for a group."""
    settings.CHORUS_GROUPS_AT_ONCE = True
    settings.CHORUS_UNDO = timedelta(0)


@pytest.fixture
def up(team: "Team", marlow: "Person") -> "tuple[Sent, int]":
    """A story that is up, and its number."""
    return import_module("tests.moderation.told").put_up(team, marlow)


@pytest.fixture
def desk(team: "Team", asa: "Person") -> "Desk":
    """Asa's, for concerns."""
    return import_module("tests.moderation.desk").Desk(team, asa)
