"""Stories are sent, and at each one something is killed: in the middle of it, or as soon as the words are shown."""

import random
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPException

from tests.marks import new_mark
from tests.whole.client import Client, Form, write
from tests.whole.parts import Parts
from tests.whole.site import SECONDS

_STORY = "An invented story with the words {mark}."
KINDS = ("kill_the_master", "kill_the_worker", "kill_postgres")


@dataclass
class Sender(threading.Thread):
    """One person with one story and one ticket, who presses Send until there are six words."""

    port: int
    words: str
    receipt: str = ""
    presses: int = 0
    form: Form = field(init=False)
    pressed: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self.client = Client(self.port)
        _page, self.form = write(self.client, self.words, "read")

    def run(self) -> None:
        """Press Send, wait a little if there was no answer, press again: always the same form."""
        until = time.monotonic() + SECONDS
        while not self.receipt and time.monotonic() < until:
            self.presses += 1
            self.pressed.set()
            try:
                self.receipt = self.client.send(self.form).receipt
            except (OSError, HTTPException):
                time.sleep(0.1)

    __hash__ = threading.Thread.__hash__


def go_through(parts: Parts, sends: int) -> list[Sender]:
    """Send so many, one after the other; each kind of kill comes at both moments in turn."""
    return [_one(parts, number) for number in range(sends)]


def _one(parts: Parts, number: int) -> Sender:
    sender = Sender(parts.port, _STORY.format(mark=new_mark(_STORY)))
    sender.start()
    if number % 2:
        sender.pressed.wait(SECONDS)
        time.sleep(random.uniform(0, 0.06))
    else:
        sender.join(SECONDS)
    getattr(parts, KINDS[number % len(KINDS)])()
    sender.join(SECONDS)
    assert sender.receipt, f"no six words after {sender.presses} tries, {KINDS[number % len(KINDS)]}"
    return sender


def opens(parts: Parts, sender: Sender) -> bool:
    """Whether the six words that were shown lead to this very story."""
    client = Client(parts.port)
    page = client.send(client.get("/back/").form("w"), w=sender.receipt)
    return page.path == "/back/page/" and sender.words in client.get("/back/page/?text=1").text
