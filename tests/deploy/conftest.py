"""A server's parts keep everything in a directory of their own; a fresh Debian is made only when it is asked for."""

from pathlib import Path

import pytest

from tests.whole.conftest import home

__all__ = ["home"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--install`: run deploy/install in a fresh Debian, which takes five minutes, root, and ports 80 and 443."""
    parser.addoption("--install", action="store_true", help="try deploy/install in a fresh Debian")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Without the option its tests do not exist, rather than being skipped each time."""
    is_asked = config.getoption("install", False)
    return True if collection_path.name == "test_install.py" and not is_asked else None
