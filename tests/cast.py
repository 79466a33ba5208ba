"""The people of the tests, set up through the real functions: a writer, two of the team, and a database role."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection, transaction

from moderation import people, queue
from moderation.models import Hold, Person
from redaction.spans import Span
from testimonies import deciding, documents, returning, sending
from testimonies.deciding import Decision
from testimonies.documents import Document
from testimonies.lock import locked
from testimonies.models import Testimony
from testimonies.states import State
from vault import keys, passwords, receipts, tickets
from vault.keys import Keyring
from vault.sessions import Return

NOON = datetime(2020, 3, 4, 12, tzinfo=UTC)
"""A Wednesday in winter, when London's clock is UTC; long ago, so that no day of the tests is still to come."""
PASSWORD = "kettle harbour lantern 27"
TEXT = "It was after the rehearsal. Ines walked home with me, and I told her what he had said."


@dataclass(frozen=True)
class Team:
    """The two who read, and the keys that either of them opens."""

    coordinator: Person
    moderator: Person
    keyring: Keyring


def found_team() -> Team:
    """A coordinator who founds the team and a moderator whom she lets in."""
    # The real cost of a password is held by tests/vault/test_keys.py; everywhere else it would only be slow.
    with (
        patch.multiple(passwords, MEMORY=8192, OPERATIONS=1),
        patch.multiple(Argon2PasswordHasher, memory_cost=1024, time_cost=1),
    ):
        people.create_first("marlow", PASSWORD)
        coordinator = Person.objects.get(name="marlow")
        moderator = Person.objects.create(name="asa")
        keyring = keys.keyring_of(coordinator.uuid, keys.unlock(coordinator.uuid, PASSWORD))
        keys.let_in(keys.add_holder(moderator.uuid, PASSWORD), keyring)
    return Team(coordinator, moderator, keyring)


def new_ticket(now: datetime = NOON) -> tickets.Ticket:
    """A ticket as the form carries it, read again."""
    return tickets.read(tickets.issue(now.timestamp()), now.timestamp())


def story(text: str = TEXT, *, use: str = "publish", **chosen: Any) -> Document:
    """What somebody wrote and chose."""
    return Document(text=text, use=use, **chosen)


def send_story(text: str = TEXT, *, now: datetime = NOON, **chosen: Any) -> tuple[tuple[str, ...], Testimony]:
    """Send it; the six words, and the row that was made."""
    words = sending.send(story(text, **chosen), ticket=new_ticket(now), now=now).words
    assert words is not None
    return words, Testimony.objects.get(receipt__find=receipts.key_of(words).find)


def come_back(words: tuple[str, ...]) -> Return:
    """The writer with the six words."""
    who = returning.find(list(words))
    assert who is not None
    return who


def decide(testimony: Testimony, team: Team, *, now: datetime = NOON, **decision: Any) -> Testimony:
    """The moderator takes it and decides; the decision is approval unless another target is named."""
    queue.take(team.moderator, testimony.pk, now)
    with transaction.atomic():
        held = locked(testimony.pk)
        key = team.keyring.open_data_key(held.data_key)
        document = documents.open_document(held, key)
        decision = {"target": deciding.target_of(document), **decision}
        deciding.decide(
            held, key=key, document=document, decision=Decision(**decision), by=team.moderator.uuid, now=now
        )
        Hold.objects.filter(testimony=held).delete()
    return held


def approve(
    testimony: Testimony, team: Team, *, now: datetime = NOON, spans: tuple[Span, ...] = (), **facets: Any
) -> Testimony:
    """Approve it, and let the hour of undo pass."""
    decide(testimony, team, now=now, spans=spans, **facets)
    return let_undo_end(testimony, now)


def let_undo_end(testimony: Testimony, now: datetime = NOON) -> Testimony:
    """The decision takes effect."""
    with transaction.atomic():
        held = locked(testimony.pk)
        if held.state == State.DECIDED:
            deciding.take_effect(held, now)
    return held


@contextmanager
def as_role(name: str) -> Iterator[None]:
    """What is done inside is done with the rights of a serving role; constraints are looked at before it ends."""
    # A savepoint: when something is refused, the role goes with it.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {name}")
        yield
        connection.check_constraints()
        cursor.execute("RESET ROLE")
