"""Checking: the queue page with 10,000 testimonies waiting, their cards sealed, beside the prototype's page.

python -m benchmarks.queue [--rounds 5] [--seconds 3] [--waiting 10000]
"""

import re
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlencode

from benchmarks import report, rows
from benchmarks.load import Measured, ask, clients, get, measure, post
from benchmarks.parts import NAME, PASSWORD, place

QUEUE, SECOND, PROTOTYPE = "queue page", "second readers' view, empty", "prototype's page of twelve stories"
SIGN_IN = "/team/sign-in/"


def main() -> None:
    """One moderator, one request after the other: what a person waits for."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--waiting", type=int, default=10_000)
    options = parser.parse_args()
    with clients(1) as pool, place(durable=True) as site:
        site.enter()
        rows.fill(site, first=1, last=1_000)
        fill(options.waiting)
        site.run("VACUUM ANALYZE testimonies_testimony", "CHECKPOINT")
        ours, prototype = site.serve(), site.serve("benchmarks.prototype.app:application")
        cookies = sign_in(ours)
        _check(ours, cookies, options.waiting)
        targets = {
            PROTOTYPE: (prototype, get("/stories/")),
            QUEUE: (ours, get("/team/queue/", cookie=cookies)),
            SECOND: (ours, get("/team/queue/?view=second", cookie=cookies)),
        }
        measured = {name: Measured() for name in targets}
        for name, (port, request) in (each for _ in range(options.rounds) for each in targets.items()):
            measure(pool, measured[name], port, [[request]], seconds=options.seconds)
        report.show(f"{options.waiting:,} waiting, 1 client", measured, PROTOTYPE)


def fill(waiting: int, uses: Sequence[str] = ("publish", "count", "read")) -> None:
    """Really sealed testimonies; three documents among all of them, one for each use, as only cards are looked at."""
    from django.utils import timezone

    from testimonies import documents
    from testimonies.documents import Document
    from testimonies.models import Testimony
    from vault import keys
    from vault.models import DataKey, Receipt

    team, today = keys.team_public(), timezone.localdate()
    words = "I told a friend what he had said, and she believed me at once. "
    written = [
        Document(text=words * 9, use=uses[0], notes=("touched",), place="a school", age="16_17"),
        Document(text=words * 30, use=uses[1], notes=("pictures", "not_believed"), age="18_24"),
        Document(text=words * 3, use=uses[2]),
    ]
    receipts, data_keys, testimonies = [], [], []
    for number in range(waiting):
        document = written[number % len(written)]
        receipt = Receipt(find=number.to_bytes(32, "big"), public=team.public)
        data_key, secret = keys.new_data_key(team, receipt)
        one = Testimony(
            receipt=receipt,
            data_key=data_key,
            day=today - timedelta(days=number % 60),
            generation=team.generation,
        )
        one.document = documents.seal(document, secret, one.uuid)
        one.card = documents.seal_card(documents.card_of(document), team, one.uuid)
        receipts.append(receipt)
        data_keys.append(data_key)
        testimonies.append(one)
    Receipt.objects.bulk_create(receipts, batch_size=1000)
    DataKey.objects.bulk_create(data_keys, batch_size=1000)
    Testimony.objects.bulk_create(testimonies, batch_size=1000)


def sign_in(port: int, name: str = NAME, headers: str = "") -> str:
    """The cookies of a moderator, through the sign-in page."""
    head, body = ask(port, get(SIGN_IN))
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', body)
    if token is None:
        raise SystemExit("the sign-in page gave no token")
    fields = {"csrfmiddlewaretoken": token[1].decode(), "name": name, "password": PASSWORD}
    request = post(SIGN_IN, urlencode(fields).encode(), headers=f"Cookie: {_cookies(head)}\r\n{headers}")
    return _cookies(ask(port, request)[0])


def _cookies(head: bytes) -> str:
    return "; ".join(one.decode() for one in re.findall(rb"(?i)set-cookie: *([^;\r\n]+)", head))


def _check(port: int, cookies: str, waiting: int) -> None:
    """Stop unless the page shows the queue."""
    from moderation import jobs

    _head, body = ask(port, get("/team/queue/", cookie=cookies))
    if f", {waiting}<".encode() not in body or body.count(b'class="job"') != jobs.ROWS:
        raise SystemExit("that is not the queue page")


if __name__ == "__main__":
    main()
