"""The data directory: all that must survive a restart, and nothing else."""

import fcntl
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from local.trouble import Trouble


@dataclass(frozen=True)
class DataDirectory:
    """`secrets/` (ours alone), `postgres/` (the cluster), `postgres.log`, and a lock for each that runs."""

    path: Path

    @property
    def secrets(self) -> Path:
        """Passwords and keys, 0700."""
        return self.path / "secrets"

    @property
    def cluster(self) -> Path:
        """What initdb makes."""
        return self.path / "postgres"

    @property
    def log(self) -> Path:
        """What PostgreSQL says; it is told to say no words and no addresses."""
        return self.path / "postgres.log"

    def make(self) -> None:
        """Make what is missing; a directory that exists keeps its mode and its owner."""
        # Root's PostgreSQL runs as nobody, who must get through to the cluster; what is in here is closed.
        self.path.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
        if not self.secrets.exists():
            self.secrets.mkdir(mode=0o700)

    def secret(self, name: str) -> str:
        """Return the password kept under `name`; made when there is none."""
        kept = self.secrets / name
        if not kept.exists():
            # Whole or not at all: half a password would lock its database for ever.
            handle, unfinished = tempfile.mkstemp(dir=self.secrets)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(24))
                file.flush()
                os.fsync(file.fileno())
            os.replace(unfinished, kept)
        return kept.read_text(encoding="ascii").strip()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nobody else may run a site from this directory meanwhile; raises Trouble if somebody does."""
        with lock(self.path / "run.lock") as free:
            if free is None:
                raise Trouble(f"another bin/run is using {self.path}; stop it, or choose another --data")
            yield


@contextmanager
def lock(path: Path) -> Iterator[int | None]:
    """Yield the descriptor of a lock that ends with its last holder, however that ends; None if taken."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield handle if _taken(handle) else None
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
