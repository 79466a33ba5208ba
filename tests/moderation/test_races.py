"""Two at once: each pair in both orders, the second one forced to arrive while the first holds the row."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from moderation import decisions, housekeeping, queue
from moderation.models import History, Hold, Person
from testimonies import housekeeping as ends
from testimonies import models, returning
from testimonies.errors import AlreadyDecided, Gone, NotYours, Unread
from testimonies.states import MoveRefused, State
from tests.moderation.cast import Sent, Team, hold_one, names, state_of, taking
from vault.models import DataKey, TeamKey

pytestmark = pytest.mark.django_db(transaction=True)
Act = Callable[[], object]
THREADS, WAITING = 40, 200
REFUSED = (Gone, NotYours, AlreadyDecided, MoveRefused, Unread)


def in_thread(act: Act) -> Act:
    """The same, and the thread's connection is closed after it."""

    def run() -> object:
        try:
            return act()
        finally:
            connections.close_all()

    return run


def wait_until_blocked() -> None:
    """Returns once another connection waits for a row that this one holds."""
    for _ in range(500):
        with connection.cursor() as cursor:
            cursor.execute(
                # Not pg_stat_activity: inside a transaction that stays as it was first seen.
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
            )
            if cursor.fetchone()[0]:
                return
        threading.Event().wait(0.01)
    raise AssertionError("nobody waited")


@contextmanager
def at_once() -> Iterator[ThreadPoolExecutor]:
    """One more thread."""
    with ThreadPoolExecutor(1) as pool:
        yield pool


def race(first: Act, second: Act) -> list[str]:
    """`first` ends its work only when `second` waits for the same row; what became of both."""
    with at_once() as pool:
        with transaction.atomic():
            outcome = outcome_of(first)
            other: Future = pool.submit(in_thread(lambda: outcome_of(second)))
            wait_until_blocked()
        return [outcome, other.result(timeout=10)]


def outcome_of(act: Act) -> str:
    """`done`, or the rule that refused it."""
    try:
        act()
    except REFUSED as error:
        return type(error).__name__
    return "done"


def approving(team: Team, person: Person, sent: Sent) -> Act:
    """This person approves it."""
    keyring, now = team.keyring(person), timezone.now()
    work = taking(*names())
    return lambda: decisions.approve(person, sent.testimony.uuid, keyring=keyring, work=work, now=now)


def withdrawing(sent: Sent) -> Act:
    """The writer takes it down."""
    return lambda: returning.withdraw(sent.back, timezone.now())


def is_whole(sent: Sent) -> bool:
    """Whether what hangs on a testimony fits its state, or is gone with it."""
    rows = {model: model.objects.count() for model in (Hold, models.Ready, models.Review, History)}
    if not models.Testimony.objects.filter(pk=sent.testimony.pk).exists():
        return not any(rows.values()) and not DataKey.objects.exists()
    if state_of(sent) == State.DECIDED:
        return not rows[Hold] and rows[models.Ready] == rows[models.Review] == 1
    return rows[Hold] == (state_of(sent) == State.IN_REVIEW) and not rows[models.Ready]


@pytest.fixture
def sealed_queue(team: Team) -> None:
    """Two hundred that wait. Taking opens nothing, so their sealed bytes are only bytes."""
    keys = [DataKey(box_team=b"-", generation=1) for _ in range(WAITING)]
    DataKey.objects.bulk_create(keys)
    today = timezone.localdate()
    models.Testimony.objects.bulk_create(
        models.Testimony(data_key=key, day=today, document=b"-", card=b"-", generation=1) for key in keys
    )


def test_forty_people_take_from_one_queue_and_none_is_taken_twice_or_left(sealed_queue: None) -> None:
    people = Person.objects.bulk_create(Person(uuid=uuid4(), name=f"reader {n}") for n in range(WAITING))
    start, now = threading.Barrier(THREADS), timezone.now()

    def take_some(number: int) -> list[object]:
        start.wait(timeout=30)
        return [queue.take_next(person, now).pk for person in people[number::THREADS]]

    with ThreadPoolExecutor(THREADS) as pool:
        running = [pool.submit(in_thread(lambda n=n: take_some(n))) for n in range(THREADS)]
        taken = Counter(uuid for future in running for uuid in future.result(timeout=60))
    assert len(taken) == WAITING
    assert set(taken.values()) == {1}
    assert Hold.objects.count() == models.Testimony.objects.in_state(State.IN_REVIEW).count() == WAITING


def test_one_person_who_presses_twice_at_once_holds_one(sealed_queue: None, marlow: Person) -> None:
    start = threading.Barrier(2)

    def press() -> object:
        start.wait(timeout=10)
        return queue.take_next(marlow, timezone.now()).pk

    with ThreadPoolExecutor(2) as pool:
        first, second = [pool.submit(in_thread(press)) for _ in range(2)]
        assert first.result(timeout=10) == second.result(timeout=10)
    assert Hold.objects.count() == 1


def test_a_story_taken_down_while_it_is_approved_is_gone(team: Team, marlow: Person) -> None:
    sent = hold_one(marlow)
    assert race(approving(team, marlow, sent), withdrawing(sent)) == ["done", "done"]
    assert not models.Testimony.objects.exists()
    assert is_whole(sent)


def test_a_story_approved_while_it_is_taken_down_is_gone(team: Team, marlow: Person) -> None:
    sent = hold_one(marlow)
    assert race(withdrawing(sent), approving(team, marlow, sent)) == ["done", "Gone"]
    assert not models.Testimony.objects.exists()
    assert is_whole(sent)


def test_a_lease_that_ends_while_its_story_is_approved_leaves_the_decision(
    team: Team, marlow: Person
) -> None:
    sent = hold_one(marlow)
    approve = approving(team, marlow, sent)
    later = timezone.now() + queue.LEASE + timedelta(minutes=1)
    with transaction.atomic():
        approve()
        with at_once() as pool:
            # Housekeeping waits for nobody: it passes over the row and finds nothing to end.
            ended = pool.submit(in_thread(lambda: housekeeping.end_leases(later))).result(timeout=10)
    assert ended == 0
    assert housekeeping.end_leases(later) == 0
    assert state_of(sent) == State.DECIDED
    assert is_whole(sent)


def test_a_story_approved_while_its_lease_ends_goes_back_to_the_queue(team: Team, marlow: Person) -> None:
    sent = hold_one(marlow)
    later = timezone.now() + queue.LEASE + timedelta(minutes=1)
    outcomes = race(lambda: housekeeping.end_leases(later), approving(team, marlow, sent))
    assert outcomes == ["done", "NotYours"]
    assert state_of(sent) == State.RECEIVED
    assert is_whole(sent)


@pytest.mark.parametrize("swap", [False, True])
def test_of_two_who_decide_at_once_the_second_is_refused(team: Team, marlow: Person, swap: bool) -> None:
    sent = hold_one(marlow)
    keyring, now = team.keyring(marlow), timezone.now()

    def decline() -> object:
        uuid = sent.testimony.uuid
        return decisions.decline(marlow, uuid, keyring=keyring, reason="recognised", now=now)

    pair = [approving(team, marlow, sent), decline]
    assert race(*(reversed(pair) if swap else pair)) == ["done", "AlreadyDecided"]
    assert models.Ready.objects.get().target == (State.DECLINED if swap else State.APPROVED)
    assert is_whole(sent)


def test_a_button_pressed_twice_approves_once(team: Team, marlow: Person) -> None:
    sent = hold_one(marlow)
    assert race(approving(team, marlow, sent), approving(team, marlow, sent)) == ["done", "AlreadyDecided"]
    assert models.Record.objects.filter(move="decide: approved").count() == 1


@pytest.mark.parametrize("undo_first", [True, False])
def test_undo_against_taking_down_ends_with_the_story_gone(
    team: Team, marlow: Person, undo_first: bool
) -> None:
    sent = hold_one(marlow)
    approving(team, marlow, sent)()
    keyring, now = team.keyring(marlow), timezone.now()
    pair = [lambda: decisions.undo(marlow, sent.testimony.uuid, keyring=keyring, now=now), withdrawing(sent)]
    expected = ["done", "done"] if undo_first else ["done", "Gone"]
    assert race(*(pair if undo_first else reversed(pair))) == expected
    assert is_whole(sent)
    assert TeamKey.objects.exists()


@pytest.mark.parametrize("undo_first", [True, False])
def test_undo_against_the_end_of_the_hour_is_one_or_the_other(
    team: Team, marlow: Person, undo_first: bool
) -> None:
    sent = hold_one(marlow)
    approving(team, marlow, sent)()
    keyring, now = team.keyring(marlow), timezone.now()
    undo = lambda: decisions.undo(marlow, sent.testimony.uuid, keyring=keyring, now=now)  # noqa: E731
    end = lambda: ends.end_undo(now + timedelta(minutes=61))  # noqa: E731
    assert race(*((undo, end) if undo_first else (end, undo))) == [
        "done",
        "done" if undo_first else "MoveRefused",
    ]
    if undo_first:
        assert state_of(sent) == State.IN_REVIEW and is_whole(sent)
    else:
        assert state_of(sent) == State.APPROVED and not Hold.objects.exists()
        assert models.Review.objects.get().undo_until is None
