"""Consent that holds: changed with the six words until it is up, taken back after it, and never widened in silence."""

from dataclasses import replace
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connections, transaction

from redaction.spans import Span
from testimonies import choosing, deciding, documents, housekeeping, numbers, publishing, ready, returning
from testimonies.choosing import Choices
from testimonies.errors import ConsentForbids
from testimonies.lock import locked
from testimonies.models import Counted, Ready, Record, Review, Story, Stub, Testimony
from testimonies.states import MoveRefused, State
from tests.cast import NOON, Team, approve, as_role, come_back, decide, found_team, send_story
from tests.testimonies.test_withdrawing import until_somebody_waits_for_a_lock
from vault.sessions import Return

pytestmark = pytest.mark.django_db

TUESDAY = NOON.replace(day=24, hour=17)
PUBLISH, COUNT, READ = Choices("publish"), Choices("count"), Choices("read")
ROLES = pytest.mark.parametrize("role", ["chorus_site", "chorus_public"])


def choose(who: Return, choices: Choices, role: str = "chorus_public") -> State:
    with as_role(role):
        return choosing.change(who, choices, NOON)


def put_up_with_company(team: Team, **chosen: object) -> tuple[Return, Testimony]:
    """Five go up together; the first one's writer."""
    sent = [send_story(f"Story number {number}.", **{"use": "publish", **chosen}) for number in range(5)]
    for _words, testimony in sent:
        approve(testimony, team, kind="school", notes=("touched",))
    assert publishing.put_up(TUESDAY) == 5
    sent[0][1].refresh_from_db()
    return come_back(sent[0][0]), sent[0][1]


def put_up_alone() -> int:
    """The next group, three weeks later, however small."""
    return publishing.put_up(NOON + timedelta(days=41, hours=5))


def counted_only() -> bool:
    """Whether something is in the numbers that is not published."""
    return Counted.objects.filter(published=False).exists()


@ROLES
def test_before_anybody_reads_every_choice_can_be_changed(team: Team, role: str) -> None:
    words, testimony = send_story(use="read")
    who = come_back(words)
    every = Choices("publish", True, True, True, True, True)
    for choices in (every, replace(every, may_ask=False), COUNT, READ):
        assert choose(who, choices, role) == State.RECEIVED
        assert choosing.of(returning.text_of(who)) == choices
    testimony.refresh_from_db()
    assert (testimony.on_timeout, testimony.state) == ("heard", State.RECEIVED)


def test_the_queue_and_the_time_out_follow_the_choice(team: Team) -> None:
    words, testimony = send_story(show_first=True)
    choose(come_back(words), Choices("publish", may_ask=True, show_first=True, publish_if_silent=True))
    testimony.refresh_from_db()
    card = documents.open_card(testimony, team.keyring)
    assert (card.use, card.may_ask, testimony.on_timeout) == ("publish", True, "publish")


def test_consents_mean_nothing_without_publishing(team: Team) -> None:
    words, _testimony = send_story()
    who = come_back(words)
    choose(who, Choices("count", True, True, True, True, True))
    assert choosing.of(returning.text_of(who)) == COUNT


def test_the_same_choice_again_writes_nothing(team: Team) -> None:
    words, _testimony = send_story()
    lines = Record.objects.count()
    choose(come_back(words), PUBLISH)
    assert Record.objects.count() == lines


@pytest.mark.parametrize(
    ("choices", "state", "goes_up"),
    [(PUBLISH, State.APPROVED, "story"), (COUNT, State.COUNTED, "counted"), (READ, State.HEARD, "nothing")],
)
def test_what_is_ready_goes_up_only_as_its_writer_says_now(
    team: Team, choices: Choices, state: State, goes_up: str
) -> None:
    words, testimony = send_story()
    approve(testimony, team, kind="school")
    assert choose(come_back(words), choices) == state
    put_up_alone()
    assert Story.objects.exists() is (goes_up == "story")
    assert counted_only() is (goes_up == "counted")
    assert not Ready.objects.exists()


def test_what_is_counted_instead_waits_without_its_words(team: Team) -> None:
    words, testimony = send_story(better="Ask.", show_change=True, place="A school")
    approve(testimony, team)
    choose(come_back(words), COUNT)
    payload = ready.open_payload(Ready.objects.get())
    assert (payload.text, payload.second_text, payload.when, payload.show_place) == ("", "", "", False)
    assert payload.place == "A school"


@pytest.mark.parametrize("consent", ["show_change", "show_place"])
def test_a_consent_taken_back_holds_for_what_waits(team: Team, consent: str) -> None:
    everything = {"better": "Ask.", "place": "A school", "show_change": True, "show_place": True}
    words, testimony = send_story(**everything)
    approve(testimony, team)
    whole = ready.open_payload(Ready.objects.get())
    assert (whole.second_text, whole.show_place) == ("Ask.", True)
    left = replace(Choices("publish", show_change=True, show_place=True), **{consent: False})
    assert choose(come_back(words), left) == State.APPROVED
    payload = ready.open_payload(Ready.objects.get())
    assert payload.second_text == ("Ask." if left.show_change else "")
    assert payload.show_place is left.show_place


def test_a_second_text_is_read_before_a_new_consent_shows_it(team: Team) -> None:
    words, testimony = send_story(better="Ask Ines.")
    approve(testimony, team, spans=(Span(28, 32, "name"),))
    assert choose(come_back(words), Choices("publish", show_change=True)) == State.RECEIVED
    assert put_up_alone() == 0
    # What was marked before is there for whoever reads next.
    testimony.refresh_from_db()
    assert deciding.marks_of(testimony, team.keyring.open_data_key(testimony.data_key)).spans


def test_who_wants_to_see_it_after_all_is_shown_it_before_it_goes_up(team: Team) -> None:
    words, testimony = send_story()
    approve(testimony, team)
    who = come_back(words)
    assert choose(who, Choices("publish", show_first=True)) == State.PROPOSED
    assert put_up_alone() == 0 and returning.proposed(who).text
    testimony.refresh_from_db()
    assert testimony.due_day == NOON.date() + timedelta(days=21)


def test_in_the_hour_of_undo_a_choice_ends_the_decision(team: Team) -> None:
    words, testimony = send_story()
    decide(testimony, team)
    assert choose(come_back(words), COUNT) == State.RECEIVED
    assert not Ready.objects.exists() and Review.objects.get().undo_until is None
    with transaction.atomic(), pytest.raises(MoveRefused):
        deciding.undo(locked(testimony.pk), by=team.moderator.uuid, now=NOON)


@pytest.mark.parametrize(("may_ask", "state"), [(True, State.QUESTION), (False, State.RECEIVED)])
def test_who_takes_back_that_we_may_ask_is_asked_no_more(team: Team, may_ask: bool, state: State) -> None:
    words, testimony = send_story(may_ask=True)
    approve(testimony, team, target=State.QUESTION)
    assert choose(come_back(words), Choices("publish", may_ask=may_ask, show_place=True)) == state


@pytest.mark.parametrize("use", ["count", "read"])
def test_what_was_counted_or_read_can_be_published_after_all_once_it_is_read_again(
    team: Team, use: str
) -> None:
    words, testimony = send_story(use=use)
    approve(testimony, team)
    put_up_alone()
    assert counted_only() is (use == "count")
    assert choose(come_back(words), PUBLISH) == State.RECEIVED
    assert not Counted.objects.exists() and not Stub.objects.exists()
    approve(testimony, team)
    assert publishing.put_up(NOON + timedelta(days=90, hours=5)) == 1
    assert Story.objects.exists() and not counted_only()


def test_what_was_counted_can_become_merely_read(team: Team) -> None:
    words, testimony = send_story(use="count")
    approve(testimony, team)
    put_up_alone()
    who = come_back(words)
    assert choose(who, READ) == State.HEARD
    assert not Counted.objects.exists() and Stub.objects.get().outcome == State.HEARD


@pytest.mark.parametrize("state", sorted({State.PUBLISHED, State.HIDDEN, State.DECLINED, State.REMOVED}))
def test_where_it_is_too_late_to_choose_nothing_is_changed(team: Team, state: State) -> None:
    words, testimony = send_story()
    Testimony.objects.filter(pk=testimony.pk).update(state=state)
    who = come_back(words)
    with pytest.raises(MoveRefused):
        choosing.change(who, COUNT, NOON)
    assert returning.text_of(who).use == "publish"


@ROLES
@pytest.mark.parametrize("original", ["with its original", "a stub only"])
def test_publication_is_taken_back_at_once_and_counted_with_the_next_group(
    team: Team, role: str, original: str
) -> None:
    who, testimony = put_up_with_company(team, age="16_17")
    number = returning.standing(who).number
    if original == "a stub only":
        with transaction.atomic():
            returning.shred(locked(testimony.pk))
    with as_role(role):
        choosing.count_instead(who, NOON)
    assert not Story.objects.filter(number=number).exists() and Story.objects.count() == 4
    (counted,) = [row.facets for row in numbers.rows() if not row.published]
    assert (counted.kind, counted.notes, counted.age) == ("school", ("touched",), "16_17")
    # Its row among the numbers stays, and is not that of a published one any more.
    assert Counted.objects.count() == 5 and Counted.objects.filter(published=False).count() == 1
    assert returning.standing(who).state == State.COUNTED
    # And that can be taken back as well.
    with as_role(role):
        returning.withdraw(who, NOON)
    assert Counted.objects.count() == 4


def test_a_hidden_story_stays_where_it_is_looked_at(team: Team) -> None:
    who, _testimony = put_up_with_company(team)
    Story.objects.filter(number=returning.standing(who).number).update(state=Story.State.HIDDEN)
    with pytest.raises(MoveRefused):
        choosing.count_instead(who, NOON)
    assert not counted_only()


def test_counting_instead_stops_what_is_ready(team: Team) -> None:
    words, testimony = send_story()
    approve(testimony, team)
    choosing.count_instead(come_back(words), NOON)
    assert put_up_alone() == 1 and not Story.objects.exists()


@pytest.mark.parametrize(("use", "allowed"), [("publish", True), ("count", False), ("read", False)])
def test_only_what_is_to_be_published_can_be_proposed(team: Team, use: str, allowed: bool) -> None:
    _words, testimony = send_story(use=use)
    if allowed:
        assert approve(testimony, team, target=State.PROPOSED).state == State.PROPOSED
    else:
        with pytest.raises(ConsentForbids):
            decide(testimony, team, target=State.PROPOSED)


@pytest.mark.parametrize(
    ("chosen", "then"),
    [
        ({}, State.APPROVED),
        ({"show_first": True}, State.HEARD),
        ({"show_first": True, "publish_if_silent": True}, State.APPROVED),
    ],
)
def test_without_an_answer_a_version_ends_as_its_writer_chose(team: Team, chosen: dict, then: State) -> None:
    _words, testimony = send_story(**chosen)
    approve(testimony, team, target=State.PROPOSED)
    housekeeping.end_waiting(NOON + timedelta(days=22))
    testimony.refresh_from_db()
    assert testimony.state == then


@pytest.mark.parametrize("agrees", [True, False])
def test_nothing_goes_up_before_its_writer_has_agreed(team: Team, agrees: bool) -> None:
    words, testimony = send_story(show_first=True)
    approve(testimony, team)
    if agrees:
        returning.agree(come_back(words), NOON)
    put_up_alone()
    assert Story.objects.exists() is agrees


@pytest.mark.django_db(transaction=True)
def test_counting_instead_while_the_group_goes_up_takes_the_story_off_again() -> None:
    team = found_team()
    words, testimony = send_story()
    approve(testimony, team)
    who, begun, errors = come_back(words), Event(), []

    def count() -> None:
        begun.set()
        try:
            choosing.count_instead(who, NOON)
        except Exception as error:
            errors.append(error)
        connections.close_all()

    thread = Thread(target=count)
    with transaction.atomic():
        locked(testimony.pk)
        thread.start()
        begun.wait()
        until_somebody_waits_for_a_lock()
        assert put_up_alone() == 1
    thread.join()
    assert errors == [] and not Story.objects.exists() and counted_only()
    assert returning.standing(who).state == State.COUNTED
