"""A PostgreSQL for a block or a command: `python -m local.throwaway --binaries DIR -- COMMAND`."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local.account import account_for
from local.binaries import Binaries, embedded
from local.cluster import ADMINISTRATOR
from local.data import DataDirectory
from local.postgres import THROWAWAY, Server
from local.trouble import in_one_line


@contextmanager
def throwaway(directory: Path, *, binaries: Path | None = None) -> Iterator[str]:
    """Yield the administrator's address of a new server in `directory`; fast, because it may lose everything.

    `binaries` is a directory with initdb and postgres; without it, the embedded PostgreSQL.
    """
    data = DataDirectory(directory)
    data.make()
    account = account_for(data.cluster)
    programs = Binaries(binaries) if binaries else embedded(account, data.path)
    server = Server(data, account, programs, dict(THROWAWAY))
    try:
        server.start()
        yield server.url(ADMINISTRATOR, server.password, "postgres")
    finally:
        server.stop()


def _main() -> int:
    parser = argparse.ArgumentParser(prog="local.throwaway")
    parser.add_argument("--binaries", type=Path)
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    directory = Path(tempfile.mkdtemp(prefix="chorus-throwaway-"))
    # Up to version 15, initdb leaves the directory that it was started in and must find it by its path.
    directory.chmod(0o711)
    try:
        with throwaway(directory, binaries=options.binaries) as url:
            return subprocess.run(
                options.command, env=os.environ | {"DATABASE_URL": url}, check=False
            ).returncode
    finally:
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    with in_one_line("local.throwaway"):
        sys.exit(_main())
