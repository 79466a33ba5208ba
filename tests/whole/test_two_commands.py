"""A person's terminal: start it, stop it, start it again."""

import os
import time
from pathlib import Path

from tests.whole.site import Site, still_running

LONGEST = 5


def waiting() -> float:
    """How much longer everything takes than on a machine that does nothing else."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def start_and_stop(home: Path) -> float:
    """Return how long the start took; nothing of it is left."""
    begun = time.monotonic()
    site = Site(home)
    took = time.monotonic() - begun
    everybody = site.everybody()
    names = {each.name().rstrip("0123456789.") for each in everybody}
    assert site.stop() == 0
    assert {"postgres", "python"} <= names
    assert still_running(everybody) == []
    assert list((home / "tmp").iterdir()) == []
    return took


def test_a_second_start_is_quick_and_a_stop_leaves_nothing(home: Path) -> None:
    start_and_stop(home)
    assert start_and_stop(home) < LONGEST * waiting()
