"""The report about a place, and what the site did, on paper: whole sheets, nothing cut apart."""

import re

import pypdfium2
from playwright.sync_api import Page

from tests.browser.conftest import Opener
from tests.browser.eyes import STILL

A4, MARGIN = (595, 842), 40
# More is said than fits on one sheet: what must stay together comes to lie across the ends of sheets.
LONGER = """() => {
  const list = document.querySelector(".said__list"), one = list.querySelector(".said");
  for (let at = 0; at < 30; at += 1) {
    const more = one.cloneNode(true);
    more.querySelector("p").textContent = `Wish ${at}. `.concat("Say who reads it, and say when. ".repeat(5 + at % 4));
    more.querySelector(".meta").textContent = `Said ${at}.`;
    list.append(more);
  }
}"""
# Every number is a bar of its own, none is among those that are only named.
FULL = """() => {
  const bar = document.querySelector(".bars li");
  for (const chart of document.querySelectorAll(".chart")) {
    chart.querySelectorAll(".bars, .meta").forEach((each) => each.remove());
    const bars = document.createElement("ul");
    bars.className = "bars";
    for (const row of chart.querySelectorAll("tbody th")) {
      const one = bar.cloneNode(true);
      one.querySelector("span").textContent = row.textContent;
      bars.append(one);
    }
    chart.querySelector("figcaption").after(bars);
  }
}"""
HEADINGS = (
    "() => Array.from(document.querySelectorAll('.sheet :is(h1, h2:not(.vh))'), (each) => each.innerText)"
)
TOGETHER = """() => [
  ...Array.from(document.querySelectorAll(".chart"), (each) =>
    [each.querySelector("figcaption"), ...each.querySelectorAll(".bars span, .meta")]),
  ...Array.from(document.querySelectorAll(".sheet .said"), (each) => [...each.querySelectorAll("p")]),
].map((parts) => parts.map((each) => each.textContent))"""


def test_a_report_is_printed_on_whole_sheets_and_nothing_is_cut_apart(opened: Opener) -> None:
    page = opened(**STILL)
    page.goto("/places/")
    page.goto(page.locator("#main a[href*='university-of-oxmere']").get_attribute("href") + "report/")
    assert len(printed(page)) == 2
    page.evaluate(LONGER)
    sheets = printed(page)
    assert len(sheets) > 3
    texts = [letters(text_of(each)) for each in sheets]
    parts = page.evaluate(TOGETHER)
    assert len(parts) > 30
    assert [each for each in parts if not any(stands_in(text, each) for text in texts)] == []
    for heading in map(letters, page.evaluate(HEADINGS)):
        (text,) = (each for each in texts if heading in each)
        assert not text.endswith(heading), heading
    for text in texts:
        assert "Leavethispage" not in text and "Printthispage" not in text and "Privacy" not in text
    for at, sheet in enumerate(sheets, start=1):
        assert letters(f"{at} / {len(sheets)}") in texts[at - 1]
        assert tuple(map(round, sheet.get_size())) == A4
        assert_is_drawn_inside_its_margins(sheet)


def test_all_that_the_site_did_is_printed_on_two_sheets_and_no_chart_is_cut_apart(opened: Opener) -> None:
    page = opened(**STILL)
    page.goto("/transparency/")
    page.evaluate(FULL)
    sheets = printed(page)
    assert len(sheets) == 2
    texts = [letters(text_of(each)) for each in sheets]
    parts = page.evaluate(TOGETHER)
    assert len(parts) == 6 and sum(map(len, parts)) > 50
    assert [each for each in parts if not any(stands_in(text, each) for text in texts)] == []
    assert_is_drawn_inside_its_margins(sheets[0])


def printed(page: Page) -> list[pypdfium2.PdfPage]:
    """The sheets as the browser would print them."""
    return list(pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)))


def text_of(sheet: pypdfium2.PdfPage) -> str:
    """What can be read on it, from its top; the number of the sheet, which stands below, comes first."""
    return sheet.get_textpage().get_text_bounded()


def letters(text: str) -> str:
    """Without white space: lines are broken anew on paper."""
    return re.sub(r"\s", "", text)


def stands_in(text: str, parts: list[str]) -> bool:
    """Whether all of these are on a sheet, one after the other."""
    at = 0
    for part in map(letters, parts):
        at = text.find(part, at)
        if at < 0:
            return False
    return True


def assert_is_drawn_inside_its_margins(sheet: pypdfium2.PdfPage) -> None:
    """Its photograph: something stands on it, and nothing runs off the paper."""
    picture = sheet.render(scale=1, grayscale=True)
    rows = [
        bytes(picture.buffer[at * picture.stride : at * picture.stride + picture.width])
        for at in range(picture.height)
    ]
    white = re.compile(rb"\xff*")
    assert sum(not white.fullmatch(row) for row in rows) > picture.height / 10
    assert all(white.fullmatch(row[:MARGIN] + row[-MARGIN:]) for row in rows)
    assert all(white.fullmatch(row) for row in rows[: MARGIN - 10])
