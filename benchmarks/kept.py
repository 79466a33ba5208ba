"""Reading through nginx: the page of the newest stories out of its cache, beside the same bytes as a file.

python -m benchmarks.kept [--rounds 7] [--seconds 2] [--stories 1000]

nginx runs as in `benchmarks.front`, with one process and without TLS, whose work is the same for both and would hide
what differs. Both are measured in turn. The processor time of nginx, for each request, says the same with less noise.
"""

from argparse import ArgumentParser, Namespace
from multiprocessing.pool import Pool
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psutil

from benchmarks import report, rows
from benchmarks.feed import CLIENTS, PAGE
from benchmarks.front import front
from benchmarks.load import Measured, ask, clients, get, measure
from benchmarks.parts import place

FILE = "/static/page.html"
AS_FILE, KEPT = "the same bytes as a file", "page, kept by nginx"


def main() -> None:
    """Fill, put the page into a file, compare the two, and measure them in turn."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--stories", type=int, default=1_000)
    options = parser.parse_args()
    with clients(CLIENTS) as pool, place(durable=False) as site, TemporaryDirectory() as made:
        site.enter()
        rows.fill(site, first=1, last=options.stories)
        served = site.serve()
        Path(made).chmod(0o755)
        port = front(site, public=served, writing=(), team=served, static=Path(made))
        size = _put_into_a_file(Path(made), port)
        measured, work = _measure(pool, port, options)
    title = f"{options.stories:,} stories, {size:,} bytes a page, {CLIENTS} clients, through nginx"
    report.show(title, measured, AS_FILE)
    for name, each in work.items():
        print(f"{name}: {median(each):.0f} µs of processor time a request, in nginx")


def _measure(pool: Pool, port: int, options: Namespace) -> tuple[dict[str, Measured], dict[str, list[float]]]:
    measured: dict[str, Measured] = {AS_FILE: Measured(), KEPT: Measured()}
    work: dict[str, list[float]] = {AS_FILE: [], KEPT: []}
    for _round in range(options.rounds):
        for name, path in ((AS_FILE, FILE), (KEPT, PAGE)):
            before, asked = _processor_seconds(), len(measured[name].milliseconds)
            measure(pool, measured[name], port, [[get(path)]] * CLIENTS, seconds=options.seconds)
            asked = len(measured[name].milliseconds) - asked
            work[name].append((_processor_seconds() - before) * 1_000_000 / asked)
    return measured, work


def _processor_seconds() -> float:
    """What all processes of nginx that this run started have worked."""
    every = [each for each in psutil.Process().children(recursive=True) if each.name() == "nginx"]
    times = [each.cpu_times() for each in every]
    return sum(each.user + each.system for each in times)


def _put_into_a_file(home: Path, port: int) -> int:
    _head, page = ask(port, get(PAGE))
    (home / "page.html").write_bytes(page)
    _head, again = ask(port, get(FILE))
    if again != page:
        raise SystemExit("the file is not the page")
    return len(page)


if __name__ == "__main__":
    main()
