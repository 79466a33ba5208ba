"""The line of voices: one upright stroke a story, as high as its length in five steps, amber for the last group."""

import random
from dataclasses import dataclass

from testimonies import totals

LEAST, MOST = 20, 400
_ROWS, _STEP, _GROUND = 4, 5, 50
_HEIGHTS = {1: 11, 2: 17, 3: 24, 4: 33, 5: 45}
HEIGHTS = tuple(_HEIGHTS.values())


@dataclass(frozen=True)
class Row:
    """One of four drawings: its width, the older strokes and the newest ones, as SVG paths."""

    width: int
    old: str
    new: str


@dataclass(frozen=True)
class Voices:
    """The whole line: rounded total, how many stories a stroke stands for, the rows."""

    total: int
    each: int
    svgs: list[Row]


def line(counts: dict[str, int]) -> Voices | None:
    """The line of one group's totals, always the same for the same totals; None below twenty."""
    total = totals.rounded(counts.get("stories", 0))
    if total < LEAST:
        return None
    each = 1
    while total // each > MOST:
        each *= 10
    old, new = _steps(counts, total // each, each)
    draw = random.Random(total * 31 + len(new))
    draw.shuffle(old)
    draw.shuffle(new)
    strokes = [(step, False) for step in old] + [(step, True) for step in new]
    size = -(-len(strokes) // _ROWS)
    rows = [strokes[at : at + size] for at in range(0, len(strokes), size)]
    return Voices(total, each, [_row(row, draw) for row in rows])


def _steps(counts: dict[str, int], wanted: int, each: int) -> tuple[list[int], list[int]]:
    """As many steps as strokes: the rounding is taken from the older ones, or from the newest if there are none."""
    new = [step for step in totals.STEPS for _ in range(counts.get(f"new.{step}", 0) // each)]
    old = [step for step in totals.STEPS for _ in range(counts.get(f"older.{step}", 0) // each)]
    new = new[:wanted]
    old = (
        (old + [1] * wanted)[: wanted - len(new)]
        if len(old) < wanted - len(new)
        else _thinned(old, wanted - len(new))
    )
    return old, new


def _thinned(steps: list[int], wanted: int) -> list[int]:
    return [steps[index * len(steps) // wanted] for index in range(wanted)] if wanted else []


def _row(strokes: list[tuple[int, bool]], draw: random.Random) -> Row:
    old, new = [], []
    for index, (step, is_new) in enumerate(strokes):
        height = _HEIGHTS[step] + draw.randint(-1, 1)
        lean = draw.uniform(-1.3, 1.3)
        x = 2.5 + index * _STEP + draw.uniform(-0.5, 0.5)
        path = stroke(x, height, lean)
        (new if is_new else old).append(path)
    return Row(max(1, len(strokes)) * _STEP, "".join(old), "".join(new))


def stroke(x: float, height: int, lean: float) -> str:
    """One upright stroke, as an SVG path."""
    return f"M{x:.1f} {_GROUND}q{lean / 12:.1f}-{height * 0.6:.0f} {lean:.1f}-{height}"
