"""A load that does not wait: each request when it is due, its time counted from then; and moderators at work."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from benchmarks import take
from benchmarks.load import answer, ask, connect, get, is_closing

_SECONDS = 60


@dataclass
class Role:
    """What one kind of visitor met with."""

    milliseconds: list[float] = field(default_factory=list)
    errors: int = 0
    seconds: float = 0.0

    def at(self, share: float) -> float:
        """The latency in milliseconds that this share did not go over."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]

    def rate(self) -> float:
        """How many were answered rightly in a second."""
        return len(self.milliseconds) / self.seconds

    def note(self, due: float, right: bool) -> None:
        """One answer: how long after it was due, or that it was none."""
        if right:
            self.milliseconds.append((time.monotonic() - due) * 1000)
        else:
            self.errors += 1


@dataclass(frozen=True)
class Steady:
    """These requests in turn, so many a second over so many connections; a right answer is 200 and has `sign`."""

    port: int
    requests: Sequence[bytes]
    rate: float
    links: int
    begin: float
    until: float
    sign: bytes


@dataclass(frozen=True)
class Moderator:
    """Somebody who is signed in, and rests so many seconds after each story."""

    port: int
    cookies: str = field(repr=False)
    think: float


def run_steadily(job: Steady) -> Role:
    """All of it; what is due after `until` is not asked for."""
    role = Role()
    with ThreadPoolExecutor(job.links) as threads:
        list(threads.map(lambda first: _one_link(job, first, role), range(job.links)))
    role.seconds = time.monotonic() - job.begin
    return role


def _one_link(job: Steady, first: int, role: Role) -> None:
    link = connect(job.port, timeout=_SECONDS)
    for number in range(first, int((job.until - job.begin) * job.rate), job.links):
        due = job.begin + number / job.rate
        time.sleep(max(0.0, due - time.monotonic()))
        try:
            head, body = answer(link, job.requests[number % len(job.requests)])
        except OSError:
            head, body = b"", b""
        role.note(due, head.startswith(b"HTTP/1.1 200") and job.sign in body)
        if not head.startswith(b"HTTP/1.1 200") or is_closing(head):
            link.close()
            link = connect(job.port, timeout=_SECONDS)
    link.close()


def moderate(people: Sequence[Moderator], begin: float, until: float) -> Role:
    """Each works by themselves: take one, look, approve it, and the next; every page counts."""
    role = Role()
    with ThreadPoolExecutor(len(people) or 1) as threads:
        list(
            threads.map(
                lambda at: _work(people[at], at / len(people), begin, until, role), range(len(people))
            )
        )
    role.seconds = time.monotonic() - begin
    return role


def _work(person: Moderator, share: float, begin: float, until: float, role: Role) -> None:
    # Not all at the same moment.
    time.sleep(max(0.0, begin + share * person.think - time.monotonic()))
    where = ""
    while time.monotonic() < until:
        try:
            where = _review(person, where, role)
        except (OSError, TypeError, SystemExit):
            # The page was another one: it is counted, and they begin anew.
            role.errors += 1
            where = ""
        time.sleep(person.think)


def _review(person: Moderator, where: str, role: Role) -> str:
    def timed(do: Callable[[], bytes]) -> bytes:
        due = time.monotonic()
        got = do()
        role.note(due, True)
        return got

    if not where:
        listed = timed(lambda: ask(person.port, get("/team/queue/", cookie=person.cookies))[1])
        sent = {"csrfmiddlewaretoken": take.token_of(listed)}
        where = take.location_of(take.sent(person.port, person.cookies, "/team/take/", sent))
    shown = timed(lambda: ask(person.port, get(f"{where}?show=1", cookie=person.cookies))[1])
    took: dict[str, list[float]] = {}
    following = take.next_one(person.port, person.cookies, where, shown, took)
    role.milliseconds += [one * 1000 for name, those in took.items() if name != take.NEXT for one in those]
    return following
