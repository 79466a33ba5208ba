"""Errors provoked on purpose, each with a marker in what failed."""

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

import psycopg2

from local.roles import OWNER, SITE
from tests.whole.client import write
from tests.whole.day import Day
from tests.whole.needles import UNMARKED
from tests.whole.site import SECONDS

# A row like one that is there, but for one value.
COPY_OF = "INSERT INTO {0} SELECT (jsonb_populate_record(t, %s::jsonb)).* FROM {0} t LIMIT 1"


def all_of_them(day: Day) -> None:
    """Every mishap, one after the other; the site is up afterwards."""
    refused_by_the_database(day)
    a_send_that_fails(day)
    a_message_that_fails(day)
    pages_that_fail(day)
    forms_that_do_not_fit(day)
    requests_that_are_none(day)
    a_backend_that_is_killed(day)


def refused_by_the_database(day: Day) -> None:
    """What the database says no to, with the value in its answer, as the role that serves the site."""
    new = "00000000-0000-4000-8000-00000000beef"
    refused = [
        (
            COPY_OF.format("testimonies_testimony"),
            f'{{"uuid": "{new}", "state": "{day.secret}chec"}}',
            "23514",
        ),
        # The name is unique, and may lie in its table; the log may not say it.
        (COPY_OF.format("moderation_person"), f'{{"uuid": "{new}"}}', "23505"),
        ("SELECT %s::int", f"{day.secret}cast", "22P02"),
        ("SELECT %s FROM nowhere", f"{day.secret}table", "42P01"),
    ]
    with closing(day.site.link(SITE)) as link, link.cursor() as cursor:
        for statement, value, state in refused:
            try:
                cursor.execute(statement, [value])
            except psycopg2.Error as error:
                assert error.pgcode == state, error
            else:
                raise AssertionError(statement)


@contextmanager
def broken(day: Day, break_it: str, mend_it: str) -> Iterator[None]:
    """The database without something that the site needs."""
    with closing(day.site.link(OWNER)) as link, link.cursor() as cursor:
        # A table that stays locked is told, not waited for.
        cursor.execute("SET lock_timeout = '20s'")
        cursor.execute(break_it)
        try:
            yield
        finally:
            cursor.execute(mend_it)


def a_send_that_fails(day: Day) -> None:
    """Send while a table is away, and while no row is good enough; the words come back each time."""
    check = (
        "ALTER TABLE {0} ADD CONSTRAINT never CHECK (false) NOT VALID",
        "ALTER TABLE {0} DROP CONSTRAINT never",
    )
    away = "ALTER TABLE {0} RENAME TO away", "ALTER TABLE away RENAME TO {0}"
    client = day.browser()
    words = UNMARKED.format(word=f"{day.secret}texts")
    _page, form = write(client, words, "read", **day.secret_texts())
    for table in ("testimonies_testimony", "vault_receipt", "testimonies_usedticket"):
        for there_and_back in (check, away):
            with broken(day, *(each.format(table) for each in there_and_back)):
                page = client.send(form)
            assert page.status == 503 and words in page.text
    day.take_receipt(client.send(form), form)


def a_message_that_fails(day: Day) -> None:
    """Words to the volunteers while their table is away, and after the twenty minutes; they come back each time."""
    client, words = day.browser(), f"{day.secret}message sent while it is broken"
    client.send(client.get("/back/").form("w"), w=day.receipts[1])
    form = client.get("/back/text/")
    address, typed = "/back/message/", client.get("/back/page/").form_to("/back/message/")
    assert form.status == 200
    with broken(
        day,
        "ALTER TABLE testimonies_message RENAME TO away",
        "ALTER TABLE away RENAME TO testimonies_message",
    ):
        page = client.post(address, typed.filled(typed=words, do="say"))
    assert page.status == 503 and words in page.text
    client.cookies.pop("return")
    page = client.send(page.form("typed"))
    assert page.status == 403 and words in page.text
    assert client.send(page.form("typed"), w=f"{day.secret}wrong").status == 403


def pages_that_fail(day: Day) -> None:
    """A reader, a concern, words that come back, a sign-in: each while its table is away."""
    story, marked = f"/stories/{day.number}/", f"?from={day.secret}query"
    for table, act in (
        ("testimonies_story", lambda c: c.get(f"/stories/{marked}")),
        (
            "vault_receipt",
            lambda c: c.send(c.get("/back/").form("w"), w=f"{day.secret}back {day.receipts[0]}"),
        ),
        ("moderation_person", lambda c: _sign_in(c, day)),
        ("django_session", lambda c: _sign_in(c, day)),
    ):
        with broken(day, f"ALTER TABLE {table} RENAME TO away", f"ALTER TABLE away RENAME TO {table}"):
            assert act(day.browser()).status == 500, table
    away = "ALTER TABLE testimonies_concern RENAME TO away", "ALTER TABLE away RENAME TO testimonies_concern"
    with broken(day, *away):
        page = _concern(day.browser(), story, day)
    assert page.status == 503 and f"{day.secret}concern" in page.text


def _concern(client: object, story: str, day: Day) -> object:
    return client.send(client.get(f"{story}concern/").form("what"), why="other", what=f"{day.secret}concern")


def _sign_in(client: object, day: Day) -> object:
    door = client.get("/team/sign-in/").form("password")
    return client.send(door, name=day.name, password=f"{day.secret}password")


def forms_that_do_not_fit(day: Day) -> None:
    """No token, too long, a forged ticket, a page that does not exist."""
    client = day.browser()
    words = UNMARKED.format(word=f"{day.secret}texts") + " "
    _page, form = write(client, words, "read")
    client.cookies.pop("form")
    page = client.send(form)
    assert page.status == 403 and words in page.text
    client = day.browser()
    _page, form = write(client, words, "read")
    assert client.send(form, words=words * 2000).status == 200
    with suppress(OSError):
        # Refused before it was read to the end.
        assert client.send(form, words=words * 120_000).status >= 400
    assert client.send(form, ticket=f"{day.secret}ticket").status == 400
    assert client.get(f"/{day.secret}path/?{day.secret}query={day.secret}").status == 404
    assert client.get(f"/stories/{day.number}/%ff{day.secret}").status == 404


def requests_that_are_none(day: Day) -> None:
    """What a broken network or a bad tool sends: granian's own errors, and Django's about a host."""
    mark = day.secret
    head = f"POST /thanks/?{mark}=1 HTTP/1.1\r\nHost: {{0}}\r\nUser-Agent: {mark}\r\n"
    form = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9000\r\n\r\nwords={mark}text"
    for request in (
        head.format("127.0.0.1") + form,
        head.format(f"{mark}.example") + "Content-Length: 0\r\n\r\n",
        f"{mark} /{mark} HTTP/9.9\r\n{mark}\r\n\r\n",
        f"GET /{mark} {mark} HTTP/1.1\r\nHost: a\r\n\r\n",
        head.format("127.0.0.1") + f"X: {mark * 20_000}\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", day.site.port), timeout=5) as raw, suppress(OSError):
            raw.sendall(request.encode())
            raw.settimeout(0.5)
            raw.recv(1000)


def a_backend_that_is_killed(day: Day) -> None:
    """PostgreSQL tells its log what a process that crashed was doing, unless it was told not to."""
    link = day.site.link(SITE)
    pid = link.get_backend_pid()

    def ask() -> None:
        with suppress(psycopg2.Error), link.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(30), %s", [f"{day.secret}running"])

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    time.sleep(0.5)
    os.kill(pid, signal.SIGKILL)
    asking.join(SECONDS)
    assert not asking.is_alive()
    until = time.monotonic() + 30
    while time.monotonic() < until and day.browser().get("/back/").status != 200:
        time.sleep(0.2)
    with closing(_again(day)), suppress(psycopg2.Error):
        link.close()


def _again(day: Day) -> object:
    until = time.monotonic() + 30
    while True:
        try:
            return day.site.link(SITE)
        except psycopg2.OperationalError:
            assert time.monotonic() < until
            time.sleep(0.1)
