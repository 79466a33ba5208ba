"""A fresh Debian 12 in a directory, in namespaces of its own: what is mounted or started in it ends with it."""

import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from local.arguments import CHECKOUT
from local.processes import end, spawn
from tests.deploy.units import environment_of, lines_of

SECONDS = 600
PATHS = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# How this machine gets its packages, the fresh one gets them too.
GOES_ALONG = ("etc/apt/sources.list.d", "etc/apt/apt.conf.d", "etc/pip.conf", "etc/resolv.conf", "etc/hosts")
BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
MOUNTS = """
mount -t proc proc "$1/proc" && mount --rbind /sys "$1/sys" && mount --rbind /dev "$1/dev" &&
mount -t tmpfs tmpfs "$1/run" && touch "$1/run/is-up" && exec sleep infinity
"""


class Debian:
    """The directory, and a process in whose namespaces everything runs."""

    def __init__(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="chorus-debian-"))
        self.root.chmod(0o755)
        command = ["debootstrap", "--variant=minbase", "--include=ca-certificates", "bookworm", self.root]
        subprocess.run([*command, _mirror()], check=True, timeout=SECONDS, stdout=subprocess.DEVNULL)
        (self.root / "etc/apt/sources.list").unlink(missing_ok=True)
        for path in GOES_ALONG:
            _copy(Path("/", path), self.root / path)
        shutil.copy(BUNDLE, self.root / "packages.pem")
        self._bring_the_checkout()
        unshare = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
        self.holder = spawn([*unshare, "bash", "-c", MOUNTS, "bash", str(self.root)])
        self.services: list[subprocess.Popen] = []
        self.units: dict[str, subprocess.Popen] = {}
        until = time.monotonic() + 30
        while self.run("test", "-e", "/run/is-up", check=False).returncode:
            assert time.monotonic() < until
            time.sleep(0.2)

    def _bring_the_checkout(self) -> None:
        listed = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard"],
            cwd=CHECKOUT,
            check=True,
            capture_output=True,
            text=True,
        )
        for name in listed.stdout.splitlines():
            _copy(CHECKOUT / name, self.root / "src" / name)

    def _inside(self, words: tuple[str, ...]) -> list[str]:
        children = Path(f"/proc/{self.holder.pid}/task/{self.holder.pid}/children").read_text().split()
        enter = ["nsenter", "--mount", "--pid", "--target", children[0]] if children else ["false"]
        return [*enter, "chroot", str(self.root), "env", "-i", PATHS, "PIP_CERT=/packages.pem", *words]

    def run(self, *words: str, check: bool = True, typed: str = "") -> subprocess.CompletedProcess:
        """Run a command in it, to its end; `typed` is its standard input. One that fails says what it said."""
        done = subprocess.run(
            self._inside(words), timeout=SECONDS, capture_output=True, text=True, input=typed, check=False
        )
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done

    def start(self, *words: str) -> None:
        """Start a command in it, which goes on."""
        with (self.root / "said.txt").open("ab") as said:
            self.services.append(spawn(self._inside(words), stdout=said, stderr=said))

    def start_unit(self, unit: str) -> None:
        """Start a service, or start it anew: what `systemctl restart` does."""
        if unit in self.units:
            end(self.units[unit])
        with (self.root / "said.txt").open("ab") as said:
            self.units[unit] = spawn(self._inside(tuple(self.as_its_unit(unit))), stdout=said, stderr=said)

    def as_its_unit(self, unit: str) -> list[str]:
        """A unit's command as systemd would start it: its account, directories, credentials and environment."""
        user, group = lines_of(unit, "User")[0], lines_of(unit, "Group")[0]
        for directory in lines_of(unit, "RuntimeDirectory"):
            # Whatever a killed one left there goes before the next start, its socket too.
            self.run("rm", "-rf", f"/run/{directory}")
            self.run("install", "-d", "-m", "0750", "-o", user, "-g", group, f"/run/{directory}")
        given = f"/run/credentials/{unit}"
        self.run("install", "-d", "-m", "0500", "-o", user, given)
        for line in lines_of(unit, "LoadCredential"):
            name, path = line.split(":")
            self.run("install", "-m", "0400", "-o", user, path, f"{given}/{name}")
        text = (self.root / "etc/chorus/chorus.env").read_text(encoding="utf-8")
        told = dict(re.findall(r"^([A-Z_]+)=(.*)$", text, re.MULTILINE)) | environment_of(unit)
        pairs = [f"{name}={value.replace('%d', given)}" for name, value in told.items()]
        (command,) = lines_of(unit, "ExecStart")
        setpriv = ["setpriv", f"--reuid={user}", f"--regid={group}", "--init-groups"]
        return ["env", "--chdir=/opt/chorus/app", *pairs, *setpriv, *command.split()]

    def stop(self) -> None:
        """End all that runs in it, and take the directory away."""
        for service in [*self.units.values(), *reversed(self.services)]:
            end(service)
        end(self.holder)
        shutil.rmtree(self.root, ignore_errors=True)


def _mirror() -> str:
    for file in (*Path("/etc/apt/sources.list.d").glob("*.sources"), Path("/etc/apt/sources.list")):
        found = re.search(
            r"^(?:URIs: *|deb +)(http\S+)", file.read_text() if file.exists() else "", re.MULTILINE
        )
        if found:
            return found[1]
    raise AssertionError("this machine does not say where its packages come from")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    elif source.exists():
        shutil.copy(source, target)
