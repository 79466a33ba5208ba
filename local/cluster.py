"""The directory that a PostgreSQL keeps its data in: made whole or not at all, and never opened to others."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from local.account import Account
from local.binaries import Binaries
from local.processes import spawn
from local.sockets import make_socket_directory
from local.trouble import Trouble, is_full_disk

ADMINISTRATOR = "postgres"
# Nothing of our own environment: a PGDATA or a DATABASE_URL in it is not meant for this server.
PLAIN = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def path_for(account: Account, directory: Path) -> str:
    """Return the path by which `account` finds a directory that it is started in.

    Directories above may be closed to it, and we change no mode that we did not set; Linux leads a program
    to its own working directory all the same.
    """
    if account.can_enter(directory):
        return str(directory)
    if sys.platform != "linux":
        raise Trouble(f"{directory.parent} is closed to the user {account.name}; choose another --data")
    return "/proc/self/cwd"


def make_cluster(cluster: Path, *, account: Account, binaries: Binaries, password: str, sync: bool) -> None:
    """Make the cluster if there is none; raises Trouble, also for one of another version."""
    if cluster.exists():
        _check_version(cluster, binaries)
        return
    # Made beside and renamed: a start that was killed half-way leaves no half cluster.
    unfinished = cluster.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    account.own(unfinished)
    private = make_socket_directory(account)
    try:
        password_file = private / "password"
        password_file.touch(mode=0o600)
        password_file.write_text(password, encoding="ascii")
        account.own(password_file)
        options = [f"--pwfile={password_file}", *_locale(binaries), *([] if sync else ["--no-sync"])]
        _initdb(unfinished, account, binaries, options)
    finally:
        shutil.rmtree(private)
    unfinished.rename(cluster)


def _locale(binaries: Binaries) -> list[str]:
    # Since 17 there is one that needs nothing of the system, so that É folds to é on every machine.
    if binaries.major >= 17:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return ["--locale=C.UTF-8"]


def _initdb(directory: Path, account: Account, binaries: Binaries, options: list[str]) -> None:
    where = path_for(account, directory)
    closed = ["--auth-local=scram-sha-256", "--auth-host=scram-sha-256", "--encoding=UTF8"]
    initdb = spawn(
        [binaries.path / "initdb", "-D", where, "-U", ADMINISTRATOR, *closed, *options],
        cwd=directory,
        env=PLAIN,
        text=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        **account.options(),
    )
    said = initdb.communicate()[1]
    if initdb.returncode != 0:
        shutil.rmtree(directory, ignore_errors=True)
        raise Trouble(why("the database could not be made", said, directory.parent))


def _check_version(cluster: Path, binaries: Binaries) -> None:
    try:
        made_by = int((cluster / "PG_VERSION").read_text())
    except PermissionError:
        raise Trouble(f"{cluster} belongs to another user; choose another --data") from None
    if made_by != binaries.major:
        raise Trouble(
            f"{cluster} was made by PostgreSQL {made_by} and this is {binaries.major}: "
            "dump it with the older checkout, then load it with this one"
        )


def why(what: str, said: str, where: Path) -> str:
    """Return one line of what a program of PostgreSQL said when it gave up."""
    if is_full_disk(said):
        return f"{what}: the disk is full: {where}"
    reasons = [line for line in said.splitlines() if "FATAL:" in line or "error:" in line]
    return f"{what}: {(reasons or said.splitlines() or ['no reason given'])[-1]}"
