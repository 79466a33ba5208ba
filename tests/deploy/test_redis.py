"""Two web processes and one Redis: they count together; without it nobody is kept from writing."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.processes import end, spawn
from tests.needs import need_program
from tests.whole.client import Client, write
from tests.whole.parts import Parts
from tests.whole.site import SECONDS, free_port

WRONG = "abacus abdomen abdominal abide abiding ability"
WAIT = "Please wait a few minutes."
# The limit of wrong words from one address: 30 in ten minutes.
ALLOWED = 30


class Two(Parts):
    """The parts of a site, its web process twice, and Redis without persistence."""

    def __init__(self, home: Path) -> None:
        self.socket = home / "redis.sock"
        self.redis = start_redis(self.socket)
        told = {"CHORUS_PROCESSES": "2", "CHORUS_CACHE_URL": f"unix://{self.socket}"}
        super().__init__(home, **told)
        self.second = free_port()
        self.second_web = self._start_web(self.second, self.environment)

    def come_back(self, port: int) -> str:
        """What a wrong receipt answers at one of the two."""
        client = Client(port)
        return client.send(client.get("/back/").form("w"), w=WRONG).text

    def stop(self) -> None:
        """End all of it."""
        end(self.second_web)
        end(self.redis)
        super().stop()


def start_redis(path: Path) -> subprocess.Popen:
    """Redis on a socket, keeping nothing on the disk."""
    command = ["redis-server", "--port", "0", "--unixsocket", str(path), "--save", "", "--appendonly", "no"]
    redis = spawn(command, cwd=path.parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + SECONDS
    while not path.exists():
        assert redis.poll() is None and time.monotonic() < until
        time.sleep(0.05)
    return redis


@pytest.fixture(scope="module")
def two(home: Path) -> Iterator[Two]:
    """Both, until the end of the module."""
    need_program("redis-server")
    made = Two(home)
    yield made
    made.stop()


def test_wrong_words_count_wherever_they_are_typed_and_a_lost_redis_closes_no_door(two: Two) -> None:
    for number in range(ALLOWED):
        assert WAIT not in two.come_back((two.port, two.second)[number % 2])
    assert WAIT in two.come_back(two.port) and WAIT in two.come_back(two.second)
    end(two.redis)
    assert WAIT not in two.come_back(two.port)
    client = Client(two.second)
    _page, form = write(client, "Something.")
    assert len(client.send(form).receipt.split()) == 6
    assert "WARNING limits" in (two.home / "said.txt").read_text()
    two.redis = start_redis(two.socket)
    assert WAIT not in two.come_back(two.second)


def test_redis_writes_no_file(two: Two) -> None:
    assert [path for path in two.home.iterdir() if path.suffix in (".rdb", ".aof")] == []
