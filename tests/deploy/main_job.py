"""The main job, as people do it with a browser: write, send, read, approve, read in public, come back, take down."""

import re
from collections.abc import Callable

import pyotp

from tests.whole.client import Client, Page, write

WORDS = "There was a line for everybody. I told a friend a year later."
Browser = Callable[[], Client]


def main_job(
    public: Browser,
    team: Browser,
    housekeeping: Callable[[], None],
    words: str = WORDS,
    while_it_is_up: Callable[[str], None] = lambda story: None,
) -> str:
    """All of it, each step seen to have worked; returns the address of the story, which is gone at the end."""
    writer = public()
    _page, form = write(writer, words)
    receipt = writer.send(form).receipt
    assert len(receipt.split()) == 6
    approve(team(), words)
    housekeeping()
    number = re.search(r"/stories/(\d+)/", public().get("/stories/").text)[1]
    story = f"/stories/{number}/"
    believe = public().get(story).form_to("believe")
    assert public().send(believe).status == 200
    concern = public().get(f"{story}concern/").form("what")
    assert public().send(concern, why="other", what="Please look.").status == 200
    page = writer.send(writer.get("/back/").form("w"), w=receipt)
    assert f"Published. It is story {number}" in page.text
    while_it_is_up(story)
    take_down(writer)
    return story


def approve(client: Client, words: str) -> None:
    """The moderator signs in, takes the only one, and approves it as it is."""
    sign_in(client)
    review = client.send(client.get("/team/queue/").forms_to("/team/take/$")[0])
    opened = client.get(f"{review.path}?show=1")
    assert words in opened.text
    done = client.send(opened.form("add"), do="approve", sure="on", kept="on")
    assert done.path.startswith("/team/queue/"), done.text


def sign_in(client: Client) -> None:
    """With name and password; where an app is asked for, add one, and sign in with a code from paper."""
    door = client.get("/team/sign-in/").form("password")
    typed = {"name": "wren", "password": "a long invented password"}
    page = client.send(door, **typed)
    if page.path == "/team/second-step/":
        page = client.send(
            client.get("/team/sign-in/").form("password"), **typed, code=_codes_of(client, page)[0]
        )
    assert page.path.startswith("/team/queue/"), page.text


def _codes_of(client: Client, page: Page) -> list[str]:
    """The ten paper codes that one gets for adding an app."""
    letters = re.search(r'<p class="letters">(.*?)</p>', page.text)[1]
    app = pyotp.TOTP("".join(re.findall(r"<span>(\w+)</span>", letters)))
    return re.findall(r"<li>(\d{4} \d{4} \d{4})</li>", client.send(page.form("code"), code=app.now()).text)


def take_down(writer: Client) -> None:
    """Whoever came back takes it down."""
    erase = writer.get("/back/erase/").form_to("erase")
    assert writer.post("/back/erase/", erase.filled(do="erase")).status == 200
