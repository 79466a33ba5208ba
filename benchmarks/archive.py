"""An archive: 10,000 stories taken in from CSV, without and with six words for each.

python -m benchmarks.archive [--rows 10000]
"""

import csv
import io
import os
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path

from benchmarks.parts import place

_SENTENCES = (
    "It began in the second term, and for a long time I had no word for it.",
    "He stood too close at the lockers, every day, until I took another way.",
    "When I went to the office they wrote it down, and nobody came back to me.",
    "My friend Ines believed me at once, and that is why I can write this now.",
    "I stopped going to practice on 14 March, and said it was because of the exams.",
)
FIRST = ("id", "text", "use", "may_ask", "notes", "place", "country")


def main() -> None:
    """One after the other into a database of their own; commits reach the disk."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    rows = parser.parse_args().rows
    with place(durable=True) as site, tempfile.TemporaryDirectory() as directory:
        site.enter()
        print(f"{rows:,} rows, load {os.getloadavg()[0]:.1f}")
        for name, how in (("without words", {}), ("with words", {"receipts": Path(directory) / "words"})):
            before, took = _processor(), _seconds(rows, name, **how)
            print(f"{name}: {took:.1f} s, of which {_processor() - before:.1f} s of our work", flush=True)


def _processor() -> float:
    """Seconds of work so far, our helpers' included once they ended; PostgreSQL's are its own."""
    return sum(os.times()[:4])


def _seconds(rows: int, mark: str, **how: Path) -> float:
    from django.core.management import call_command

    text = io.StringIO(newline="")
    out = csv.writer(text)
    out.writerow(FIRST)
    for number in range(rows):
        story = " ".join(_SENTENCES[(number + at) % 5] for at in range(4 + number % 12))
        out.writerow((f"{mark} {number}", story, "publish", "yes", "comments; pictures", "a school", "UK"))
    said, began = io.StringIO(), time.perf_counter()
    call_command("import_testimonies", stdin=io.BytesIO(text.getvalue().encode()), stdout=said, **how)
    took = time.perf_counter() - began
    if not said.getvalue().endswith(f"{rows:,} taken in, 0 were before, 0 refused\n"):
        raise SystemExit("not every row was taken in")
    return took


if __name__ == "__main__":
    main()
