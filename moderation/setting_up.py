"""The first person of a team, and how what is shown only once gets to them."""

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import transaction

from moderation import people
from vault.words import WORDS

Say = Callable[[str], object]
PAPER = "Write these down on paper. They are not shown again, and nobody can look them up."


def new_password() -> str:
    """Four words and four digits: about 63 bits, before the slow hash."""
    words = "-".join(secrets.choice(WORDS) for _ in range(4))
    return f"{words}-{secrets.randbelow(10_000):04}"


def read_password(path: Path) -> str:
    """The password in a file, without the line end that editors add."""
    try:
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise CommandError(f"the password file {path} cannot be read") from None


def write_once(path: Path, text: str) -> None:
    """A new file that only its owner reads; refuses to write over one that exists."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise CommandError(f"{path} exists already; choose another file") from None
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}") from None
    with open(handle, "w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())


def set_up(name: str, password: str, *, recovery_file: Path | None, say: Say | None) -> None:
    """Create the first coordinator; the phrase goes to `recovery_file`, or is said to a terminal."""
    if recovery_file is None:
        phrase = _create(name, password)
        if say is not None:
            say(f"{PAPER}\nRecovery phrase: {phrase}")
        return
    keep_while(recovery_file, lambda: _create(name, password))


def keep_while(file: Path, make: Callable[[], str]) -> None:
    """Write the phrase that `make` returns into a new file, or undo all that it did."""
    # Taken before anything is made: a phrase that cannot be kept must not exist.
    write_once(file, "")
    try:
        # In one transaction with the file: what belongs to a phrase that was not written down is not made.
        with transaction.atomic():
            file.write_text(make() + "\n", encoding="ascii")
    except BaseException:
        with suppress(OSError):
            file.unlink()
        raise


def _create(name: str, password: str) -> str:
    try:
        return people.create_first(name, password)
    except ValidationError as error:
        raise CommandError(" ".join(str(message) for message in error.messages)) from None
