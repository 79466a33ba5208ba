"""The site without its cache: each question to it fails, as when a cache server is gone."""

from typing import Never

from django.core.cache.backends.locmem import LocMemCache

from config.wsgi import application

__all__ = ["application"]


def _gone(*_args: object, **_options: object) -> Never:
    raise ConnectionError


for _name in ("add", "get", "set", "incr", "touch", "delete", "has_key", "clear"):
    setattr(LocMemCache, _name, _gone)
