"""What happens by the clock: each step in its time, once, also after days without a round."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections, transaction

from testimonies import documents, housekeeping, models, publishing, record, returning
from testimonies.errors import Gone
from testimonies.lock import locked
from testimonies.models import Ready, Record, RecordDay, Story, Stub, UsedTicket
from testimonies.states import END_STATES, State
from tests.cast import (
    NOON,
    Team,
    approve,
    come_back,
    decide,
    found_team,
    send_story,
)
from vault.models import DataKey, Receipt
from vault.sealing import Unsealable

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FRIDAY = NOON.replace(day=6, hour=17)


def _state(testimony: models.Testimony) -> str:
    return models.Testimony.objects.values_list("state", flat=True).get(pk=testimony.pk)


@pytest.mark.django_db
def test_a_decision_takes_effect_when_its_hour_is_over_and_not_before(team: Team) -> None:
    _words, testimony = send_story()
    decide(testimony, team)
    housekeeping.end_undo(NOON + HOUR - timedelta(seconds=1))
    assert _state(testimony) == State.DECIDED
    housekeeping.end_undo(NOON + HOUR)
    assert _state(testimony) == State.APPROVED
    assert Ready.objects.get().at is None
    housekeeping.end_undo(NOON + HOUR)
    assert Record.objects.filter(move="take effect: approved").count() == 1


@pytest.mark.django_db
def test_what_was_taken_down_within_the_hour_never_takes_effect(team: Team) -> None:
    words, testimony = send_story()
    decide(testimony, team)
    returning.withdraw(come_back(words), NOON)
    housekeeping.run(NOON + HOUR)
    assert not Ready.objects.exists() and not models.Testimony.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "state"), [(13, State.QUESTION), (14, State.RECEIVED)])
def test_a_question_waits_fourteen_days(team: Team, days: int, state: State) -> None:
    _words, testimony = send_story(may_ask=True)
    approve(testimony, team, target=State.QUESTION)
    housekeeping.end_waiting(NOON + days * DAY)
    assert _state(testimony) == state
    assert models.Testimony.objects.get().answered is False


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days", "silent", "state"),
    [
        (20, True, State.PROPOSED),
        (21, True, State.APPROVED),
        (20, False, State.PROPOSED),
        (21, False, State.HEARD),
    ],
)
def test_a_version_waits_twenty_one_days_and_then_does_as_the_writer_said(
    team: Team, days: int, silent: bool, state: State
) -> None:
    _words, testimony = send_story(show_first=True, publish_if_silent=silent)
    approve(testimony, team)
    now = NOON + days * DAY
    housekeeping.end_waiting(now)
    housekeeping.end_waiting(now)
    assert _state(testimony) == state
    testimony.refresh_from_db()
    if state == State.HEARD:
        assert testimony.due_day == (now + 30 * DAY).date()
        assert Stub.objects.get().outcome == State.HEARD
    assert Ready.objects.exists() is (state != State.HEARD)
    assert Record.objects.filter(move="stop waiting for a yes").count() == (state != State.PROPOSED)


@pytest.mark.django_db
def test_a_version_that_nobody_answered_does_not_go_up_alone(team: Team) -> None:
    approve(send_story(show_first=True, publish_if_silent=True)[1], team)
    now = NOON + 21 * DAY
    housekeeping.end_waiting(now)
    assert publishing.put_up(FRIDAY + 21 * DAY) == 0


@pytest.mark.django_db
@pytest.mark.parametrize(("chosen", "target"), [("read", State.HEARD), ("publish", State.DECLINED)])
def test_thirty_days_after_its_end_the_original_and_its_key_are_gone(
    team: Team, chosen: str, target: State
) -> None:
    words, testimony = send_story(use=chosen)
    approve(testimony, team, target=target, reason="spam" if target == State.DECLINED else "")
    housekeeping.shred_due(NOON + 29 * DAY)
    assert returning.text_of(come_back(words))
    housekeeping.shred_due(NOON + 30 * DAY)
    assert not models.Testimony.objects.exists() and not DataKey.objects.exists()
    where = returning.standing(come_back(words))
    assert (where.state, where.testimony) == (target, None)
    assert where.reason == ("spam" if target == State.DECLINED else "")
    with pytest.raises(Gone):
        returning.text_of(come_back(words))


@pytest.mark.django_db
def test_the_stub_of_a_published_story_still_says_its_number(team: Team) -> None:
    sent = [send_story(f"Story number {number}.") for number in range(5)]
    for _words, testimony in sent:
        approve(testimony, team)
    housekeeping.run(FRIDAY)
    housekeeping.run(FRIDAY + 30 * DAY)
    assert not models.Testimony.objects.exists() and not DataKey.objects.exists()
    assert Story.objects.count() == 5
    where = returning.standing(come_back(sent[3][0]))
    assert where.state == State.PUBLISHED
    assert Story.objects.get(number=where.number).text == "Story number 3."


@pytest.mark.django_db
@pytest.mark.parametrize("state", sorted(set(State) - END_STATES - {State.WITHDRAWN}))
def test_what_has_not_ended_is_never_shredded(team: Team, state: State) -> None:
    _words, testimony = send_story()
    models.Testimony.objects.update(state=state, due_day=NOON.date())
    housekeeping.shred_due(NOON + 60 * DAY)
    assert _state(testimony) == state


@pytest.mark.django_db
def test_what_is_counted_but_waits_for_its_group_is_not_shredded(team: Team) -> None:
    _words, testimony = send_story(use="count")
    approve(testimony, team)
    housekeeping.shred_due(NOON + 30 * DAY)
    assert _state(testimony) == State.COUNTED
    publishing.put_up(FRIDAY + 28 * DAY)
    housekeeping.shred_due(NOON + 31 * DAY)
    assert not models.Testimony.objects.exists()


@pytest.mark.django_db
def test_after_thirty_days_withdrawn_words_open_nothing(team: Team) -> None:
    words, _testimony = send_story()
    who = come_back(words)
    returning.withdraw(who, NOON)
    housekeeping.end_stubs(NOON + 29 * DAY)
    assert returning.standing(who).state == State.WITHDRAWN
    housekeeping.end_stubs(NOON + 30 * DAY)
    assert returning.find(list(words)) is None
    with pytest.raises(Gone):
        returning.standing(who)
    assert not Receipt.objects.exists() and not Stub.objects.exists()


@pytest.mark.django_db
def test_a_used_ticket_is_forgotten_after_a_day_and_by_then_it_is_too_old(team: Team) -> None:
    send_story()
    housekeeping.forget_tickets(NOON + DAY)
    assert UsedTicket.objects.exists()
    housekeeping.forget_tickets(NOON + 2 * DAY)
    assert not UsedTicket.objects.exists()


@pytest.mark.django_db
def test_the_half_hour_is_forgotten_when_it_is_over(team: Team) -> None:
    send_story()
    housekeeping.forget_tickets(NOON + timedelta(minutes=29))
    assert Receipt.objects.get().shown_until
    housekeeping.forget_tickets(NOON + timedelta(minutes=30))
    assert Receipt.objects.get().shown_until is None


@pytest.mark.django_db
def test_after_missing_days_one_round_does_what_was_due(team: Team) -> None:
    published = [send_story(f"Story number {number}.") for number in range(5)]
    for _words, testimony in published:
        decide(testimony, team)
    asked, proposed = send_story(may_ask=True)[1], send_story(show_first=True)[1]
    approve(asked, team, target=State.QUESTION)
    approve(proposed, team)
    Record.objects.bulk_create(
        [Record(move="send", by="writer", day=(NOON - day * DAY).date()) for day in (1, 2)]
    )
    housekeeping.run(NOON + 25 * DAY)
    assert (_state(asked), _state(proposed)) == (State.RECEIVED, State.HEARD)
    assert RecordDay.objects.count() == 2
    housekeeping.run(NOON + 30 * DAY)
    assert Story.objects.count() == 5
    record.verify(record.head())


@pytest.mark.django_db
def test_a_day_closes_an_hour_after_midnight(team: Team) -> None:
    Record.objects.bulk_create([Record(move="send", by="writer", day=NOON.date())])
    midnight = NOON.replace(hour=0) + DAY
    housekeeping.run(midnight + timedelta(minutes=59))
    assert not RecordDay.objects.exists()
    housekeeping.run(midnight + HOUR)
    assert RecordDay.objects.get().day == NOON.date()


@pytest.mark.django_db
def test_a_row_that_does_not_open_keeps_nothing_else_from_ending(team: Team) -> None:
    broken, usual, old = (send_story(use="read")[1] for _ in range(3))
    approve(old, team, now=NOON - 30 * DAY)
    for testimony in (broken, usual):
        decide(testimony, team)
    Ready.objects.filter(testimony=broken).update(payload=b"not what was put by")
    with pytest.raises(Unsealable):
        housekeeping.run(NOON + HOUR)
    assert (_state(broken), _state(usual)) == (State.DECIDED, State.HEARD)
    assert not models.Testimony.objects.filter(pk=old.pk).exists()


@pytest.mark.django_db
def test_a_step_that_fails_is_said_and_the_next_ones_go_on(
    team: Team, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    approve(send_story(use="read")[1], team)
    monkeypatch.setattr(housekeeping, "end_undo", lambda _now: {}["key"])
    monkeypatch.setattr(publishing, "put_up", lambda _now: 1 // 0)
    with pytest.raises(KeyError):
        housekeeping.run(NOON + 30 * DAY)
    assert not models.Testimony.objects.exists()
    assert [each.exc_info[0] for each in caplog.records] == [ZeroDivisionError]


@pytest.mark.django_db(transaction=True)
def test_two_rounds_at_one_moment_do_everything_once() -> None:
    team = found_team()
    for number in range(5):
        decide(send_story(f"Story number {number}.")[1], team)
    proposed = send_story(show_first=True)[1]
    approve(proposed, team)
    models.Testimony.objects.filter(pk=proposed.pk).update(due_day=NOON.date())
    Record.objects.bulk_create([Record(move="send", by="writer", day=(NOON - DAY).date())])
    both, errors = Barrier(2), []

    def round_of_its_own() -> None:
        both.wait()
        try:
            housekeeping.run(FRIDAY)
        except Exception as error:
            errors.append(error)
        connections.close_all()

    threads = [Thread(target=round_of_its_own) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # Whoever came second may have left the group to the next round.
    housekeeping.run(FRIDAY)
    assert errors == []
    assert Story.objects.count() == Record.objects.filter(move="publish").count() == 5
    assert Record.objects.filter(move="take effect: approved").count() == 5
    assert Record.objects.filter(move="stop waiting for a yes").count() == 1
    assert _state(proposed) == State.HEARD
    record.verify()


@pytest.mark.django_db
def test_one_that_was_withdrawn_meanwhile_does_not_stop_the_round(team: Team) -> None:
    words, testimony = send_story()
    decide(testimony, team)
    returning.withdraw(come_back(words), NOON)
    housekeeping._each([testimony.pk], lambda _gone: pytest.fail("acted on nothing"))


@pytest.mark.django_db
def test_housekeeping_reads_no_sealed_text_but_ready_rows(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        decide(send_story(f"Story number {number}.")[1], team)
    monkeypatch.setattr(documents, "open_document", lambda *_: pytest.fail("opened"))
    housekeeping.run(FRIDAY)
    assert Story.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_the_group_leaves_alone_what_somebody_is_changing() -> None:
    team = found_team()
    held, *_others = [approve(send_story(f"Story number {number}.")[1], team) for number in range(6)]
    went_up = []

    def put_up() -> None:
        went_up.append(publishing.put_up(FRIDAY))
        connections.close_all()

    thread = Thread(target=put_up)
    with transaction.atomic():
        locked(held.pk)
        thread.start()
        thread.join()
    assert went_up == [5]
    assert _state(held) == State.APPROVED
