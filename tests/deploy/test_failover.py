"""Each part of a site of many is killed while people write and read; asked for with --failover: it takes minutes."""

import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.deploy.behind import Visitor
from tests.deploy.main_job import approve, take_down
from tests.deploy.many import REPLICAS, Many
from tests.needs import need_program
from tests.whole.client import write

WORDS = "There was a line for everybody. I told a friend a year later."
STAYS_DOWN, WRITERS, READERS = 4.0, 2, 3
LONGEST_KEPT = 75


@pytest.fixture(scope="module")
def many(home: Path) -> Iterator[Many]:
    """All the parts, until the end of the module."""
    need_program("nginx")
    need_program("redis-server")
    made = Many(home)
    yield made
    made.stop()


@dataclass
class Load:
    """People who write and read, all the time; what they were told, and when something failed."""

    many: Many
    story: str
    receipts: list[str] = field(default_factory=list)
    failed: dict[str, list[float]] = field(default_factory=lambda: {"write": [], "read": []})
    went: dict[str, list[float]] = field(default_factory=lambda: {"write": [], "read": []})
    wrong: list[str] = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Everybody begins."""
        people = [self.write] * WRITERS + [self.read] * READERS
        self.threads = [
            threading.Thread(target=self.go_on, args=(each, number)) for number, each in enumerate(people)
        ]
        for thread in self.threads:
            thread.start()

    def go_on(self, what: Callable[[int], None], number: int) -> None:
        """Again and again."""
        name = what.__name__
        while not self.is_over.is_set():
            begun = time.monotonic()
            try:
                what(number)
                self.went[name].append(time.monotonic())
            except Exception:
                self.failed[name].append(begun)
            time.sleep(0.05)

    def write(self, number: int) -> None:
        """Somebody new writes and sends; what they are told is believed."""
        visitor = self.many.visitor()
        _page, form = write(visitor, WORDS, use="read")
        page = visitor.send(form)
        assert page.status == 200
        self.receipts.append(page.receipt)

    def read(self, number: int) -> None:
        """The story, under an address that nobody else asks for, so that nothing kept answers."""
        page = self.many.visitor().get(f"{self.story}?{number}={time.monotonic()}")
        if page.status in (502, 503, 504, 500):
            raise OSError
        if page.status != 200 or WORDS[:30] not in page.text:
            self.wrong.append(f"{page.status} {page.path}")

    def stop(self) -> None:
        """Everybody ends."""
        self.is_over.set()
        for thread in self.threads:
            thread.join()

    def told(self, since: float, until: float) -> str:
        """How many went well and failed in between, and when the last of each kind failed."""
        lines = []
        for name in ("write", "read"):
            bad = [at for at in self.failed[name] if since <= at < until]
            good = sum(since <= at < until for at in self.went[name])
            last = f", the last {max(bad) - since:.1f} s after" if bad else ""
            lines.append(f"{name}: {good} went well, {len(bad)} failed{last}")
        return "; ".join(lines)


def story_of(many: Many) -> tuple[str, str]:
    """The address of a story that is up, and its six words."""
    writer: Visitor = many.visitor()
    _page, form = write(writer, WORDS)
    receipt = writer.send(form).receipt
    approve(many.visitor(), WORDS)
    many.housekeeping()
    number = re.search(r"/stories/(\d+)/", many.visitor().get("/stories/").text)[1]
    return f"/stories/{number}/", receipt


def reads_of_copies(many: Many) -> int:
    """How often the copies' stories were looked at."""
    return sum(many.looked_at(name) for name in REPLICAS)


def test_no_part_that_dies_takes_a_testimony_or_a_page_with_it(many: Many) -> None:
    story, receipt = story_of(many)
    parts: dict[str, tuple[Callable[[], None], Callable[[], None]]] = {
        "a replica": (lambda: many.kill_copy(REPLICAS[0]), lambda: many.bring_back_copy(REPLICAS[0])),
        "the other replica": (lambda: many.kill_copy(REPLICAS[1]), lambda: many.bring_back_copy(REPLICAS[1])),
        "Redis": (many.kill_redis, many.bring_back_redis),
        "a web process": (lambda: many.kill_web(0), lambda: many.bring_back_web(0)),
        "the primary": (many.kill_primary, many.bring_back_primary),
    }
    load = Load(many, story)
    load.start()
    time.sleep(STAYS_DOWN + 2)
    assert reads_of_copies(many) > 0
    print()
    for name, (kill, bring_back) in parts.items():
        killed = time.monotonic()
        kill()
        time.sleep(STAYS_DOWN)
        bring_back()
        time.sleep(STAYS_DOWN)
        print(f"{name} killed: {load.told(killed, time.monotonic())}")
    load.stop()
    assert load.wrong == []
    assert len(load.receipts) == len(set(load.receipts)) > 10
    lost = [words for words in load.receipts if not opens(many, words)]
    print(f"{len(load.receipts)} acknowledged, {len(lost)} lost")
    assert lost == []
    assert is_gone_everywhere(many, story, receipt) < LONGEST_KEPT
    # All is as before: the last two seconds had no failure.
    ends = max(load.went["read"] + load.went["write"])
    assert not [at for each in load.failed.values() for at in each if at > ends - 2]


def opens(many: Many, words: str) -> bool:
    """Whether six words open a story."""
    writer = many.visitor()
    page = writer.send(writer.get("/back/").form("w"), w=words)
    return page.status == 200 and "Waiting to be read" in page.text


def is_gone_everywhere(many: Many, story: str, receipt: str) -> float:
    """The writer takes it down; after how many seconds twelve readers in a row, at whatever process, find nothing."""
    writer = many.visitor()
    writer.send(writer.get("/back/").form("w"), w=receipt)
    take_down(writer)
    begun = time.monotonic()
    found_nothing = 0
    while found_nothing < 12 and time.monotonic() - begun < 2 * LONGEST_KEPT:
        found_nothing = found_nothing + 1 if many.visitor().get(story).status == 404 else 0
        time.sleep(0.1)
    taken = time.monotonic() - begun
    print(f"taken down: gone everywhere after {taken:.1f} s")
    return taken
