"""New six words: shown before they are in use, and from then on the old ones open nothing."""

import pytest
from django.db import transaction

from testimonies import answering, changing, choosing, publishing, renewing, returning
from testimonies.choosing import Choices
from testimonies.errors import Gone
from testimonies.lock import locked
from testimonies.states import State
from tests.cast import NOON, Team, approve, as_role, come_back, new_ticket, send_story
from vault.models import Receipt

pytestmark = pytest.mark.django_db
TUESDAY = NOON.replace(day=24, hour=17)
ROLES = pytest.mark.parametrize("role", ["chorus_site", "chorus_public"])


@ROLES
def test_the_new_words_open_everything_and_the_old_ones_nothing(team: Team, role: str) -> None:
    words, _testimony = send_story()
    who, ticket = come_back(words), new_ticket()
    answering.write(who, "Please leave out the day.", NOON)
    with as_role(role):
        renewing.use_new_words(who, ticket)
    now = come_back(ticket.words)
    assert "rehearsal" in returning.text_of(now).text
    assert [one.text for one in answering.said(now)] == ["Please leave out the day."]
    assert returning.find(list(words)) is None


def test_a_cookie_of_the_old_words_opens_nothing_either(team: Team) -> None:
    words, _testimony = send_story()
    old, ticket = come_back(words), new_ticket()
    renewing.use_new_words(old, ticket)
    for act in (
        returning.standing,
        returning.text_of,
        answering.said,
        lambda who: returning.withdraw(who, NOON),
        lambda who: choosing.change(who, Choices("read"), NOON),
        lambda who: changing.change_text(who, text="Mine now.", better="", now=NOON),
        lambda who: renewing.use_new_words(who, new_ticket()),
    ):
        with pytest.raises(Gone):
            act(old)
    new = come_back(ticket.words)
    assert returning.standing(new).state == State.RECEIVED
    returning.withdraw(new, NOON)


def test_an_answer_that_was_lost_is_answered_again(team: Team) -> None:
    words, _testimony = send_story()
    who, ticket = come_back(words), new_ticket()
    first = renewing.use_new_words(who, ticket)
    assert renewing.use_new_words(who, ticket) == first


@ROLES
@pytest.mark.parametrize("original", ["with its original", "a stub only"])
def test_what_went_up_is_still_found_and_taken_down(team: Team, role: str, original: str) -> None:
    sent = [send_story(f"Story number {number}.") for number in range(5)]
    for _words, testimony in sent:
        approve(testimony, team)
    publishing.put_up(TUESDAY)
    if original == "a stub only":
        with transaction.atomic():
            returning.shred(locked(sent[0][1].pk))
    ticket = new_ticket()
    with as_role(role):
        renewing.use_new_words(come_back(sent[0][0]), ticket)
    now = come_back(ticket.words)
    assert returning.standing(now).number
    with as_role(role):
        returning.withdraw(now, NOON)
    assert returning.standing(now).state == State.WITHDRAWN


def test_a_story_that_goes_up_afterwards_is_sealed_to_the_new_words(team: Team) -> None:
    words, testimony = send_story()
    approve(testimony, team, target=State.DECLINED, reason="spam")
    ticket = new_ticket()
    renewing.use_new_words(come_back(words), ticket)
    assert returning.standing(come_back(ticket.words)).reason == "spam"
    assert Receipt.objects.get().used
