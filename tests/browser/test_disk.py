"""What an ordinary window leaves on the disk of whoever wrote: none of their words."""

import base64
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from tests.browser import way
from tests.browser.conftest import FLAGS, NOT_FLAGS
from tests.browser.running import Site

WORDS = ("zinnoberlampion", "querwindé", "ochre tollbooth 41")
"""One as it is, one with an accent, one with spaces: each is written differently into a form's body."""
ALLOWED: dict[str, str] = {}
"""Files in which a word may be found, each with the reason."""
Opened = Callable[[], BrowserContext]


def spellings(word: str) -> Iterator[bytes]:
    """A word as it may stand in a file."""
    for encoding in ("utf-8", "utf-16-le"):
        raw = word.encode(encoding)
        yield raw
        # Base64 looks different at each of three places; what the neighbours change is left away.
        for before in range(3):
            coded = base64.b64encode(b"\0" * before + raw)
            yield coded[(0, 2, 3)[before] : -4]
    yield quote(word).encode()
    yield quote_plus(word).encode()


def files_with(profile: Path, words: tuple[str, ...]) -> dict[str, set[str]]:
    """The files of a profile in which a word stands, and which."""
    found: dict[str, set[str]] = {}
    for file in filter(Path.is_file, profile.rglob("*")):
        raw = file.read_bytes()
        for word in words:
            if any(spelling in raw for spelling in spellings(word)):
                found.setdefault(str(file.relative_to(profile)), set()).add(word)
    return found


@pytest.fixture(name="opened_again")
def _opened_again(playwright: Playwright, chromium: str, tmp_path: Path) -> Opened:
    """An ordinary window, not a private one; opened again it goes on with the same profile."""

    def open_it() -> BrowserContext:
        return playwright.chromium.launch_persistent_context(
            tmp_path / "profile",
            executable_path=chromium,
            args=[*FLAGS, "--restore-last-session"],
            ignore_default_args=NOT_FLAGS,
            viewport={"width": 360, "height": 800},
        )

    return open_it


def start_again(opened_again: Opened, outside: str) -> None:
    """The next person who opens the browser, and goes somewhere else."""
    context = opened_again()
    page = context.new_page()
    page.goto(outside)
    page.wait_for_timeout(1500)
    context.close()


def write(page: Page, site: Site) -> None:
    """Words in every box, as far as the check."""
    page.goto(site.url)
    page.get_by_role("link", name="Write your story").click()
    page.locator("input[name=use][value=publish]").check()
    page.get_by_role("button", name="Continue").click()
    page.locator("summary", has_text="You can add more").click()
    page.locator("#id_place").fill(WORDS[1])
    page.locator("#id_better").fill(WORDS[2])
    way.to_check(page, " ".join(WORDS))


def by_the_exit(page: Page, site: Site) -> None:
    """The button at the top."""
    page.locator("[data-exit]").click()
    page.wait_for_url(site.outside)


def by_address(page: Page, site: Site) -> None:
    """Another address."""
    page.goto(site.outside)


def by_closing(page: Page, site: Site) -> None:
    """The window is closed as it is."""


@pytest.mark.parametrize("leave", [by_the_exit, by_address, by_closing])
def test_nothing_of_what_was_written_is_on_the_disk(
    opened_again: Opened, site: Site, tmp_path: Path, leave: Callable[[Page, Site], None]
) -> None:
    context = opened_again()
    page = context.new_page()
    write(page, site)
    page.wait_for_timeout(3000)
    leave(page, site)
    context.close()
    left = files_with(tmp_path / "profile", WORDS)
    start_again(opened_again, site.outside)
    left |= files_with(tmp_path / "profile", WORDS)
    assert {file: words for file, words in left.items() if file not in ALLOWED} == {}


def test_neither_the_six_words_nor_the_story_are_on_the_disk_after_send(
    opened_again: Opened, site: Site, tmp_path: Path
) -> None:
    context = opened_again()
    page = context.new_page()
    write(page, site)
    way.keep_every_mark(page)
    six = way.send(page)
    typed = " ".join(six)
    page.goto(f"{site.url}/back/")
    page.get_by_label("Your six words").fill(typed)
    page.get_by_role("button", name="See my story").click()
    page.get_by_role("link", name="Show my text").click()
    page.wait_for_timeout(3000)
    context.close()
    start_again(opened_again, site.outside)
    assert files_with(tmp_path / "profile", (*WORDS, typed)) == {}


def test_without_our_measures_the_words_are_on_the_disk(
    opened_again: Opened, unguarded: str, outside: str, tmp_path: Path
) -> None:
    context = opened_again()
    page = context.new_page()
    page.goto(unguarded)
    page.locator("textarea").fill(" ".join(WORDS))
    page.get_by_role("button", name="Send").click()
    page.wait_for_timeout(3000)
    page.goto(outside)
    page.wait_for_timeout(3000)
    context.close()
    found = files_with(tmp_path / "profile", WORDS)
    assert set().union(*found.values()) == set(WORDS), found
