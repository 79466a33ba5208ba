"""The secrets that never go into the database or its backups: the pepper and the site key.

They are files of 32 random bytes, as hex, in CHORUS_SECRETS_DIR. Whoever has the database alone has neither.
"""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings
from nacl.encoding import RawEncoder
from nacl.hash import blake2b

from . import sealing

NAMES = ("pepper", "site_key", "django_key")


class MissingSecret(Exception):
    """A secret file is not there; its name says which."""


def create_missing(directory: Path) -> None:
    """Make each secret that `directory` lacks, readable by its owner only; leave those that exist."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in NAMES:
        path = directory / name
        if not path.exists():
            _write(path, sealing.new_key().hex())


def write(directory: Path, texts: Mapping[str, str]) -> None:
    """These secrets, by name, in the place of those that are there."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in NAMES:
        _write(directory / name, texts[name])


def _write(path: Path, text: str) -> None:
    # Written whole under another name first: a start that dies half-way must not leave half a pepper.
    draft = path.with_suffix(".new")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)


@cache
def _read(path: Path) -> bytes:
    try:
        return bytes.fromhex(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        raise MissingSecret(path.name) from None


def site_key() -> bytes:
    """The key that seals what waits to become public."""
    return _read(settings.CHORUS_SECRETS_DIR / "site_key")


def from_pepper(purpose: str, *, size: int = 32) -> bytes:
    """`size` bytes (16 to 64) derived from the pepper for one purpose."""
    pepper = _read(settings.CHORUS_SECRETS_DIR / "pepper")
    return blake2b(purpose.encode(), digest_size=size, key=pepper, encoder=RawEncoder)


def keyed_hash(purpose: str, message: bytes, *, size: int = 32) -> bytes:
    """A hash of `message` that nobody can make or check without the pepper."""
    return blake2b(message, digest_size=size, key=from_pepper(purpose), encoder=RawEncoder)
