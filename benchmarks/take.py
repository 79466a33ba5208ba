"""From taking one to seeing the next: the requests of one review, with 10,000 waiting and 100,000 published.

python -m benchmarks.take [--reviews 40] [--waiting 10000] [--published 100000]

One moderator: take the next one, its closed page, the story, approve it, the queue again, and take another: what
somebody waits for between two stories. As HTTP only, without what a browser needs to draw.
"""

import os
import re
import statistics
import time
from argparse import ArgumentParser
from collections.abc import Mapping
from urllib.parse import urlencode

from benchmarks import queue, rows
from benchmarks.load import ask, get, post
from benchmarks.parts import Place, place

SHOWN, NEXT = "the story, once it is asked for", "approve, the queue, take the next one, its closed page"
_FIELD = re.compile(
    rb'<(?:input|button)[^>]* name="(at\d+|k\d+|seen|above|drawn|csrfmiddlewaretoken)"[^>]* value="([^"]*)"'
)


def main() -> None:
    """The median and the 99th percentile of each step, and of all between one story and the next."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--reviews", type=int, default=40)
    parser.add_argument("--waiting", type=int, default=10_000)
    parser.add_argument("--published", type=int, default=100_000)
    options = parser.parse_args()
    with place(durable=True) as site:
        site.enter()
        rows.fill(site, first=1, last=options.published)
        queue.fill(options.waiting)
        site.run("VACUUM ANALYZE", "CHECKPOINT")
        # A decision waits its hour, and goes up with others: as on a server.
        port = site.serve(CHORUS_UNDO_MINUTES="60", CHORUS_GROUPS_AT_ONCE="False")
        print(f"{options.waiting:,} waiting, {options.published:,} published, load {os.getloadavg()[0]:.1f}")
        _show(_measured(site, port, queue.sign_in(port), options.reviews))


def _measured(site: Place, port: int, cookies: str, reviews: int) -> dict[str, list[float]]:
    took: dict[str, list[float]] = {}
    token = token_of(ask(port, get("/team/queue/", cookie=cookies))[1])
    where = location_of(sent(port, cookies, "/team/take/", {"csrfmiddlewaretoken": token}))
    ask(port, get(where, cookie=cookies))
    for _review in range(reviews):
        began = time.perf_counter()
        shown = ask(port, get(f"{where}?show=1", cookie=cookies))[1]
        took.setdefault("show the story", []).append(time.perf_counter() - began)
        where = next_one(port, cookies, where, shown, took)
        # A day has an end; the measured one must not.
        site.run("DELETE FROM moderation_day")
    return took


def next_one(port: int, cookies: str, where: str, shown: bytes, took: dict[str, list[float]]) -> str:
    """Approve what is shown, and come to the closed page of the next one."""
    steps = {}

    def step(name: str, request: bytes) -> tuple[bytes, bytes]:
        began = time.perf_counter()
        answer = ask(port, request)
        steps[name] = time.perf_counter() - began
        return answer

    filled = fields_of(shown) | {"do": "approve", "sure": "on", "kept": "on", "until": until_of(shown)}
    head, _body = step("approve", _post(cookies, where, filled))
    if b"said=" in head or b" 302 " not in head.splitlines()[0]:
        raise SystemExit("the story was not approved")
    _head, listed = step("the queue", get("/team/queue/", cookie=cookies))
    taken = step(
        "take the next one", _post(cookies, "/team/take/", {"csrfmiddlewaretoken": token_of(listed)})
    )
    following = location_of(taken)
    if not following.startswith("/team/review/"):
        raise SystemExit("there was no next one")
    step("its closed page", get(following, cookie=cookies))
    for name, seconds in (*steps.items(), (NEXT, sum(steps.values()))):
        took.setdefault(name, []).append(seconds)
    return following


def fields_of(page: bytes) -> dict[str, str | list[str]]:
    """What the form of a shown story sends."""
    found = {name.decode(): value.decode() for name, value in _FIELD.findall(page)}
    # What is suggested is taken out, and what stands above the text stays, as on the page.
    kind, _when, notes = found["above"].split("/")
    ticked = {f"c{name[2:]}": "on" for name in found if name.startswith("at")}
    return found | ticked | {"kind": kind, "note": [note for note in notes.split(",") if note]}


def until_of(page: bytes) -> str:
    """Until when a story is held, as its form says it."""
    found = re.search(rb'name="until" value="([^"]+)"', page)
    return found[1].decode() if found else ""


def sent(port: int, cookies: str, where: str, fields: Mapping[str, str | list[str]]) -> tuple[bytes, bytes]:
    """The answer to a form."""
    return ask(port, _post(cookies, where, fields))


def _post(cookies: str, where: str, fields: Mapping[str, str | list[str]]) -> bytes:
    return post(where, urlencode(fields, doseq=True).encode(), headers=f"Cookie: {cookies}\r\n")


def token_of(page: bytes) -> str:
    """The token of a form."""
    return re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1].decode()


def location_of(answer: tuple[bytes, bytes]) -> str:
    """Where an answer leads."""
    return re.search(rb"(?i)location: *([^\r\n]+)", answer[0])[1].decode()


def _show(took: dict[str, list[float]]) -> None:
    print("| | p50 ms | p99 ms |\n| --- | ---: | ---: |")
    for name, seconds in took.items():
        last = statistics.quantiles(seconds, n=100)[98]
        print(f"| {name} | {statistics.median(seconds) * 1000:.0f} | {last * 1000:.0f} |")


if __name__ == "__main__":
    main()
