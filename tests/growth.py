"""How a search's time grows with its text, on a machine that may be busy with something else."""

import time
from collections.abc import Callable

SHORT, LONG = 5_000, 20_000
"""Lengths to compare, the second four times the first."""


def seconds(search: Callable[[str], object], text: str) -> float:
    """CPU time of one search."""
    start = time.process_time()
    search(text)
    return time.process_time() - start


def grows_as_the_text_does(
    search: Callable[[str], object], short: str, long: str, attempts: int = 20
) -> bool:
    """Whether four times the text takes at most eight times the time, by the best of the attempts.

    What is linear shows it mostly at once; a machine that is busy with others' work now and then takes more
    than five attempts, and what is quadratic takes sixteen times the time in every one of them.
    """
    best_short = best_long = float("inf")
    for _attempt in range(attempts):
        best_short, best_long = min(best_short, seconds(search, short)), min(best_long, seconds(search, long))
        if best_long <= 8 * best_short:
            return True
    return False


def repeated(unit: str, length: int) -> str:
    """The unit over and over, cut at that length."""
    return (unit * (length // len(unit) + 1))[:length]
