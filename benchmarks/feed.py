"""Reading: the page of the newest twelve stories, beside the prototype's, with 1,000 and with 1,000,000 stories.

python -m benchmarks.feed [--rounds 5] [--seconds 3] [--stories 1000 1000000]

"Rendered each time": each request asks for an address that nobody asked for in the last half minute, so that no page
can come from the kept ones. The counts of the newest group are kept all the same, as they are on the site.
"""

import re
import time
from argparse import ArgumentParser

from benchmarks import report, rows
from benchmarks.load import Measured, ask, clients, get, measure
from benchmarks.parts import place

CLIENTS = 4
# More than the site keeps (testimonies/page_cache.py): when the first comes again, it has gone.
ADDRESSES = 1_000
PAGE, FRONT = "/stories/", "/"
KEPT, RENDERED, OPENING, PROTOTYPE, OK = (
    "page, kept for 30 s",
    "page, rendered each time",
    "front page, rendered each time",
    "prototype's page",
    'prototype\'s "ok"',
)


def main() -> None:
    """Fill, compare what the two show, then measure all in turn."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--stories", type=int, nargs="+", default=[1_000, 1_000_000])
    options = parser.parse_args()
    with clients(CLIENTS) as pool, place(durable=False) as site:
        site.enter()
        ours = site.serve()
        prototype = site.serve("benchmarks.prototype.app:application")
        targets = {
            PROTOTYPE: (prototype, same(PAGE)),
            RENDERED: (ours, new(PAGE)),
            KEPT: (ours, same(PAGE)),
            OPENING: (ours, new(FRONT)),
            OK: (prototype, same("/ok")),
        }
        filled = 0
        for stories in sorted(options.stories):
            rows.fill(site, first=filled + 1, last=stories)
            filled = stories
            # Nothing of the smaller site is kept.
            time.sleep(31 if filled > min(options.stories) else 0)
            size = check_same(ours, prototype)
            measured = {name: Measured() for name in targets}
            for name, (port, requests) in (each for _ in range(options.rounds) for each in targets.items()):
                measure(pool, measured[name], port, requests, seconds=options.seconds)
            report.show(f"{stories:,} stories, {size:,} bytes a page, {CLIENTS} clients", measured, PROTOTYPE)


def same(path: str) -> list[list[bytes]]:
    """The requests of each client: always this page."""
    return [[get(path)]] * CLIENTS


def new(path: str) -> list[list[bytes]]:
    """The requests of each client: this page under addresses of its own."""
    return [[get(f"{path}?visit={client}-{at}") for at in range(ADDRESSES)] for client in range(CLIENTS)]


def check_same(ours: int, prototype: int) -> int:
    """Stop unless both show the same; returns the bytes of our page."""
    (_head, one), (_head, other) = ask(ours, get(PAGE)), ask(prototype, get(PAGE))
    if _plain(one) != _plain(other):
        raise SystemExit(f"the prototype shows another page:\n{_plain(one)}\n{_plain(other)}")
    return len(one)


def _plain(page: bytes) -> str:
    text = re.sub(r"\s+", " ", page.decode())
    text = re.sub(r"> | <", lambda found: found[0].strip(), text)
    # The hash in the name of a static file, and the place in the feed, are each one's own.
    text = re.sub(r"(/static/[^\"]*?)\.[0-9a-f]{12}(\.\w+\")", r"\1\2", text)
    return re.sub(r"\?from=[^\"]*", "?from=", text)


if __name__ == "__main__":
    main()
