"""How likely each of a row of words is part of a name, when what each is depends on what stands beside it."""

import math
from collections.abc import Sequence
from typing import NamedTuple

_FURTHEST = 30.0


class Between(NamedTuple):
    """By how much neighbours make each other likelier, as factors: one that is `spared`, then a `name`, and so on."""

    spared_spared: float
    spared_name: float
    name_spared: float
    name_name: float


def chances(scores: Sequence[float], step: Between) -> list[float]:
    """For each word, by how much it speaks for a name itself, its chance of being one, all the others known.

    The forward-backward algorithm for a chain of two labels (Rabiner 1989; Lafferty, McCallum, Pereira 2001).
    """
    odds = [math.exp(max(-_FURTHEST, min(_FURTHEST, score))) for score in scores]
    found = []
    spared = name = 1.0
    for (before_spared, before_name), odd in zip(_from_before(odds, step), reversed(odds), strict=True):
        whole = before_spared * spared + before_name * name
        found.append(before_name * name / whole)
        spared, name = (
            step.spared_spared * spared + step.spared_name * odd * name,
            step.name_spared * spared + step.name_name * odd * name,
        )
        whole = spared + name
        spared, name = spared / whole, name / whole
    return found[::-1]


def _from_before(odds: Sequence[float], step: Between) -> list[tuple[float, float]]:
    """For each word, the last first: how likely it is spared and a name, by what stands before it and itself."""
    found = []
    spared = name = 0.0
    for i, odd in enumerate(odds):
        if i:
            spared, name = (
                spared * step.spared_spared + name * step.name_spared,
                (spared * step.spared_name + name * step.name_name) * odd,
            )
        else:
            spared, name = 1.0, odd
        whole = spared + name
        spared, name = spared / whole, name / whole
        found.append((spared, name))
    return found[::-1]
