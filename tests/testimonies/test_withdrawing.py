"""Taking it down: from every state, at once, with the rights of the public side, and nothing is left."""

from datetime import timedelta
from threading import Event, Thread
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction

from moderation.models import History, Hold, Note, NoteKey, Proposal
from testimonies import models, publishing, ready, returning
from testimonies.errors import Gone
from testimonies.lock import locked
from testimonies.models import Counted, Message, Number, Ready, Record, Review, Story, Stub
from testimonies.states import END_STATES, State
from tests.cast import NOON, Team, approve, as_role, come_back, decide, found_team, send_story
from vault.models import DataKey, Receipt

TUESDAY = NOON.replace(day=24, hour=17)
ROWS = [state for state in State if state != State.WITHDRAWN]


def _with_everything_that_can_hang_on_it(testimony: models.Testimony, team: Team, state: State) -> None:
    """In this state; with a lease, a history, messages, a review and a ready row, whether or not it has them."""
    decide(testimony, team, target=State.DECLINED)
    Hold.objects.create(
        testimony=testimony, person=team.moderator, until=NOON, came_from="received", marks=b"sealed"
    )
    History.objects.update_or_create(
        testimony=testimony, defaults={"first_reader": uuid4(), "decliner": uuid4()}
    )
    NoteKey.objects.create(testimony=testimony, box=b"sealed", generation=1)
    Proposal.objects.create(testimony=testimony, marks=b"sealed")
    Note.objects.create(testimony=testimony, number=1, by=uuid4(), body=b"sealed")
    for number in (1, 2):
        Message.objects.create(testimony=testimony, number=number, by_writer=number == 2, body=b"sealed")
    models.Testimony.objects.filter(pk=testimony.pk).update(state=state)


def _rows_that_hang_on(testimony: models.Testimony) -> dict[str, int]:
    """Asked of the database, so that a table that somebody adds later is counted too."""
    left = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, attname FROM pg_constraint JOIN pg_attribute"
            " ON attrelid = conrelid AND attnum = conkey[1]"
            " WHERE contype = 'f' AND confrelid = 'testimonies_testimony'::regclass"
        )
        for table, column in cursor.fetchall():
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {column} = %s", [testimony.pk])
            left[table] = cursor.fetchone()[0]
    return left


@pytest.mark.django_db
@pytest.mark.parametrize("state", ROWS)
def test_from_every_state_nothing_is_left_but_that_it_is_gone(team: Team, state: State) -> None:
    words, testimony = send_story()
    other_words, other = send_story("Another story.")
    for each in (testimony, other):
        _with_everything_that_can_hang_on_it(each, team, state)
    kept = _rows_that_hang_on(other)
    assert len(kept) >= 5 and min(kept.values()) >= 1
    who = come_back(words)
    with as_role("chorus_public"):
        returning.withdraw(who, NOON)
    assert set(_rows_that_hang_on(testimony).values()) == {0}
    assert not DataKey.objects.filter(pk=testimony.data_key_id).exists()
    assert returning.standing(who).state == State.WITHDRAWN
    with pytest.raises(Gone):
        returning.text_of(who)
    # The twin beside it lost nothing.
    assert _rows_that_hang_on(other) == kept
    assert returning.text_of(come_back(other_words)).text == "Another story."


@pytest.mark.django_db
def test_every_table_that_hangs_on_a_testimony_goes_with_it_in_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, confdeltype FROM pg_constraint"
            " WHERE contype = 'f' AND confrelid = 'testimonies_testimony'::regclass"
        )
        found = dict(cursor.fetchall())
    assert set(found) == {
        model._meta.db_table for model in (Message, Review, Ready, Hold, History, Note, NoteKey, Proposal)
    }
    assert set(found.values()) == {"c"}


@pytest.mark.django_db
@pytest.mark.parametrize("original", ["with its original", "a stub only"])
def test_a_published_story_is_off_the_site_at_once(team: Team, original: str) -> None:
    words, testimony = _publish_with_company(team)
    number = returning.standing(come_back(words)).number
    assert Story.objects.published().filter(number=number).exists()
    if original == "a stub only":
        with transaction.atomic():
            returning.shred(locked(testimony.pk))
    who = come_back(words)
    with as_role("chorus_public"):
        returning.withdraw(who, NOON)
    assert not Story.objects.filter(number=number).exists()
    assert Number.objects.filter(number=number).exists()
    assert Story.objects.count() == 4
    assert returning.standing(who).state == State.WITHDRAWN


@pytest.mark.django_db
@pytest.mark.parametrize("original", ["with its original", "a stub only"])
def test_a_counted_experience_is_counted_no_more(team: Team, original: str) -> None:
    words, testimony = _publish_with_company(team, use="count")
    assert Counted.objects.count() == 5
    if original == "a stub only":
        with transaction.atomic():
            returning.shred(locked(testimony.pk))
    who = come_back(words)
    with as_role("chorus_public"):
        returning.withdraw(who, NOON)
    assert Counted.objects.count() == 4


@pytest.mark.django_db
@pytest.mark.parametrize("outcome", sorted(END_STATES | {State.HIDDEN}))
def test_a_stub_alone_is_withdrawn_too(team: Team, outcome: State) -> None:
    words, testimony = send_story()
    ready.leave_stub(testimony.receipt, outcome, {})
    with transaction.atomic():
        returning.shred(locked(testimony.pk))
    who = come_back(words)
    with as_role("chorus_public"):
        returning.withdraw(who, NOON)
    assert returning.standing(who).state == State.WITHDRAWN


@pytest.mark.django_db
def test_a_withdrawn_story_is_answered_for_thirty_days(team: Team) -> None:
    words, _testimony = send_story()
    returning.withdraw(come_back(words), NOON)
    stub = Stub.objects.get()
    assert stub.until_day == NOON.date() + timedelta(days=30)
    assert ready.open_stub(stub, come_back(words).key.private) == {}


@pytest.mark.django_db
def test_withdrawing_twice_says_that_it_is_gone_and_writes_nothing(team: Team) -> None:
    words, _testimony = send_story()
    who = come_back(words)
    returning.withdraw(who, NOON)
    lines = Record.objects.count()
    with pytest.raises(Gone):
        returning.withdraw(who, NOON)
    assert Record.objects.count() == lines


@pytest.mark.django_db
def test_the_record_says_that_the_writer_did_it(team: Team) -> None:
    words, testimony = send_story()
    returning.withdraw(come_back(words), NOON)
    line = Record.objects.get(move="withdraw")
    assert (line.by, line.actor, line.subject) == ("writer", None, testimony.record_subject)


@pytest.mark.django_db(transaction=True)
def test_withdrawing_while_the_group_goes_up_takes_the_story_off_again() -> None:
    team = found_team()
    words, testimony = send_story()
    approve(testimony, team)
    who, waits, errors = come_back(words), Event(), []

    def take_down() -> None:
        try:
            waits.set()
            returning.withdraw(who, NOON)
        except Exception as error:
            errors.append(error)
        connections.close_all()

    thread = Thread(target=take_down)
    with transaction.atomic():
        locked(testimony.pk)
        thread.start()
        waits.wait()
        until_somebody_waits_for_a_lock()
        publishing.put_up(TUESDAY + timedelta(days=21))
        assert Story.objects.exists()
    thread.join()
    assert errors == []
    assert not Story.objects.exists()
    assert returning.standing(who).state == State.WITHDRAWN


def until_somebody_waits_for_a_lock() -> None:
    with connection.cursor() as cursor:
        for _ in range(500):
            cursor.execute("SELECT count(*), pg_sleep(0.01) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
    pytest.fail("nobody waited")


def _publish_with_company(team: Team, use: str = "publish") -> tuple[tuple[str, ...], models.Testimony]:
    sent = [send_story(f"Story number {number}.", use=use) for number in range(5)]
    for _words, testimony in sent:
        approve(testimony, team)
    assert publishing.put_up(TUESDAY) == 5
    return sent[0]


@pytest.mark.django_db
def test_the_words_find_it_until_it_is_gone_and_wrong_ones_never(team: Team) -> None:
    words, _testimony = send_story()
    assert returning.find(list(words[:5]) + ["nothing"]) is None
    assert returning.find([]) is None
    assert come_back(words).receipt == Receipt.objects.get().pk
