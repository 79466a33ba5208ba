"""Whoever reported something can have new words, and take back what they sent: as the writer of a story can."""

import pytest

from testimonies import concerns, renewing, returning
from testimonies.errors import Gone
from testimonies.models import Concern, ConcernMessage, Record, Story
from tests.cast import NOON, Team, approve, as_role, come_back, new_ticket, send_story
from tests.testimonies import crowd
from vault.models import DataKey, Receipt
from vault.sessions import Return

pytestmark = pytest.mark.django_db
ROLES = pytest.mark.parametrize("role", ["chorus_site", "chorus_public"])


@pytest.fixture(name="words")
def _words(team: Team) -> tuple[str, ...]:
    """The six words of a reader who reported a story that is up."""
    crowd.story(48213, crowd.group(1, NOON.date()))
    ticket = new_ticket()
    concerns.report(48213, why="other", what="The second line.", ticket=ticket, now=NOON)
    concerns.say_more(come_back(ticket.words), "And the third.")
    return ticket.words


def said(who: Return) -> list[str]:
    """What they read behind their words."""
    return [one.text for one in concerns.standing(who).said]


@ROLES
def test_new_words_open_the_page_and_the_old_ones_nothing(words: tuple[str, ...], role: str) -> None:
    who, ticket = come_back(words), new_ticket()
    with as_role(role):
        renewing.use_new_words(who, ticket)
    assert said(come_back(ticket.words)) == ["And the third."]
    assert returning.find(list(words)) is None
    with pytest.raises(Gone):
        concerns.standing(who)
    line = Record.objects.get(move="new words")
    assert (line.by, line.subject) == ("reader", Concern.objects.get().record_subject)


@ROLES
def test_what_was_reported_is_gone_when_it_is_taken_back(words: tuple[str, ...], role: str) -> None:
    keys_before, who = DataKey.objects.count(), come_back(words)
    with as_role(role):
        concerns.take_back(who)
    assert not Concern.objects.exists() and not ConcernMessage.objects.exists()
    assert DataKey.objects.count() == keys_before - 1
    assert not Receipt.objects.filter(pk=who.receipt).exists()
    assert returning.find(list(words)) is None
    assert Story.objects.get().state == "published"
    assert Record.objects.get(move="take back a concern").by == "reader"


def test_twice_is_refused_and_touches_no_other(words: tuple[str, ...]) -> None:
    other, who = new_ticket(), come_back(words)
    concerns.report(48213, why="me", what="", ticket=other, now=NOON)
    concerns.take_back(who)
    with pytest.raises(Gone):
        concerns.take_back(who)
    assert Concern.objects.get().receipt_id == come_back(other.words).receipt


def test_the_words_of_a_story_take_back_no_concern(team: Team, words: tuple[str, ...]) -> None:
    theirs, testimony = send_story()
    approve(testimony, team)
    with pytest.raises(Gone):
        concerns.take_back(come_back(theirs))
    assert Concern.objects.exists()
