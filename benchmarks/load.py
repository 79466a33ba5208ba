"""The load: processes with one kept connection each, raw sockets, the next request when the last was answered."""

import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.pool import Pool

from benchmarks.parts import HOST

_AHEAD = 0.1
_LAST_CHUNK = b"\r\n0\r\n\r\n"


@dataclass(frozen=True)
class Job:
    """What one client does: these requests, again and again or each once, for so many seconds from `begin`."""

    port: int
    requests: Sequence[bytes]
    once: bool
    begin: float
    seconds: float


@dataclass
class Measured:
    """What was measured, perhaps in several rounds."""

    rates: list[float] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    errors: int = 0

    def at(self, share: float) -> float:
        """The latency in milliseconds that this share of the requests did not go over."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")


def clients(count: int) -> Pool:
    """So many processes, started once for the whole run."""
    return get_context("spawn").Pool(count)


def measure(
    pool: Pool,
    into: Measured,
    port: int,
    requests: Sequence[Sequence[bytes]],
    *,
    seconds: float,
    once: bool = False,
) -> None:
    """One round: one client for each list of requests."""
    begin = time.monotonic() + _AHEAD
    jobs = [Job(port, each, once, begin, seconds) for each in requests]
    made = pool.map(_client, jobs, chunksize=1)
    taken = [one for times, _errors, _end in made for one in times]
    into.milliseconds += [one * 1000 for one in taken]
    into.errors += sum(errors for _times, errors, _end in made)
    into.rates.append(len(taken) / (max(end for _times, _errors, end in made) - begin))


def get(path: str, *, cookie: str = "") -> bytes:
    """A GET as it goes over the wire."""
    cookies = f"Cookie: {cookie}\r\n" if cookie else ""
    return f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\n{cookies}\r\n".encode()


def post(path: str, body: bytes, *, headers: str = "") -> bytes:
    """A POST of a form."""
    head = f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    return f"{head}{headers}Content-Length: {len(body)}\r\n\r\n".encode() + body


def ask(port: int, request: bytes) -> tuple[bytes, bytes]:
    """Head and body of one answer."""
    with socket.create_connection((HOST, port), timeout=30) as link:
        return answer(link, request)


def _client(job: Job) -> tuple[list[float], int, float]:
    taken, errors, at, until = [], 0, 0, job.begin + job.seconds
    link = connect(job.port)
    try:
        time.sleep(max(0.0, job.begin - time.monotonic()))
        now = time.monotonic()
        while now < until and not (job.once and at == len(job.requests)):
            head, _body = answer(link, job.requests[at % len(job.requests)])
            before, now, at = now, time.monotonic(), at + 1
            errors += not head.startswith(b"HTTP/1.1 200")
            taken.append(now - before)
            if is_closing(head):
                link.close()
                link = connect(job.port)
    finally:
        link.close()
    return taken, errors, now


def is_closing(head: bytes) -> bool:
    """Whether the server ends the connection with this answer, as nginx does after a thousand."""
    return b"\r\nconnection: close" in head.lower()


def connect(port: int, *, timeout: float = 30) -> socket.socket:
    """A connection on which no request waits for another to fill a packet; `timeout` in seconds."""
    link = socket.create_connection((HOST, port), timeout=timeout)
    link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return link


def answer(link: socket.socket, request: bytes) -> tuple[bytes, bytes]:
    """Head and body of what comes back over a connection that stays open."""
    link.sendall(request)
    received = link.recv(262144)
    while received and (end := received.find(b"\r\n\r\n")) < 0:
        received += link.recv(262144)
    if not received:
        raise ConnectionError("the server hung up")
    head, body = received[:end], received[end + 4 :]
    if b"transfer-encoding: chunked" in head.lower():
        while not body.endswith(_LAST_CHUNK):
            body += link.recv(262144)
        return head, _unchunked(body)
    length = _length(head)
    while len(body) < length:
        body += link.recv(262144)
    return head, body


def _unchunked(body: bytes) -> bytes:
    # Both servers send a page as one chunk.
    size, _, rest = body.partition(b"\r\n")
    return rest[: int(size, 16)]


def _length(head: bytes) -> int:
    at = head.lower().find(b"\r\ncontent-length:")
    return int(head[at + 17 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
