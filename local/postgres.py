"""One PostgreSQL of our own. It listens on a socket in a closed directory, and nowhere else."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from local.account import Account
from local.binaries import Binaries
from local.cluster import PLAIN, make_cluster, path_for, why
from local.data import DataDirectory, lock
from local.processes import end, spawn
from local.sockets import make_socket_directory, remove_left_over
from local.trouble import Trouble

# psycopg2 puts values into the statement text, and errors repeat them: no statement may reach the log.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_connections": "off",
    "log_disconnections": "off",
    "log_checkpoints": "off",
    "log_autovacuum_min_duration": "-1",
    "logging_collector": "off",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "shared_buffers": "64MB",
    "max_connections": "60",
}
# For tests: what they write may go with the machine.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
SECONDS = 30


@dataclass
class Server:
    """A cluster in `data`, run by `account` with `binaries`; `settings` go before SETTINGS."""

    data: DataDirectory
    account: Account
    binaries: Binaries
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen | None = None
    sockets: Path | None = None

    @property
    def password(self) -> str:
        """The administrator's password."""
        return self.data.secret("database_administrator")

    def url(self, user: str, password: str, database: str) -> str:
        """Return the address of a database for a user, while the server runs."""
        return f"postgresql://{user}:{quote(password, safe='')}@/{database}?host={self.sockets}"

    def start(self, go_on: Callable[[], None] = lambda: None) -> subprocess.Popen:
        """Make the cluster if there is none, start it, and return when it answers; raises Trouble.

        `go_on` is called while we wait; what it raises ends the start.
        """
        make_cluster(
            self.data.cluster,
            account=self.account,
            binaries=self.binaries,
            password=self.password,
            sync=self.settings.get("fsync") != "off",
        )
        go_on()
        self._end_left_over()
        with lock(self._lock) as handle:
            if handle is None:
                raise Trouble(f"another PostgreSQL is using {self.data.cluster}")
            # Whoever has this lock knows that no server runs here: a pid file is that of one that was killed.
            remove_left_over(self._note)
            (self.data.cluster / "postmaster.pid").unlink(missing_ok=True)
            self.sockets = make_socket_directory(self.account)
            self._note.touch(mode=0o600)
            self._note.write_text(str(self.sockets))
            try:
                return self._start(handle, go_on)
            except BaseException:
                self.stop()
                raise

    def stop(self) -> None:
        """End it fast: open connections are cut, nothing that was committed is lost."""
        if self.process is not None:
            end(self.process, signal.SIGINT, patience=SECONDS)
        if self.sockets is not None:
            shutil.rmtree(self.sockets, ignore_errors=True)
            self._note.unlink(missing_ok=True)

    @property
    def _lock(self) -> Path:
        """Held by the server and each of its children: they inherit the descriptor."""
        return self.data.path / "postgres.lock"

    @property
    def _note(self) -> Path:
        """Where the socket is, for the start after one that was killed."""
        return self.data.path / "postgres.socket"

    def _pid_file(self) -> list[str]:
        try:
            return (self.data.cluster / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _is_held(self) -> bool:
        with lock(self._lock) as handle:
            return handle is None

    def _end_left_over(self) -> None:
        """End a server whose bin/run was killed. The one who calls holds run.lock, so nobody needs it."""
        until = time.monotonic() + SECONDS
        asked = False
        while self._is_held() and time.monotonic() < until:
            lines = self._pid_file()
            if lines and not asked:
                # Killed as well: then its children, which hold the lock, leave by themselves.
                with suppress(ProcessLookupError):
                    os.kill(int(lines[0]), signal.SIGINT)
                asked = True
            time.sleep(0.05)

    def _start(self, handle: int, go_on: Callable[[], None]) -> subprocess.Popen:
        chosen = SETTINGS | {"unix_socket_directories": str(self.sockets)} | self.settings
        options = [part for name, value in chosen.items() for part in ("-c", f"{name}={value}")]
        with open(os.open(self.data.log, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600), "wb") as log:
            begin = log.seek(0, os.SEEK_END)
            self.process = spawn(
                [self.binaries.path / "postgres", "-D", path_for(self.account, self.data.cluster), *options],
                dies_by=signal.SIGINT,
                cwd=self.data.cluster,
                env=PLAIN,
                stdout=log,
                stderr=log,
                pass_fds=[handle],
                **self.account.options(),
            )
        self._wait(self.process, begin, go_on)
        return self.process

    def _wait(self, process: subprocess.Popen, begin: int, go_on: Callable[[], None]) -> None:
        # Line 8 of the pid file says how far it is.
        while "".join(self._pid_file()[7:]).strip() != "ready":
            if process.poll() is not None:
                said = self.data.log.read_bytes()[begin:].decode(errors="replace")
                raise Trouble(why("the database did not start", said, self.data.path))
            go_on()
            time.sleep(0.02)
