"""A slow phone on a slow line: when the first words of each page can be seen.

python -m benchmarks.slow_phone [--rounds 5]

An installed Chromium with a quarter of the processor's speed and the "slow 3G" of WebPageTest (400 kbit/s, 400 ms for
each answer to begin), 360 pixels wide, with nothing of the site in its cache. Ends with 1 if a page needs longer than
2.5 seconds.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from statistics import median

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks import report
from benchmarks.parts import HOST, place
from tests.browser.conftest import FLAGS, find_browser

LIMIT = 2500
SLOWER, BITS, LATENCY = 4, 400_000, 400
PAINTED = """() => new Promise((said) => {
  const paint = () => performance.getEntriesByName("first-contentful-paint")[0];
  const ask = () => paint() ? said(paint().startTime) : setTimeout(ask, 50);
  ask();
})"""
STORY = (
    "I was nineteen. My tutor was Jonas Vale.\n\n"
    + "He asked me to stay behind, and I left after that. " * 40
)


def main() -> None:
    """Each page in turn, round by round."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with place(durable=False) as site, sync_playwright() as driver:
        address = f"http://{HOST}:{site.serve()}"
        browser = driver.chromium.launch(executable_path=find_browser(), args=FLAGS)
        times: dict[str, list[float]] = {name: [] for name in PAGES}
        for name, go in (each for _round in range(rounds) for each in PAGES.items()):
            times[name].append(_measure(browser, address, go))
        browser.close()
    _show(times)
    sys.exit(any(median(each) > LIMIT for each in times.values()))


def _measure(browser: Browser, address: str, go: Callable[[Page, Callable[[], None]], None]) -> float:
    context = browser.new_context(base_url=address, viewport={"width": 360, "height": 740})
    page = context.new_page()
    tab = context.new_cdp_session(page)
    go(page, lambda: _slow_down(tab))
    painted = page.evaluate(PAINTED)
    context.close()
    return painted


def _slow_down(tab: CDPSession) -> None:
    """From now on, and with an empty cache: whoever comes by a link has seen no page before."""
    tab.send("Network.enable")
    tab.send("Network.clearBrowserCache")
    speed = BITS / 8
    how = {"offline": False, "latency": LATENCY, "downloadThroughput": speed, "uploadThroughput": speed}
    tab.send("Network.emulateNetworkConditions", how)
    tab.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def _opened(path: str) -> Callable[[Page, Callable[[], None]], None]:
    def go(page: Page, slow_down: Callable[[], None]) -> None:
        slow_down()
        page.goto(path)

    return go


def _box(page: Page, slow_down: Callable[[], None]) -> None:
    page.goto("/begin/")
    page.locator("input[name=use][value=publish]").check()
    slow_down()
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/write/")


def _checked(page: Page, slow_down: Callable[[], None]) -> None:
    _box(page, lambda: None)
    page.locator("#id_words").fill(STORY)
    slow_down()
    page.get_by_role("button", name="Check my words").click()
    page.wait_for_url("**/check/")


PAGES: dict[str, Callable[[Page, Callable[[], None]], None]] = {
    "/": _opened("/"),
    "/support/": _opened("/support/"),
    "/safely/": _opened("/safely/"),
    "/begin/": _opened("/begin/"),
    "/write/": _box,
    "/check/": _checked,
    "/back/": _opened("/back/"),
}


def _show(times: dict[str, list[float]]) -> None:
    print(f"\nFirst words after, in seconds; {report.machine()}\n")
    print("| page | median | slowest |\n| --- | ---: | ---: |")
    for name, each in times.items():
        print(f"| `{name}` | {median(each) / 1000:.2f} | {max(each) / 1000:.2f} |")


if __name__ == "__main__":
    main()
