"""A real site: bin/run's own code in a process of its own, with all that it writes where we can read it."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import psycopg2
from psycopg2.extensions import connection as Link

from local.account import account_for
from local.arguments import CHECKOUT
from local.cluster import ADMINISTRATOR
from local.data import DataDirectory
from local.roles import DATABASE, password_name

SECONDS = 60


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def clean_environment() -> dict[str, str]:
    """Ours, without what tests/conftest.py put into it for the other tests."""
    return {
        name: value
        for name, value in os.environ.items()
        if name != "DATABASE_URL" and not name.startswith(("CHORUS_", "DJANGO_"))
    }


def new_home() -> Path:
    """A directory with a short path (a socket will lie in it) that PostgreSQL's user gets through."""
    home = Path(tempfile.mkdtemp(prefix="chorus-whole-"))
    home.chmod(0o711)
    (home / "tmp").mkdir()
    (home / "tmp").chmod(0o711)
    account_for(home / "none").own(home / "tmp")
    return home


class Site:
    """`data/`, `tmp/` (all temporary files) and `said.txt` (stdout and stderr) under `home`."""

    def __init__(self, home: Path, *arguments: str, **environment: str) -> None:
        self.home, self.data = home, DataDirectory(home / "data")
        self.said, self.port = home / "said.txt", free_port()
        command = [sys.executable, "-P", "-m", "local.serve", "--port", str(self.port)]
        with self.said.open("ab") as said:
            begin = said.seek(0, os.SEEK_END)
            self.process = subprocess.Popen(
                [*command, "--data", str(self.data.path), *arguments],
                cwd="/",
                env=clean_environment()
                | {"PYTHONPATH": str(CHECKOUT), "TMPDIR": str(home / "tmp")}
                | environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
            )
        self._wait(begin)

    def _wait(self, begin: int) -> None:
        until = time.monotonic() + SECONDS
        while b"The site is at" not in self.said.read_bytes()[begin:]:
            assert self.process.poll() is None, self.said.read_text()
            assert time.monotonic() < until, self.said.read_text()
            time.sleep(0.05)

    def stop(self) -> int:
        """End it as a person would, and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(SECONDS)

    def everybody(self) -> list[psutil.Process]:
        """The process that was started and all that it started."""
        ours = psutil.Process(self.process.pid)
        return [ours, *ours.children(recursive=True)]

    def link(self, role: str = ADMINISTRATOR) -> Link:
        """A connection of our own to its database."""
        name = "database_administrator" if role == ADMINISTRATOR else password_name(role)
        link = psycopg2.connect(
            host=(self.data.path / "postgres.socket").read_text(),
            user=role,
            password=self.data.secret(name),
            dbname=DATABASE,
        )
        link.autocommit = True
        return link

    def housekeeping(self) -> None:
        """One round of it, now; what it says goes where the site's words go."""
        sockets = (self.data.path / "postgres.socket").read_text()
        urls = {
            role: f"postgresql://{role}:{self.data.secret(password_name(role))}@/{DATABASE}?host={sockets}"
            for role in ("chorus_owner", "chorus_site")
        }
        told = {
            "CHORUS_DATA_DIR": str(self.data.path),
            "CHORUS_LOCAL": "True",
            "DATABASE_URL": urls["chorus_site"],
            "CHORUS_OWNER_DATABASE_URL": urls["chorus_owner"],
        }
        with self.said.open("ab") as said:
            command = [sys.executable, "manage.py", "housekeeping"]
            environment = clean_environment() | told
            subprocess.run(command, cwd=CHECKOUT, env=environment, stdout=said, stderr=said, check=True)


def still_running(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that do something; what is dead and waits for its parent does not."""
    return [each for each in processes if each.is_running() and each.status() != psutil.STATUS_ZOMBIE]
