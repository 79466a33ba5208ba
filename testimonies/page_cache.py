"""Rendered public pages, kept for half a minute in the process.

Nothing in here is private: only pages that are the same for everybody come in. It is emptied when a group goes up or
a story goes; other processes catch up within the half minute that shared caches are given too.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings

Kept = TypeVar("Kept")
_MOST_PAGES = 500


@dataclass(frozen=True)
class Page:
    """A page as it was sent: body, headers and its ETag."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str
    until: float


_pages: OrderedDict[str, Page] = OrderedDict()
_values: dict[str, tuple[float, Any]] = {}
_forgotten = 0
_forgotten_at = float("-inf")
_lock = threading.Lock()


def get(path: str) -> Page | None:
    """The page of this path and query, while it is fresh."""
    page = _pages.get(path)
    return page if page is not None and page.until > time.monotonic() else None


def age() -> int:
    """How often everything was forgotten: a page that was begun before the last time must not be kept."""
    return _forgotten


def keep(path: str, body: bytes, headers: tuple[tuple[str, str], ...], etag: str, begun: int) -> Page:
    """Keep a page that was begun at age `begun`, and return it; the oldest goes when there are too many."""
    page = Page(body, headers, etag, time.monotonic() + settings.CHORUS_PAGE_CACHE_SECONDS)
    with _lock:
        if begun != _forgotten:
            return page
        _pages[path] = page
        _pages.move_to_end(path)
        while len(_pages) > _MOST_PAGES:
            _pages.popitem(last=False)
    return page


def counts(count: Callable[[], dict[str, int]]) -> dict[str, int]:
    """What `count` returns, kept as long as a page is: the totals that stand on every page of stories."""
    return value("counts", count)


def value(name: str, make: Callable[[], Kept]) -> Kept:
    """What `make` returns, kept under this name as long as a page is."""
    until, kept = _values.get(name, (0.0, None))
    if until > time.monotonic():
        return kept
    begun, made = age(), make()
    with _lock:
        if begun == _forgotten:
            _values[name] = (time.monotonic() + settings.CHORUS_PAGE_CACHE_SECONDS, made)
    return made


def forgotten_at() -> float:
    """When everything was forgotten last, by time.monotonic()."""
    return _forgotten_at


def forget() -> None:
    """Forget every page, and the values that stand on many."""
    global _forgotten, _forgotten_at
    with _lock:
        _forgotten += 1
        _forgotten_at = time.monotonic()
        _values.clear()
        _pages.clear()
