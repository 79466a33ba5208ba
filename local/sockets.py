"""A closed directory for PostgreSQL's socket, with a path short enough for one (about 100 bytes)."""

import shutil
import tempfile
from pathlib import Path

from local.account import Account
from local.trouble import Trouble

PREFIX = "chorus-"
LONGEST = 70


def _parents() -> list[Path]:
    return [Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")]


def make_socket_directory(account: Account) -> Path:
    """Return a new directory that only `account` (and root) may enter."""
    for parent in _parents():
        if len(str(parent)) <= LONGEST and account.can_enter(parent):
            made = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
            account.own(made)
            return made
    raise Trouble("no temporary directory can hold a socket; set TMPDIR to a short path that is open to all")


def remove_left_over(note: Path) -> None:
    """Remove the socket directory that a start noted and, because it was killed, did not remove."""
    if not note.exists():
        return
    directory = Path(note.read_text().strip())
    # A note could have been cut short or restored from a backup: only what looks like ours goes.
    if directory.parent in _parents() and directory.name.startswith(PREFIX) and not directory.is_symlink():
        shutil.rmtree(directory, ignore_errors=True)
    note.unlink()
