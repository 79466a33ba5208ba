"""Who is there in nearly every test."""

from importlib import import_module
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cast import Team


@pytest.fixture
def team(db: None) -> "Team":
    """The team that reads."""
    # Imported here: pytest reads this file before there are settings, and models cannot do without.
    return import_module("tests.cast").found_team()
