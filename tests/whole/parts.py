"""The parts of bin/run, started one by one, so that each can be killed and started again while the rest goes on."""

import os
import shutil
import signal
import subprocess
import sys
import time
from argparse import Namespace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
import psycopg2
import pytest

from local.account import account_for
from local.arguments import CHECKOUT
from local.binaries import embedded
from local.cluster import ADMINISTRATOR
from local.data import DataDirectory
from local.postgres import Server
from local.processes import end, spawn
from local.roles import DATABASE, OWNER, SITE, make_roles
from local.serve import environment_for, web_server
from tests.whole.client import Client
from tests.whole.site import SECONDS, clean_environment, free_port


class SteadyServer(Server):
    """A server whose socket stays where it is, so that the web server finds it again after a start."""

    def url(self, user: str, password: str, database: str) -> str:
        """Return the address of a database for a user."""
        where = self.settings["unix_socket_directories"]
        return f"postgresql://{user}:{quote(password, safe='')}@/{database}?host={where}"


class Parts:
    """PostgreSQL and the web server under `home`, prepared for one moderator."""

    def __init__(self, home: Path, application: str = "config.wsgi:application", **told: str) -> None:
        self.home, self.application, self.port = home, application, free_port()
        self.data = DataDirectory(home / "data")
        self.data.make()
        account = account_for(self.data.cluster)
        sockets = home / "sockets"
        sockets.mkdir(mode=0o700)
        account.own(sockets)
        steady = {"unix_socket_directories": str(sockets)}
        self.server = SteadyServer(self.data, account, embedded(account, self.data.path), steady)
        self.postgres = self.server.start()
        urls = make_roles(self.server, self.data)
        with pytest.MonkeyPatch.context() as patch:
            # What the parts are told is bin/run's own answer, without what our session told the other tests.
            for name in set(os.environ) - set(clean_environment()):
                patch.delenv(name)
            self.environment = environment_for(Namespace(empty=True), self.data, {SITE: urls[SITE]})
        self._prepare(urls[OWNER])
        self.environment |= told
        self.web = self._start_web(self.port, self.environment)

    def _prepare(self, owner: str) -> None:
        password = self.home / "password"
        password.write_text("a long invented password")
        files = ["--password-file", str(password), "--recovery-file", str(self.home / "recovery")]
        command = [sys.executable, "manage.py", "prepare", "--moderator", "wren", *files]
        environment = self.environment | {"CHORUS_OWNER_DATABASE_URL": owner}
        subprocess.run(command, cwd=CHECKOUT, env=environment, check=True, timeout=SECONDS)

    def _start_web(self, port: int, environment: dict[str, str]) -> subprocess.Popen:
        with (self.home / "said.txt").open("ab") as said:
            command = web_server(port, self.application)
            web = spawn(command, cwd=CHECKOUT, env=environment, stdout=said, stderr=said)
        until = time.monotonic() + SECONDS
        while not self._answers(port):
            assert web.poll() is None and time.monotonic() < until
            time.sleep(0.05)
        return web

    def _answers(self, port: int) -> bool:
        try:
            return Client(port).get("/healthz").status == 200
        except OSError:
            return False

    def kill_the_master(self) -> None:
        """The web server's first process, and then start it again."""
        self.web.kill()
        self._web_again()

    def kill_the_worker(self) -> None:
        """The process that answers requests, and then start the web server again."""
        # Python's resource tracker is a child as well, and answers nobody.
        for child in psutil.Process(self.web.pid).children():
            child.kill()
        self._web_again()

    def _web_again(self) -> None:
        end(self.web, signal.SIGKILL)
        self.web = self._start_web(self.port, self.environment)

    def kill_postgres(self) -> None:
        """The postmaster, by its pid file; its children see it and leave. Then start it again."""
        os.kill(int((self.data.cluster / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        self.postgres.wait()
        self.postgres = self.server.start()

    def address(self) -> str:
        """The administrator's address of the database."""
        return self.server.url(ADMINISTRATOR, self.server.password, DATABASE)

    def ask(self, statement: str) -> Any:
        """The one value that answers a statement."""
        link = psycopg2.connect(self.address())
        try:
            with link.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchone()[0]
        finally:
            link.close()

    def stop(self) -> None:
        """End both."""
        end(self.web)
        self.server.stop()
        shutil.rmtree(self.home / "sockets", ignore_errors=True)
