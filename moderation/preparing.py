"""What a start needs before the site is served: each step does nothing when nothing is to be done."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.core.management.sql import emit_post_migrate_signal
from django.db import OperationalError, connection, connections
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor

from config import database, env

LOCK_NOT_AVAILABLE = "55P03"
DEMONSTRATION, EMPTY = "demonstration", "empty"
_OTHER_KIND = {
    DEMONSTRATION: "this data directory is no demonstration; add --empty, or choose another --data",
    EMPTY: "this data directory holds a demonstration; start it without --empty, or choose another --data",
}


def keep_kind(directory: Path, kind: str) -> None:
    """Remember what this data directory is for. Refuses one that was begun as the other kind."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = directory / "kind"
    if not file.exists():
        file.write_text(kind + "\n", encoding="ascii")
    elif file.read_text(encoding="ascii").strip() != kind:
        raise CommandError(_OTHER_KIND[kind])


@contextmanager
def as_owner() -> Iterator[None]:
    """Talk to the database as its owner, where one is named; afterwards again as the site."""
    url = env.text("CHORUS_OWNER_DATABASE_URL")
    if not url:
        yield
        return
    site = connections.settings["default"]
    _connect_with(connections.configure_settings({"default": database.from_url(url)})["default"])
    try:
        yield
    finally:
        _connect_with(site)


def _connect_with(chosen: dict) -> None:
    connections["default"].close()
    del connections["default"]
    connections.settings["default"] = chosen


def migrate() -> None:
    """Bring the tables up to date, as the owner; the site may be serving people meanwhile."""
    with as_owner():
        executor = MigrationExecutor(connection, _before_each)
        targets = executor.loader.graph.leaf_nodes()
        plan = executor.migration_plan(targets)
        if not plan:
            return
        try:
            executor.migrate(targets, plan)
        except OperationalError as error:
            if getattr(error.__cause__, "pgcode", None) != LOCK_NOT_AVAILABLE:
                raise
            raise CommandError(
                "the tables are in use (a copy is being made?): do it again in a while"
            ) from None
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def _before_each(action: str, migration: Migration | None = None, fake: bool = False) -> None:
    """Nobody who writes waits longer than this for a change of tables; for an index beside them nobody waits."""
    if action == "apply_start" and migration is not None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('lock_timeout', %s, false)", ["3s" if migration.atomic else "0"]
            )


def collect_static() -> None:
    """Gather and compress the static files when one of them changed."""
    root = Path(settings.STATIC_ROOT)
    stamp, now = root / ".stamp", _fingerprint(settings.STATICFILES_DIRS)
    if stamp.exists() and stamp.read_text(encoding="ascii") == now:
        return
    # Taken away first: a start that dies half-way must gather again.
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(now, encoding="ascii")


def _fingerprint(directories: list[Path]) -> str:
    digest = hashlib.sha256()
    for directory in directories:
        for path in sorted(directory.rglob("*")):
            if path.is_file():
                about = path.stat()
                digest.update(f"{path.relative_to(directory)} {about.st_size} {about.st_mtime_ns}\n".encode())
    return digest.hexdigest()
