"""The steps that people take, each done with what is on the page."""

from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from tests import marks
from tests.browser.running import Site

STORY = (
    "I was nineteen when it began. My tutor was Jonas Vale.\n\n"
    "On 14 March he asked me to stay behind, and I left the film group after that. {mark}"
)
# The words that were found under a reference, site by site: who looks for a story need not open these again.
_opened: dict[tuple[str, str], str] = {}


def new_mark(story: str = STORY) -> str:
    """A sign by which a story is found again."""
    return marks.new_mark(story)


def begin(page: Page, use: str = "publish", **consents: bool) -> None:
    """From home to the box."""
    page.goto("/")
    page.get_by_role("link", name="Write your story").click()
    page.locator(f"input[name=use][value={use}]").check()
    for name in consents:
        page.locator(f"input[name={name}]").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your story")


def to_check(page: Page, words: str, better: str = "") -> None:
    """Type it, and what should change, and read it once more."""
    if better:
        page.locator("summary", has_text="You can add more").click()
        page.locator("#id_better").fill(better)
    page.locator("#id_words").fill(words)
    page.get_by_role("button", name="Check my words").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Read it once more")


def keep_every_mark(page: Page) -> None:
    """The writer wants no word changed: the volunteer is the one who decides then."""
    for radio in page.get_by_label("Keep as it is").all():
        radio.check()


def send(page: Page) -> list[str]:
    """Press Send; the six words."""
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("It is with us.")
    return page.locator(".receipt__words li").all_inner_texts()


def write_and_send(
    page: Page, words: str, use: str = "publish", *, better: str = "", **consents: bool
) -> list[str]:
    """The whole way of a writer, without a word changed; the six words."""
    begin(page, use, **consents)
    to_check(page, words, better)
    keep_every_mark(page)
    return send(page)


def come_back(page: Page, typed: str) -> None:
    """Type the six words into the one field."""
    page.goto("/back/")
    page.get_by_label("Your six words").fill(typed)
    page.get_by_role("button", name="See my story").click()


def tell_a_concern(page: Page) -> None:
    """From the newest story, for another reason than those that are named."""
    page.goto("/stories/")
    page.locator("article.story .story__no a").first.click()
    page.get_by_role("link", name="Is this your story").click()
    page.locator("input[name=why][value=else]").check()
    page.get_by_role("button", name="Send this to the volunteers").click()


def sign_in(page: Page, site: Site) -> None:
    """A moderator's name and password."""
    page.goto("/team/sign-in/")
    page.get_by_label("Name").fill(site.moderator)
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Queue")


def put_back(page: Page) -> None:
    """Give up what is held, so that nothing else is in the way."""
    page.get_by_role("button", name="Put it back, no reason needed").click()
    expect(page.get_by_role("status")).to_contain_text("is back in the queue.")


def open_story(page: Page, mark: str) -> None:
    """Take stories from the queue, closed ones, until it is the right one; leave it shown."""
    page.goto("/team/queue/?all=1")
    # One at a time: what another test left behind goes back first.
    while (held := page.locator(".notice").get_by_role("link", name="Go on with it")).count():
        held.first.click()
        put_back(page)
    site = urlsplit(page.url).netloc
    references = page.locator(".job .job__id").all_inner_texts()
    # A stable sort: those that were opened before and had other words come last.
    for reference in sorted(references, key=lambda each: mark not in _opened.get((site, each), mark)):
        page.goto("/team/queue/?all=1")
        page.locator(".job", has_text=reference).get_by_role("button").click()
        assert mark not in page.content()
        page.get_by_role("link", name="Show the story").click()
        _opened[site, reference] = text = original(page).inner_text()
        if mark in text:
            return
        put_back(page)
    raise AssertionError("the story is not in the queue")


def original(page: Page) -> Locator:
    """The story as it was sent."""
    return page.locator("#original")


def preview(page: Page) -> str:
    """What the bench says that people would read."""
    return page.locator(".paper .prose").first.inner_text()


def redraw(page: Page) -> None:
    """Show the preview again, after a tick."""
    page.get_by_role("button", name="Add, and redraw").click()


def approve(page: Page) -> None:
    """Tick what has to be looked for, and press the filled button."""
    page.get_by_label("No one could be recognised from what is left").check()
    page.locator("button[value=approve]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Queue")


def put_on_hold(page: Page) -> None:
    """With a reason for the team; the day is there already."""
    note = page.get_by_label("A note, for the team only")
    if not note.is_visible():
        page.locator("[data-fold=team] summary").click()
    note.fill("We ask somebody who knows.")
    page.get_by_role("button", name="Put it on hold").click()
    expect(page.get_by_role("status")).to_contain_text("is on hold.")


def practise(page: Page) -> None:
    """Work through the first practice story as it is suggested."""
    page.goto("/team/practice/1/?show=1")
    page.get_by_label("No one could be recognised from what is left").check()
    page.get_by_role("button", name="I am done. Show me").click()
    expect(page.get_by_role("heading", name="Word by word")).to_be_visible()


def decline(page: Page, reason: str) -> None:
    """Say why it is not published."""
    page.locator("summary", has_text="Do not publish").click()
    page.get_by_label("Why we do not publish it").select_option(reason)
    page.get_by_role("button", name="Do not publish").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Queue")
