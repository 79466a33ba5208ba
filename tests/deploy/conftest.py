"""A server's parts keep everything in a directory of their own; a fresh Debian is made only when it is asked for."""

from pathlib import Path

import pytest

from tests.whole.conftest import home

__all__ = ["home"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--install` takes ten minutes, root, and ports 80 and 443; `--failover` two minutes."""
    parser.addoption("--install", action="store_true", help="try deploy/install in a fresh Debian")
    parser.addoption("--failover", action="store_true", help="kill each part of a site with many, under load")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Without the option its tests do not exist, rather than being skipped each time."""
    option = {"test_install.py": "install", "test_failover.py": "failover"}.get(collection_path.name)
    return True if option and not config.getoption(option, False) else None
