"""Readers' pages are read from a copy of the database at most five seconds behind; all else from the primary.

How far a copy is behind is told by the log, not by its clock: it must have replayed what the primary had written
a little ago. A copy that nothing reaches any more says of itself that it has replayed all it got.
"""

import itertools
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections

from testimonies import page_cache

# Looked at every second: together no more than five.
LAG, EVERY = 4.0, 1.0
# One that does not answer is not asked again at once: each try may take until its time-out.
REST = 10.0
PRIMARY = DEFAULT_DB_ALIAS
_WRITTEN = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint"
_REPLAYED = "SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint WHERE pg_is_in_recovery()"
_LOG = logging.getLogger("replicas")
_reading: ContextVar[str] = ContextVar("reading", default=PRIMARY)


@dataclass
class Watch:
    """What a process knows of its copies: when it looked, what the primary had written, who may be read."""

    samples: deque[tuple[float, int]] = field(default_factory=deque)
    fresh: frozenset[str] = frozenset()
    looked: float = float("-inf")
    rest_until: dict[str, float] = field(default_factory=dict)

    def look(self, now: float, written: int | None, replayed: dict[str, int | None]) -> None:
        """Take in what each said. None is no answer: without the primary's, who was fresh stays so."""
        self.looked = now
        if written is not None:
            self.samples.append((now, written))
        while self.samples and now - self.samples[0][0] > LAG and len(self.samples) > 1:
            self.samples.popleft()
        for name, at in replayed.items():
            if at is None:
                self.rest_until[name] = now + REST
        self.fresh = frozenset(
            name for name, at in replayed.items() if self._is_fresh(name, at, now, written)
        )

    def _is_fresh(self, name: str, at: int | None, now: float, written: int | None) -> bool:
        if at is None or not self.samples:
            return False
        begun, wanted = self.samples[0]
        if written is None:
            # Nothing can have been taken down meanwhile, either.
            return name in self.fresh
        return at >= wanted and now - begun <= LAG

    def is_due(self, now: float) -> bool:
        """Whether it is time to look again."""
        return now - self.looked >= EVERY

    def lost(self, name: str, now: float) -> None:
        """It failed while it was read."""
        self.fresh -= {name}
        self.rest_until[name] = now + REST


class Router:
    """Reads go where `for_readers` says; everything else, and everything that is written, to the primary."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """The copy that this page is read from, or the primary."""
        return _reading.get()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        """The primary."""
        return PRIMARY

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """They are one database."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """A copy gets its tables from the primary."""
        return db == PRIMARY


_watch, _lock, _turn = Watch(), threading.Lock(), itertools.count()


def current() -> str:
    """Where this page is read from, for statements that are written by hand."""
    return _reading.get()


def for_readers(view: Callable[..., Any]) -> Callable[..., Any]:
    """The view, read from a copy where one may be; and once more from the primary when that copy fails."""

    def reading(*args: Any, **kwargs: Any) -> Any:
        name = choose()
        if name == PRIMARY:
            return view(*args, **kwargs)
        token = _reading.set(name)
        try:
            return view(*args, **kwargs)
        except (DatabaseError, InterfaceError):
            _give_up(name)
        finally:
            _reading.reset(token)
        return view(*args, **kwargs)

    return reading


def choose() -> str:
    """A copy that is fresh, each in its turn; else the primary."""
    if not settings.CHORUS_REPLICAS:
        return PRIMARY
    now = time.monotonic()
    # Something was just taken down or put up here: a copy may not know yet, and what is drawn now is kept.
    if now - page_cache.forgotten_at() < LAG:
        return PRIMARY
    if _watch.is_due(now) and _lock.acquire(blocking=False):
        try:
            _look(now)
        finally:
            _lock.release()
    if now - _watch.looked > LAG:
        return PRIMARY
    fresh = sorted(_watch.fresh)
    return fresh[next(_turn) % len(fresh)] if fresh else PRIMARY


def _look(now: float) -> None:
    before = _watch.fresh
    asked = [name for name in settings.CHORUS_REPLICAS if _watch.rest_until.get(name, now) <= now]
    written = _ask(PRIMARY, _WRITTEN)
    _watch.look(now, written, {name: _ask(name, _REPLAYED) for name in asked})
    if _watch.fresh != before:
        _LOG.warning("the copies that are read have changed")


def _ask(name: str, statement: str) -> int | None:
    try:
        with connections[name].cursor() as cursor:
            cursor.execute(statement)
            row = cursor.fetchone()
    except (DatabaseError, InterfaceError):
        connections[name].close()
        return None
    return row[0] if row else None


def _give_up(name: str) -> None:
    _LOG.warning("a copy failed", exc_info=True)
    _watch.lost(name, time.monotonic())
    connections[name].close()
