"""Something fails while somebody presses Send: the text stays on the screen, and no words are shown that open nothing.

A killed process is in test_kill.py.
"""

import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import psycopg2
import pytest

from local.roles import SITE
from tests.marks import new_mark
from tests.whole.client import Client, Form, Page, write
from tests.whole.parts import Parts
from tests.whole.site import SECONDS, new_home

_STORY = "An invented story with the words {mark}. " + "It rained for days. " * 400
NO_MOUNT = "NO TMPFS: only root may mount one, so a full disk was not tried"


@dataclass
class Writer:
    """One person with one story and one ticket."""

    parts: Parts
    words: str
    client: Client
    form: Form

    def press(self) -> Page:
        """Send, or Send again on the page that came back."""
        page = self.client.send(self.form)
        if page.status >= 500:
            self.form = page.form("ticket")
        return page

    def opens(self, receipt: str) -> bool:
        """Whether these six words lead to this very story."""
        client = Client(self.parts.port)
        page = client.send(client.get("/back/").form("w"), w=receipt)
        return page.path == "/back/page/" and self.words in client.get("/back/page/?text=1").text


def new_writer(parts: Parts) -> Writer:
    """Somebody who has written, and would press Send next."""
    client = Client(parts.port)
    words = _STORY.format(mark=new_mark(_STORY))
    _page, form = write(client, words, "read")
    return Writer(parts, words, client, form)


@pytest.fixture(scope="module")
def parts() -> Iterator[Parts]:
    """A site on a disk that is large enough."""
    home = new_home()
    made = Parts(home)
    yield made
    made.stop()
    shutil.rmtree(home)


@contextmanager
def stopped(parts: Parts) -> Iterator[None]:
    """Without PostgreSQL."""
    parts.server.stop()
    yield
    parts.postgres = parts.server.start()


@contextmanager
def too_slow(parts: Parts) -> Iterator[None]:
    """A table that is locked, and a server that ends a statement after a fifth of a second."""
    with closing(psycopg2.connect(parts.address())) as link, link.cursor() as cursor:
        cursor.execute(f"ALTER ROLE {SITE} SET statement_timeout = '200ms'")
        _new_connections(cursor)
        link.commit()
        cursor.execute("LOCK TABLE testimonies_testimony IN ACCESS EXCLUSIVE MODE")
        yield
        link.rollback()
        cursor.execute(f"ALTER ROLE {SITE} RESET statement_timeout")
        _new_connections(cursor)
        link.commit()


def _new_connections(cursor: psycopg2.extensions.cursor) -> None:
    cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", [SITE])


@pytest.mark.parametrize(
    "fault", [stopped, too_slow], ids=["PostgreSQL is stopped", "a statement takes too long"]
)
def test_the_text_comes_back_and_is_taken_once_all_is_well(parts: Parts, fault: Callable) -> None:
    writer = new_writer(parts)
    with fault(parts):
        for _press in range(2):
            _came_back(writer)
    _is_taken(writer)


def _came_back(writer: Writer) -> None:
    page = writer.press()
    assert page.status == 503 and page.receipt == ""
    assert dict(page.form("ticket").pairs)["words"].replace("\r\n", "\n") == writer.words


def _is_taken(writer: Writer) -> None:
    before = int(writer.parts.ask("SELECT count(*) FROM testimonies_testimony"))
    page = writer.press()
    assert len(page.receipt.split()) == 6 and writer.opens(page.receipt)
    assert int(writer.parts.ask("SELECT count(*) FROM testimonies_testimony")) == before + 1


def test_without_a_cache_it_is_taken(parts: Parts) -> None:
    usual, parts.application = parts.application, "tests.whole.no_cache_wsgi:application"
    parts.kill_the_master()
    _is_taken(new_writer(parts))
    # It did fail, and was told by its kind alone.
    assert "WARNING limits ConnectionError" in (parts.home / "said.txt").read_text()
    parts.application = usual
    parts.kill_the_master()


def test_a_line_that_is_cut_after_the_commit_shows_the_same_words_when_it_is_sent_again(parts: Parts) -> None:
    writer = new_writer(parts)
    before = int(parts.ask("SELECT count(*) FROM testimonies_testimony"))
    body = urlencode(writer.form.pairs).encode()
    cookies = "; ".join(f"{name}={value}" for name, value in writer.client.cookies.items())
    head = (
        f"POST /thanks/ HTTP/1.1\r\nHost: 127.0.0.1:{parts.port}\r\nCookie: {cookies}\r\n"
        "Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", parts.port), timeout=SECONDS) as line:
        line.sendall(head.encode() + body)
        # The first bytes of the answer come after the commit; the rest is lost with the line.
        assert line.recv(12)
    assert int(parts.ask("SELECT count(*) FROM testimonies_testimony")) == before + 1
    again, once_more = writer.press(), writer.press()
    assert again.receipt == once_more.receipt and writer.opens(again.receipt)
    assert int(parts.ask("SELECT count(*) FROM testimonies_testimony")) == before + 1
    # The words were used: from now on they are not shown again.
    assert writer.press().receipt == ""


def test_pressed_many_times_at_one_moment_it_is_one_story_with_one_receipt(parts: Parts) -> None:
    writer = new_writer(parts)
    before, receipts = int(parts.ask("SELECT count(*) FROM testimonies_testimony")), []
    threads = [
        threading.Thread(target=lambda: receipts.append(writer.client.send(writer.form).receipt))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    assert len(receipts) == 6 and len(set(receipts)) == 1
    assert writer.opens(receipts[0])
    assert int(parts.ask("SELECT count(*) FROM testimonies_testimony")) == before + 1


@pytest.fixture
def small_disk() -> Iterator[Parts]:
    """A site with all its data on a disk of 300 MB."""
    if os.geteuid() != 0:
        pytest.skip(NO_MOUNT)
    home = new_home()
    (home / "data").mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", home / "data"], check=False)
    if mounted.returncode:
        shutil.rmtree(home)
        pytest.skip(NO_MOUNT)
    try:
        parts = Parts(home)
        yield parts
        parts.stop()
    finally:
        subprocess.run(["umount", "-l", home / "data"], check=True)
        shutil.rmtree(home)


@contextmanager
def filled(directory: Path) -> Iterator[None]:
    """Not a byte left."""
    filler = directory / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"\0" * 4096):
            pass
    assert shutil.disk_usage(directory).free < 4096
    yield
    filler.unlink()


def test_on_a_full_disk_the_text_comes_back_and_nothing_is_half_kept(small_disk: Parts) -> None:
    writer = new_writer(small_disk)
    with filled(small_disk.home / "data"):
        _came_back(writer)
    _is_taken(writer)
    # Beside a ticket stand the texts that its form had held, so these are counted by receipt.
    tickets = "(SELECT DISTINCT receipt FROM testimonies_usedticket) AS tickets"
    tables = ("testimonies_testimony", "vault_datakey", "vault_receipt", tickets)
    assert {int(small_disk.ask(f"SELECT count(*) FROM {table}")) for table in tables} == {1}
