"""The rush: everybody reads one story, 50 Sends a second, 20 moderators at work, all at once, through nginx.

python -m benchmarks.rush [--seconds 300] [--reads 1000] [--sends 50] [--moderators 20] [--writers 0] [--even]

Everything comes when it is due, whether the one before was answered or not, and its time counts from when it was due.
A moderator reads a story for `--think` seconds; nobody reads that fast for long.
`--writers N` gives Sends N processes of their own; with 0 they share the public one, as deploy/ has it.
"""

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from multiprocessing.pool import Pool

from benchmarks import queue, report, rows
from benchmarks.front import ADDRESS, front
from benchmarks.load import clients, get
from benchmarks.parts import NAME, PASSWORD, Place, place
from benchmarks.receipt import words_alone
from benchmarks.send import form_of, send_request
from benchmarks.steady import Moderator, Role, Steady, moderate, run_steadily

READ, SEND, MODERATE = "a reader opens the story", "Send", "a moderator's page"
# Five pages a second on a usual day: `--reads` is 200 times that.
READERS, SENDERS, WAITING = 2, 32, 2_000
STORY = f"/stories/{1_000_000 + 1_000}/"
# What CPUWeight says in the units: the team's service gets a third of what the public one gets when both want all.
OF_THE_TEAM = 5
_SETTLED = 3.0


def main() -> None:
    """All three at once, then whether everything that was acknowledged is there."""
    options = _options()
    with clients(READERS + 2) as pool, place(durable=True) as site:
        site.enter()
        # What a Send cannot do without: by it figures of two machines can be compared.
        hashed = words_alone()
        rows.fill(site, first=1, last=1_000)
        queue.fill(WAITING, uses=("publish",) * 3)
        site.run("VACUUM ANALYZE", "CHECKPOINT")
        told = {"CHORUS_ADDRESS_HEADER": "X-Chorus-Address", "CHORUS_UNDO_MINUTES": "60"}
        told |= {"CHORUS_GROUPS_AT_ONCE": "False"}
        team = site.serve(niceness=0 if options.even else OF_THE_TEAM, **told)
        sides = {"public": site.serve(**told), "team": team}
        port = front(site, writing=[site.serve(**told) for _each in range(options.writers)], **sides)
        moderators = _moderators(port, options)
        roles, acknowledged = _run(pool, site, port, options, moderators)
        _show(roles, options)
        print(f"\nOne receipt's hash before all this: {hashed:.1f} ms of processor (DESIGN's machine: 5.5)")
        _count(acknowledged)


def _options() -> Namespace:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--reads", type=float, default=1000.0, help="pages a second")
    parser.add_argument("--sends", type=float, default=50.0, help="Sends a second")
    parser.add_argument("--moderators", type=int, default=20)
    parser.add_argument("--think", type=float, default=30.0, help="seconds of reading a story")
    parser.add_argument("--writers", type=int, default=0, help="processes for Sends alone")
    parser.add_argument("--even", action="store_true", help="no share of the processor is kept for writers")
    return parser.parse_args()


def _moderators(port: int, options: Namespace) -> list[Moderator]:
    """So many people who can open stories, each signed in by the page."""
    from moderation import people
    from moderation.models import Person
    from vault import keys

    first = Person.objects.get(name=NAME)
    keyring = keys.keyring_of(first.uuid, keys.unlock(first.uuid, PASSWORD))
    made = []
    for number in range(options.moderators):
        person = people.create(f"reader{number}", PASSWORD, "moderator")
        keys.let_in(keys.add_holder(person.uuid, PASSWORD), keyring)
        Person.objects.filter(pk=person.pk).update(was_let_in=True)
        cookies = queue.sign_in(port, person.name, f"{ADDRESS}: 192.0.2.{number}\r\n")
        made.append(Moderator(port, cookies, options.think))
    return made


def _run(
    pool: Pool, site: Place, port: int, options: Namespace, moderators: list[Moderator]
) -> tuple[dict[str, Role], int]:
    form, sends = form_of(port), int(options.sends * options.seconds)
    written = [send_request(form, number, ADDRESS) for number in range(sends)]
    begin = time.monotonic() + 2.0
    until = begin + options.seconds
    reads = Steady(port, [get(STORY)], options.reads / READERS, 4, begin, until, b"article")
    parts = {READ: [pool.apply_async(run_steadily, [reads]) for _each in range(READERS)]}
    send = Steady(port, written, options.sends, SENDERS, begin, until, b"receipt__words")
    parts[SEND] = [pool.apply_async(run_steadily, [send])]
    parts[MODERATE] = [pool.apply_async(moderate, [moderators, begin, until])]
    while time.monotonic() < until + _SETTLED:
        # A day has an end; the measured one must not.
        site.run("UPDATE moderation_day SET stories = '{}', seconds = 0")
        time.sleep(1)
    roles = {name: _together(each.get() for each in those) for name, those in parts.items()}
    return roles, len(roles[SEND].milliseconds)


def _together(parts: Iterable[Role]) -> Role:
    whole = Role()
    for part in parts:
        whole.milliseconds += part.milliseconds
        whole.errors += part.errors
        whole.seconds = max(whole.seconds, part.seconds)
    return whole


def _show(roles: dict[str, Role], options: Namespace) -> None:
    where = f"{options.writers} processes for Sends alone" if options.writers else "as deploy/ has it"
    print(f"\n{options.seconds:.0f} seconds, {where}; {report.machine()}\n")
    print("| | asked a second | answered a second | p50 ms | p99 ms | longest | under 300 ms | errors |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    asked = {READ: f"{options.reads:,.0f}", SEND: f"{options.sends:g}"}
    for name, each in roles.items():
        if not each.milliseconds:
            print(f"| {name} | {asked.get(name, '')} | 0 | | | | | {each.errors} |")
            continue
        share = sum(one < 300 for one in each.milliseconds) / len(each.milliseconds)
        times = f"{each.at(0.5):.0f} | {each.at(0.99):.0f} | {each.at(1):.0f} | {share:.1%}"
        print(
            f"| {name} | {asked.get(name, '')} | {each.rate():,.1f} | {times} | {each.errors} |", flush=True
        )


def _count(acknowledged: int) -> None:
    """Stop unless each acknowledged Send stands for a testimony that is there."""
    from testimonies.models import Testimony

    kept = Testimony.objects.count() - WAITING
    print(f"\n{acknowledged} acknowledged, {kept} kept, {max(0, acknowledged - kept)} lost")
    if kept < acknowledged:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
