"""A site to measure: a PostgreSQL of its own, prepared as `bin/run` does it, and web servers on free ports."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import django
import psycopg2

from local.account import account_for
from local.arguments import CHECKOUT
from local.binaries import embedded
from local.cluster import ADMINISTRATOR
from local.data import DataDirectory
from local.postgres import THROWAWAY, Server
from local.processes import end, spawn
from local.roles import DATABASE, OWNER, SITE, make_roles

HOST = "127.0.0.1"
NAME, PASSWORD = "benchmark", "lantern-kettle-harbour-27"
# The flags of local/serve.py.
FLAGS = [
    "--interface",
    "wsgi",
    "--workers",
    "1",
    "--blocking-threads",
    "8",
    "--no-access-log",
    "--log-level",
    "error",
    "--workers-kill-timeout",
    "5",
]
_SECONDS = 20


@dataclass
class Place:
    """A prepared site: what its processes are told, and the database's address for its administrator."""

    environment: dict[str, str]
    administrator: str
    stack: ExitStack = field(repr=False)

    def serve(self, application: str = "config.wsgi:application", *, niceness: int = 0, **told: str) -> int:
        """Start a web server and return its port when it answers; `niceness` as `nice` has it."""
        port = free_port()
        command = [
            "nice",
            "-n",
            str(niceness),
            sys.executable,
            "-m",
            "granian",
            *FLAGS,
            "--host",
            HOST,
            "--port",
            str(port),
            application,
        ]
        process = spawn(command, cwd=CHECKOUT, env=self.environment | told)
        self.stack.callback(end, process)
        wait_for(port, process)
        return port

    def run(self, *statements: str) -> None:
        """Run statements one by one, each in a transaction of its own."""
        link = psycopg2.connect(self.administrator)
        link.autocommit = True
        try:
            with link.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
        finally:
            link.close()

    def enter(self) -> None:
        """Make this process one of the site's, so that it may use its functions."""
        os.environ |= self.environment | {"DJANGO_SETTINGS_MODULE": "config.settings"}
        django.setup()


@contextmanager
def place(*, durable: bool) -> Iterator[Place]:
    """A site without a story, and its first coordinator; `durable` where commits are what is measured."""
    directory = Path(tempfile.mkdtemp(prefix="chorus-benchmark-"))
    directory.chmod(0o711)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, directory, ignore_errors=True)
        data = DataDirectory(directory)
        data.make()
        account = account_for(data.cluster)
        server = Server(data, account, embedded(account, data.path), {} if durable else dict(THROWAWAY))
        stack.callback(server.stop)
        server.start()
        urls = make_roles(server, data)
        environment = _environment(data, urls)
        _prepare(directory, environment | {"CHORUS_OWNER_DATABASE_URL": urls[OWNER]})
        yield Place(environment, server.url(ADMINISTRATOR, server.password, DATABASE), stack)


def _environment(data: DataDirectory, urls: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CHORUS_")}
    return kept | {
        "CHORUS_DATA_DIR": str(data.path),
        "CHORUS_SECRETS_DIR": str(data.secrets),
        "CHORUS_LOCAL": "True",
        "DATABASE_URL": urls[SITE],
    }


def _prepare(directory: Path, environment: dict[str, str]) -> None:
    password = directory / "password"
    password.write_text(PASSWORD + "\n", encoding="ascii")
    who = ["--moderator", NAME, "--password-file", password, "--recovery-file", directory / "recovery"]
    command = [sys.executable, "manage.py", "prepare", *who]
    subprocess.run(command, cwd=CHECKOUT, env=environment, check=True, timeout=120)


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as ours:
        ours.bind((HOST, 0))
        return ours.getsockname()[1]


def wait_for(port: int, process: subprocess.Popen) -> None:
    """Until it answers there. Raises SystemExit."""
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as ours:
            if ours.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("a web server did not start")
