"""Send, and coming back, with 100,000 testimonies stored: how long one request takes, and what of it is work.

python -m benchmarks.receipt [--stored 100000] [--rounds 5] [--requests 60]
"""

import re
import time
from argparse import ArgumentParser
from dataclasses import dataclass, field
from itertools import count
from statistics import median
from urllib.parse import urlencode

import psutil

from benchmarks import report
from benchmarks.load import Measured, ask, clients, get, measure, post
from benchmarks.parts import Place, place
from benchmarks.send import ADDRESS, form_of, send_request

SEND, RIGHT, WRONG, PAGE = "Send", "six right words", "six wrong words", "the page behind them"
AIM = 30.0
_AT_ONCE = 10_000
# Ciphertext as long as that of the shortest texts; nobody opens it.
_STORED = """
WITH made AS (
    SELECT n, gen_random_uuid() AS receipt, gen_random_uuid() AS key FROM generate_series({first}, {last}) AS n
), receipts AS (
    INSERT INTO vault_receipt (uuid, find, public, used)
    SELECT receipt, decode(md5('a' || n) || md5('b' || n), 'hex'), decode(md5('c' || n) || md5('d' || n), 'hex'), false
    FROM made
), keys AS (
    INSERT INTO vault_datakey (uuid, box_team, generation, box_receipt)
    SELECT key, decode(repeat(md5('e' || n), 10), 'hex'), 1, decode(repeat(md5('f' || n), 10), 'hex') FROM made
)
INSERT INTO testimonies_testimony (uuid, receipt_id, data_key_id, day, state, urgency, ord, answered, suspicious,
    begun, looked_again, record_subject, document, card, generation, on_timeout)
SELECT gen_random_uuid(), receipt, key, DATE '2020-01-01' + n / 100, 'received', 0, n * 7919, false, false,
    false, false, gen_random_uuid(), decode(repeat(md5('g' || n), 259), 'hex'),
    decode(repeat(md5('h' || n), 40), 'hex'), 1, 'heard'
FROM made
"""


@dataclass
class Work:
    """Milliseconds of processor time a request, of the web server and PostgreSQL together, round by round."""

    rounds: list[float] = field(default_factory=list)


def main() -> None:
    """One client, one request after the other: nobody waits for anybody, so the time is the server's."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--stored", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=60)
    options = parser.parse_args()
    with clients(1) as pool, place(durable=True) as site:
        site.enter()
        _fill(site, options.stored)
        port = site.serve(CHORUS_ADDRESS_HEADER=ADDRESS)
        kinds = _Requests(port)
        measured = {name: Measured() for name in (SEND, RIGHT, WRONG, PAGE)}
        work = {name: Work() for name in measured}
        for name in measured:
            # The first ones load what every later one finds loaded.
            measure(pool, Measured(), port, [kinds.of(name, 10)], seconds=60, once=True)
        for _ in range(options.rounds):
            for name, into in measured.items():
                before = _processor_seconds()
                measure(pool, into, port, [kinds.of(name, options.requests)], seconds=600, once=True)
                work[name].rounds.append((_processor_seconds() - before) * 1000 / options.requests)
        _show(options.stored, measured, work)


class _Requests:
    """Fresh requests of each kind, each from an address of its own."""

    def __init__(self, port: int) -> None:
        self.form, self.numbers = form_of(port), count(1)
        self.right = " ".join(_real_words())
        head, _body = ask(port, self._back(self.right))
        found = re.search(rb"(?i)set-cookie: *(return=[^;]+)", head)
        if found is None:
            raise SystemExit(f"six right words gave no cookie: {head[:60]!r}")
        self.cookie = found[1].decode()

    def of(self, name: str, how_many: int) -> list[bytes]:
        """So many of this kind."""
        make = {
            SEND: lambda: send_request(self.form, next(self.numbers)),
            RIGHT: lambda: self._back(self.right),
            WRONG: lambda: self._back(" ".join(["harbour"] * 6)),
            PAGE: lambda: get("/back/page/", cookie=self.cookie),
        }[name]
        return [make() for _ in range(how_many)]

    def _back(self, words: str) -> bytes:
        cookie, token = self.form
        number = next(self.numbers)
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        headers = f"Cookie: {cookie}\r\n{ADDRESS}: {address}\r\n"
        return post("/back/", urlencode({"csrfmiddlewaretoken": token, "w": words}).encode(), headers=headers)


def _real_words() -> tuple[str, ...]:
    """Somebody who has sent something."""
    from django.utils import timezone

    from testimonies.documents import Document
    from testimonies.sending import send
    from vault import tickets

    document = Document("It was after the rehearsal. " * 20, "publish")
    words = send(document, ticket=tickets.read(tickets.issue()), now=timezone.now()).words
    if words is None:
        raise SystemExit("a Send gave no words")
    return words


def _fill(site: Place, stored: int) -> None:
    for first in range(1, stored + 1, _AT_ONCE):
        site.run(_STORED.format(first=first, last=min(stored, first + _AT_ONCE - 1)))
    tables = ("vault_receipt", "vault_datakey", "testimonies_testimony")
    site.run(*(f"VACUUM ANALYZE {table}" for table in tables), "CHECKPOINT")


def _processor_seconds() -> float:
    """What every process of this site has worked so far; the clients are not among them."""
    total = 0.0
    for each in psutil.Process().children(recursive=True):
        try:
            command = " ".join(each.cmdline())
            if "granian" in command or "postgres" in command:
                times = each.cpu_times()
                total += times.user + times.system
        except psutil.Error:
            # A backend of PostgreSQL that has just ended; there are none between two rounds.
            continue
    return total


def words_alone() -> float:
    """Milliseconds of Argon2id over six words, in this very minute: 5.5 on a quiet machine."""
    from vault import receipts

    taken = []
    for number in range(40):
        begun = time.process_time()
        receipts.key_of([str(number)] * 6)
        taken.append((time.process_time() - begun) * 1000)
    return median(taken)


def _show(stored: int, measured: dict[str, Measured], work: dict[str, Work]) -> None:
    print(f"\n{stored:,} testimonies stored, one client; {report.machine()}\n")
    print("| | p50 ms | p99 ms | processor ms | not as expected |\n| --- | ---: | ---: | ---: | ---: |")
    for name, each in measured.items():
        # Right words are answered with a redirect to the page.
        wrong = len(each.milliseconds) - each.errors if name == RIGHT else each.errors
        worked = median(work[name].rounds)
        print(f"| {name} | {each.at(0.5):.1f} | {each.at(0.99):.1f} | {worked:.1f} | {wrong} |", flush=True)
    print(f"\nArgon2id over six words, which the first three do once each: {words_alone():.1f} ms")
    slow = [name for name, each in measured.items() if each.at(0.5) >= AIM]
    print(f"\nunder {AIM:.0f} ms: {'all' if not slow else 'all but ' + ', '.join(slow)}")


if __name__ == "__main__":
    main()
