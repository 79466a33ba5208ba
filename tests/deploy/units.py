"""What deploy/ says, read as systemd and nginx would read it, with this machine's paths in place of a server's."""

import getpass
import re
import shlex
import sys
from pathlib import Path

from local.arguments import CHECKOUT

DEPLOY = CHECKOUT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
NAME = "stories.example.org"
ONION = f"{'chorus' * 9}ab.onion"


def lines_of(unit: str, key: str) -> list[str]:
    """The values of a key in a unit, in order."""
    text = (DEPLOY / "systemd" / unit).read_text(encoding="utf-8")
    return re.findall(rf"^{key}=(.*)$", text, re.MULTILINE)


def environment_of(unit: str) -> dict[str, str]:
    """What a unit itself tells its service."""
    return dict(line.split("=", 1) for line in lines_of(unit, "Environment"))


def command_of(unit: str, run: Path) -> list[str]:
    """A unit's command, with our own Python, and `run` in place of /run."""
    (line,) = lines_of(unit, "ExecStart")
    ours = line.replace("/opt/chorus/venv/bin", str(Path(sys.prefix) / "bin")).replace(" /run/", f" {run}/")
    return shlex.split(ours)


def nginx_conf(
    *, run: Path, static: Path, certificate: Path, key: Path, http: int, https: int, onion: int
) -> str:
    """deploy/nginx/nginx.conf for a test: our ports and paths, one process, run by whoever runs the test."""
    text = (DEPLOY / "nginx/nginx.conf").read_text(encoding="utf-8")
    for theirs, ours in (
        ("user www-data;", f"user {getpass.getuser()};\ndaemon off;"),
        ("worker_processes auto;", "worker_processes 1;"),
        ("@NAMES@", f"{NAME} {ONION}"),
        ("@ONION@", f"http://{ONION}"),
        ("listen 127.0.0.1:8943", f"listen 127.0.0.1:{onion}"),
        ("8943", str(onion)),
        ("@CERTIFICATE@", str(certificate)),
        ("@KEY@", str(key)),
        ("/opt/chorus/app/staticfiles/", f"{static}/"),
        ("unix:/run/", f"unix:{run}/"),
        ("/run/chorus-pages", f"{run}/chorus-pages"),
        ("/run/nginx.pid", f"{run}/nginx.pid"),
        ("listen 80", f"listen 127.0.0.1:{http}"),
        ("listen 443", f"listen 127.0.0.1:{https}"),
    ):
        assert theirs in text, theirs
        text = text.replace(theirs, ours)
    return re.sub(r"^ *listen \[::\].*\n", "", text, flags=re.MULTILINE)
