"""A story that is hidden without an open concern has a way back: shown, with more taken out, or removed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moderation import hidden
from moderation.models import Person
from redaction.spans import Span
from testimonies import concerns, hiding, returning
from testimonies.models import Record, Story
from testimonies.states import MoveRefused, State
from tests.look.form_reader import filled
from tests.moderation.cast import Sent, Team, page
from tests.moderation.told import TEXT, put_up, state_of, tell

pytestmark = pytest.mark.django_db


@pytest.fixture(name="up")
def _up(team: Team, asa: Person, settings: object) -> tuple[Sent, int]:
    """A story that a restore has hidden: nobody reported it."""
    settings.CHORUS_GROUPS_AT_ONCE, settings.CHORUS_UNDO = True, timedelta(0)
    sent, number = put_up(team, asa)
    Story.objects.filter(number=number).update(state=Story.State.HIDDEN)
    return sent, number


def test_the_page_of_concerns_leads_to_it_and_opening_it_is_recorded(
    team: Team, asa: Person, up: tuple[Sent, int]
) -> None:
    browser = team.browser(asa)
    assert f"/team/hidden/{up[1]}/" in page(browser.get("/team/concerns/"))
    assert not Record.objects.filter(move="open a hidden story").exists()
    assert "lighthouse" in page(browser.get(f"/team/hidden/{up[1]}/"))
    assert Record.objects.get(move="open a hidden story").actor == asa.uuid


def test_it_is_shown_again_as_it_was(team: Team, asa: Person, up: tuple[Sent, int]) -> None:
    browser, where = team.browser(asa), f"/team/hidden/{up[1]}/"
    browser.post(where, filled(page(browser.get(where)), do="show"))
    assert state_of(up[1]) == "published"
    assert returning.standing(up[0].back).state == State.PUBLISHED
    assert browser.get(where).status_code == 404
    assert f"/team/hidden/{up[1]}/" not in page(browser.get("/team/concerns/"))


def test_it_is_shown_again_with_more_taken_out(team: Team, asa: Person, up: tuple[Sent, int]) -> None:
    browser, where = team.browser(asa), f"/team/hidden/{up[1]}/"
    html = page(browser.get(where))
    html = page(browser.post(where, filled(html, do="preview", add="the old lighthouse", addk="place")))
    browser.post(where, filled(html, do="cut", add=""))
    story = Story.objects.get(number=up[1])
    assert (story.state, story.times_cut) == ("published", 1)
    assert "lighthouse" not in story.text and "[place]" in story.text


def test_it_is_removed_for_a_reason_and_not_without(team: Team, asa: Person, up: tuple[Sent, int]) -> None:
    browser, where = team.browser(asa), f"/team/hidden/{up[1]}/"
    html = page(browser.get(where))
    assert "Choose the reason" in page(browser.post(where, filled(html, do="remove")))
    assert state_of(up[1]) == "hidden"
    browser.post(where, filled(html, do="remove", reason="unlawful"))
    assert state_of(up[1]) == "removed"
    assert returning.standing(up[0].back).state == State.REMOVED


def test_one_that_a_concern_is_open_about_is_decided_with_the_concern(
    team: Team, asa: Person, up: tuple[Sent, int]
) -> None:
    Story.objects.filter(number=up[1]).update(state=Story.State.PUBLISHED)
    told, keyring = tell(up[1]), team.keyring(asa)
    hiding.hide(up[1], keyring=keyring, by=asa.uuid)
    assert hidden.numbers() == []
    assert team.browser(asa).get(f"/team/hidden/{up[1]}/").status_code == 404
    with pytest.raises(MoveRefused):
        hidden.show(asa, up[1], keyring=keyring, now=timezone.now())
    concerns.take_back(told.back)
    hidden.show(asa, up[1], keyring=keyring, now=timezone.now())
    assert state_of(up[1]) == "published"


def test_what_was_cut_meanwhile_is_not_cut_by_old_places(
    team: Team, asa: Person, up: tuple[Sent, int]
) -> None:
    browser, where, keyring = team.browser(asa), f"/team/hidden/{up[1]}/", team.keyring(asa)
    old = filled(page(browser.get(where)), do="cut", add="", c1="on")
    seen = hiding.fingerprint(Story.objects.get(number=up[1]))
    span = Span(TEXT.index("left"), TEXT.index("left") + 4, "detail")
    hiding.cut_further(up[1], keyring=keyring, by=asa.uuid, spans=[span], second_spans=[], seen=seen)
    assert "Somebody has taken more out meanwhile." in page(browser.post(where, old))
    assert state_of(up[1]) == "hidden"
