"""The workbench in a real browser: how many keys a usual story takes, and a preview that is the server's."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import way
from tests.browser.conftest import Opener
from tests.browser.eyes import STILL

# One that no rule marks and no second opinion: else it would be no work to add it.
NAME = "Lucky"
STORY = (
    "I was nineteen when it began. My tutor was Jonas Vale.\n\nOn 14 March he asked me to stay behind at "
    "Brackenfold College, and I left the film group after that. Only lucky asked why. {mark}"
)
MARKS = ["Jonas Vale", "14 March", "Brackenfold College", "film group"]
MOST_KEYS = 8


class Keys:
    """Presses one key after the other, and counts them."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        """These keys."""
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def type(self, words: str) -> None:
        """Letters of a name, which are not counted."""
        self.page.keyboard.type(words)


@pytest.fixture(name="page")
def _page(opened: Opener, signed_in: dict) -> Page:
    return opened(storage_state=signed_in, **STILL)


def sent_and_open(opened: Opener, page: Page, **chosen: bool | str) -> str:
    """A story with four marks that are all right and a name that is not found, shown on the bench."""
    mark = way.new_mark(STORY)
    way.write_and_send(opened(**STILL), STORY.format(mark=mark), **chosen)
    way.open_story(page, mark)
    # A tick or a key that comes before the script does nothing.
    page.wait_for_load_state()
    return mark


def use_keys(page: Page, on: bool = True) -> None:
    """Turn single keys on, which one does once an evening, or off again: the tests share one session."""
    page.locator("[data-keys-list] summary").click()
    page.get_by_label("Use single keys").set_checked(on)
    with page.expect_navigation():
        way.redraw(page)


def test_a_usual_story_takes_at_most_eight_keys_beside_the_name(opened: Opener, page: Page) -> None:
    sent_and_open(opened, page)
    assert page.locator("#sugs label").all_inner_texts() == MARKS
    use_keys(page)
    page.get_by_role("link", name="Hide the story").click()
    expect(page.get_by_role("link", name="Show the story")).to_be_visible()
    page.wait_for_load_state()
    keys = Keys(page)
    keys.press("v")
    expect(way.original(page)).to_be_visible()
    keys.press("r")
    keys.type(NAME)
    keys.press("Enter")
    expect(page.locator("#sugs label")).to_have_count(5)
    assert "lucky" not in way.preview(page)
    keys.press("a", "x", "a")
    expect(page.get_by_role("heading", level=1)).to_have_text("Queue")
    keys.press("n")
    expect(page.get_by_role("link", name="Show the story")).to_be_visible()
    assert keys.pressed <= MOST_KEYS
    way.put_back(page)


def test_single_keys_do_nothing_until_they_are_turned_on(opened: Opener, page: Page) -> None:
    sent_and_open(opened, page)
    use_keys(page, on=False)
    for key in ("s", "a", "v", "2"):
        page.keyboard.press(key)
    expect(way.original(page)).to_be_visible()
    use_keys(page)
    page.keyboard.press("d")
    expect(page.get_by_label("Why we do not publish it")).to_be_focused()
    page.locator("[data-tick]").first.focus()
    page.keyboard.press("s")
    expect(page.get_by_role("status")).to_contain_text("is back in the queue.")


def test_the_preview_follows_every_tick_and_is_the_servers_letter_for_letter(
    opened: Opener, page: Page
) -> None:
    sent_and_open(opened, page, better="Somebody could listen. Jonas Vale did not.", show_change=True)
    page.locator("[data-tick]").nth(1).uncheck()
    page.locator("select[name=k3]").select_option("detail")
    told = page.locator("input[name=drawn]").input_value()
    page.locator("#bsugs [data-tick]").uncheck()
    second = page.locator("[data-bpreview]").inner_html(), page.locator("input[name=bdrawn]").input_value()
    assert "Jonas Vale" in second[0] and second[1] == ""
    page.get_by_label("Kind of place").select_option("home")
    page.locator("input[name=note][value=touched]").check()
    drawn = page.locator("[data-preview]").inner_html(), page.locator("button[value=approve]").inner_text()
    assert "14 March" in drawn[0] and "[detail]" in drawn[0] and "3 changes" in drawn[1]
    above = page.locator("[data-facets]").inner_text(), page.locator("[data-notes]").inner_text()
    way.redraw(page)
    response = page.request.get(page.url)
    served = re.search(r"<div data-preview>(.*?</div>)\s*</div>", response.text(), re.DOTALL)
    assert served and served[1].strip() == drawn[0].strip()
    assert page.locator("button[value=approve]").inner_text() == drawn[1]
    assert f'name="drawn" value="{told}"' in response.text()
    # The same for what should change, and for what stands above the text.
    assert f"<div data-bpreview>{second[0]}</div>" in response.text()
    assert above == ("At home", "being touched")
    assert all(f">{words}</span>" in response.text() for words in above)
    way.put_back(page)
