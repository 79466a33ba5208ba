"""config/serve.py with somebody who keeps its socket, as systemd does; with systemd itself in test_install.py."""

import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from subprocess import Popen

import pytest

from local.arguments import CHECKOUT
from local.processes import end, spawn
from tests.whole.site import SECONDS

ASK = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
FLAGS = "--interface wsgi --workers 1 --no-access-log --log-level error --workers-kill-timeout 5"
# What is handed on comes as number 3, with the number of the very process.
HANDED_ON = 'exec 3<&"$0" && export LISTEN_FDS=1 LISTEN_PID=$$ && exec "$@"'


class Service:
    """It is started and ended; what it is told at each start says which one answers."""

    def __init__(self, home: Path) -> None:
        self.at = home / "site.sock"
        self.ends = ExitStack()

    def start(self, which: str, *before: str, fds: tuple[int, ...] = (), **told: str) -> Popen:
        """Another one."""
        command = [sys.executable, "-m", "config.serve", "--uds", self.at, *FLAGS.split()]
        env = {**os.environ, "WHICH": which, **told}
        command = [*before, *command, "tests.deploy.which:application"]
        process = spawn(command, cwd=CHECKOUT, env=env, pass_fds=fds)
        self.ends.callback(end, process)
        return process

    def asked(self) -> socket.socket:
        """A line on which somebody has asked."""
        link = self.ends.enter_context(closing(socket.socket(socket.AF_UNIX)))
        link.settimeout(SECONDS)
        link.connect(str(self.at))
        link.sendall(ASK)
        return link

    def first_answer(self) -> str:
        """What is answered as soon as somebody listens."""
        until = time.monotonic() + SECONDS
        while True:
            try:
                return answer_to(self.asked())
            except (FileNotFoundError, ConnectionRefusedError):
                assert time.monotonic() < until
                time.sleep(0.05)


def answer_to(link: socket.socket) -> str:
    """The last line of it."""
    said = b""
    while part := link.recv(4096):
        said += part
    return said.decode().splitlines()[-1]


@pytest.fixture
def service(home: Path) -> Iterator[Service]:
    """Ended at the end, whichever runs."""
    made = Service(home)
    with made.ends:
        yield made
    made.at.unlink(missing_ok=True)


@pytest.fixture
def keeper(home: Path) -> Iterator[socket.socket]:
    """Who is told of a service, and given its socket."""
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as link:
        link.bind(str(home / "notify"))
        link.settimeout(SECONDS)
        yield link
    (home / "notify").unlink()


def test_a_question_between_two_services_waits_for_the_second(
    service: Service, keeper: socket.socket
) -> None:
    told = {"NOTIFY_SOCKET": keeper.getsockname()}
    first = service.start("the first", **told)
    said, (kept,), *_rest = socket.recv_fds(keeper, 1000, 1)
    assert said.startswith(b"FDSTORE=1") and service.first_answer() == "the first"
    end(first)
    waiting = service.asked()
    service.start("the second", "bash", "-c", HANDED_ON, str(kept), fds=(kept,), **told)
    assert answer_to(waiting) == service.first_answer() == "the second"
    os.close(kept)


def test_a_socket_that_nobody_keeps_goes_with_its_service(service: Service) -> None:
    first = service.start("the first")
    assert service.first_answer() == "the first"
    end(first)
    assert not service.at.exists()


def test_what_a_killed_one_left_is_no_hindrance(service: Service, keeper: socket.socket) -> None:
    with closing(socket.socket(socket.AF_UNIX)) as left:
        left.bind(str(service.at))
    service.start("the next", NOTIFY_SOCKET=keeper.getsockname())
    assert service.first_answer() == "the next"
