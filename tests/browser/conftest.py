"""The browser that drives the pages: one that is installed, never one that is downloaded."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.browser.firefox import MISSING as NO_FIREFOX
from tests.browser.firefox import find_firefox
from tests.browser.running import PLAIN_FORM, Site, plain_site, running_site
from tests.browser.way import sign_in
from tests.needs import need

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = f"NO BROWSER: none of {', '.join(NAMES)} is on PATH, so the browser tests did not run"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Playwright turns the back/forward cache off; people's browsers have it, and it is what brings words back.
NOT_FLAGS = ["--disable-back-forward-cache"]
Opener = Callable[..., Page]
# Milliseconds. Long, because a machine of many tenants can stand still for half a minute; nothing waits it out
# but a test that fails.
PATIENCE = 60_000


def find_browser() -> str | None:
    """Return the path of an installed Chromium."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="package")
def chromium() -> str:
    """The path of an installed Chromium."""
    found = find_browser()
    need(found, MISSING)
    return found


@pytest.fixture(scope="package")
def firefox() -> str:
    """The path of an installed Firefox."""
    found = find_firefox()
    need(found, NO_FIREFOX)
    return found


@pytest.fixture(scope="package")
def outside() -> Iterator[str]:
    """Where the exit leads: a page of our own, because a test reaches nothing else."""
    with plain_site() as address:
        yield address


@pytest.fixture(scope="package")
def unguarded() -> Iterator[str]:
    """A form without any of our measures: what is not found there could not be found anywhere."""
    with plain_site(PLAIN_FORM) as address:
        yield address


@pytest.fixture(scope="package")
def site(outside: str) -> Iterator[Site]:
    """The one site of these tests, as bin/run starts it."""
    with ExitStack() as after:
        directory = Path(tempfile.mkdtemp(prefix="chorus-browser-"))
        after.callback(shutil.rmtree, directory, ignore_errors=True)
        # One volunteer decides about more stories here than on any day.
        yield after.enter_context(running_site(directory / "data", outside, CHORUS_DAY_WEIGHT="60"))


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """What drives the browser."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="package")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """The browser of these tests."""
    started = playwright.chromium.launch(executable_path=chromium, args=FLAGS, ignore_default_args=NOT_FLAGS)
    yield started
    started.close()


@pytest.fixture
def opened(browser: Browser, site: Site) -> Iterator[Opener]:
    """Opens a window of a person of its own: no cookies of another, closed after the test."""
    contexts: list[BrowserContext] = []

    def open_one(width: int = 1280, **how: object) -> Page:
        size = {"width": width, "height": 800}
        contexts.append(browser.new_context(base_url=site.url, viewport=size, **how))
        contexts[-1].set_default_timeout(PATIENCE)
        return contexts[-1].new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture(scope="package")
def signed_in(browser: Browser, site: Site) -> dict:
    """The cookies of a moderator, signed in once: a name may be tried five times in ten minutes."""
    context = browser.new_context(base_url=site.url)
    sign_in(context.new_page(), site)
    state = context.storage_state()
    context.close()
    return state
