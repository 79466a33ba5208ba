"""Every page for everybody: axe finds nothing, nothing is wider than a small phone, the exit is always there."""

from importlib.resources import files
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser import way
from tests.browser.conftest import Opener
from tests.browser.running import Site, running_site

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Of all the rules, only these look at colours: in the dark the others would say the same again.
LIGHT, DARK = RULES, ["color-contrast", "link-in-text-block"]
RUN = """(rules) => axe.run(document, {runOnly: rules, resultTypes: ["violations"]}).then((found) =>
  found.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`))"""
OPEN_ALL = "() => document.querySelectorAll('details').forEach((each) => { each.open = true })"
EXIT_IS_SEEN = """(bottom) => {
  scrollTo(0, bottom ? document.documentElement.scrollHeight : 0);
  const box = document.querySelector("[data-exit]").getBoundingClientRect();
  const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return box.top >= 0 && box.bottom <= innerHeight && Boolean(seen?.closest("[data-exit]"));
}"""
WIDER = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  Array.from(document.querySelectorAll("body *")).filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 3).map((each) => each.outerHTML.slice(0, 120))"""
BROKEN = """() => {
  document.body.style = "background: #fff; color: #ccc";
  document.querySelector("h1").style = "inline-size: 3000px";
}"""
STILL = {"reduced_motion": "reduce", "bypass_csp": True}
PLAIN = (
    "/ /stories/ /support/ /how/ /safely/ /about/ /about/checking/ /privacy/ /takedown/ /places/ /nothing/"
)


class Eyes:
    """Looks at each page in both widths and both schemes, and at 320 pixels; keeps what it finds."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def look(self, page: Page, name: str = "") -> None:
        """Everything about the page that is open."""
        where = name or page.url.split("/", 3)[-1] or "home"
        page.evaluate(OPEN_ALL)
        page.evaluate(AXE)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            for scheme, rules in (("light", LIGHT), ("dark", DARK)):
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                self.found += [f"{where} {width} {scheme} {each}" for each in page.evaluate(RUN, rules)]
            self._look_for_the_exit(page, f"{where} {width}")
        page.set_viewport_size({"width": 320, "height": 640})
        self.found += [f"{where} 320 is wider: {each}" for each in page.evaluate(WIDER)]
        self._look_for_the_exit(page, f"{where} 320")
        page.set_viewport_size({"width": 1280, "height": 800})

    def _look_for_the_exit(self, page: Page, where: str) -> None:
        for bottom in (False, True):
            if not page.evaluate(EXIT_IS_SEEN, bottom):
                self.found.append(f"{where} has no exit at the {'bottom' if bottom else 'top'}")

    def go_and_look(self, page: Page, *addresses: str) -> None:
        """The same for these addresses."""
        for address in addresses:
            page.goto(address)
            self.look(page)


@pytest.fixture(name="eyes")
def _eyes() -> Eyes:
    return Eyes()


def test_a_page_that_is_not_for_everybody_is_found(opened: Opener, unguarded: str, eyes: Eyes) -> None:
    page = opened(**STILL)
    page.goto(unguarded)
    page.evaluate(BROKEN)
    with pytest.raises(Error, match="null"):
        eyes.look(page, "broken")
    said = " ".join(eyes.found)
    assert "360 light label:" in said and "360 dark color-contrast:" in said
    assert page.evaluate(WIDER)


def test_what_readers_see(opened: Opener, eyes: Eyes) -> None:
    page = opened(**STILL)
    eyes.go_and_look(page, *PLAIN.split())
    page.goto("/")
    page.locator("article.story .story__no a").first.click()
    eyes.look(page, "story")
    page.get_by_role("button", name="I believe you").click()
    eyes.look(page, "believed")
    page.get_by_role("link", name="Is this your story").click()
    eyes.look(page, "concern")
    page.get_by_role("button", name="Send this to the volunteers").click()
    eyes.look(page, "concern without a reason")
    way.tell_a_concern(page)
    eyes.look(page, "concern sent")
    assert eyes.found == []


def test_what_writers_see(opened: Opener, eyes: Eyes) -> None:
    page = opened(**STILL)
    page.goto("/begin/")
    eyes.look(page)
    page.get_by_role("button", name="Continue").click()
    eyes.look(page, "begin without a use")
    way.begin(page)
    eyes.look(page, "write")
    page.get_by_role("button", name="Check my words").click()
    eyes.look(page, "write without words")
    way.to_check(page, way.STORY.format(mark="It rained."))
    eyes.look(page, "check")
    ticket = page.locator("input[name=ticket]")
    ticket.evaluate("(field) => { field.value = 'lost' }")
    page.get_by_role("button", name="Send", exact=True).click()
    eyes.look(page, "problem")
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("It is with us.")
    eyes.look(page, "thanks")
    words = " ".join(page.locator(".receipt__words li").all_inner_texts())
    eyes.go_and_look(page, "/thanks/", "/back/")
    way.come_back(page, "harbour linnen")
    eyes.look(page, "back with wrong words")
    way.come_back(page, words)
    eyes.go_and_look(page, "/back/page/", "/back/page/?text=1", "/back/erase/")
    page.get_by_role("button", name="Erase it").click()
    eyes.look(page, "gone")
    assert eyes.found == []


def test_what_the_team_sees(opened: Opener, site: Site, signed_in: dict, eyes: Eyes) -> None:
    mark = f"m{uuid4().hex[:10]}"
    writer, page = opened(**STILL), opened(storage_state=signed_in, **STILL)
    words = way.write_and_send(writer, way.STORY.format(mark=mark), show_first=True)
    stranger = opened(**STILL)
    eyes.go_and_look(stranger, "/team/sign-in/")
    stranger.get_by_label("Name").fill("somebody")
    stranger.get_by_label("Password").fill("not the right one")
    stranger.get_by_role("button", name="Sign in").click()
    expect(stranger.get_by_label("Name")).to_have_value("somebody")
    eyes.look(stranger, "sign-in with a wrong password")
    way.tell_a_concern(stranger)
    views = "/team/queue/ /team/queue/?view=second /team/queue/?view=going /team/concerns/ /team/record/ /team/parts/"
    eyes.go_and_look(page, *views.split())
    page.goto("/team/concerns/")
    page.get_by_role("link", name="Look at it").first.click()
    eyes.look(page, "one concern")
    way.open_story(page, mark)
    eyes.look(page, "review shown")
    page.locator("button[value=approve]").click()
    eyes.look(page, "review with something missing")
    page.goto(page.url.split("?")[0])
    eyes.look(page, "review closed")
    page.get_by_role("link", name="Show the story").click()
    way.approve(page)
    eyes.look(page, "queue that says something")
    way.come_back(writer, " ".join(words))
    writer.get_by_role("link", name="See it as people would read it").click()
    eyes.look(writer, "version")
    assert eyes.found == []


def test_what_writers_see_where_nobody_reads_yet(
    opened: Opener, outside: str, tmp_path: Path, eyes: Eyes
) -> None:
    page = opened(**STILL)
    with running_site(tmp_path / "data", outside, "--empty") as empty:
        for address in ("/", "/begin/"):
            page.goto(empty.url + address)
            eyes.look(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("We cannot take new stories today")
    assert eyes.found == []
