"""The real site in its own process, and a small one that only stands for the world outside."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from local.arguments import CHECKOUT

_PAGE = "<!doctype html><html lang=en><title>{title}</title><h1>{title}</h1>{body}"
# What a site without our measures would send: it may be stored, and nothing in it says "sensitive".
PLAIN_FORM = "<form method=post action=/sent><textarea name=words></textarea><button>Send</button></form>"
STARTED = "The site is at "


@dataclass(frozen=True)
class Site:
    """Where it is, who moderates it, and where its exit leads."""

    url: str
    moderator: str
    password: str
    outside: str


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _environment(outside: str, settings: dict[str, str]) -> dict[str, str]:
    """Ours, without the database and the settings of the test session, and with these."""
    ours = ("CHORUS_", "DATABASE_URL", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {"PYTHONPATH": str(CHECKOUT), "CHORUS_LEAVE_URL": outside} | settings


@contextmanager
def running_site(data: Path, outside: str, *flags: str, **settings: str) -> Iterator[Site]:
    """bin/run, after it made its environment; with the demonstration, and with `--empty` without a moderator."""
    port = free_port()
    command = [sys.executable, "-P", "-m", "local.serve", "--port", str(port), "--data", str(data), *flags]
    with (data.parent / "said").open("w+") as errors:
        process = subprocess.Popen(
            command,
            cwd="/",
            env=_environment(outside, settings),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        try:
            said = [process.stdout.readline()]
            # With the demonstration a name and a password stand before it.
            if said[0] and not said[0].startswith(STARTED):
                said.append(process.stdout.readline())
            assert said[-1].startswith(STARTED), said
            name, _between, password = said[0].partition(": ")[2].partition(" / ")
            yield Site(f"http://127.0.0.1:{port}", name, password.strip(), outside)
        finally:
            process.terminate()
            process.communicate(timeout=60)


class _Plain(BaseHTTPRequestHandler):
    """Answers everything with one page; what is sent to it is shown again, as on most sites."""

    def __init__(self, *args: Any, body: str) -> None:
        self.body = body
        super().__init__(*args)

    def do_GET(self) -> None:
        """The page."""
        self._answer(_PAGE.format(title="Weather", body=self.body))

    def do_POST(self) -> None:
        """The same for what was sent."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer(_PAGE.format(title="Sent", body="<a href=/>Home</a>"))

    def _answer(self, page: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def plain_site(body: str = "") -> Iterator[str]:
    """A small site of one page; yields its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Plain, body=body))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
