"""A server that the tests of this room share, and a stand-in site for `bin/run` to start."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from local.account import account_for
from local.arguments import CHECKOUT
from local.binaries import embedded
from local.data import DataDirectory
from local.postgres import Server
from local.roles import make_roles

STAND_IN = Path(__file__).parent / "stand_in"


def new_server(directory: Path) -> Server:
    """Return the server of a data directory, set up as bin/run does it and not started."""
    data = DataDirectory(directory)
    data.make()
    account = account_for(data.cluster)
    return Server(data, account, embedded(account, data.path))


@dataclass(frozen=True)
class Running:
    """A server that runs, and the address of its database for each role."""

    server: Server
    urls: dict[str, str]


@pytest.fixture(scope="package")
def directory() -> Iterator[Path]:
    """A directory that is closed to others, as a person's home is: it has to stay so."""
    made = Path(tempfile.mkdtemp(prefix="chorus-closed-"))
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="package")
def running(directory: Path) -> Iterator[Running]:
    """One server, not to be stopped by a test."""
    server = new_server(directory / "shared")
    server.start()
    try:
        yield Running(server, make_roles(server, server.data))
    finally:
        server.stop()


@pytest.fixture(scope="package")
def made(directory: Path) -> Path:
    """A data directory that was used before and that no server is using."""
    server = new_server(directory / "used-before")
    server.start()
    server.stop()
    return server.data.path


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose site is a stand-in."""
    shutil.copytree(STAND_IN, tmp_path / "checkout")
    shutil.copytree(CHECKOUT / "local", tmp_path / "checkout" / "local")
    return tmp_path / "checkout"


@pytest.fixture(autouse=True)
def _no_database_of_the_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """What bin/run starts must not find the database that the other tests use."""
    for name in [name for name in os.environ if name == "DATABASE_URL" or name.startswith("CHORUS_")]:
        monkeypatch.delenv(name)
