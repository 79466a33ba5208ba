"""What looks at a page: axe in both schemes and widths, anything wider than a small phone, the exit always there."""

from importlib.resources import files

from playwright.sync_api import Page

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
