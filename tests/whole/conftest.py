"""A site that runs for real, outside of pytest-django: its own process, database and secrets."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.whole.site import new_home


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--sends N`: how many stories are sent while things are killed."""
    parser.addoption("--sends", type=int, default=20, metavar="N", help="stories sent in test_kill.py (20)")


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """Where a site of this module keeps everything."""
    made = new_home()
    yield made
    shutil.rmtree(made)
