"""No pattern that meets a visitor's words can be made to search for ever (ReDoS): asked of each by itself, as `find`
may keep one from its worst text today and not tomorrow.
"""

import importlib
import math
import pkgutil
import re
import signal
import timeit
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType, ModuleType

import pytest

import redaction
import vault
from moderation import checks
from testimonies import choices, filters, searching, urgency
from tests.attack.worst_cases import grown, worst_cases
from tests.growth import LONG, SHORT, grows_as_the_text_does

ROOMS = (redaction, vault)
# Of the other two: what reads what visitors write or ask.
MODULES = (checks, choices, filters, searching, urgency)
# Seconds: what is less does no harm; what the coarse clock of the processor can compare; after which nobody waits.
NOTHING, MEASURABLE, FAR_TOO_LONG = 0.005, 0.1, 1.0


class FarTooLong(Exception):
    """A search that was cut off."""


def modules() -> Iterator[ModuleType]:
    """Where they live; but for the tool that makes our word lists."""
    yield from MODULES
    for room in ROOMS:
        yield room
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            if not found.name.endswith(".build"):
                yield importlib.import_module(found.name)


def patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    """It, or those within it, however deep."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from patterns_in([*value.keys(), *value.values()])
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from patterns_in(each)


def all_patterns() -> dict[re.Pattern[str], str]:
    """Each with the first name that leads to it."""
    found: dict[re.Pattern[str], str] = {}
    for module in modules():
        for name, value in vars(module).items():
            for pattern in patterns_in(value):
                found.setdefault(pattern, f"{module.__name__}.{name}")
    return found


def _cut_off(_number: int, _frame: FrameType | None) -> None:
    raise FarTooLong


@contextmanager
def cut_off_when_far_too_long() -> Iterator[None]:
    """`re` listens to signals on its way."""
    before = signal.signal(signal.SIGVTALRM, _cut_off)
    signal.setitimer(signal.ITIMER_VIRTUAL, FAR_TOO_LONG)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def search(pattern: re.Pattern[str], times: int, text: str) -> None:
    """All its matches, over and over."""
    for _time in range(times):
        for _match in pattern.finditer(text):
            pass


def at_first_sight(pattern: re.Pattern[str], text: str, attempts: int) -> float:
    """Seconds of one search, the best, by a clock that is fine, and counts what else the machine does."""
    return min(timeit.repeat(partial(search, pattern, 1, text), number=1, repeat=attempts))


def worst_of(pattern: re.Pattern[str]) -> tuple[str, str] | None:
    """A text whose search takes longer than it grows, if there is one: how it begins, and what is repeated then."""
    for case in worst_cases(pattern):
        short, long = grown(*case, SHORT), grown(*case, LONG)
        try:
            with cut_off_when_far_too_long():
                took = at_first_sight(pattern, long, 1)
        except FarTooLong:
            return case
        if took > NOTHING and grows(pattern, short, long):
            return case
    return None


def grows(pattern: re.Pattern[str], short: str, long: str) -> bool:
    """Whether the time grows faster than the text: at first sight, and then by the clock of the processor."""
    took = at_first_sight(pattern, long, 3)
    if took < 6 * at_first_sight(pattern, short, 3):
        return False
    often = partial(search, pattern, math.ceil(MEASURABLE / took))
    return not grows_as_the_text_does(often, short, long, attempts=5)


def test_no_pattern_searches_longer_than_its_text_grows() -> None:
    patterns = all_patterns()
    assert len(patterns) > 100
    worst = {name: worst_of(pattern) for pattern, name in patterns.items()}
    assert {name: text for name, text in worst.items() if text is not None} == {}


def test_no_pattern_hides_in_a_list() -> None:
    one, two, three = re.compile("1"), re.compile("2"), re.compile("3")
    assert list(patterns_in({"a": (one, "b"), two: [{"c": [three]}]})) == [two, one, three]


@pytest.mark.parametrize(
    ("planted", "twin"),
    [
        (r"(a+)+$", r"(a+)+"),
        (r"(?:a|aa)+$", r"(?<!a)a+$"),
        (r"\b(?:\w+ ?)*:", r"\b\w{1,9}:"),
        (r"\s+$", r"(?<!\s)\s+$"),
        (r"<[^>]*>", r"<[^<>]*>"),
        (r"\w+@\w+", r"(?<!\w)\w+@\w+"),
        (r"the (?:[a-z]+ )*club\b", r"the (?:[a-z]+ ){0,3}club\b"),
    ],
)
def test_a_planted_pattern_is_found_out_and_its_twin_is_not(planted: str, twin: str) -> None:
    assert worst_of(re.compile(planted)) is not None
    assert worst_of(re.compile(twin)) is None
