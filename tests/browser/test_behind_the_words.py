"""What a writer can do behind the six words, with and without script, on a small phone, a usual one and a desk."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import way
from tests.browser.conftest import Opener
from tests.browser.eyes import STILL, WIDER, Eyes

WIDTHS = (320, 390, 1280)
QUESTION = "May we take the film group out?"
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])


def fits(page: Page) -> None:
    """Nothing on this page is wider than the window at any of the widths."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(WIDER) == [], (page.url, width)


def press(page: Page, name: str) -> None:
    """A button by what it says."""
    page.get_by_role("button", name=name, exact=True).first.click()


def heading(page: Page, text: str) -> None:
    """What the page says first."""
    expect(page.locator("main .lead").first).to_contain_text(text)


@SCRIPT
def test_a_question_a_version_more_cuts_and_taking_it_back(
    opened: Opener, signed_in: dict, script: bool
) -> None:
    mark = way.new_mark()
    writer, moderator = opened(java_script_enabled=script), opened(storage_state=signed_in)
    words = way.write_and_send(writer, way.STORY.format(mark=mark), may_ask=True, show_first=True)
    fits(writer)
    way.come_back(writer, " ".join(words))
    heading(writer, "Waiting to be read")
    fits(writer)
    way.open_story(moderator, mark)
    moderator.locator("summary", has_text="Ask the writer").click()
    moderator.get_by_label("Your words to the writer").fill(QUESTION)
    press(moderator, "Ask, and wait for the answer")
    writer.goto("/back/page/")
    expect(writer.locator(".thread")).to_contain_text(QUESTION)
    fits(writer)
    writer.get_by_label("Your answer").fill("Yes. Please keep the last line.")
    press(writer, "Send answer")
    way.open_story(moderator, mark)
    expect(moderator.locator(".thread")).to_contain_text("Please keep the last line.")
    way.approve(moderator)
    writer.goto("/back/page/")
    writer.get_by_role("link", name="See it as people would read it").click()
    fits(writer)
    writer.locator("summary", has_text="Please also take out").click()
    writer.get_by_label("Which words?").fill("nineteen")
    press(writer, "Send it back with this")
    heading(writer, "Waiting to be read")
    way.open_story(moderator, mark)
    moderator.get_by_label("Other words to take out").fill("nineteen")
    way.redraw(moderator)
    way.approve(moderator)
    writer.goto("/back/version/")
    press(writer, "This is right")
    # Here groups go up at once, with the next round of whatever moves them.
    writer.goto("/back/choices/")
    if writer.url.endswith("/choices/"):
        writer.locator("input[name=use][value=count]").check()
        press(writer, "Keep this")
    else:
        press(writer, "Count it, do not publish it")
    heading(writer, "Counted, not published")


@SCRIPT
def test_other_words_other_choices_and_a_new_key(opened: Opener, script: bool) -> None:
    writer = opened(width=390, java_script_enabled=script)
    words = way.write_and_send(writer, way.STORY.format(mark="It rained."))
    writer.locator("summary", has_text="Check that you have them").click()
    writer.get_by_role("textbox", name="Your six words").fill(" ".join(words[::-1]))
    press(writer, "Are they right?")
    expect(writer.get_by_role("alert")).to_contain_text("not quite the words")
    fits(writer)
    writer.get_by_role("textbox", name="Your six words").fill(" ".join(words))
    press(writer, "Are they right?")
    expect(writer.get_by_role("heading", level=1)).to_have_text("Those are your six words")
    way.come_back(writer, " ".join(words))
    writer.get_by_role("link", name="Change my words").click()
    fits(writer)
    writer.get_by_label("In your own words").fill("I told Ines Marr. It rained, and I went home.")
    writer.get_by_label("What should change?").fill("Listen to us.")
    press(writer, "Check my words")
    expect(writer.locator(".paper").last).to_contain_text("Listen to us.")
    fits(writer)
    press(writer, "Go back to writing")
    expect(writer.get_by_label("What should change?")).to_have_value("Listen to us.")
    press(writer, "Check my words")
    press(writer, "Keep these words")
    writer.get_by_role("link", name="Show my text").click()
    expect(writer.locator(".paper")).to_have_text("I told [name]. It rained, and I went home.")
    writer.get_by_role("link", name="Change what you chose").click()
    fits(writer)
    writer.locator("input[name=use][value=read]").check()
    press(writer, "Keep this")
    expect(writer.locator(".panel")).to_contain_text("Just let someone read it.")
    writer.get_by_role("link", name="give me new ones").click()
    press(writer, "Show me new words")
    fits(writer)
    new = writer.locator(".receipt__words li").all_inner_texts()
    press(writer, "I have them. Use the new words")
    expect(writer.get_by_role("heading", level=1)).to_have_text("The new words are in use")
    way.come_back(writer, " ".join(words))
    expect(writer.get_by_role("alert")).to_contain_text("do not match")
    way.come_back(writer, " ".join(new))
    heading(writer, "Waiting to be read")


def test_by_keyboard_alone_an_answer_is_sent(opened: Opener, signed_in: dict) -> None:
    mark = way.new_mark()
    writer, moderator = opened(), opened(storage_state=signed_in)
    words = way.write_and_send(writer, way.STORY.format(mark=mark), may_ask=True)
    way.open_story(moderator, mark)
    moderator.locator("summary", has_text="Ask the writer").click()
    moderator.get_by_label("Your words to the writer").fill(QUESTION)
    press(moderator, "Ask, and wait for the answer")
    way.come_back(writer, " ".join(words))
    for _step in range(40):
        writer.keyboard.press("Tab")
        if writer.evaluate("document.activeElement.name") == "typed":
            break
    writer.keyboard.type("Yes.")
    writer.keyboard.press("Tab")
    assert writer.evaluate("document.activeElement.textContent") == "Send answer"
    writer.keyboard.press("Enter")
    heading(writer, "Waiting to be read")
    expect(writer.locator(".thread")).to_contain_text("Yes.")


def test_axe_finds_nothing_behind_the_words(opened: Opener, signed_in: dict) -> None:
    eyes, mark = Eyes(), way.new_mark()
    writer, moderator = opened(**STILL), opened(storage_state=signed_in, **STILL)
    words = " ".join(way.write_and_send(writer, way.STORY.format(mark=mark), may_ask=True, show_first=True))
    eyes.look(writer, "thanks")
    writer.get_by_role("textbox", name="Your six words").fill("harbour linnen")
    press(writer, "Are they right?")
    eyes.look(writer, "words tried")
    way.come_back(writer, words)
    eyes.look(writer, "received")
    press(writer, "Send this to the volunteers")
    eyes.look(writer, "an empty message")
    eyes.go_and_look(writer, "/back/choices/", "/back/words/")
    press(writer, "Show me new words")
    eyes.look(writer, "new words")
    eyes.go_and_look(writer, "/back/text/")
    writer.get_by_label("What should change?").fill("Listen to Ines Marr, who was there.")
    press(writer, "Check my words")
    eyes.look(writer, "changed text checked")
    # A form that was sent after the twenty minutes: the text, and a field for the words.
    writer.goto("/back/text/")
    writer.context.clear_cookies(name="return")
    press(writer, "Keep these words without the check")
    eyes.look(writer, "kept")
    way.come_back(writer, words)
    way.open_story(moderator, mark)
    eyes.look(moderator, "review with its questions")
    moderator.get_by_label("Your words to the writer").fill(QUESTION)
    press(moderator, "Ask, and wait for the answer")
    writer.goto("/back/page/")
    eyes.look(writer, "question")
    press(writer, "Publish it as it is")
    way.open_story(moderator, mark)
    eyes.look(moderator, "review with messages")
    way.approve(moderator)
    writer.goto("/back/version/")
    eyes.look(writer, "version")
    press(writer, "Send it back with this")
    eyes.look(writer, "version sent back empty")
    press(writer, "Count it, do not publish it")
    eyes.look(writer, "counted")
    eyes.go_and_look(writer, "/back/erase/")
    assert eyes.found == []


def test_axe_finds_nothing_where_a_decline_is_answered(opened: Opener, signed_in: dict) -> None:
    eyes, mark = Eyes(), way.new_mark()
    writer, moderator = opened(**STILL), opened(storage_state=signed_in, **STILL)
    words = " ".join(way.write_and_send(writer, way.STORY.format(mark=mark)))
    way.open_story(moderator, mark)
    way.decline(moderator, "recognised")
    way.come_back(writer, words)
    eyes.look(writer, "declined")
    writer.get_by_role("link", name="Ask another person to look").click()
    eyes.look(writer, "look again")
    press(writer, "Please look again")
    heading(writer, "A second person is reading it")
    assert eyes.found == []
