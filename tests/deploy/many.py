"""A site of many parts on this machine: a primary with two streaming replicas, Redis, three web processes, nginx."""

import re
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import psycopg2

from local.cluster import ADMINISTRATOR, PLAIN, path_for
from local.postgres import SETTINGS
from local.processes import end, spawn
from local.roles import DATABASE, SITE, make_roles, password_name
from tests.deploy.behind import TOLD, Server
from tests.deploy.test_redis import start_redis
from tests.deploy.units import NAME
from tests.whole.parts import Parts
from tests.whole.site import SECONDS, free_port

REPLICAS = ("replica1", "replica2")


class Many(Server):
    """All of it, under `home`."""

    _start_web = Parts._start_web

    def __init__(self, home: Path) -> None:
        self.run = home / "run"
        self.run.mkdir()
        Parts.__init__(self, home, **(TOLD | {"CHORUS_HOSTS": f"{NAME},127.0.0.1"}))
        end(self.web)
        self.urls = make_roles(self.server, self.data)
        self.redis = start_redis(home / "redis.sock")
        self.copies = {name: self._copy(name) for name in REPLICAS}
        self.environment |= {
            "CHORUS_PROCESSES": "3",
            "CHORUS_CACHE_URL": f"unix://{home / 'redis.sock'}",
            "CHORUS_REPLICA_URLS": ",".join(self._url(name) for name in REPLICAS),
        }
        self.ports = [self.port, free_port(), free_port()]
        self.webs = [self._start_web(port, self.environment) for port in self.ports]
        self.http, self.https, self.onion = free_port(), free_port(), free_port()
        self.nginx = self._start_nginx()

    def _conf(self) -> str:
        servers = "".join(f"server 127.0.0.1:{port} max_fails=1 fail_timeout=2s;" for port in self.ports)
        text = re.sub(r"server unix:\S+ max_fails=0;", servers, super()._conf())
        # A form that was sent to one process is never sent to another; only whom nobody answered is asked elsewhere.
        return text.replace("proxy_next_upstream off;", "proxy_next_upstream error;")

    def _url(self, name: str) -> str:
        password = self.data.secret(password_name(SITE))
        return f"postgresql://{SITE}:{password}@/{DATABASE}?host={self.home / name}-socket"

    def _copy(self, name: str) -> subprocess.Popen:
        account, home = self.server.account, self.home / name
        for directory in (home, self.home / f"{name}-socket"):
            directory.mkdir(mode=0o700)
            account.own(directory)
        primary = f"host={self.server.settings['unix_socket_directories']} user={ADMINISTRATOR} password={self.server.password}"  # noqa: E501
        command = [self.server.binaries.path / "pg_basebackup", "-d", primary, "-D", path_for(account, home)]
        subprocess.run(
            [*command, "-R", "-X", "stream", "-c", "fast"],
            cwd=home,
            env=PLAIN,
            check=True,
            timeout=SECONDS,
            **account.options(),
        )
        return self.start_copy(name)

    def start_copy(self, name: str) -> subprocess.Popen:
        """A replica, when it answers."""
        home = self.home / name
        (home / "postmaster.pid").unlink(missing_ok=True)
        chosen = SETTINGS | {"unix_socket_directories": f"{home}-socket"}
        options = [part for key, value in chosen.items() for part in ("-c", f"{key}={value}")]
        account = self.server.account
        with (self.home / "replicas.txt").open("ab") as said:
            started = spawn(
                [self.server.binaries.path / "postgres", "-D", path_for(account, home), *options],
                cwd=home,
                env=PLAIN,
                stdout=said,
                stderr=said,
                **account.options(),
            )
        until = time.monotonic() + SECONDS
        while not self._follows(name):
            assert started.poll() is None and time.monotonic() < until
            time.sleep(0.1)
        return started

    def _follows(self, name: str) -> bool:
        with suppress(psycopg2.OperationalError):
            psycopg2.connect(self._url(name)).close()
            return True
        return False

    def looked_at(self, name: str) -> int:
        """How often a replica was asked for stories."""
        link = psycopg2.connect(self._url(name))
        try:
            with link.cursor() as cursor:
                cursor.execute(
                    "SELECT seq_scan + coalesce(idx_scan, 0) FROM pg_stat_user_tables"
                    " WHERE relname = 'testimonies_story'"
                )
                return cursor.fetchone()[0]
        finally:
            link.close()

    def kill_copy(self, name: str) -> None:
        """A replica's first process; its children leave."""
        self.copies[name].kill()
        self.copies[name].wait(SECONDS)

    def bring_back_copy(self, name: str) -> None:
        """It starts again."""
        self.copies[name] = self.start_copy(name)

    def kill_primary(self) -> None:
        """The primary's first process; its children leave."""
        self.postgres.kill()
        self.postgres.wait(SECONDS)

    def bring_back_primary(self) -> None:
        """It starts again, from its own disk."""
        self.postgres = self.server.start()

    def kill_web(self, number: int) -> None:
        """One of the three, master and worker."""
        end(self.webs[number], signal.SIGKILL)

    def bring_back_web(self, number: int) -> None:
        """It starts again."""
        self.webs[number] = self._start_web(self.ports[number], self.environment)

    def kill_redis(self) -> None:
        """Redis, with all that it counted."""
        self.redis.kill()
        self.redis.wait(SECONDS)
        (self.home / "redis.sock").unlink(missing_ok=True)

    def bring_back_redis(self) -> None:
        """An empty one."""
        self.redis = start_redis(self.home / "redis.sock")

    def stop(self) -> None:
        """End all of it."""
        for process in (self.nginx, *self.webs, self.redis, *self.copies.values()):
            end(process)
        self.server.stop()
