"""Programs that begin one after the other and end together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, Self

from local.trouble import StopAsked

PATIENCE = 10.0
PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def spawn(
    command: Sequence[str | Path], *, dies_by: signal.Signals = signal.SIGTERM, **options: Any
) -> subprocess.Popen:
    """Start a program in a session of its own, so that Ctrl-C reaches us alone and we end things in order.

    On Linux it gets `dies_by` when we are killed without a chance to say so.
    """
    parent = os.getpid()

    def tie() -> None:
        if _LIBC is not None:
            _LIBC.prctl(PR_SET_PDEATHSIG, dies_by)
            if os.getppid() != parent:
                os.kill(os.getpid(), dies_by)

    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=tie, **options
    )


def end(process: subprocess.Popen, by: signal.Signals = signal.SIGTERM, patience: float = PATIENCE) -> None:
    """End a program that `spawn` started, and whatever it started itself."""
    if process.poll() is None:
        process.send_signal(by)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
    # Nobody is left in its group: the usual case (macOS says "not permitted" for a zombie).
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@dataclass(frozen=True)
class Part:
    """A program that must not end before the whole does."""

    name: str
    process: subprocess.Popen
    stop: Callable[[], None]


class Processes:
    """Everything that a run started; leaving the block ends it all, the last one first."""

    def __init__(self) -> None:
        self._parts: list[Part] = []
        self._asked = False

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask)
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        while self._parts:
            self._parts.pop().stop()

    def _ask(self, number: int, frame: FrameType | None) -> None:
        # Only noted: an exception between "started" and "remembered" would leave an orphan.
        self._asked = True

    def go_on(self) -> None:
        """Raise StopAsked if somebody pressed Ctrl-C or sent a SIGTERM."""
        if self._asked:
            raise StopAsked

    def keep(self, name: str, process: subprocess.Popen, stop: Callable[[], None] | None = None) -> None:
        """Take charge of a program that runs until the end."""
        self._parts.append(Part(name, process, stop or (lambda: end(process))))

    def finish(self, name: str, process: subprocess.Popen) -> tuple[int, str]:
        """Wait until a program has done its work; return its exit code and its piped stderr."""
        self.keep(name, process)
        while True:
            self.go_on()
            try:
                said = process.communicate(timeout=0.1)[1]
                break
            except subprocess.TimeoutExpired:
                continue
        self._parts.pop().stop()
        self.go_on()
        return process.returncode, said or ""

    def ended(self) -> Part | None:
        """Return a part that ended though nobody asked it to."""
        self.go_on()
        return next((part for part in self._parts if part.process.poll() is not None), None)

    def watch(self) -> Part:
        """Wait until a part ends by itself, and return it; raises StopAsked."""
        while True:
            part = self.ended()
            if part is not None:
                return part
            time.sleep(0.2)
