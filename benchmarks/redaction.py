"""What the finder catches, what it marks wrongly, and what it costs: a table for each set of invented testimonies.

The rules were tuned on all sets that are called `tuned`, and on `others`, by another writer. `strangers` was written
before its writer read the rules, and is kept apart: print its table, never its misses, or it is worth
no more than the others.

python -m benchmarks.redaction [SET ...]: a set is a file of marked lines, as in tests/redaction/testimonies, or of JSON
lines {"id", "text", "spans": [{"start", "end", "type"}]}. The measures are those of the policy's score.
"""

import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

try:
    from presidio_analyzer import AnalyzerEngine
except ImportError:
    AnalyzerEngine = None

BEGUN = time.perf_counter()
from redaction import KINDS, find  # noqa: E402 - its loading is measured

LOADED = time.perf_counter() - BEGUN

OURS = sorted(
    file
    for file in (Path(__file__).parent.parent / "tests" / "redaction" / "testimonies").iterdir()
    if file.suffix in (".txt", ".jsonl")
)
# Sets by which is measured: no rule was made by what is missed in them, and no weight learnt from them.
APART = ("unread", "measured")
_MARKED = re.compile(r"([^{]*)(?:\{(\w+)\|([^}]*)\})?")
_TYPES = {"ID": "identifier", "ORG_UNIT": "group", "QUASI": "detail"}
# Ordinary words that are also names.
TRAPS = frozenset(
    [
        "will",
        "may",
        "mark",
        "grace",
        "hope",
        "rose",
        "faith",
        "chase",
        "drew",
        "summer",
        "joy",
        "dawn",
        "rob",
        "bill",
        "art",
        "dean",
        "grant",
        "miles",
        "frank",
        "guy",
        "pat",
        "sue",
        "jack",
        "eve",
        "ivy",
        "holly",
        "heather",
        "daisy",
        "amber",
        "ruby",
        "pearl",
        "jade",
        "robin",
        "bell",
        "young",
        "church",
        "penny",
        "winter",
        "bright",
        "strong",
        "abbot",
        "king",
        "prince",
        "hunter",
        "angel",
        "destiny",
        "sunday",
        "april",
        "june",
        "august",
        "autumn",
        "spring",
        "god",
        "drake",
        "marsh",
        "sky",
        "day",
        "long",
        "christmas",
        "english",
        "french",
    ]
)
ROWS = (
    ("person", {"person"}),
    ("handle, contact, identifier", {"handle", "contact", "identifier"}),
    ("date, institution", {"date", "institution"}),
    ("place, group, role", {"place", "group", "role"}),
)

Finder = Callable[[str], Iterable[tuple[int, int, str]]]


class Gold(NamedTuple):
    """A testimony, and what should be marked in it."""

    text: str
    spans: list[tuple[int, int, str]]


def read(file: Path) -> list[Gold]:
    """The testimonies of a set."""
    lines = [line for line in file.read_text("utf-8").splitlines() if line and line[0] != "#"]
    return [
        _of_json(json.loads(line)) if line[0] == "{" and '"text"' in line else _of_marked(line)
        for line in lines
    ]


def _of_json(row: dict) -> Gold:
    kinds = [_TYPES.get(span["type"], span["type"].lower()) for span in row["spans"]]
    return Gold(
        row["text"], [(s["start"], s["end"], kind) for s, kind in zip(row["spans"], kinds, strict=True)]
    )


def _of_marked(line: str) -> Gold:
    text, spans = "", []
    for before, kind, words in _MARKED.findall(line):
        text += before
        if kind:
            spans.append((len(text), len(text) + len(words), kind))
            text += words
    return Gold(text, spans)


def small(golds: list[Gold]) -> list[Gold]:
    """The same in small letters, but for those that would grow by it: their spans would be wrong."""
    lower = ((gold, gold.text.lower()) for gold in golds)
    return [Gold(text, gold.spans) for gold, text in lower if len(text) == len(gold.text)]


class Score:
    """Counts over a set."""

    def __init__(self) -> None:
        self.caught: Counter[str] = Counter()
        self.all: Counter[str] = Counter()
        self.taken_for: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.false = self.words = self.traps = self.trapped = 0

    def add(self, gold: Gold, found: list[tuple[int, int, str]]) -> None:
        """One testimony; a span is caught when half of its letters are marked, whatever as."""
        marked = {at: kind for start, end, kind in found for at in range(start, end)}
        right = {at for start, end, _kind in gold.spans for at in range(start, end)}
        for start, end, kind in gold.spans:
            kinds = Counter(marked[at] for at in range(start, end) if at in marked)
            if kind != "detail":
                self.all[kind] += 1
                self.caught[kind] += 2 * kinds.total() >= end - start
                self.taken_for[kind][kinds.most_common(1)[0][0] if kinds else "missed"] += 1
        self.words += len(gold.text.split())
        self.false += sum(2 * len(right & set(stretch)) < len(stretch) for stretch in _stretches(marked))
        for word in re.finditer(r"[A-Za-z]+", gold.text):
            if word.group().lower() in TRAPS and right.isdisjoint(range(*word.span())):
                self.traps += 1
                self.trapped += any(at in marked for at in range(*word.span()))

    def recall(self, kinds: Iterable[str] = KINDS) -> float:
        """The share of spans of these kinds that were caught."""
        kinds = list(kinds)
        return sum(self.caught[kind] for kind in kinds) / max(1, sum(self.all[kind] for kind in kinds))


def _stretches(marked: Iterable[int]) -> Iterator[range]:
    places = set(marked)
    for at in sorted(places):
        if at - 1 not in places:
            end = at
            while end in places:
                end += 1
            yield range(at, end)


def scored(golds: list[Gold], finder: Finder) -> Score:
    """All testimonies of a set."""
    score = Score()
    for gold in golds:
        score.add(gold, list(finder(gold.text)))
    return score


def ours(text: str) -> Iterator[tuple[int, int, str]]:
    """The marks that are ticked by default."""
    return ((mark.start, mark.end, mark.kind) for mark in find(text) if mark.kind != "detail")


def presidio() -> Finder | None:
    """Presidio's finder, where it is installed."""
    if AnalyzerEngine is None:
        return None
    engine = AnalyzerEngine()
    kinds = {"PERSON": "person", "LOCATION": "place", "DATE_TIME": "date"}

    def find_as_presidio(text: str) -> Iterator[tuple[int, int, str]]:
        for each in engine.analyze(text, language="en"):
            yield each.start, each.end, kinds.get(each.entity_type, "contact")

    return find_as_presidio


def milliseconds(golds: list[Gold], finder: Finder) -> float:
    """Processor time for 300 words, 95th percentile."""
    words = " ".join(gold.text for gold in golds).split()
    times = []
    for at in range(0, len(words) - 300, 300):
        text = " ".join(words[at : at + 300])
        begun = time.process_time()
        list(finder(text))
        times.append(1000 * (time.process_time() - begun))
    return sorted(times)[int(0.95 * len(times))]


def megabytes() -> float:
    """What this process holds in memory, where the system says."""
    status = Path("/proc/self/status")
    lines = status.read_text("ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), float("nan"))


def show(name: str, golds: list[Gold], finder: Finder) -> None:
    """The table of one set."""
    score = scored(golds, finder)
    in_small = scored(small(golds), finder)
    print(f"\n{name}: {len(golds)} testimonies, {score.words:,} words, {score.all.total()} spans\n")
    print("| measure | |\n| --- | ---: |")
    print(f"| recall over all kinds | {score.recall():.3f} |")
    for row, kinds in ROWS:
        print(f"| {row} | {score.recall(kinds):.3f} |")
    print(f"| the same text in lower case, recall | {in_small.recall():.3f} |")
    print(f"| false marks per 100 words | {100 * score.false / score.words:.2f} |")
    print(
        f"| ordinary words that are also names, marked wrongly | {score.trapped / max(1, score.traps):.3f} |"
    )
    print(f"| 300 words, p95, ms of processor time | {milliseconds(golds, finder):.1f} |")
    print("\nTaken for another kind: " + "; ".join(_confusions(score)))


def _confusions(score: Score) -> Iterator[str]:
    for kind, taken_for in sorted(score.taken_for.items()):
        others = [f"{count} {other}" for other, count in taken_for.most_common() if other != kind]
        if others:
            yield f"{kind} as {', '.join(others)}"


def main(files: list[Path]) -> None:
    """Print the table of each set, ours and, where it is installed, Presidio's."""
    for file in files:
        show(file.stem, read(file), ours)
    apart = [file for file in files if file.stem.startswith(APART)]
    if len(apart) > 1:
        show("all that are apart", [gold for file in apart for gold in read(file)], ours)
    print(f"\nloaded in {LOADED:.2f} s, {megabytes():.0f} MB")
    other = presidio()
    for file in files if other else []:
        show(f"{file.stem}, by Presidio", read(file), other)


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]] or OURS)
