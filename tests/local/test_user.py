"""The same as an ordinary user, and root's copy of the programs."""

import os
import pwd
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import pytest

from local import binaries
from local.account import Account, account_for
from local.cluster import ADMINISTRATOR
from local.data import DataDirectory
from local.postgres import Server

NOBODY = pwd.getpwnam("nobody")
SOMEBODY = Account("nobody", NOBODY.pw_uid, NOBODY.pw_gid) if os.geteuid() == 0 else Account()


@pytest.fixture
def home() -> Iterator[Path]:
    """A directory that belongs to an ordinary user."""
    made = Path(tempfile.mkdtemp(prefix="chorus-home-"))
    SOMEBODY.own(made)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def open_directory() -> Iterator[Path]:
    """A directory of ours that everybody may look into."""
    made = Path(tempfile.mkdtemp(prefix="chorus-open-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


def as_somebody(act: Callable[[], None]) -> int:
    """Do it in a child that has no rights (we are there already unless we are root); return its exit code."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        if SOMEBODY.uid is not None and SOMEBODY.gid is not None:
            os.setgroups([])
            os.setgid(SOMEBODY.gid)
            os.setuid(SOMEBODY.uid)
        act()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def test_an_ordinary_user_runs_a_database_of_their_own(home: Path, open_directory: Path) -> None:
    # Copied where everybody reaches it: this checkout may lie in a closed home.
    programs = binaries.Binaries(binaries.copy_of_the_package(open_directory))

    def start_and_ask() -> None:
        os.chdir(home)
        data = DataDirectory(home / "data")
        data.make()
        assert data.path.stat().st_mode & 0o777 == 0o700
        server = Server(data, account_for(data.cluster), programs)
        server.start()
        psycopg2.connect(server.url(ADMINISTRATOR, server.password, "postgres")).close()
        server.stop()

    assert as_somebody(start_and_ask) == 0
    assert {path.name for path in (home / "data").iterdir()} == {
        "postgres",
        "postgres.lock",
        "postgres.log",
        "secrets",
    }


def test_root_copies_the_programs_only_once(open_directory: Path) -> None:
    first = binaries.copy_of_the_package(open_directory)
    made = (first / "postgres").stat().st_ctime_ns
    assert binaries.copy_of_the_package(open_directory) == first
    assert (first / "postgres").stat().st_ctime_ns == made


def test_a_copy_that_lacks_something_is_made_again(open_directory: Path) -> None:
    first = binaries.copy_of_the_package(open_directory)
    (first / "initdb").unlink()
    assert (binaries.copy_of_the_package(open_directory) / "initdb").exists()


def test_a_copy_that_others_may_have_written_is_not_used(open_directory: Path) -> None:
    first = binaries.copy_of_the_package(open_directory)
    name = first.relative_to(open_directory).parts[0]
    (open_directory / name).chmod(0o777)
    again = binaries.copy_of_the_package(open_directory)
    assert again != first
    assert not str(again).startswith(f"{open_directory / name}/")


def test_the_copied_programs_run_where_root_put_them(open_directory: Path) -> None:
    copied = binaries.copy_of_the_package(open_directory)
    assert binaries.runs(copied, SOMEBODY), sys.platform
    assert binaries.Binaries(copied).major == 18
