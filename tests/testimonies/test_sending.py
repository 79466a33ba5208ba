"""Send: one testimony for one ticket, whatever is pressed how often; and who can read what was kept."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from pytest_django import Settings

from testimonies import documents, intake, models, record, returning, sending
from testimonies.errors import IntakeClosed
from testimonies.models import Intake, Record, Stub, UsedTicket
from testimonies.states import State
from tests.cast import NOON, TEXT, Team, as_role, come_back, found_team, new_ticket, send_story, story
from vault import keys, receipts
from vault.models import DataKey, Receipt, TeamKeyBox
from vault.sealing import Unsealable

LATER = NOON + timedelta(minutes=5)


def _counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (models.Testimony, Receipt, DataKey, UsedTicket, Record))


@pytest.mark.django_db
def test_the_writer_and_the_team_read_what_was_sent_exactly_as_typed(team: Team) -> None:
    text = "  One line.\n\n\tAnother – “so”. 👩‍👩‍👧 مرحبا\u00a0\n"
    words, testimony = send_story(text, better="Ask.", notes=("touched",), place="a school")
    document = documents.open_document(testimony, team.keyring.open_data_key(testimony.data_key))
    assert document == returning.text_of(come_back(words))
    assert document == story(text, better="Ask.", notes=("touched",), place="a school")


@pytest.mark.django_db
def test_what_is_kept_in_the_clear_is_a_day_and_what_the_moves_need(team: Team) -> None:
    _words, testimony = send_story()
    assert (testimony.day, testimony.state, testimony.due_day) == (NOON.date(), State.RECEIVED, None)
    assert (testimony.urgency, testimony.suspicious, testimony.on_timeout) == (0, False, "heard")


@pytest.mark.django_db
def test_the_day_is_that_of_the_sites_time_zone(team: Team) -> None:
    _words, testimony = send_story(now=NOON.replace(month=7, day=1, hour=23, minute=30))
    assert testimony.day.isoformat() == "2020-07-02"


@pytest.mark.django_db
def test_no_word_that_was_written_lies_in_the_database(team: Team) -> None:
    before = _all_that_is_kept()
    words, _testimony = send_story("The lighthouse keeper said so.", better="Ask first.", land="Norway")
    kept = _all_that_is_kept()
    hidden = ("lighthouse", "Ask first", "Norway", "publish", *(f" {word} " for word in words))
    for word in hidden:
        # What Django calls its tables may hold one of the six words by chance.
        assert kept.count(word) == before.count(word)
        assert word.encode().hex() not in kept
    assert kept != before


def _all_that_is_kept() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT format('%I', tablename) FROM pg_tables WHERE schemaname = 'public'")
        kept = ""
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t")
            kept += cursor.fetchone()[0]
    return kept


@pytest.mark.django_db
def test_texts_of_one_step_make_documents_and_cards_of_one_length(team: Team) -> None:
    short, long = send_story("No.")[1], send_story("A story. " * 350, notes=("touched", "assault"))[1]
    longer = send_story("A story. " * 600)[1]
    assert len(short.document) == len(long.document) < len(longer.document)
    assert len(short.card) == len(long.card) == len(longer.card)


@pytest.mark.django_db
def test_somebody_elses_words_do_not_open_it(team: Team) -> None:
    _words, testimony = send_story()
    others, _theirs = send_story("Another story.")
    with pytest.raises(Unsealable):
        keys.open_data_key(testimony.data_key, receipts.key_of(others))


@pytest.mark.django_db
def test_two_documents_swapped_between_rows_are_refused(team: Team) -> None:
    (_w, one), (_v, other) = send_story("One."), send_story("Other.")
    key = team.keyring.open_data_key(one.data_key)
    one.document = other.document
    with pytest.raises(Unsealable):
        documents.open_document(one, key)


@pytest.mark.django_db
def test_pressing_send_twice_finds_the_same_story_and_the_same_words(team: Team) -> None:
    ticket = new_ticket()
    first = sending.send(story(), ticket=ticket, now=NOON)
    kept = _counts()
    assert sending.send(story(), ticket=ticket, now=LATER) == first
    assert _counts() == kept


@pytest.mark.django_db
def test_another_ticket_is_another_story(team: Team) -> None:
    assert send_story()[0] != send_story()[0]
    assert models.Testimony.objects.count() == 2


@pytest.mark.django_db
def test_the_same_ticket_with_another_text_shows_no_words(team: Team) -> None:
    ticket = new_ticket()
    sending.send(story(), ticket=ticket, now=NOON)
    kept = _counts()
    assert sending.send(story(TEXT + "!"), ticket=ticket, now=LATER).words is None
    assert sending.send(story(), ticket=ticket, now=LATER).words == ticket.words
    assert _counts() == kept


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "shown"), [(30, True), (31, False)])
def test_the_words_are_shown_again_for_half_an_hour(team: Team, minutes: int, shown: bool) -> None:
    ticket = new_ticket()
    sending.send(story(), ticket=ticket, now=NOON)
    again = sending.send(story(), ticket=ticket, now=NOON + timedelta(minutes=minutes))
    assert (again.words is not None) is shown


@pytest.mark.django_db
def test_the_words_are_never_shown_again_once_they_were_used(team: Team) -> None:
    ticket = new_ticket()
    sending.send(story(), ticket=ticket, now=NOON)
    assert sending.send(story(), ticket=ticket, now=LATER).words
    assert come_back(ticket.words)
    assert sending.send(story(), ticket=ticket, now=LATER).words is None
    Receipt.objects.update(shown_until=NOON + timedelta(minutes=30))
    assert sending.send(story(), ticket=ticket, now=LATER).words is None


@pytest.mark.django_db
@pytest.mark.parametrize("comes_back", [True, False], ids=["by the words", "unused"])
def test_sending_a_withdrawn_story_with_the_same_ticket_makes_nothing_new(
    team: Team, comes_back: bool
) -> None:
    ticket = new_ticket()
    sending.send(story(), ticket=ticket, now=NOON)
    who = come_back(ticket.words)
    if not comes_back:
        Receipt.objects.update(used=False, shown_until=NOON + timedelta(minutes=30))
    returning.withdraw(who, NOON)
    kept = _counts()
    assert sending.send(story(), ticket=ticket, now=LATER).words is None
    assert _counts() == kept
    assert not models.Testimony.objects.exists()
    assert Stub.objects.get().outcome == State.WITHDRAWN


@pytest.mark.django_db
def test_closed_intake_takes_nothing_and_leaves_nothing_behind(team: Team) -> None:
    Intake.objects.create(state=Intake.State.CLOSED)
    ticket = new_ticket()
    with pytest.raises(IntakeClosed):
        sending.send(story(), ticket=ticket, now=NOON)
    assert _counts() == (0, 0, 0, 0, 0)
    Intake.objects.update(state=Intake.State.OPEN)
    assert sending.send(story(), ticket=ticket, now=LATER).words == ticket.words


@pytest.mark.django_db
@pytest.mark.parametrize("state", [Intake.State.OPEN, Intake.State.SLOW])
def test_open_and_slow_intake_take_stories(team: Team, state: str) -> None:
    Intake.objects.create(state=state)
    assert send_story()


@pytest.mark.django_db
def test_what_was_taken_before_intake_closed_is_answered_for(team: Team) -> None:
    ticket = new_ticket()
    sending.send(story(), ticket=ticket, now=NOON)
    Intake.objects.create(state=Intake.State.CLOSED)
    assert sending.send(story(), ticket=ticket, now=LATER).words == ticket.words


@pytest.mark.django_db
def test_intake_is_closed_while_nobody_could_read(team: Team) -> None:
    TeamKeyBox.objects.exclude(holder=keys.recovery.HOLDER).delete()
    with pytest.raises(IntakeClosed):
        sending.send(story(), ticket=new_ticket(), now=NOON)


@pytest.mark.django_db
def test_nothing_is_kept_when_something_goes_wrong_half_way(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = new_ticket()
    with monkeypatch.context() as patch:
        patch.setattr(record, "write", _fail)
        with pytest.raises(RuntimeError):
            sending.send(story(), ticket=ticket, now=NOON)
    assert _counts() == (0, 0, 0, 0, 0)
    assert sending.send(story(), ticket=ticket, now=LATER).words == ticket.words


def _fail(*_: object, **__: object) -> None:
    raise RuntimeError


@pytest.mark.django_db
def test_from_too_many_of_one_address_a_story_is_taken_and_marked(team: Team) -> None:
    ticket = new_ticket()
    assert sending.send(story(), ticket=ticket, now=NOON, suspicious=True).words
    assert models.Testimony.objects.get().suspicious


@pytest.mark.django_db
def test_sending_needs_no_more_than_the_rights_of_the_public_side(team: Team) -> None:
    ticket = new_ticket()
    with as_role("chorus_public"):
        assert intake.is_open()
        assert sending.send(story(), ticket=ticket, now=NOON).words == ticket.words
        assert sending.send(story(), ticket=ticket, now=LATER).words == ticket.words
    assert Record.objects.get().move == "send"


@pytest.mark.django_db(transaction=True)
def test_two_sends_at_one_moment_make_one_story_and_answer_with_the_same_words(
    settings: Settings,
) -> None:
    found_team()
    ticket, answers, both = new_ticket(), [], Barrier(4)

    def press() -> None:
        both.wait()
        answers.append(sending.send(story(), ticket=ticket, now=NOON).words)
        connections.close_all()

    threads = [Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [ticket.words] * 4
    assert _counts() == (1, 1, 1, 1, 1)
