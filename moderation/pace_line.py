"""The line of dots: one for each unit of weight, those of one story joined, a gap where a pause is offered."""

from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .pace import PAUSE_EVERY, Today

_FIRST, _STEP, _GAP = 6, 13, 9
# A day of an operator who set no end to it is said in words and not drawn: nobody counts a hundred dots.
_MOST_DOTS = 60


@dataclass(frozen=True)
class Dot:
    """Where it stands, and whether it was read."""

    x: int
    done: bool


@dataclass(frozen=True)
class Line:
    """The drawing (without a dot where there would be too many), and what it says in words."""

    width: int
    dots: list[Dot]
    joined: list[tuple[int, int]]
    label: str
    words: str


def line(today: Today) -> Line:
    """Today, drawn and said."""
    count = max(today.limit, today.weight)
    count = count if count <= _MOST_DOTS else 0
    dots = [Dot(_x(number), number < today.weight) for number in range(count)]
    values = {"weight": today.weight, "limit": today.limit, "n": apnumber(len(today.stories))}
    label = ngettext(
        "Today: %(weight)d of %(limit)d, in %(n)s story",
        "Today: %(weight)d of %(limit)d, in %(n)s stories",
        len(today.stories),
    )
    return Line(
        _x(count - 1) + _FIRST,
        dots,
        _joined(today.stories) if dots else [],
        label % values,
        _words(today, values),
    )


def _words(today: Today, values: dict[str, object]) -> str:
    if not today.stories:
        return _("Nothing read today yet. A day holds %(limit)d.") % values
    said = ngettext(
        "%(weight)d of %(limit)d for today, in %(n)s story.",
        "%(weight)d of %(limit)d for today, in %(n)s stories.",
        len(today.stories),
    )
    return f"{said % values} {_pause(today)}"


def _pause(today: Today) -> str:
    if today.pause_is_due:
        return _("A pause now would be good.")
    more = today.usual_ones_until_pause
    return ngettext(
        "A pause after %(n)s more would be good.", "A pause after %(n)s more would be good.", more
    ) % {"n": apnumber(more)}


def _joined(stories: tuple[int, ...]) -> list[tuple[int, int]]:
    joined, at = [], 0
    for weight in stories:
        joined += [(_x(at), _x(at + weight - 1))] if weight > 1 else []
        at += weight
    return joined


def _x(number: int) -> int:
    return _FIRST + _STEP * number + _GAP * (number // PAUSE_EVERY)
