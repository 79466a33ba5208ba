"""Whoever leaves in a hurry and hands the phone over: Back shows nothing of what was there."""

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Error, Page, expect

from tests.browser import way
from tests.browser.conftest import Opener
from tests.browser.running import Site

WORDS = "it rained on the stairs"
SHOWN = """[document.readyState, document.documentElement.innerText,
  ...Array.from(document.querySelectorAll("textarea, input"), (field) => field.value)].join(" ")"""


def by_the_exit(page: Page, site: Site) -> None:
    """The button at the top."""
    page.locator("[data-exit]").click()


def by_shift(page: Page, site: Site) -> None:
    """Shift, three times, whatever has the focus."""
    for _time in range(3):
        page.keyboard.press("Shift")


def by_address(page: Page, site: Site) -> None:
    """Another address, typed into the bar."""
    page.goto(site.outside)


def typed(page: Page) -> str:
    """The box with words in it."""
    way.begin(page)
    page.locator("#id_words").fill(WORDS)
    return WORDS


def checked(page: Page) -> str:
    """The words once more, before Send."""
    way.begin(page)
    way.to_check(page, WORDS)
    return WORDS


def refused(page: Page) -> str:
    """The page that gives the words back, because something was wrong."""
    checked(page)
    page.locator("input[name=ticket]").evaluate("(field) => { field.value = 'lost' }")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#id_words")).to_have_value(WORDS)
    return WORDS


def thanked(page: Page) -> str:
    """The six words."""
    return " ".join(way.write_and_send(page, WORDS))


def came_back(page: Page) -> str:
    """The page behind the six words, with the text."""
    way.come_back(page, thanked(page))
    page.get_by_role("link", name="Show my text").click()
    return WORDS


def shown(tab: CDPSession) -> str:
    """All that can be read on the page, its boxes included."""
    return " ".join(_asked(tab, "Runtime.evaluate", {"expression": SHOWN})["result"].get("value", "").split())


def everything_back(page: Page) -> Iterator[str]:
    """Press Back as often as it goes; what each page shows.

    Over the browser's own protocol: Playwright loses a page that comes out of the back/forward cache.
    """
    tab = page.context.new_cdp_session(page)
    history = tab.send("Page.getNavigationHistory")
    for entry in reversed(history["entries"][: history["currentIndex"]]):
        _asked(tab, "Page.navigateToHistoryEntry", {"entryId": entry["id"]})
        yield _settled(tab, entry["id"])


def _settled(tab: CDPSession, entry: int) -> str:
    for _time in range(100):
        time.sleep(0.1)
        now = _asked(tab, "Page.getNavigationHistory")
        said = shown(tab)
        if now["entries"][now["currentIndex"]]["id"] == entry and said.startswith("complete"):
            return said
    raise AssertionError("Back led nowhere")


def _asked(tab: CDPSession, method: str, params: dict | None = None) -> dict:
    """What the browser answers, once there is a page to ask: one out of the back/forward cache takes a while."""
    for _time in range(100):
        try:
            return tab.send(method, params)
        except Error as error:
            assert any(between in str(error) for between in BETWEEN_TWO_PAGES), error
            time.sleep(0.1)
    raise AssertionError("there was no page to ask")


# What the browser says while there is no page to ask.
BETWEEN_TWO_PAGES = ["Not attached to an active page", "Inspected target navigated or closed"]
PAGES = [typed, checked, refused, thanked]
LEAVES = [
    (by_the_exit, False),
    (by_the_exit, True),
    (by_shift, True),
    (by_address, False),
    (by_address, True),
]
# Whoever came back and leaves by the address bar is still let in, until the browser is closed: only the exit
# and "Close this page and forget my words" end that.
ENDS = [(came_back, *leave) for leave in LEAVES if leave[0] is not by_address]


@pytest.mark.parametrize(
    ("page_of", "leave", "scripted"), [(page, *leave) for page in PAGES for leave in LEAVES] + ENDS
)
def test_back_shows_nothing_of_what_was_there(
    opened: Opener,
    site: Site,
    page_of: Callable[[Page], str],
    leave: Callable[[Page, Site], None],
    scripted: bool,
) -> None:
    page = opened(360, java_script_enabled=scripted)
    words = page_of(page)
    assert words in shown(page.context.new_cdp_session(page))
    leave(page, site)
    page.wait_for_url(site.outside)
    steps = list(everything_back(page))
    assert len(steps) >= 2
    assert [said for said in steps if words in said] == []


def test_the_exit_signs_out_and_forgets(opened: Opener, site: Site, signed_in: dict) -> None:
    page = opened(storage_state=signed_in)
    page.goto("/team/queue/")
    assert page.context.cookies()
    page.locator("[data-exit]").click()
    page.wait_for_url(site.outside)
    assert page.context.cookies() == []


def test_other_keys_and_slow_ones_do_not_leave(opened: Opener) -> None:
    page = opened()
    page.goto("/about/")
    here = page.url
    for key in ("Shift", "Shift", "a", "Shift", "Shift+B", "Shift", "Shift"):
        page.keyboard.press(key)
        page.wait_for_timeout(20 if key != "Shift+B" else 1100)
    assert page.url == here and page.title().startswith("About")


def test_without_our_measures_words_do_come_back(browser: Browser, unguarded: str, outside: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(unguarded)
    page.locator("textarea").fill(WORDS)
    page.goto(outside)
    assert WORDS in next(everything_back(page))
    context.close()
