"""Every page for everybody: axe finds nothing, nothing is wider than a small phone, the exit is always there.

Pages to which a link leads are looked at by test_every_page; here are those that come by a form.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Error, expect

from tests.browser import way
from tests.browser.conftest import Opener
from tests.browser.eyes import BROKEN, STILL, WIDER, Eyes
from tests.browser.running import Site, running_site


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
    eyes.go_and_look(page, "/nothing/")
    page.goto("/")
    page.locator("article.story .story__no a").first.click()
    page.get_by_role("button", name="I believe you").click()
    eyes.look(page, "believed")
    page.get_by_role("link", name="Is this your story").click()
    page.get_by_role("button", name="Send this to the volunteers").click()
    eyes.look(page, "concern without a reason")
    way.tell_a_concern(page)
    eyes.look(page, "concern sent")
    way.come_back(page, " ".join(page.locator(".receipt__words li").all_inner_texts()))
    page.get_by_label("A few words for the volunteers").fill("One line more.")
    page.get_by_role("button", name="Send this to the volunteers").click()
    expect(page.locator(".thread")).to_contain_text("One line more.")
    eyes.look(page, "page of a concern")
    assert eyes.found == []


def test_what_writers_see(opened: Opener, eyes: Eyes) -> None:
    page = opened(**STILL)
    page.goto("/begin/")
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
    way.come_back(page, "harbour linnen")
    eyes.look(page, "back with wrong words")
    way.come_back(page, words)
    page.goto("/back/erase/")
    page.get_by_role("button", name="Erase it").click()
    eyes.look(page, "gone")
    assert eyes.found == []


def test_what_the_team_sees(opened: Opener, site: Site, signed_in: dict, eyes: Eyes) -> None:
    mark = way.new_mark()
    writer, page = opened(**STILL), opened(storage_state=signed_in, **STILL)
    words = way.write_and_send(writer, way.STORY.format(mark=mark), show_first=True)
    stranger = opened(**STILL)
    stranger.goto("/team/sign-in/")
    stranger.get_by_label("Name").fill("somebody")
    stranger.get_by_label("Password").fill("not the right one")
    stranger.get_by_role("button", name="Sign in").click()
    expect(stranger.get_by_label("Name")).to_have_value("somebody")
    eyes.look(stranger, "sign-in with a wrong password")
    way.tell_a_concern(stranger)
    page.goto("/team/concerns/")
    page.get_by_role("link", name="Look at it").first.click()
    eyes.look(page, "one concern")
    page.get_by_role("button", name="Hide it while we look").click()
    expect(page.get_by_text("Hidden meanwhile")).to_be_visible()
    page.get_by_role("button", name="Take these words out, and close").click()
    eyes.look(page, "concern about a hidden story, without a cut")
    page.get_by_role("button", name="Show it again, and go on looking").click()
    way.open_story(page, mark)
    eyes.look(page, "review shown")
    way.put_on_hold(page)
    page.get_by_role("link", name="On hold").click()
    page.get_by_role("link", name="Look at it").first.click()
    eyes.look(page, "one on hold")
    page.get_by_role("button", name="Let it go on").click()
    way.practise(page)
    eyes.look(page, "practice, word by word")
    way.open_story(page, mark)
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
