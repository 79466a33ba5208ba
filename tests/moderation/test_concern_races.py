"""Two at once about one story: its writer and a coordinator, in both orders; two coordinators."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from moderation import concerns
from moderation.models import Person
from testimonies import concerns as telling
from testimonies.models import Concern, Counted, Story, Stub, Testimony
from testimonies.states import Reason, State
from tests.moderation.cast import Sent, Team
from tests.moderation.test_races import Act, race, withdrawing
from tests.moderation.told import Told, put_up, state_of, tell
from vault.models import DataKey

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _at_once(settings: Settings) -> None:
    settings.CHORUS_GROUPS_AT_ONCE = True
    settings.CHORUS_UNDO = timedelta(0)


def hiding(team: Team, person: Person, told: Told) -> Act:
    keyring = team.keyring(person)
    return lambda: concerns.hide(person, told.concern.uuid, keyring=keyring)


def keeping(team: Team, person: Person, told: Told) -> Act:
    how = {"keyring": team.keyring(person), "say": "", "seen": 0, "now": timezone.now()}
    return lambda: concerns.keep(person, told.concern.uuid, **how)


def removing(team: Team, person: Person, told: Told) -> Act:
    how = {"keyring": team.keyring(person), "say": "", "seen": 0, "now": timezone.now()}
    return lambda: concerns.remove(person, told.concern.uuid, reason=Reason.RECOGNISED, **how)


def adding(told: Told) -> Act:
    return lambda: telling.say_more(told.back, "One thing more.")


def is_gone(sent: Sent) -> bool:
    """Whether nothing is left but that it is gone."""
    nothing = not (Story.objects.exists() or Testimony.objects.exists() or Counted.objects.exists())
    return nothing and Stub.objects.get(receipt=sent.back.receipt).outcome == State.WITHDRAWN


@pytest.mark.parametrize(("act", "hidden_first"), [(hiding, False), (removing, True), (keeping, True)])
@pytest.mark.parametrize("original", ["with its original", "a stub only"])
def test_whoever_is_first_a_story_that_its_writer_takes_down_is_gone(
    team: Team, marlow: Person, asa: Person, act: Callable[..., Act], hidden_first: bool, original: str
) -> None:
    for writer_first in (True, False):
        sent, number = put_up(team, marlow)
        told = tell(number)
        if original == "a stub only":
            key = sent.testimony.data_key_id
            Testimony.objects.filter(pk=sent.testimony.pk).delete()
            DataKey.objects.filter(pk=key).delete()
        if hidden_first:
            hiding(team, asa, told)()
        acting = act(team, asa, told)
        pair = (withdrawing(sent), acting) if writer_first else (acting, withdrawing(sent))
        assert race(*pair) == (["done", "Gone"] if writer_first else ["done", "done"])
        assert is_gone(sent)
        # What was refused because the story went is still open, and can only be closed.
        assert (Concern.objects.get(pk=told.concern.pk).state == "open") is (writer_first or act is hiding)


def test_of_two_coordinators_at_one_concern_one_decides(
    team: Team, marlow: Person, asa: Person, odile: Person
) -> None:
    Person.objects.filter(pk=odile.pk).update(role=Person.Role.COORDINATOR)
    _sent, number = put_up(team, marlow)
    told = tell(number)
    hiding(team, asa, told)()
    assert race(keeping(team, asa, told), removing(team, odile, told)) == ["done", "AlreadyDecided"]
    assert (state_of(number), Concern.objects.get().state) == ("published", "kept")
    told = tell(number)
    hiding(team, asa, told)()
    assert race(removing(team, odile, told), keeping(team, asa, told)) == ["done", "AlreadyDecided"]
    assert (state_of(number), Concern.objects.get(pk=told.concern.pk).state) == ("removed", "removed")


def test_of_two_who_hide_it_one_does_and_two_who_keep_the_last_two_show_it_again(
    team: Team, marlow: Person, asa: Person, odile: Person
) -> None:
    _sent, number = put_up(team, marlow)
    first, second = tell(number), tell(number)
    assert race(hiding(team, asa, first), hiding(team, odile, second)) == ["done", "MoveRefused"]
    assert state_of(number) == "hidden"
    assert race(keeping(team, asa, first), keeping(team, odile, second)) == ["done", "done"]
    assert state_of(number) == "published"


def test_what_a_reader_adds_just_then_is_read_before_it_is_decided(
    team: Team, marlow: Person, asa: Person
) -> None:
    _sent, number = put_up(team, marlow)
    told = tell(number)
    assert race(adding(told), keeping(team, asa, told)) == ["done", "Unread"]
    told = tell(number)
    assert race(keeping(team, asa, told), adding(told)) == ["done", "AlreadyDecided"]
