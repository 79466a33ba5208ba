"""Numbers as they are drawn: bars and rows of strokes, made of what was rounded and hidden before. Nothing is counted.

What is shown for a cell is a number, "fewer than 5", or "not shown"; picture, table and file say the same.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from testimonies import content_notes, countries, facets, reading, voices
from testimonies.states import REASON_WORDS
from testimonies.suppression import FEW, HIDDEN, LEAST, UNDER_TEN, Cells, Shown

_CAPTIONS: dict[str, tuple[str | Promise, str | Promise]] = {
    "notes": (gettext_lazy("What it was about"), gettext_lazy("About")),
    "told": (gettext_lazy("Did they tell someone?"), gettext_lazy("Answer")),
    "when": (gettext_lazy("When it was"), gettext_lazy("Before they wrote")),
    "kind": (gettext_lazy("What kind of place"), gettext_lazy("Place")),
    "age": (gettext_lazy("How old they were"), gettext_lazy("Age")),
    "country": (gettext_lazy("Which country"), gettext_lazy("Country")),
    "season": (gettext_lazy("Season by season"), gettext_lazy("Season")),
    "use": (gettext_lazy("What may be read"), gettext_lazy("Choice")),
    "happened": (gettext_lazy("What came, and what became of it"), gettext_lazy("What")),
    "reasons": (gettext_lazy("Why we did not publish a story"), gettext_lazy("Why")),
    "waits": (gettext_lazy("How long people waited until somebody read"), gettext_lazy("Time")),
    "outcomes": (
        gettext_lazy("What we did when a reader told us that something is wrong"),
        gettext_lazy("What"),
    ),
    "times": (gettext_lazy("How long that took"), gettext_lazy("Time")),
    "authorities": (gettext_lazy("What the police, a court or an office asked us for"), gettext_lazy("What")),
}
_TOLD: dict[str, str | Promise] = {
    "nobody": gettext_lazy("Told no one"),
    "not_helped": gettext_lazy("Told someone, and it did not help"),
    "helped": gettext_lazy("Told someone, and it helped"),
}
_USE: dict[str, str | Promise] = {
    "published": gettext_lazy("Published"),
    "counted": gettext_lazy("Counted, not published"),
}
_HAPPENED: dict[str, str | Promise] = {
    "received": gettext_lazy("Stories that came"),
    "published": gettext_lazy("Published"),
    "gone": gettext_lazy("Published, and not on the site any more"),
    "withdrawn": gettext_lazy("Taken back, and never published"),
    "heard": gettext_lazy("Just read"),
    "declined": gettext_lazy("Not published by us"),
    "reported": gettext_lazy("A reader told us that something is wrong"),
}
_OUTCOMES: dict[str, str | Promise] = {
    "kept": gettext_lazy("The story stayed as it was"),
    "cut": gettext_lazy("More words were taken out"),
    "removed": gettext_lazy("The story was taken off the site"),
    "gone": gettext_lazy("The story was gone before we looked"),
}
_TIMES: dict[str, str | Promise] = {
    "day": gettext_lazy("The same day"),
    "two": gettext_lazy("Up to 2 days"),
    "week": gettext_lazy("3 to 7 days"),
    "fortnight": gettext_lazy("8 to 14 days"),
    "longer": gettext_lazy("Longer"),
}
AUTHORITIES: dict[str, str | Promise] = {
    "nothing": gettext_lazy("We had nothing to give"),
    "refused": gettext_lazy("We said no"),
    "given": gettext_lazy("We gave something"),
}
_WORDS: dict[str, Mapping[str, str | Promise]] = {
    "told": _TOLD,
    "when": dict(facets.WHEN),
    "kind": dict(facets.KINDS),
    "age": dict(facets.AGE),
    "use": _USE,
    "happened": _HAPPENED,
    "reasons": REASON_WORDS,
    "waits": _TIMES,
    "outcomes": _OUTCOMES,
    "times": _TIMES,
    "authorities": AUTHORITIES,
}
# How long the bar of a count is that is not said, in percent: the same for all.
_UNSAID = 4
# More bars of one length would only hide the others.
_FEW_BARS = 3
_MOST_STROKES, _WIDTH = 75, 600


@dataclass(frozen=True)
class Bar:
    """One row: what it is, what is shown for it, and how long it is drawn, in percent."""

    label: str
    said: str
    width: str
    is_number: bool


@dataclass(frozen=True)
class Chart:
    """A picture of bars and its table. What many bars of one length would say is one line."""

    name: str
    caption: str
    head: str
    rows: list[Bar]
    bars: list[Bar]
    few: list[str]
    hidden: list[str]


@dataclass(frozen=True)
class Season:
    """One row of strokes: as many as its number, on one scale for all."""

    label: str
    said: str
    old: str
    new: str


def chart(name: str, cells: Cells) -> Chart:
    """The bars of one table."""
    head = _CAPTIONS[name][1]
    numbers = [shown for shown in cells.values() if isinstance(shown, int)]
    most = max(numbers, default=1)
    bars = [_bar(answer, shown, most) for answer, shown in rows(name, cells)]
    few, hidden = (
        _many([answer for answer, shown in rows(name, cells) if shown == each]) for each in (FEW, HIDDEN)
    )
    drawn = [bar for bar in bars if bar.label not in (*few, *hidden)]
    return Chart(name, caption(name), str(head), bars, drawn, few, hidden)


def _many(labels: list[str]) -> list[str]:
    return labels if len(labels) > _FEW_BARS else []


def _bar(label: str, shown: Shown, most: int) -> Bar:
    is_number = isinstance(shown, int)
    width = 100 * shown / most if isinstance(shown, int) else _UNSAID
    return Bar(label, said(shown), f"{width:.1f}%", is_number)


def rows(name: str, cells: Cells) -> Iterator[tuple[str, Shown]]:
    """Each cell's label, and what is shown for it, in the order of the answers and never of the numbers."""
    for key in keys(name, cells):
        yield label(name, key), cells[key]


def keys(name: str, cells: Cells) -> Iterator[str]:
    """The answers of a table in their order; "did not say" comes last."""
    words = _words(name)
    order = [key for key in (*words, *cells) if key in cells and key]
    yield from dict.fromkeys(order + [key for key in cells if not key])


def _words(name: str) -> Mapping[str, str | Promise]:
    return content_notes.current().ticked if name == "notes" else _WORDS.get(name, {})


def caption(name: str) -> str:
    """What a table is about."""
    return str(_CAPTIONS[name][0])


def label(name: str, key: str) -> str:
    """An answer in words."""
    if not key:
        return _("Did not say")
    if name == "season":
        year, quarter = key.split("-")
        return reading.season_named(int(quarter), int(year))
    if name == "country":
        return countries.name_of(key) or _("Another country")
    # A reason not to publish stands in a sentence elsewhere.
    return capfirst(str(_words(name).get(key, key)))


def said(shown: Shown) -> str:
    """A number as it is said: rounded, few, or not at all."""
    if isinstance(shown, int):
        return _("about %(count)s") % {"count": shown}
    least = {FEW: LEAST, UNDER_TEN: 2 * LEAST}.get(shown)
    return _("fewer than %(least)s") % {"least": least} if least else gettext("not shown")


def seasons(cells: Cells) -> list[Season]:
    """The seasons, oldest first; the newest in the colour of what came last."""
    most = max((shown for shown in cells.values() if isinstance(shown, int)), default=1)
    each = max(1, -(-most // _MOST_STROKES))
    made = [
        Season(answer, said(shown), _strokes(shown, most, each, answer), "")
        for answer, shown in rows("season", cells)
    ]
    if made:
        newest = made[-1]
        made[-1] = Season(newest.label, newest.said, "", newest.old)
    return made


def _strokes(shown: Shown, most: int, each: int, label: str) -> str:
    if not isinstance(shown, int):
        return ""
    draw = random.Random(label)
    step = min(8.0, _WIDTH / max(1, most // each))
    heights = [draw.choice(voices.HEIGHTS) for _stroke in range(max(1, shown // each))]
    return "".join(
        voices.stroke(step / 2 + index * step, height, draw.uniform(-1.3, 1.3))
        for index, height in enumerate(heights)
    )


def lines(tables: Mapping[str, Cells]) -> Iterator[tuple[str, str, str]]:
    """The same numbers for a file: which table, which answer, what is shown."""
    for name, cells in tables.items():
        for answer, shown in rows(name, cells):
            yield caption(name), answer, said(shown)
