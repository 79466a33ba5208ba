"""Searching: words that few, some, many and nearly all stories have, in a site of so many stories; and filters.

python -m benchmarks.search [--stories 300000] [--rounds 15]

Each word stands in stories of old groups only, which is the hard case: nothing comes early on the way through the
feed. One request at a time, in this process, through the view; nothing is kept between two.
"""

import time
from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

from benchmarks import rows
from benchmarks.parts import Place, place

# One story in so many has the word.
BANDS = {
    "nearlyall": 1.1,
    "common": 10,
    "often": 30,
    "middling": 100,
    "middlingrare": 300,
    "rare": 1_000,
    "veryrare": 10_000,
    "single": 0,
}
AIM = 50


def main() -> None:
    """Fill, put the words in, and ask for each."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=300_000)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    with place(durable=False) as site:
        site.enter()
        rows.fill(site, first=1, last=options.stories)
        for where in ("everywhere", "in the oldest groups only"):
            _put_words_in(site, options.stories, old=where != "everywhere")
            print(f"\n{options.stories:,} stories, words {where}\n")
            print("| asked for | stories with it | estimate | p50 ms | slowest ms | shown |")
            print("| --- | ---: | ---: | ---: | ---: | ---: |")
            for word in BANDS:
                _search(word, options)
        _feeds(options.rounds)


def _put_words_in(site: Place, stories: int, *, old: bool) -> None:
    lines = []
    for word, each in BANDS.items():
        many = round(stories / each) if each else 1
        # Spread evenly; or all in the oldest half, as closely as they fit there.
        n = "(number - 1000000)"
        chosen = f"{n} <= {many}" if old else f"mod({n} * 7919::bigint, {stories}) < {many}"
        lines.append(f"CASE WHEN {chosen} THEN ' {word}' ELSE '' END")
    text = "regexp_replace(text, ' zzz.*$', '') || ' zzz' || " + " || ".join(lines)
    site.run(f"UPDATE testimonies_story SET text = {text}", "VACUUM ANALYZE testimonies_story", "CHECKPOINT")


def _search(word: str, options: object) -> None:
    from testimonies import page_cache, searching, totals

    counts = page_cache.counts(totals.latest)
    asked = searching._asked(word, (), ("en",))
    many = searching._rows(f"SELECT count(*) FROM testimonies_story WHERE {asked.sql}", asked.values)[0][0]
    times, shown = _times(lambda: len(searching.find(word, counts=counts).stories), options.rounds)
    late = "" if max(times) < AIM else " (over the aim)"
    counted = f"{many:,} | {searching._estimate(asked):,}"
    print(f"| {word} | {counted} | {median(times):.1f} | {max(times):.1f}{late} | {shown} |", flush=True)


def _feeds(rounds: int) -> None:
    from testimonies import reading
    from testimonies.filters import Filters

    print("\n| feed | p50 ms | slowest ms | shown |\n| --- | ---: | ---: | ---: |")
    cursor = reading.feed().older
    for _page in range(1000):
        deep, cursor = cursor, reading.feed(cursor).older or cursor
    asked = {
        "page 1": ("", Filters()),
        "page 1,000": (deep, Filters()),
        "a kind that a fifth has": ("", Filters(place="school")),
        "kind and years": ("", Filters(place="school", years="–2009")),
        "a note that a quarter has": ("", Filters(about="touched")),
        "without that note": ("", Filters(hide=("touched",))),
        "a note and years that none has": ("", Filters(about="touched", years="–2009")),
        "a note, a kind and years that none has": (
            "",
            Filters(about="touched", place="school", years="–2009"),
        ),
        "a note that none has": ("", Filters(about="stalking")),
        "years that none has": ("", Filters(years="1990–1991")),
        "one at random": ("", Filters(order="random")),
    }
    for name, (place_in_feed, filters) in asked.items():
        times, shown = _times(partial(_feed, place_in_feed, filters), rounds)
        print(f"| {name} | {median(times):.1f} | {max(times):.1f} | {shown} |", flush=True)


def _feed(cursor: str, asked: Any) -> int:
    from testimonies import reading

    return len(reading.feed(cursor, asked).stories)


def _times(ask: Callable[[], int], rounds: int) -> tuple[list[float], int]:
    shown, times = ask(), []
    for _round in range(rounds):
        begun = time.perf_counter()
        ask()
        times.append((time.perf_counter() - begun) * 1000)
    return times, shown


if __name__ == "__main__":
    main()
