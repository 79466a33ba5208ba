"""From home to the thanks, to the volunteers, to the readers, and down again; with and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import way
from tests.browser.conftest import Opener
from tests.browser.running import Site

AS_TYPED = "{}, {}, {}-{} {}  {}"


def typed_differently(words: list[str]) -> str:
    """As somebody types from paper: capitals, commas, a hyphen, a space too many."""
    return AS_TYPED.format(*(word.capitalize() for word in words))


def new_story() -> tuple[str, str]:
    """A story and the sign by which it is found again."""
    mark = way.new_mark()
    return way.STORY.format(mark=mark), mark


def mark_with_the_mouse(page: Page, words: str) -> None:
    """Select words in the original, as the mouse does, and say what they are."""
    way.original(page).evaluate(
        """(root, words) => {
          const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at < 0) continue;
            getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
            return;
          }
          throw new Error("not in the story");
        }""",
        words,
    )
    with page.expect_navigation():
        page.locator("#pick").get_by_role("button", name="group").click()


def cut(page: Page, words: str, scripted: bool) -> None:
    """Take words out: with the mouse where there is JavaScript, by typing them where there is none."""
    if scripted:
        mark_with_the_mouse(page, words)
        return
    page.get_by_label("Other words to take out").fill(words)
    page.get_by_label("Show these words as").select_option("group")
    way.redraw(page)


def read_with_care(page: Page, scripted: bool) -> str:
    """Untick a mark and tick it again, take words out in both ways; what the preview says at the end."""
    assert "[name" in way.preview(page) and "Jonas Vale" not in way.preview(page)
    page.locator("label.tick", has_text="14 March").locator("input").uncheck()
    way.redraw(page)
    assert "14 March" in way.preview(page)
    page.locator("label.tick", has_text="14 March").locator("input").check()
    way.redraw(page)
    assert "14 March" not in way.preview(page)
    cut(page, "film group", scripted)
    cut(page, "nineteen", scripted=False)
    said = way.preview(page)
    assert "film group" not in said and "nineteen" not in said and said.count("[group]") == 2
    return said


def number_of(page: Page, mark: str) -> str:
    """The story's number in the feed, as "Story 1234"."""
    page.goto("/")
    return page.locator("article.story", has_text=mark).locator(".story__no").inner_text()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scripted", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_a_story_goes_the_whole_way_and_comes_down_again(
    opened: Opener, site: Site, scripted: bool, width: int
) -> None:
    text, mark = new_story()
    how = {"width": width, "java_script_enabled": scripted}
    writer, volunteer, reader = opened(**how), opened(**how), opened(**how)

    words = way.write_and_send(writer, text)
    assert len(words) == 6
    way.come_back(writer, typed_differently(words))
    expect(writer.get_by_role("heading", level=1)).to_have_text("Your story")
    assert mark not in writer.content()
    writer.get_by_role("link", name="Show my text").click()
    assert writer.locator(".paper .prose").inner_text() == text

    way.sign_in(volunteer, site)
    way.open_story(volunteer, mark)
    assert way.original(volunteer).locator("mark").count() >= 2
    promised = read_with_care(volunteer, scripted)
    way.approve(volunteer)
    expect(volunteer.get_by_role("status")).to_contain_text("is up.")

    number = number_of(reader, mark)
    assert reader.locator("article.story", has_text=mark).locator(".prose").inner_text() == promised
    reader.get_by_role("link", name=number, exact=True).click()
    assert reader.locator("article .prose").inner_text() == promised
    address = reader.url

    take_down(writer, words, number)
    assert reader.goto(address).status == 404
    reader.goto("/")
    assert mark not in reader.content()


def take_down(writer: Page, words: list[str], number: str) -> None:
    """The writer finds the number, erases, and is asked once more; then the words say that it is gone."""
    way.come_back(writer, " ".join(words))
    expect(writer.get_by_role("link", name=number)).to_be_visible()
    writer.get_by_role("link", name="Take it down and erase it").click()
    expect(writer.get_by_role("heading", level=1)).to_have_text("Erase this story?")
    writer.get_by_role("button", name="Erase it").click()
    expect(writer.get_by_role("heading", level=1)).to_have_text("Your story is gone")
    way.come_back(writer, " ".join(words))
    expect(writer.locator("main")).to_contain_text("Your story is gone")


def test_a_writer_is_told_why_it_is_not_published(opened: Opener, signed_in: dict) -> None:
    text, mark = new_story()
    writer, volunteer = opened(), opened(storage_state=signed_in)
    words = way.write_and_send(writer, text)
    way.open_story(volunteer, mark)
    volunteer.locator("summary", has_text="Do not publish").click()
    volunteer.get_by_role("button", name="Do not publish").click()
    expect(volunteer.get_by_role("alert")).to_contain_text("Choose the reason that the writer will read.")
    reasons = volunteer.get_by_label("Why we do not publish it")
    reason = reasons.locator("option").nth(1).inner_text()
    reasons.select_option(reason)
    volunteer.get_by_role("button", name="Do not publish").click()
    expect(volunteer.get_by_role("status")).to_contain_text("is not published.")
    way.come_back(writer, " ".join(words))
    expect(writer.locator("main")).to_contain_text(reason)


def test_what_is_put_back_waits_for_the_next_volunteer(opened: Opener, signed_in: dict) -> None:
    text, mark = new_story()
    way.write_and_send(opened(), text)
    volunteer = opened(storage_state=signed_in)
    way.open_story(volunteer, mark)
    way.put_back(volunteer)
    way.open_story(volunteer, mark)
    way.put_back(volunteer)


def test_the_next_one_is_given_to_whoever_asks(opened: Opener, signed_in: dict) -> None:
    way.write_and_send(opened(), new_story()[0])
    volunteer = opened(storage_state=signed_in)
    volunteer.goto("/team/queue/")
    volunteer.get_by_role("button", name="Take the next one").click()
    expect(volunteer.get_by_role("link", name="Show the story")).to_be_visible()
    way.put_back(volunteer)


@pytest.mark.parametrize(
    ("use", "button", "said"),
    [("count", "Count it", "counted"), ("read", "I have read it", "was read")],
)
def test_a_story_that_is_not_to_be_published_is_not(
    opened: Opener, signed_in: dict, use: str, button: str, said: str
) -> None:
    text, mark = new_story()
    writer, volunteer = opened(), opened(storage_state=signed_in)
    words = way.write_and_send(writer, text, use)
    way.open_story(volunteer, mark)
    volunteer.get_by_role("button", name=button).click()
    expect(volunteer.get_by_role("status")).to_contain_text(said)
    writer.goto("/")
    assert mark not in writer.content()
    way.come_back(writer, " ".join(words))
    expect(writer.get_by_role("heading", level=1)).to_have_text("Your story")
