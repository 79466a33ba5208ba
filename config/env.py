"""The only readers of the environment: typed, loud, and able to read a secret from a file."""

import os
import shutil
from pathlib import Path
from typing import Never

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """The setting `name`, or what the file named by `name_FILE` holds, or `default`."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def manage() -> str:
    """What is typed on this machine for manage.py: a server has a command that knows its account and its settings."""
    return "chorus-manage" if shutil.which("chorus-manage") else "manage.py"


def flag(name: str, default: bool = False) -> bool:
    """True or False, written so; anything else is refused rather than guessed."""
    value = text(name, str(default))
    if value not in ("True", "False"):
        _refuse(name, value, "use 'True' or 'False'")
    return value == "True"


def number(name: str, default: int) -> int:
    """A whole number, zero or more."""
    value = text(name, str(default))
    if not value.isdecimal():
        _refuse(name, value, "use a whole number")
    return int(value)


def pairs(name: str, default: str) -> dict[str, str]:
    """Names and values, `gb=999,ie=112`; each name once."""
    value = text(name, default)
    found = [part.strip().split("=") for part in value.split(",")]
    if any(len(pair) != 2 or not all(pair) for pair in found) or len(dict(found)) < len(found):
        _refuse(name, value, "write it as 'gb=999,ie=112', each name once")
    return dict(found)


def one_of(name: str, choices: tuple[str, ...], default: str) -> str:
    """One of a few words."""
    value = text(name, default)
    if value not in choices:
        _refuse(name, value, "use one of " + ", ".join(choices))
    return value


def some_of(name: str, choices: tuple[str, ...], default: str) -> tuple[str, ...]:
    """Some of a few words, with commas between, each once; in the order of the choices."""
    value = text(name, default)
    found = [part.strip() for part in value.split(",")]
    if len(set(found)) < len(found) or not set(found) <= set(choices):
        _refuse(name, value, "use some of " + ", ".join(choices) + ", each once")
    return tuple(choice for choice in choices if choice in found)


def _refuse(name: str, value: str, advice: str) -> Never:
    raise ImproperlyConfigured(f"Unexpected value {value!r} for {name}: {advice}.")
