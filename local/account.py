"""Who runs PostgreSQL: ourselves or, as it refuses to run as root, then somebody without rights."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.trouble import Trouble


@dataclass(frozen=True)
class Account:
    """A user of this machine; without `uid` the one that we are."""

    name: str = ""
    uid: int | None = None
    gid: int | None = None

    def options(self) -> dict[str, Any]:
        """Return what `subprocess` needs to start a program as this user."""
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give a file or directory, which we have just made, to this user."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def can_enter(self, directory: Path) -> bool:
        """Whether this user reaches a directory by its path: the system answers, not our reading of modes."""
        question = ["/bin/sh", "-c", 'test -x "$1" && test -d "$1"', "sh", str(directory)]
        return subprocess.run(question, cwd="/", check=False, **self.options()).returncode == 0


def account_for(cluster: Path) -> Account:
    """Return who runs the cluster: its owner if it exists, else nobody when we are root."""
    if os.geteuid() != 0:
        return Account()
    try:
        owner = cluster.stat().st_uid
        someone = pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")
    except FileNotFoundError:
        someone = pwd.getpwnam("nobody")
    except KeyError:
        raise Trouble(f"{cluster} belongs to a user that this machine does not know") from None
    return Account(someone.pw_name, someone.pw_uid, someone.pw_gid)
