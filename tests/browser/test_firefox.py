"""The same promises in Firefox: leaving, Back, the empty box, the headers, and what stays on the disk."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tests.browser.firefox import SHIFT, Firefox, Refused, on_disk, running_firefox, unpacked
from tests.browser.running import Site

WORDS = "the stairs, zinnober"
Start = Callable[..., AbstractContextManager[Firefox]]


@pytest.fixture
def start(firefox: str, tmp_path: Path) -> Start:
    """Starts a window with a profile of its own."""
    return partial(running_firefox, firefox, tmp_path / "profile")


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def window(start: Start, request: pytest.FixtureRequest) -> Iterator[Firefox]:
    """A window, with and without script."""
    with start(scripted=request.param) as opened:
        yield opened


def box(window: Firefox, site: Site) -> None:
    """The way to the box, with words in it."""
    window.go(f"{site.url}/begin/")
    window.click("input[name=use][value=publish]")
    window.click(".begin .btn")
    window.type("#id_words", WORDS)


def checked(window: Firefox, site: Site) -> None:
    """The words once more, before Send."""
    box(window, site)
    window.click(".after .btn")
    window.find(".paper")


def thanked(window: Firefox, site: Site) -> str:
    """Send; the six words as they stand on the page."""
    checked(window, site)
    window.click(".after .btn")
    return window("WebDriver:GetElementText", id=window.find(".receipt__words")).replace("\n", " ")


def everything_back(window: Firefox) -> list[str]:
    """Press Back until it leads nowhere; what each page shows."""
    shown, here = [], ""
    while window.address != here:
        here = window.address
        window.back()
        shown.append(window.shown())
    return shown


@pytest.mark.parametrize("page_of", [box, checked])
def test_after_the_exit_back_shows_nothing_of_what_was_typed(
    window: Firefox, site: Site, page_of: Callable[[Firefox, Site], None]
) -> None:
    page_of(window, site)
    assert WORDS in window.shown()
    window.click("[data-exit]")
    window.wait_for(site.outside)
    shown = everything_back(window)
    assert len(shown) >= 2 and not [said for said in shown if WORDS in said]


@pytest.mark.parametrize("page_of", [box, checked])
def test_after_another_address_back_shows_an_empty_box(
    window: Firefox, site: Site, page_of: Callable[[Firefox, Site], None]
) -> None:
    page_of(window, site)
    window.go(site.outside)
    assert not [said for said in everything_back(window) if WORDS in said]


def test_after_send_back_shows_neither_the_story_nor_the_six_words(window: Firefox, site: Site) -> None:
    words = thanked(window, site)
    assert len(words.split()) == 6
    window.click("[data-exit]")
    window.wait_for(site.outside)
    assert not [said for said in everything_back(window) if WORDS in said or words.split()[0] in said.split()]


def test_shift_three_times_leaves(start: Start, site: Site) -> None:
    with start() as window:
        window.go(f"{site.url}/about/")
        for _time in range(3):
            window.press(SHIFT)
        window.wait_for(site.outside)


def test_the_exit_takes_the_cookies_along(window: Firefox, site: Site) -> None:
    box(window, site)
    assert {cookie["name"] for cookie in window.cookies()} == {"form", "page"}
    window.click("[data-exit]")
    window.wait_for(site.outside)
    window.go(f"{site.url}/healthz")
    assert window.cookies() == []


def test_the_policy_in_the_headers_holds(start: Start, site: Site) -> None:
    with start() as window:
        window.go(f"{site.url}/begin/")
        with pytest.raises(Refused, match="NetworkError"):
            run(window, "return fetch('/about/').then(() => 'answered')")
        # Written into the page, so that it is the page's own script and not ours.
        write = "const it = document.createElement('script'); it.textContent = 'document.title = 1';"
        run(window, write + " document.body.append(it);")
        assert run(window, "return document.title").startswith("Before you begin")
        style = (
            "document.body.setAttribute('style', 'color: red'); return getComputedStyle(document.body).color"
        )
        assert run(window, style) != "rgb(255, 0, 0)"


def test_without_a_policy_a_script_does_run(start: Start, unguarded: str) -> None:
    with start() as window:
        window.go(unguarded)
        write = "const it = document.createElement('script'); it.textContent = 'document.title = 1';"
        assert run(window, write + " document.body.append(it); return document.title") == "1"


def run(window: Firefox, script: str) -> str:
    """What a script says, put into the page that is open."""
    return window("WebDriver:ExecuteScript", script=script, args=[])


@pytest.mark.parametrize(
    ("path", "kept"), [("/begin/", "no-store"), ("/write/", "no-store"), ("/safely/", "public, max-age=0")]
)
def test_the_headers_that_this_rests_on_are_sent(site: Site, path: str, kept: str) -> None:
    with urlopen(Request(site.url + path, headers={"User-Agent": "Firefox"}), timeout=20) as answer:
        said = answer.headers
    assert said["Cache-Control"].startswith(kept)
    assert "default-src 'none'" in said["Content-Security-Policy"]
    assert "unsafe" not in said["Content-Security-Policy"]
    assert (said["Referrer-Policy"], said["X-Content-Type-Options"]) == ("same-origin", "nosniff")
    assert bool(said["Set-Cookie"]) is (kept == "no-store")


def test_nothing_typed_lies_in_the_profile_of_a_browser_that_was_killed(
    start: Start, site: Site, tmp_path: Path
) -> None:
    with start() as window:
        words = thanked(window, site)
        window.go(f"{site.url}/about/")
        time.sleep(3)
    found = on_disk(tmp_path / "profile")
    assert b"127.0.0.1" in found
    assert WORDS.encode() not in found and words.encode() not in found
    assert "%20".join(WORDS.split()).encode() not in found and "+".join(WORDS.split()).encode() not in found


def test_without_our_measures_words_do_stay(
    start: Start, unguarded: str, outside: str, tmp_path: Path
) -> None:
    with start() as window:
        window.go(unguarded)
        window.type("textarea", WORDS)
        window.go(outside)
        assert WORDS in everything_back(window)[0]
        time.sleep(3)
    assert WORDS.encode() in on_disk(tmp_path / "profile")


def test_a_compressed_file_is_read_as_it_was() -> None:
    assert unpacked(b"\x50hello") == b"hello"
    assert unpacked(b"\x12a\x01\x00\x50bcdef") == b"aaaaaaabcdef"
