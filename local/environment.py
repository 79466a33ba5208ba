"""The environment of this checkout, `.venv`: made once, and again when the pinned requirements change.

Plain standard library: this runs before anything is installed.
"""

import fcntl
import hashlib
import importlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

from local.arguments import CHECKOUT
from local.trouble import Trouble, is_full_disk

RUN = ("requirements.txt",)
TEST = ("requirements.txt", "requirements-dev.txt")


def python_of(environment: Path) -> Path:
    """Return the interpreter of an environment."""
    return environment / "bin" / "python"


def fingerprint(requirements: Path) -> str:
    """Return what must be the same for an installed set of packages to be used again."""
    version = ".".join(map(str, sys.version_info[:2]))
    return f"{version} {hashlib.sha256(requirements.read_bytes()).hexdigest()}"


def is_ready(environment: Path, requirements: Path) -> bool:
    """Whether these very requirements were installed, by this Python, to the end."""
    stamp = _stamp(environment, requirements)
    return (
        python_of(environment).exists() and stamp.is_file() and stamp.read_text() == fingerprint(requirements)
    )


def make_ready(checkout: Path, names: tuple[str, ...]) -> Path:
    """Return the interpreter of the checkout's environment, with the named requirements installed.

    Raises Trouble with one line when that is not possible.
    """
    environment = checkout / ".venv"
    missing = [name for name in names if not is_ready(environment, checkout / name)]
    if missing:
        environment.mkdir(exist_ok=True)
        with _one_at_a_time(environment):
            _make(environment)
            for name in missing:
                _install(environment, checkout / name)
    return python_of(environment)


def enter(module: str, arguments: list[str], names: tuple[str, ...]) -> NoReturn:
    """Become `python -m module arguments` inside the environment; does not come back."""
    signal.signal(signal.SIGTERM, _stop)
    python = make_ready(CHECKOUT, names)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # -P and PYTHONPATH: the checkout is searched, whatever lies in the directory we were called from is not.
    os.execve(
        python, [str(python), "-P", "-m", module, *arguments], os.environ | {"PYTHONPATH": str(CHECKOUT)}
    )


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _stamp(environment: Path, requirements: Path) -> Path:
    return environment / f".installed-{requirements.stem}"


@contextmanager
def _one_at_a_time(environment: Path) -> Iterator[None]:
    """Two starts in two terminals must not install into each other."""
    with (environment / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make(environment: Path) -> None:
    try:
        importlib.import_module("ensurepip")
        importlib.import_module("venv")
    except ImportError:
        raise Trouble(
            "this Python has no venv module. On Debian and Ubuntu: apt-get install python3-venv"
        ) from None
    if not _is_this_version(python_of(environment)):
        print("Making an environment in .venv …", file=sys.stderr, flush=True)
        # Packages of another Python, or half an environment, are of no use.
        make = [sys.executable, "-m", "venv", "--clear", str(environment)]
        _quietly(make, environment, "the environment could not be made")


def _is_this_version(python: Path) -> bool:
    question = "import sys, pip; print(sys.version_info[:2])"
    if not python.exists():
        return False
    answer = subprocess.run([python, "-c", question], capture_output=True, text=True, check=False)
    return answer.returncode == 0 and answer.stdout.strip() == str(sys.version_info[:2])


def _install(environment: Path, requirements: Path) -> None:
    print(f"Installing {requirements.name} into .venv (once) …", file=sys.stderr, flush=True)
    pip = [str(python_of(environment)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _quietly(
        [*pip, "--require-hashes", "-r", str(requirements)],
        environment,
        f"{requirements.name} could not be installed",
    )
    _stamp(environment, requirements).write_text(fingerprint(requirements))


def _quietly(command: list[str], where: Path, failure: str) -> None:
    """Run a command; when it fails, raise the last thing that it said."""
    ended = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if ended.returncode == 0:
        return
    # ensurepip keeps its reason to itself; a disk with less than a megabyte is one.
    if is_full_disk(ended.stdout) or shutil.disk_usage(where).free < 2**20:
        raise Trouble(f"{failure}: the disk is full")
    said = [line for line in ended.stdout.splitlines() if line.strip()]
    errors = [line for line in said if line.startswith("ERROR")]
    raise Trouble(f"{failure}: {(errors or said or ['no reason given'])[-1]}")
