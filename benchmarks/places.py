"""Institutions: importing 50,000 rows in the form of the English register, and finding one among them.

python -m benchmarks.places [--rows 50000] [--searches 200]
"""

import csv
import random
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path
from statistics import median

from benchmarks.parts import place
from benchmarks.report import machine

_BAD_EVERY = 500
_FIRST = (
    "St Mary's",
    "St John's",
    "Oak",
    "Mill",
    "Church",
    "Park",
    "High",
    "Castle",
    "Manor",
    "Holy",
    "King's",
    "Lady",
)
_SECOND = (
    "Hill",
    "Lane",
    "Green",
    "Field",
    "Wood",
    "Bridge",
    "Cross",
    "Bank",
    "View",
    "Brook",
    "Moor",
    "Dale",
)
_KIND = (
    "School",
    "Primary School",
    "Academy",
    "High School",
    "Church of England Primary School",
    "Grammar School",
)
_START = (
    "Mer",
    "Tarn",
    "Ash",
    "Kel",
    "Brin",
    "Hol",
    "Wex",
    "Dun",
    "Pel",
    "Stan",
    "Cam",
    "Lang",
    "Thor",
    "Ever",
)
_END = ("ford", "by", "ton", "den", "ham", "ley", "wick", "mouth", "stead", "worth", "dale", "combe")
SEARCHES = (
    "st marys camden",
    "merford high",
    "kelwick mill primray",
    "tarnton grammer school",
    "school",
    "holy",
)


def main() -> None:
    """Write the file, import it twice, then search."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--searches", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, place(durable=True) as site:
        path = Path(folder) / "register.csv"
        _write(path, options.rows)
        site.enter()
        _measure(path, options.rows, options.searches)


def _measure(path: Path, rows: int, searches: int) -> None:
    from django.core.management import call_command

    from testimonies import places

    print(f"{rows:,} rows; {machine()}\n")
    for name in ("first import", "the same again"):
        begun = time.perf_counter()
        with open("/dev/null", "w", encoding="utf-8") as nowhere:
            call_command("import_places", path, stdout=nowhere)
        print(f"{name}: {time.perf_counter() - begun:.1f} s", flush=True)
    for words in SEARCHES:
        times = []
        for _again in range(searches):
            begun = time.perf_counter()
            found = places.search(words)
            times.append(1000 * (time.perf_counter() - begun))
        print(
            f"{words!r}: {median(times):.0f} ms, at worst {max(times):.0f}; first of {len(found)}: {found[0]}"
        )


def _write(path: Path, rows: int) -> None:
    from testimonies.place_lists import GIAS, GIAS_TOO

    draw = random.Random(4)
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*GIAS, *GIAS_TOO, "Postcode"])
        for number in range(rows):
            name = f"{draw.choice(_FIRST)} {draw.choice(_SECOND)} {draw.choice(_KIND)}"
            town = draw.choice(_START) + draw.choice(_END)
            row = [100_000 + number, name, "Community school", "Local authority maintained schools"]
            row += ["Open", "Primary", town, f"{town[:4]}shire", "ZZ1 1AA"]
            writer.writerow(row[:3] if number % _BAD_EVERY == 7 else row)


if __name__ == "__main__":
    main()
