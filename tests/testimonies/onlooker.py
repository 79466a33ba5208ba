"""Somebody who counts the stories whenever a group goes up, keeps every version of /transparency/, and reasons.

They know the code, and how many lines of each sort came; of concerns, only who was told so.
"""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from django.test import Client

from testimonies import charts, page_cache, suppression, transparency
from testimonies.models import Numbers, Transparency
from testimonies.suppression import FEW, HIDDEN, UNDER_TEN, Shown
from tests.testimonies.attacker import SMALL, Interval, through_the_api
from tests.testimonies.visitor import text_of

MOST = 400
HAPPENED = transparency._SEVERAL
SAID = {"fewer than 5": FEW, "fewer than 10": UNDER_TEN, "not shown": HIDDEN}
Key = tuple[object, ...]
KNOWS = NOTHING, REMOVED, CONCERNS = "nothing else", "who was removed", "who told us"
"""Three of them. Who knows all of it, how many removed and how many told us, need not look at the page."""


def table(name: str) -> dict[str, Shown]:
    """One table of the page as its file says it, by the keys that the code has."""
    page_cache.forget()
    rows = list(csv.reader(text_of(Client().get("/transparency/file/")).splitlines()))[1:]
    return {
        next(key for key in charts._WORDS[name] if charts.label(name, key) == answer): (
            SAID.get(shown) or int(shown.removeprefix("about "))
        )
        for caption, answer, shown in rows
        if caption == charts.caption(name)
    }


def may_be(shown: Shown, known: int | None = None, most: int = MOST) -> Interval:
    """The counts for which the code shows this; where something is known, of what cannot be seen beside it."""
    if shown == HIDDEN:
        return 0, most
    each = {count: suppression.drawn({"": count}, apart=False)[""] for count in range(most + 1)}
    if known is not None:
        each = {count: suppression.with_known(said, known) for count, said in each.items()}
    fits = [count for count, said in each.items() if said == shown]
    return min(fits), max(fits)


@dataclass
class Bounds:
    """The least and the greatest that each unknown may be, and what is known of sums of them."""

    of: dict[Key, Interval] = field(default_factory=dict)
    _sums: list[tuple[list[tuple[int, Key]], int]] = field(default_factory=list)

    def equal(self, terms: Iterable[tuple[int, Key]], total: int) -> None:
        """These together, with their signs, are the total."""
        self._sums.append((list(terms), total))

    def narrow(self) -> None:
        """Until nothing gets narrower."""
        before = None
        while before != self.of:
            before = dict(self.of)
            for terms, total in self._sums:
                self._narrow(terms, total)

    def _narrow(self, terms: list[tuple[int, Key]], total: int) -> None:
        ends = {key: sorted(sign * end for end in self.of[key]) for sign, key in terms}
        low, high = (sum(each[at] for each in ends.values()) for at in (0, 1))
        for sign, key in terms:
            least, most = total - (high - ends[key][1]), total - (low - ends[key][0])
            least, most = sorted((sign * least, sign * most))
            was = self.of[key]
            self.of[key] = max(was[0], least), min(was[1], most)


@dataclass(frozen=True)
class Version:
    """One drawing, and what could be counted then."""

    cells: Mapping[str, Mapping[str, Shown]]
    true: Mapping[str, Mapping[str, int]]
    """What is behind it, to see whether they reason well: they do not look at it."""
    rows: Mapping[str, int]
    published: int
    gone: int
    removed: int
    counted: Shown | None


@dataclass
class Onlooker:
    """Looks after each group."""

    together: bool = False
    """Whether the page adds what can be seen and what cannot before it rounds."""
    versions: list[Version] = field(default_factory=list)
    _ever: set[int] = field(default_factory=set)
    _drawn: int = 0
    _looked_up: Callable[..., Interval] = may_be

    def look(self, *, removed: int) -> None:
        """Count the stories; read the numbers, if they were drawn anew."""
        page_cache.forget()
        up = {each["number"] for each in through_the_api()}
        self._ever |= up
        drawn = Transparency.objects.get()
        if drawn.group_id == self._drawn:
            return
        self._drawn, true = drawn.group_id, transparency._counts().tables
        self.versions.append(
            Version(
                {name: table(name) for name in transparency.TABLES},
                true,
                {name: sum(each.values()) for name, each in true.items()},
                len(self._ever),
                len(self._ever - up),
                removed,
                self._only_counted(),
            )
        )

    def _only_counted(self) -> Shown | None:
        numbers = Numbers.objects.get(place=None)
        return numbers.shown["tables"]["use"]["counted"] if numbers.group_id == self._drawn else None

    def works_out(self) -> list[str]:
        """What is certain and one to four: a count at some time, or how many came to it."""
        return [
            f"{'/'.join(map(str, key))}: {low} (knows {knows})"
            for knows in KNOWS
            for key, (low, high) in self.reason(knows).of.items()
            if low == high in SMALL and not (knows == REMOVED and {"removed", "taken down"} & set(key))
        ]

    def reason(self, knows: str) -> Bounds:
        """All that follows from all versions."""
        bounds = Bounds()
        # As the code is now: a test may have switched off a rule of it.
        self._looked_up = cache(may_be)
        for at, version in enumerate(self.versions):
            self._read(bounds, at, version, knows)
            if at:
                self._compare(bounds, at, knows)
        bounds.narrow()
        return bounds

    def _read(self, bounds: Bounds, at: int, version: Version, knows: str) -> None:
        seen = {} if self.together else {"received": version.published}
        for name, cells in version.cells.items():
            for key in not_seen(name, cells):
                known = seen.get(key, 0) if name == HAPPENED else None
                most = version.rows[name] if _adds_up(name, knows) else MOST
                bounds.of[name, key, at] = self._looked_up(cells[key], known, most)
            if _adds_up(name, knows):
                bounds.equal([(1, (name, key, at)) for key in cells], version.rows[name])
        if knows == REMOVED:
            bounds.of["outcomes", "removed", at] = version.removed, version.removed
        bounds.of["taken down", at] = 0, version.gone
        if knows != CONCERNS:
            bounds.equal([(1, ("taken down", at)), (1, ("outcomes", "removed", at))], version.gone)
        bounds.of["still counted", at] = (
            (0, MOST) if version.counted is None else self._looked_up(version.counted)
        )
        self._together(bounds, at, version)

    def _together(self, bounds: Bounds, at: int, version: Version) -> None:
        received, withdrawn = (HAPPENED, "received", at), (HAPPENED, "withdrawn", at)
        # Of all that came and was not published: what was only read, declined or counted, and what still waits.
        bounds.of["waits", at] = 0, MOST
        parts = [(HAPPENED, "heard", at), (HAPPENED, "declined", at), ("still counted", at), ("waits", at)]
        total = version.published if self.together else 0
        bounds.equal([(1, received), *((-1, each) for each in parts)], total)
        bounds.of["never up", at] = 0, MOST
        taken_down = [(1, ("taken down", at))] if self.together else []
        bounds.equal([(-1, withdrawn), (1, ("never up", at)), *taken_down], 0)

    def _compare(self, bounds: Bounds, at: int, knows: str) -> None:
        """What came since the version before: of these, none goes."""
        before, now = self.versions[at - 1], self.versions[at]
        for name, cells in now.cells.items():
            keys = not_seen(name, cells)
            most = now.rows[name] - before.rows[name] if _adds_up(name, knows) else MOST
            for key in keys:
                more = now.published - before.published if key == "received" and not self.together else 0
                _came(bounds, (name, key), at, most, more)
            if _adds_up(name, knows):
                bounds.equal([(1, ("came", name, key, at)) for key in keys], most)
        for each in ("taken down", "never up"):
            _came(bounds, (each,), at, MOST, 0)


def _adds_up(name: str, knows: str) -> bool:
    """Whether they know how many there are in all of a table's rows."""
    return name != HAPPENED and (name not in ("outcomes", "times") or knows == CONCERNS)


def not_seen(name: str, cells: Iterable[str]) -> list[str]:
    """Of a table, what nobody can count."""
    return [key for key in cells if name != HAPPENED or key not in ("published", "gone")]


def _came(bounds: Bounds, what: Key, at: int, most: int, seen: int) -> None:
    came = ("came", *what, at)
    bounds.of[came] = 0, most
    bounds.equal([(1, came), (-1, (*what, at)), (1, (*what, at - 1))], seen)
