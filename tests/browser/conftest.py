"""The browser that drives the pages: one that is installed, never one that is downloaded."""

import os
import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = f"NO BROWSER: none of {', '.join(NAMES)} is on PATH, so the browser tests did not run"
WAS_MISSED = pytest.StashKey[bool]()


def find_browser() -> str | None:
    """Return the path of an installed Chromium."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def chromium(request: pytest.FixtureRequest) -> str:
    """The path of an installed Chromium; without one the test is skipped, with REQUIRE_BROWSER=1 it fails."""
    found = find_browser()
    if found is not None:
        return found
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(MISSING, pytrace=False)
    request.config.stash[WAS_MISSED] = True
    pytest.skip(MISSING)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say loudly, once, that a part of the tests did not run."""
    if config.stash.get(WAS_MISSED, False):
        terminalreporter.write_line(MISSING, red=True, bold=True)
