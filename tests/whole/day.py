"""One day of a site: two people write, a moderator reads one, a reader has a concern. All of it is marked."""

import re
from dataclasses import dataclass, field
from ipaddress import IPv6Address
from pathlib import Path
from secrets import randbits

from tests.whole.client import Client, Form, Page, write
from tests.whole.needles import UNMARKED, new_stem, unmarked_stem
from tests.whole.site import Site

HEADER = "X-Forwarded-For"


@dataclass
class Day:
    """What was typed, by what may become of it, and what the site showed only once."""

    home: Path
    secret: str = field(default_factory=unmarked_stem)
    public: str = field(default_factory=unmarked_stem)
    name: str = field(default_factory=new_stem)
    control: str = field(default_factory=new_stem)
    address: str = field(default_factory=lambda: str(IPv6Address((0x20010DB8 << 96) | randbits(96))))
    receipts: list[str] = field(default_factory=list)
    shown_once: list[str] = field(default_factory=list)
    number: int = 0
    site: Site = field(init=False)
    team: Client = field(init=False)

    def __post_init__(self) -> None:
        password, recovery = self.home / "password", self.home / "recovery"
        password.write_text(f"{self.secret}password\n")
        team = ["--moderator", self.name, "--password-file", str(password), "--recovery-file", str(recovery)]
        self.site = Site(self.home, "--empty", *team, CHORUS_ADDRESS_HEADER=HEADER)
        self.phrase = recovery.read_text()

    def browser(self, address: str = "") -> Client:
        """Somebody whose address, browser and last page are marked."""
        return Client(
            self.site.port,
            **{
                HEADER: address or self.address,
                "User-Agent": f"{self.secret}agent",
                "Referer": f"http://127.0.0.1:{self.site.port}/?from={self.secret}referrer",
            },
        )

    def secret_texts(self) -> dict[str, str]:
        """The fields that nobody approves for publication."""
        kinds = ("place", "land", "better")
        return {kind: f"{self.secret}{kind}" for kind in kinds}

    def open_story(self) -> str:
        """What one of them writes: a line to be published, an address and a word to be taken out."""
        return (
            f"{UNMARKED.format(word=f'{self.public}lines')}\n\n"
            f"Write to {self.secret}mail@example.org about it. {UNMARKED.format(word=f'{self.secret}asides')}"
        )

    def all_of_it(self) -> None:
        """The whole day, in order."""
        self.send_two()
        self.moderate()
        self.talk()
        self.report()
        self.type_wrong_words()

    def send_two(self) -> None:
        """One that is to be published (from a real address), one that is only to be read (from none)."""
        for words, use, address in (
            (self.open_story(), "publish", self.address),
            (
                f"{UNMARKED.format(word=f'{self.secret}texts')}\n{self.secret}more",
                "read",
                f"{self.secret}address",
            ),
        ):
            client = self.browser(address)
            _checked, form = write(client, words, use, when="last_year", **self.secret_texts())
            self.take_receipt(client.send(form), form)

    def take_receipt(self, page: Page, form: Form) -> None:
        """Remember the six words, and the ticket that they were made from."""
        assert page.status == 200 and len(page.receipt.split()) == 6, (page.status, page.text)
        self.receipts.append(page.receipt)
        self.shown_once.append(dict(form.pairs)["ticket"])

    def moderate(self) -> None:
        """Sign in with a wrong password and the right one; take a word out; publish."""
        client = self.browser()
        door = client.get("/team/sign-in/").form("password")
        page = client.send(door, name=self.name, password=f"{self.secret}wrong")
        assert page.status == 403, (page.status, page.path, page.text, self.site.said.read_text())
        page = client.send(door, name=self.name, password=f"{self.secret}password")
        self.shown_once.append(client.cookies["team-key"])
        self.team = client
        # The one to be published is the one that holds the public line.
        page = self.open_review(self.public)
        for words in ("nowhere", "asides"):
            page = client.send(page.form("add"), do="preview", add=f"{self.secret}{words}")
        self.approve(page)
        self.site.housekeeping()

    def approve(self, review: Page) -> None:
        """Approve what is on the review page; a word of random letters may be taken for a name, and may stay."""
        sure = {"do": "approve", "sure": "on", "kept": "on"}
        done = self.team.send(review.form("add"), **sure)
        if not done.path.startswith("/team/queue"):
            done = self.team.send(done.form("add"), **sure, overrule="left")
        assert done.path.startswith("/team/queue"), done.text

    def open_review(self, mark: str) -> Page:
        """The review page of the story that holds this mark; the others are put back."""
        for take in self.team.get("/team/queue/").forms_to(r"/team/take/[0-9a-f-]{36}/"):
            review = self.team.send(take).path.split("?")[0]
            page = self.team.get(f"{review}?show=1")
            if mark in page.text:
                return page
            self.team.send(page.form("add"), to=review, do="skip")
        raise AssertionError("it is not in the queue")

    def talk(self) -> None:
        """A third one: changed before anybody reads it, asked about, answered, shown, cut again, chosen anew."""
        client = self.browser()
        texts = self.secret_texts() | {"may_ask": "on", "show_first": "on"}
        _checked, form = write(client, f"{self.secret}unchanged", "publish", **texts)
        self.take_receipt(client.send(form), form)
        client.send(client.get("/back/").form("w"), w=self.receipts[-1])
        edit = client.get("/back/text/").form("typed")
        client.send(edit, typed=f"{self.secret}changed", better=f"{self.secret}second")
        self.say(client, "/back/message/", f"{self.secret}note")
        review = self.open_review(f"{self.secret}changed")
        assert f"{self.secret}note" in review.text
        self.team.send(review.form("add"), do="say", say=f"{self.secret}said")
        review = self.open_review_again(review)
        self.team.send(review.form("add"), do="ask", say=f"{self.secret}question?")
        assert f"{self.secret}question" in client.get("/back/page/").text
        self.say(client, "/back/message/", f"{self.secret}answer")
        review = self.open_review(f"{self.secret}answer")
        self.approve(review)
        self.say(client, "/back/version/", f"{self.secret}cuts", do="more")
        self.change_words(client)
        chosen = client.get("/back/choices/").form("use")
        assert client.send(chosen, use="read").path == "/back/page/"

    def open_review_again(self, review: Page) -> Page:
        """The same page once more, with what was said since."""
        return self.team.get(f"{review.path.split('?')[0]}?show=1")

    def say(self, client: Client, address: str, words: str, do: str = "say") -> None:
        """Type something into a form behind the six words, and see it taken."""
        holder = "/back/page/" if address in ("/back/message/", "/back/concern/") else address
        form = client.get(holder).form_to(address)
        assert client.post(address, form.filled(typed=words, do=do)).path == "/back/page/"

    def change_words(self, client: Client) -> None:
        """New six words, shown and put to use; the old ones open nothing."""
        ask = client.get("/back/words/").form("ticket")
        shown = client.send(ask, do="show")
        self.take_receipt(shown, shown.form("ticket"))
        assert client.send(shown.form("ticket"), do="use").status == 200
        self.shown_once.append(client.cookies["return"])
        door = self.browser()
        assert "do not match" in door.send(door.get("/back/").form("w"), w=self.receipts[-2]).text

    def report(self) -> None:
        """Somebody reads it, says what is wrong, is answered, and says more behind six words."""
        found = re.search(r"/stories/(\d+)/", Client(self.site.port).get("/stories/").text)
        assert found
        self.number = int(found[1])
        client = self.browser()
        form = client.get(f"/stories/{self.number}/concern/").form("what")
        self.take_receipt(client.send(form, why="other", what=f"{self.secret}concern"), form)
        listed = re.search(r"/team/concerns/[0-9a-f-]{36}/", self.team.get("/team/concerns/").text)
        assert listed
        told = self.team.get(listed[0])
        assert f"{self.secret}concern" in told.text
        assert (
            self.team.send(told.form("say"), to=listed[0], do="answer", say=f"{self.secret}reply").status
            == 200
        )
        client.send(client.get("/back/").form("w"), w=self.receipts[-1])
        self.shown_once.append(client.cookies["return"])
        assert f"{self.secret}reply" in client.get("/back/page/").text
        self.say(client, "/back/concern/", f"{self.secret}thanks")

    def type_wrong_words(self) -> None:
        """Somebody comes back with words that are not quite right, then with the right ones."""
        client = self.browser()
        form = client.get("/back/").form("w")
        wrong = f"{self.secret}typed {self.receipts[1]}"
        assert "do not match" in client.send(form, w=wrong).text
        # The marker once more without the words, which a slip would otherwise be offered for.
        client.send(form, w=f"{self.secret}typed")
        page = client.send(client.get("/back/").form("w"), w=self.receipts[1])
        assert page.path == "/back/page/"
        self.shown_once.append(client.cookies["return"])
        assert f"{self.secret}texts" in client.get("/back/page/?text=1").text

    def take_down(self) -> None:
        """The writer of the published one takes it down; then housekeeping runs."""
        client = self.browser()
        page = client.send(client.get("/back/").form("w"), w=self.receipts[0])
        assert page.path == "/back/page/"
        gone = client.post("/back/erase/", client.get("/back/erase/").form_to("erase").filled(do="erase"))
        assert gone.status == 200
        self.site.housekeeping()
