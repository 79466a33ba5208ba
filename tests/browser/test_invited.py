"""From an invitation to the tenth decision, with nothing but a keyboard; once with scripts and once without."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

import pyotp
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests import marks
from tests.browser.eyes import Eyes
from tests.browser.running import Site, running_site
from tests.whole.client import Client

PASSWORD = "kettle harbour lantern 27"
DECISIONS, PRACTICE = 10, 20
MOST_TABS = 150
DECIDED = re.compile(r"^(approved|declined|counted it|read it)", re.IGNORECASE)
# Without a note it counts as a usual one: ten do not fill a day.
STORY = "I was nineteen when it began. My tutor was Jonas Vale, and he asked me to stay behind. {mark}"


@dataclass
class Hands:
    """Somebody at a keyboard: Tab, letters, Space, Enter; no mouse."""

    page: Page
    # How many times Tab was pressed for the same thing before: as often at once, as whoever knows the page does.
    known: dict[str, int] = field(default_factory=dict)

    def go_to(self, target: Locator) -> None:
        """Press Tab until this has the focus; it fails where Tab never leads."""
        expect(target).to_be_visible()
        wanted, key = target.element_handle(), str(target).partition("selector=")[2]
        pressed = max(self.known.get(key, 0) - 2, 0)
        for _press in range(pressed):
            self.page.keyboard.press("Tab")
        while not wanted.evaluate("(each) => each === document.activeElement"):
            self.page.keyboard.press("Tab")
            pressed += 1
            assert pressed < MOST_TABS, f"Tab does not lead to {target}"
        self.known[key] = pressed

    def press(self, role: str, name: str, **how: bool) -> None:
        """Go to a button or a link, and press it."""
        self.enter(self.page.get_by_role(role, name=name, **how).first)

    def enter(self, target: Locator) -> None:
        """Go there, press Enter, and wait for the page that it leads to."""
        self.go_to(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def type(self, label: str, words: str) -> None:
        """Go to a box and type, over what stands in it."""
        self.go_to(self.page.get_by_label(label, exact=True))
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(words)

    def tick(self, target: Locator) -> None:
        """Go to a tick, and press Space."""
        self.go_to(target)
        self.page.keyboard.press("Space")
        expect(target).to_be_checked()

    def choose(self, label: str, letters: str) -> None:
        """Go to a list, and type the first letters of what is chosen."""
        self.go_to(self.page.get_by_label(label))
        self.page.keyboard.type(letters)


@pytest.fixture(name="site", scope="module")
def _site(outside: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site as a server would be set: a second step, practice before the queue."""
    asked = {"CHORUS_SECOND_FACTOR": "True", "CHORUS_PRACTICE": "True"}
    where = tmp_path_factory.mktemp("invited")
    (where / "password").write_text(PASSWORD)
    founded = f"--empty --moderator marlow --password-file {where}/password --recovery-file {where}/phrase"
    with running_site(where / "data", outside, *founded.split(), **asked) as started:
        site = replace(started, moderator="marlow", password=PASSWORD)
        send_stories(site, 2 * DECISIONS)
        yield site


@pytest.fixture(name="coordinator", scope="module")
def _coordinator(browser: Browser, site: Site) -> Iterator[Hands]:
    """Signs in for the first time, and so adds an app first."""
    hands = Hands(new_page(browser, site))
    hands.page.goto("/team/sign-in/")
    sign_in(hands, site.moderator, site.password)
    sign_in(hands, site.moderator, site.password, add_app(hands).pop())
    yield hands
    hands.page.context.close()


def new_page(browser: Browser, site: Site, **how: bool) -> Page:
    """A window of somebody's own."""
    context = browser.new_context(base_url=site.url, reduced_motion="reduce", bypass_csp=True, **how)
    context.set_default_timeout(15_000)
    return context.new_page()


def send_stories(site: Site, many: int) -> None:
    """Enough for two people's evening."""
    client = Client(urlsplit(site.url).port)
    begun = client.get("/begin/").form("quiet")
    for _one in range(many):
        box = client.send(begun, use="publish").form("ticket")
        sent = client.send(box, to="/thanks/", words=STORY.format(mark=marks.new_mark(STORY)))
        assert sent.receipt, sent.status


def add_app(hands: Hands) -> list[str]:
    """The second step: type what an app would show; the ten codes for paper, and on to signing in."""
    app = pyotp.TOTP("".join(hands.page.locator(".letters span").all_inner_texts()))
    hands.type("Six-digit code", app.now())
    hands.press("button", "Go on")
    codes = hands.page.locator(".codes li").all_inner_texts()
    hands.press("link", "I have them. Sign in")
    return codes


def sign_in(hands: Hands, name: str, password: str, code: str = "") -> None:
    """Name, password and one of the codes on paper: the app's own counted just before."""
    hands.type("Name you chose here", name)
    hands.type("Password", password)
    hands.type("Six-digit code", code)
    hands.press("button", "Sign in")


def invite(hands: Hands, name: str) -> str:
    """The coordinator makes a link, and hands it on."""
    hands.press("link", "People", exact=True)
    hands.type("What do we call them here?", name)
    hands.press("button", "Make an invitation link")
    return hands.page.locator(".link").inner_text()


def join(hands: Hands, link: str, name: str) -> list[str]:
    """What an invited person does before anybody lets them in; their paper codes."""
    hands.page.goto(link)
    hands.type("Password", PASSWORD)
    hands.type("The same once more", PASSWORD)
    hands.tick(hands.page.get_by_label("I have written it down"))
    hands.press("button", "Go on")
    codes = add_app(hands)
    sign_in(hands, name, PASSWORD, codes.pop())
    return codes


def let_in(hands: Hands, name: str, words: list[str]) -> None:
    """The coordinator compares the four words, and lets them in."""
    hands.press("link", "People", exact=True)
    assert hands.page.locator(".four li").all_inner_texts() == words
    hands.press("button", f"They are the same. Let {name} in")
    expect(hands.page.get_by_role("status")).to_contain_text(f"{name} can open stories now.")


def practise(hands: Hands) -> None:
    """The practice stories, as they are suggested: the first by hand, the others by their forms."""
    hands.press("link", "Begin")
    practise_one(hands)
    for number in range(2, PRACTICE + 1):
        sent = {"do": "approve", "sure": "on", "csrfmiddlewaretoken": token(hands.page)}
        answer = hands.page.request.post(f"/team/practice/{number}/", form=sent)
        assert "Word by word" in answer.text()


def practise_one(hands: Hands) -> None:
    """Show it, look, and see why."""
    hands.press("link", "Show the story")
    confirm(hands)
    hands.press("button", "I am done. Show me")


def token(page: Page) -> str:
    """What every form of the page carries."""
    return page.locator("input[name=csrfmiddlewaretoken]").first.input_value()


def confirm(hands: Hands) -> None:
    """Say that one has looked; where something was kept, that too."""
    hands.tick(hands.page.get_by_label("No one could be recognised from what is left"))


def decide(hands: Hands, number: int, *, use_keys: bool = False) -> None:
    """Take the next one and decide it: every fifth is not published, the others are."""
    hands.press("button", "Take the next one")
    hands.press("link", "Show the story")
    if use_keys:
        turn_single_keys_on(hands)
    if number % 5 == 4:
        hands.go_to(hands.page.locator("summary", has_text="Do not publish"))
        hands.page.keyboard.press("Enter")
        hands.choose("Why we do not publish it", "it still points")
        hands.press("button", "Do not publish")
    else:
        confirm(hands)
        hands.enter(hands.page.locator("button[value=approve]"))
    expect(hands.page.get_by_role("heading", level=1)).to_have_text("Queue")


def turn_single_keys_on(hands: Hands) -> None:
    """Once an evening, in the fold that lists them."""
    hands.page.wait_for_load_state()
    hands.go_to(hands.page.locator("[data-keys-list] summary"))
    hands.page.keyboard.press("Enter")
    hands.tick(hands.page.get_by_label("Use single keys"))


def decide_by_single_keys(hands: Hands, number: int) -> None:
    """The same with N, V, A and D."""
    page, press = hands.page, hands.page.keyboard.press
    with page.expect_navigation():
        press("n")
    expect(page.get_by_role("link", name="Show the story")).to_be_visible()
    page.wait_for_load_state()
    with page.expect_navigation():
        press("v")
    page.wait_for_load_state()
    if number % 5 == 4:
        press("d")
        hands.page.keyboard.type("it still points")
        hands.press("button", "Do not publish")
    else:
        for key in ("a", "x", "a"):
            press(key)
    expect(page.get_by_role("heading", level=1)).to_have_text("Queue")
    page.wait_for_load_state()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_invitation_to_the_tenth_decision_without_a_mouse(
    browser: Browser, site: Site, coordinator: Hands, scripts: bool
) -> None:
    name = "odile" if scripts else "ruth"
    hands = Hands(new_page(browser, site, java_script_enabled=scripts))
    codes = join(hands, invite(coordinator, name), name)
    expect(hands.page.get_by_role("heading", level=1)).to_have_text("Waiting to be let in")
    let_in(coordinator, name, hands.page.locator(".four li").all_inner_texts())
    hands.press("link", "I was let in. Sign in")
    sign_in(hands, name, PASSWORD, codes.pop())
    expect(hands.page.get_by_role("heading", level=1)).to_have_text("Queue")
    hands.press("link", "Practise first")
    expect(hands.page.get_by_role("heading", level=1)).to_have_text("Practice stories")
    practise(hands)
    hands.press("link", "Queue", exact=True)
    decide(hands, 0, use_keys=scripts)
    for number in range(1, DECISIONS):
        (decide_by_single_keys if scripts else decide)(hands, number)
    hands.press("link", "Record")
    lines = hands.page.get_by_role("row").filter(has=hands.page.get_by_role("rowheader", name=name))
    assert (
        sum(bool(DECIDED.match(what)) for what in lines.locator("td:nth-child(2)").all_inner_texts())
        == DECISIONS
    )
    hands.page.context.close()


def test_nothing_is_wrong_with_what_only_somebody_new_sees(
    browser: Browser, site: Site, coordinator: Hands
) -> None:
    page, eyes = new_page(browser, site), Eyes()
    link = invite(coordinator, "wren")
    eyes.look(coordinator.page, "a link, shown once")
    hands = Hands(page)
    page.goto(link)
    eyes.look(page, "invitation")
    hands.press("button", "Go on")
    eyes.look(page, "invitation, nothing typed")
    hands.type("Password", PASSWORD)
    hands.type("The same once more", PASSWORD)
    hands.tick(page.get_by_label("I have written it down"))
    hands.press("button", "Go on")
    eyes.look(page, "second step")
    app = pyotp.TOTP("".join(page.locator(".letters span").all_inner_texts()))
    hands.type("Six-digit code", app.now())
    hands.press("button", "Go on")
    eyes.look(page, "paper codes")
    code = page.locator(".codes li").all_inner_texts()[0]
    hands.press("link", "I have them. Sign in")
    sign_in(hands, "wren", PASSWORD, code)
    eyes.look(page, "waiting")
    coordinator.page.goto("/team/people/")
    eyes.look(coordinator.page, "people, one of them waiting")
    page.goto(link)
    eyes.look(page, "invitation, used")
    page.context.close()
    assert eyes.found == []
