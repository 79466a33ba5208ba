"""The team's key changes while people send, take and end each other's access: real threads, real PostgreSQL."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction
from django.utils import timezone

from moderation import membership, queue, review
from moderation.models import Person
from testimonies.models import Testimony
from tests.moderation.cast import Sent, Team, send_one
from tests.moderation.test_races import at_once, in_thread, wait_until_blocked
from vault import keys, rotation
from vault.models import DataKey, TeamKey, TeamKeyBox

pytestmark = pytest.mark.django_db(transaction=True)


def read(team: Team, person: Person, sent: Sent) -> str:
    """Take it, open it as a request does, put it back; the text."""
    now = timezone.now()
    queue.take(person, sent.testimony.uuid, now)
    text = review.open_held(person, sent.testimony.uuid, keyring=team.keyring(person), now=now).document.text
    queue.put_back(person, sent.testimony.uuid, now)
    return text


def rotate(team: Team, person: Person) -> None:
    """From beginning to end; rows that come in between are found by another pass."""
    rotation.begin(team.keyring(person))
    while not rotation.finish():
        list(rotation.reseal(team.keyring(person)))


def rotate_often(team: Team, person: Person, is_over: threading.Event) -> None:
    """Four times, then say so."""
    try:
        for _ in range(4):
            rotate(team, person)
    finally:
        is_over.set()


def read_until(is_over: threading.Event, team: Team, person: Person, sent: list[Sent]) -> None:
    """Take and read each of them, over and over."""
    while not is_over.is_set():
        for number, one in enumerate(sent):
            assert read(team, person, one) == f"Text number {number}."


def write_until(is_over: threading.Event) -> None:
    """Send one after the other."""
    while not is_over.is_set():
        send_one("Sent meanwhile.")


def test_while_the_key_changes_again_and_again_every_story_can_be_taken_and_read(
    team: Team, marlow: Person, odile: Person
) -> None:
    sent, is_over = [send_one(f"Text number {number}.") for number in range(6)], threading.Event()
    acts = (
        lambda: rotate_often(team, marlow, is_over),
        lambda: read_until(is_over, team, odile, sent),
        lambda: write_until(is_over),
    )
    with ThreadPoolExecutor(3) as pool:
        for future in [pool.submit(in_thread(act)) for act in acts]:
            future.result(timeout=120)
    assert TeamKey.objects.count() == 5
    assert Testimony.objects.count() > len(sent)
    keyring = team.keyring(odile)
    assert all(keyring.open_data_key(row) for row in DataKey.objects.all())


def test_who_opened_their_keys_before_reads_what_was_sealed_again_after(
    team: Team, marlow: Person, odile: Person
) -> None:
    sent, now = send_one(), timezone.now()
    keyring = team.keyring(odile)
    with at_once() as pool:
        pool.submit(in_thread(lambda: rotate(team, marlow))).result(timeout=30)
    queue.take(odile, sent.testimony.uuid, now)
    assert review.open_held(odile, sent.testimony.uuid, keyring=keyring, now=now).document.text


def test_of_two_who_change_the_key_at_once_one_does_and_the_other_is_refused(
    team: Team, marlow: Person, odile: Person
) -> None:
    send_one()

    def begin(person: Person) -> str:
        try:
            rotation.begin(team.keyring(person))
        except rotation.AlreadyRunning:
            return "refused"
        return "done"

    with at_once() as pool:
        with transaction.atomic():
            first = begin(marlow)
            other = pool.submit(in_thread(lambda: begin(odile)))
            wait_until_blocked()
        assert [first, other.result(timeout=10)] == ["done", "refused"]
    assert list(TeamKey.objects.order_by("pk").values_list("state", flat=True)) == ["old", "in_use"]


def test_two_who_seal_again_at_once_do_no_harm(team: Team, marlow: Person, odile: Person) -> None:
    for _ in range(12):
        send_one()
    rotation.begin(team.keyring(marlow))
    start = threading.Barrier(2)

    def go_on(person: Person) -> None:
        start.wait(timeout=10)
        list(rotation.reseal(team.keyring(person)))

    with ThreadPoolExecutor(2) as pool:
        for future in [pool.submit(in_thread(lambda p=p: go_on(p))) for p in (marlow, odile)]:
            future.result(timeout=30)
    assert rotation.finish()
    keyring = team.keyring(odile)
    assert all(keyring.open_data_key(row) for row in DataKey.objects.all())


def test_the_old_boxes_wait_for_whoever_is_sealing_to_them(team: Team, marlow: Person) -> None:
    with at_once() as pool:
        with transaction.atomic():
            old = keys.team_public()
            # A Send has read which key to seal to; meanwhile the key changes, which waits for it.
            changing = pool.submit(in_thread(lambda: rotate(team, marlow)))
            wait_until_blocked()
            sent = send_one()
            assert sent.testimony.generation == old.generation
        changing.result(timeout=30)
    sent.testimony.refresh_from_db()
    assert sent.testimony.generation == 2
    assert team.keyring(marlow).open_data_key(DataKey.objects.get())


def test_two_coordinators_who_end_each_others_access_at_once_leave_one(team: Team) -> None:
    one, other = team.join("one", "coordinator"), team.join("other", "coordinator")
    start = threading.Barrier(2)

    def end(by: Person, whom: Person) -> str:
        keyring = team.keyring(by)
        start.wait(timeout=10)
        try:
            membership.end_access(whom, by=by, keyring=keyring, now=timezone.now())
        except (
            membership.LastOne,
            membership.AlreadyGone,
            rotation.NotVouchedFor,
            keys.VaultClosed,
        ) as error:
            return type(error).__name__
        return "done"

    with ThreadPoolExecutor(2) as pool:
        running = [
            pool.submit(in_thread(lambda a=a, b=b: end(a, b))) for a, b in ((one, other), (other, one))
        ]
        outcomes = sorted(future.result(timeout=30) for future in running)
    assert outcomes[1] == "done" and outcomes[0] != "done"
    assert Person.objects.filter(is_active=True).count() == 1
    left = Person.objects.get(is_active=True)
    assert set(TeamKeyBox.objects.values_list("holder", flat=True)) == {left.uuid}
    assert team.keyring(left)
