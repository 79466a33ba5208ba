"""Whoever was shown six words has their story kept, whatever is killed at that moment."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress

import psycopg2
import pytest
from psycopg2.extensions import connection as Link

from tests.whole.ordeal import Sender, go_through, opens
from tests.whole.parts import Parts
from tests.whole.site import SECONDS, new_home

Start = Callable[..., Parts]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts the parts of a site; they are ended after the test."""
    homes, started = [], []

    def begin(*application: str) -> Parts:
        homes.append(new_home())
        started.append(Parts(homes[-1], *application))
        return started[-1]

    yield begin
    for parts in started:
        parts.stop()
    for home in homes:
        shutil.rmtree(home)


def counts(parts: Parts) -> set[int]:
    """How many testimonies, keys, receipts and used tickets there are: one number when all is well."""
    # Beside a ticket stand the texts that its form had held, so these are counted by receipt.
    tickets = "(SELECT DISTINCT receipt FROM testimonies_usedticket) AS tickets"
    tables = ("testimonies_testimony", "vault_datakey", "vault_receipt", tickets)
    return {int(parts.ask(f"SELECT count(*) FROM {table}")) for table in tables}


def test_no_story_is_lost_or_made_twice_whatever_is_killed(
    start: Start, request: pytest.FixtureRequest
) -> None:
    parts = start()
    sends = request.config.getoption("sends", 20)
    senders = go_through(parts, sends)
    assert [sender.words for sender in senders if len(sender.receipt.split()) != 6] == []
    assert [sender.words for sender in senders if not opens(parts, sender)] == []
    assert len({sender.receipt for sender in senders}) == sends
    assert counts(parts) == {sends}
    # Else nothing was killed in the middle of anything.
    assert any(sender.presses > 1 for sender in senders)
    for name in ("fsync", "synchronous_commit", "full_page_writes"):
        assert parts.ask(f"SHOW {name}") == "on"


def test_words_that_are_shown_before_they_are_kept_are_found_out(start: Start) -> None:
    parts = start("tests.whole.mutant_wsgi:application")
    # The web server is killed as soon as the words are shown: always too early for this site.
    [lost] = go_through(parts, 1)
    assert lost.receipt
    assert not opens(parts, lost)
    # With nothing killed it keeps its stories, so it is the kill that was found out.
    kept = Sender(parts.port, "An invented story that is left in peace.")
    kept.run()
    time.sleep(1)
    assert opens(parts, kept)
    assert counts(parts) == {1}


def test_a_start_after_a_kill_waits_for_a_child_that_is_still_busy(start: Start) -> None:
    parts = start()
    with closing(psycopg2.connect(parts.address())) as link:
        asking = threading.Thread(target=keep_busy, args=[link], daemon=True)
        asking.start()
        while (
            parts.ask("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%generate_series(1, 12%'") < 2
        ):
            time.sleep(0.05)
        parts.kill_postgres()
        asking.join(SECONDS)
    assert int(parts.ask("SELECT 1")) == 1


def keep_busy(link: Link) -> None:
    """A calculation that does not look up, so it does not see that the postmaster is gone."""
    with suppress(psycopg2.Error), link.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM generate_series(1, 12000000) n WHERE n % 3 = 0")
