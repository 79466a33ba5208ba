"""Firefox, driven over its own protocol (Marionette): a line of JSON each way, no further program between."""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.browser.running import free_port

NAMES = ("firefox-esr", "firefox")
MISSING = f"NO FIREFOX: none of {', '.join(NAMES)} is on PATH, so the tests in Firefox did not run"
SHIFT = "\ue008"
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
# A profile that asks nobody outside for anything, and writes its session to the disk every second.
_PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.safebrowsing.blockedURIs.enabled": False,
    "browser.sessionstore.interval": 1000,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}


def find_firefox() -> str | None:
    """Return the path of an installed Firefox."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Refused(Exception):
    """Firefox answered with an error."""


class Firefox:
    """One window."""

    def __init__(self, port: int) -> None:
        self._socket = _connect(port)
        self._file = self._socket.makefile("rb")
        self._number = 0
        self._read()
        self("WebDriver:NewSession", capabilities={})
        self("WebDriver:SetTimeouts", pageLoad=20_000, implicit=5_000)

    def __call__(self, command: str, **told: Any) -> Any:
        """Send a command; its answer."""
        self._number += 1
        raw = json.dumps([0, self._number, command, told]).encode()
        self._socket.sendall(str(len(raw)).encode() + b":" + raw)
        _kind, _number, error, result = self._read()
        if error:
            raise Refused(f"{command}: {error['error']}: {error['message']}")
        return result["value"] if isinstance(result, dict) and set(result) == {"value"} else result

    def _read(self) -> Any:
        length = b""
        while (letter := self._file.read(1)) != b":":
            if not letter:
                raise Refused("Firefox is gone")
            length += letter
        return json.loads(self._file.read(int(length)))

    def go(self, address: str) -> None:
        """Type an address."""
        self("WebDriver:Navigate", url=address)

    def back(self) -> None:
        """Press Back. A page that came by POST and was not to be stored is gone: Firefox says so on one of its own."""
        try:
            self("WebDriver:Back")
        except Refused as error:
            if "about:neterror?e=notCached" not in str(error):
                raise

    @property
    def address(self) -> str:
        """Where it is."""
        return self("WebDriver:GetCurrentURL")

    def find(self, selector: str) -> str:
        """An element. Raises Refused when there is none."""
        return self("WebDriver:FindElement", using="css selector", value=selector)[_ELEMENT]

    def click(self, selector: str) -> None:
        """Click it."""
        self("WebDriver:ElementClick", id=self.find(selector))

    def type(self, selector: str, text: str) -> None:
        """Type into it."""
        self("WebDriver:ElementSendKeys", id=self.find(selector), text=text)

    def press(self, key: str) -> None:
        """A key down and up."""
        keys = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self("WebDriver:PerformActions", actions=[{"type": "key", "id": "keys", "actions": keys}])

    def shown(self) -> str:
        """All that can be read on the page, its boxes included; needs no script of the page's own."""
        said = [self("WebDriver:GetElementText", id=self.find("body"))]
        boxes = self("WebDriver:FindElements", using="css selector", value="textarea, input")
        said += [self("WebDriver:GetElementProperty", id=box[_ELEMENT], name="value") for box in boxes]
        return " ".join(str(each) for each in said if each)

    def cookies(self) -> list[dict[str, Any]]:
        """The cookies that the page in view would be sent."""
        return self("WebDriver:GetCookies")

    def wait_for(self, address: str) -> None:
        """Wait until it is there."""
        for _time in range(100):
            if self.address == address:
                return
            time.sleep(0.1)
        raise AssertionError(f"still at {self.address}")

    def close(self) -> None:
        """Let go of the connection."""
        with suppress(OSError):
            self._socket.close()


def _connect(port: int) -> socket.socket:
    for _time in range(300):
        with suppress(OSError):
            return socket.create_connection(("127.0.0.1", port), timeout=60)
        time.sleep(0.1)
    raise Refused("Firefox did not begin to listen")


@contextmanager
def running_firefox(program: str, profile: Path, *, scripted: bool = True) -> Iterator[Firefox]:
    """Firefox with a new profile in this directory; at the end it is killed, as a phone is that runs empty."""
    port = free_port()
    profile.mkdir(parents=True)
    told = _PREFERENCES | {"javascript.enabled": scripted, "marionette.port": port}
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in told.items()]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    command = [program, "--headless", "--no-remote", "--marionette", "--profile", str(profile)]
    environment = os.environ | {"HOME": str(profile.parent), "MOZ_DISABLE_CONTENT_SANDBOX": "1"}
    silent = subprocess.DEVNULL
    process = subprocess.Popen(command, env=environment, stdout=silent, stderr=silent)
    try:
        window = Firefox(port)
        yield window
        window.close()
    finally:
        process.kill()
        process.wait(timeout=30)


def on_disk(profile: Path) -> bytes:
    """Everything that lies in a profile, what Firefox compressed too."""
    found = b""
    for path in sorted(profile.rglob("*")):
        if path.is_file() and not path.is_symlink():
            raw = path.read_bytes()
            found += raw
            if raw.startswith(b"mozLz40\0"):
                found += unpacked(raw[12:])
    return found


def unpacked(block: bytes) -> bytes:
    """An LZ4 block as it was before, after github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md."""
    made, at = bytearray(), 0
    while at < len(block):
        token = block[at]
        count, at = _length(block, at + 1, token >> 4)
        made += block[at : at + count]
        at += count
        if at >= len(block):
            break
        offset = int.from_bytes(block[at : at + 2], "little")
        count, at = _length(block, at + 2, token & 15)
        for _byte in range(count + 4):
            made.append(made[-offset])
    return bytes(made)


def _length(block: bytes, at: int, count: int) -> tuple[int, int]:
    if count == 15:
        while block[at] == 255:
            count, at = count + 255, at + 1
        count, at = count + block[at], at + 1
    return count, at
