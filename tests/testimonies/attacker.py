"""Somebody who keeps every version of every page, knows the code, and works out what was meant to be hidden.

They even know how many came and went each time, which no page says. They read the pages as everybody does.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from django.test import Client

from testimonies import charts, facets, page_cache, suppression
from testimonies.models import Numbers, Place
from testimonies.suppression import FEW, HIDDEN, LEAST, UNDER_TEN, Shown
from tests.testimonies.visitor import text_of

MOST = 200
SMALL = range(1, 5)
_STORY = re.compile(r'<article class="story split">(.*?)</article>', re.DOTALL)
Interval = tuple[int, int]


@dataclass(frozen=True)
class Seen:
    """One story as the feed shows it."""

    number: int
    kind: str
    years: str
    notes: frozenset[str]
    place: bool


@dataclass
class Version:
    """One drawing of one page of numbers, with what could be counted in the stories at that time."""

    cells: dict[str, dict[str, Shown]]
    known: dict[str, Counter[str]]
    rows: int
    came: int
    went: int
    known_came: dict[str, int]
    known_went: dict[str, int]


@dataclass
class Attacker:
    """Looks after each group, and reasons at the end."""

    place: Place | None = None
    versions: list[Version] = field(default_factory=list)
    _stories: dict[int, Seen] = field(default_factory=dict)
    _drawn: int = 0
    _rows: tuple[int, int, int] = (0, 0, 0)

    def look(self, *, rows: int, came: int, went: int, season: str, year: int) -> None:
        """Read the numbers and the stories, if the numbers were drawn anew."""
        _rows, more, less = self._rows
        self._rows = (rows, more + came, less + went)
        numbers = Numbers.objects.filter(place=self.place).first()
        if numbers is None or numbers.group_id == self._drawn:
            return
        self._drawn = numbers.group_id
        page_cache.forget()
        stories = {each.number: each for each in feed()}
        if self.place:
            stories = {number: each for number, each in stories.items() if each.place}
        new = [each for number, each in stories.items() if number not in self._stories]
        gone = [each for number, each in self._stories.items() if number not in stories]
        known = _counted(stories.values(), year)
        self.versions.append(
            Version(
                _file("/numbers/file/" if self.place is None else f"/places/{self.place.slug}/file/"),
                known | {"season": Counter({season: 0})},
                *self._rows,
                {name: each.total() for name, each in _counted(new, year).items()},
                {name: each.total() for name, each in _counted(gone, year).items()},
            )
        )
        self._stories, self._rows = stories, (rows, 0, 0)

    def works_out(self) -> list[str]:
        """What is certain and one to four: a count at some time, or how many came to it or went from it."""
        names = self.versions[0].cells if self.versions else ()
        alone = "use" if self.place is None else ""
        return [each for name in names if name != "season" for each in _solve(name, self.versions, alone)]


def feed(address: str = "/stories/") -> list[Seen]:
    """Every story of the feed, page by page."""
    found, browser = [], Client()
    while address:
        html = text_of(browser.get(address))
        found += [_seen(each) for each in _STORY.findall(html)]
        older = re.search(r'href="([^"]*)">Older stories', html)
        address = older[1].replace("&amp;", "&") if older else ""
    return found


def through_the_api(query: str = "") -> list[dict]:
    """Every story that the API tells of."""
    found, address = [], f"/api/v1/stories/{query}"
    while address:
        answer = Client().get(address).json()
        found, address = found + answer["stories"], answer["older"]
    return found


def through_the_feed(query: str = "") -> list[int]:
    """The stories of the Atom feed."""
    xml = text_of(Client().get(f"/stories/feed.atom{query}"))
    return [int(number) for number in re.findall(r"<title>Story (\d+)</title>", xml)]


def _seen(html: str) -> Seen:
    number = int(re.search(r"/stories/(\d+)/", html)[1])
    lines = re.findall(r'<p class="meta">(.*?)</p>', html)
    note = re.search(r"<b>Content note</b> <span>(.*?)</span>", html)
    kinds = {str(words): key for key, words in facets.KIND_WORDS.items()}
    notes = {str(words): key for key, words in facets.NOTE_WORDS.items()}
    return Seen(
        number,
        next((kinds[line] for line in lines if line in kinds), ""),
        next((line for line in lines if re.search(r"\d{4}", line)), ""),
        frozenset(notes[each] for each in (note[1].split(", ") if note else ())),
        "/places/" in html,
    )


def _counted(stories: Iterable[Seen], year: int) -> dict[str, Counter[str]]:
    stories = list(stories)
    return {
        "use": Counter({"published": len(stories)}),
        "notes": Counter(note for each in stories for note in each.notes),
        "kind": Counter(each.kind for each in stories if each.kind),
        "when": Counter(),
    }


def _file(address: str) -> dict[str, dict[str, Shown]]:
    """The numbers of a CSV file, by the keys that the code has for its words."""
    names = {str(caption): name for name, (caption, _head) in charts._CAPTIONS.items()}
    said = {"fewer than 5": FEW, "fewer than 10": UNDER_TEN, "not shown": HIDDEN}
    found: dict[str, dict[str, Shown]] = {}
    for caption, answer, shown in list(csv.reader(text_of(Client().get(address)).splitlines()))[1:]:
        name = names[caption]
        words = {str(word): key for key, word in charts._words(name).items()} | {"Did not say": ""}
        value = said.get(shown, int(shown.removeprefix("about ")) if shown.startswith("about") else shown)
        found.setdefault(name, {})[words.get(answer, answer)] = value
    assert _api(address.replace("/file/", "/")) == found
    return found


def _api(page: str) -> dict[str, dict[str, Shown]]:
    """The numbers of the API, which must be those of the file: then what the file does not tell, it does not."""
    tables = Client().get(f"/api/v1{page}").json()["tables"]
    said = {f"fewer than {LEAST}": FEW, f"fewer than {2 * LEAST}": UNDER_TEN, "not shown": HIDDEN}
    return {
        table["name"]: {
            row["label"] if table["name"] in ("season", "country") and row["answer"] else row["answer"]: (
                said[row["shown"]] if row["about"] is None else row["about"]
            )
            for row in table["rows"]
        }
        for table in tables
    }


def _may_be(shown: Shown, known: int, most: int) -> Interval:
    """The counts of what cannot be seen for which the code would show this."""
    if shown == HIDDEN:
        return 0, most
    drawn = ((count, suppression.drawn({"": count}, apart=False)[""]) for count in range(min(most, MOST) + 1))
    fits = [count for count, each in drawn if suppression.with_known(each, known) == shown]
    # An answer that a version does not name was below five there.
    return (min(fits), max(fits)) if fits else (0, min(4, most))


def _solve(name: str, versions: list[Version], alone: str) -> list[str]:
    """Narrow down every count, and everything that came and went, until nothing gets narrower."""
    # How many were counted besides all that is published adds up to nothing else: to know how many came is to know it.
    apart = name not in ("notes", alone)
    keys = sorted({key for version in versions for key in version.cells[name]})
    rest: list[dict[str, Interval]] = []
    sums, looked_up = [], cache(_may_be)
    for version in versions:
        known = version.known.get(name, Counter())
        sums.append(version.rows - known.total() if apart else version.rows)
        rest.append({key: looked_up(version.cells[name].get(key, FEW), known[key], sums[-1]) for key in keys})
    came, went = (
        [{key: (0, MOST if name == alone else _moved(*each, name)) for key in keys} for each in moved]
        for moved in ([(v.came, v.known_came) for v in versions], [(v.went, v.known_went) for v in versions])
    )
    while True:
        before = repr((rest, came, went))
        for at, version in enumerate(versions):
            if apart:
                _sum_up(rest[at], sums[at])
                _sum_up(came[at], _moved(version.came, version.known_came, name), first=not at)
                _sum_up(went[at], _moved(version.went, version.known_went, name), first=not at)
            if at:
                for key in keys:
                    _follow(rest[at - 1], rest[at], came[at], went[at], key)
        if repr((rest, came, went)) == before:
            break
    return [
        f"{what} {name}.{key} in version {at}: {low}"
        for what, table in (("count", rest), ("came", came), ("went", went))
        for at, cells in enumerate(table)
        for key, (low, high) in cells.items()
        if low == high in SMALL and (at or what == "count")
    ]


def _moved(moved: int, known: Mapping[str, int], name: str) -> int:
    return moved - (known.get(name, 0) if name != "notes" else 0)


def _sum_up(cells: dict[str, Interval], total: int, *, first: bool = False) -> None:
    if first:
        return
    low, high = sum(each[0] for each in cells.values()), sum(each[1] for each in cells.values())
    for key, (least, most) in cells.items():
        cells[key] = (max(least, total - (high - most)), min(most, total - (low - least)))


def _follow(
    old: dict[str, Interval],
    new: dict[str, Interval],
    came: dict[str, Interval],
    went: dict[str, Interval],
    key: str,
) -> None:
    """new = old + came - went."""
    (o, p), (n, m), (c, d), (w, x) = old[key], new[key], came[key], went[key]
    new[key] = (max(n, o + c - x), min(m, p + d - w))
    old[key] = (max(o, n - d + w), min(p, m - c + x))
    came[key] = (max(c, n - p + w), min(d, m - o + x))
    went[key] = (max(w, o + c - m), min(x, p + d - n))
