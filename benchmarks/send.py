"""Sending: a whole Send with its receipt, sealing and durable commit, beside the prototype's POST of one row.

python -m benchmarks.send [--rounds 5] [--seconds 3]
"""

import re
from argparse import ArgumentParser
from itertools import count
from urllib.parse import urlencode

from benchmarks import report, rows
from benchmarks.load import Measured, ask, clients, get, measure, post
from benchmarks.parts import place

CLIENTS = 4
MOST_A_SECOND = 150
ADDRESS = "X-Benchmark-Address"
SEND, PROTOTYPE = "Send", "prototype's POST of one row"
WORDS = (
    "It was after the rehearsal. I told a friend what he had said, and she believed me at once. " * 7
    + "Nobody else did."
)


def main() -> None:
    """Send in turn to both, each request with a ticket and an address of its own."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0)
    options = parser.parse_args()
    with clients(CLIENTS) as pool, place(durable=True) as site:
        site.enter()
        rows.fill(site, first=1, last=1_000)
        ours = site.serve(CHORUS_ADDRESS_HEADER=ADDRESS)
        prototype = site.serve("benchmarks.prototype.app:application")
        form, numbers = form_of(ours), count(1)
        plain = [post("/send/", urlencode({"words": WORDS}).encode())]
        measured = {PROTOTYPE: Measured(), SEND: Measured()}
        enough = int(options.seconds * MOST_A_SECOND)
        for _ in range(options.rounds):
            measure(pool, measured[PROTOTYPE], prototype, [plain] * CLIENTS, seconds=options.seconds)
            fresh = [[send_request(form, next(numbers)) for _ in range(enough)] for _ in range(CLIENTS)]
            measure(pool, measured[SEND], ours, fresh, seconds=options.seconds, once=True)
        _check(len(measured[SEND].milliseconds))
        report.show(f"Send, {CLIENTS} clients", measured, PROTOTYPE)


def form_of(port: int) -> tuple[str, str]:
    """The cookie and the token that a browser would have from the first page."""
    head, body = ask(port, get("/begin/"))
    cookie = re.search(rb"(?i)set-cookie: *(form=[^;]+)", head)
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', body)
    if cookie is None or token is None:
        raise SystemExit("the first page of writing gave no token")
    return cookie[1].decode(), token[1].decode()


def send_request(form: tuple[str, str], number: int, header: str = ADDRESS) -> bytes:
    """A Send with a ticket and an address of its own, from a check that marked nothing."""
    from testimonies import mark_counts
    from vault import tickets

    cookie, token = form
    fields = {"csrfmiddlewaretoken": token, "use": "publish", "words": WORDS, "ticket": tickets.issue()}
    fields |= dict(mark_counts.carry(fields["ticket"], WORDS, 0))
    # Many people, not one: one address is held up after 1,200 in ten minutes.
    address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    headers = f"Cookie: {cookie}\r\n{header}: {address}\r\n"
    return post("/thanks/", urlencode(fields).encode(), headers=headers)


def _check(answered: int) -> None:
    """Stop unless each answer stands for a testimony that was kept."""
    from testimonies.models import Testimony

    kept = Testimony.objects.count()
    if kept != answered:
        raise SystemExit(f"{answered} were answered, {kept} were kept")


if __name__ == "__main__":
    main()
