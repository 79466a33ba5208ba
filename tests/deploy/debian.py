"""A fresh Debian 12 in a directory, with its own systemd in namespaces of its own: what is mounted or started in it
ends with it. It shares this machine's network.
"""

import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from local.arguments import CHECKOUT
from local.processes import end, spawn

SECONDS = 600
PATHS = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# How this machine gets its packages, the fresh one gets them too.
GOES_ALONG = ("etc/apt/sources.list.d", "etc/apt/apt.conf.d", "etc/pip.conf", "etc/resolv.conf", "etc/hosts")
BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
PACKAGES = "ca-certificates,systemd,systemd-sysv,dbus"
# What would reach out to this machine's kernel, or take the packages away from the installer.
NOT_STARTED = (
    "systemd-sysctl.service",
    "systemd-modules-load.service",
    "systemd-udevd.service",
    "apt-daily.timer",
    "apt-daily-upgrade.timer",
    "sys-kernel-debug.mount",
)
# A group of processes of its own, so that its systemd finds its own tree.
ENTER = """
group=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)/$2 && mkdir -p "$group" &&
echo $$ >"$group/cgroup.procs" &&
exec unshare --mount --pid --cgroup --uts --ipc --fork --kill-child bash -ec "$3" bash "$1"
"""
BOOT = """
mount --make-rprivate / && mount --bind "$1" "$1" && cd "$1"
mount -t proc proc proc && mount -t sysfs -o ro sysfs sys && mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs -o mode=755 tmpfs run && mount -t tmpfs -o mode=755 tmpfs dev
for device in null zero full random urandom tty; do
    touch "dev/$device" && mount --bind "/dev/$device" "dev/$device"
done
mkdir dev/shm dev/pts && mount -t tmpfs tmpfs dev/shm && mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
ln -s pts/ptmx dev/ptmx && ln -s /proc/self/fd dev/fd
mkdir -p before && pivot_root . before && cd / && umount -l before
# Or the secrets that systemd mounts for a service would not be seen by it.
mount --make-rshared /
exec env -i container=lxc PATH="$PATH" /lib/systemd/systemd
"""


class Debian:
    """The directory, and the process whose child is its systemd."""

    def __init__(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="chorus-debian-"))
        self.root.chmod(0o755)
        command = ["debootstrap", "--variant=minbase", f"--include={PACKAGES}", "bookworm", self.root]
        subprocess.run([*command, _mirror()], check=True, timeout=SECONDS, stdout=subprocess.DEVNULL)
        (self.root / "etc/apt/sources.list").unlink(missing_ok=True)
        for path in GOES_ALONG:
            _copy(Path("/", path), self.root / path)
        shutil.copy(BUNDLE, self.root / "packages.pem")
        for unit in NOT_STARTED:
            (self.root / "etc/systemd/system" / unit).symlink_to("/dev/null")
        self._bring_the_checkout()
        self.boot()

    def boot(self) -> None:
        """Start its systemd, and wait for what that starts."""
        self.holder = spawn(["bash", "-c", ENTER, "bash", str(self.root), self.root.name, BOOT])
        until = time.monotonic() + 60
        while self.run("systemctl", "is-system-running", check=False).stdout.strip() != "running":
            said = self.run("systemctl", "--failed", "--no-pager", check=False).stdout
            assert self.holder.poll() is None and time.monotonic() < until, said
            time.sleep(0.2)

    def reboot(self) -> None:
        """As after a power cut that gave it the time to end properly."""
        self.run("systemctl", "poweroff", check=False)
        self.holder.wait(SECONDS)
        self.boot()

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
        if not children:
            return ["false"]
        spaces = ["--mount", "--pid", "--cgroup", "--uts", "--ipc", "--root", "--wd"]
        enter = ["nsenter", "--target", children[0], *spaces]
        return [*enter, "env", "-i", PATHS, "PIP_CERT=/packages.pem", *words]

    def run(self, *words: str, check: bool = True, typed: str = "") -> subprocess.CompletedProcess:
        """Run a command in it, to its end; `typed` is its standard input. One that fails says what it said."""
        done = subprocess.run(
            self._inside(words), timeout=SECONDS, capture_output=True, text=True, input=typed, check=False
        )
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done

    def stop(self) -> None:
        """End all that runs in it, and take the directory away, with its group of processes."""
        end(self.holder)
        shutil.rmtree(self.root, ignore_errors=True)
        for groups in Path("/sys/fs/cgroup").glob(f"**/{self.root.name}"):
            inner = sorted((path for path in groups.rglob("*") if path.is_dir()), reverse=True)
            for group in [*inner, groups]:
                group.rmdir()


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
