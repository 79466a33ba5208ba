"""What readers told us, for coordinators; and the record, for everybody of the team."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from moderation import concerns
from moderation.models import Person
from testimonies import record, returning
from testimonies.concerns import sealed
from testimonies.models import Concern
from tests.moderation.cast import Team, hold_one, page
from vault import keys

pytestmark = pytest.mark.django_db


def tell(due_in: int, why: str = "other", what: str = "The third line names a street.") -> Concern:
    """A reader reports a story."""
    today = timezone.localdate()
    concern = Concern(story_number=48213, day=today, due_day=today + timedelta(days=due_in), generation=1)
    concern.body = sealed(concern.uuid, why=why, what=what, team=keys.team_public())
    concern.save(force_insert=True)
    return concern


def test_the_first_due_comes_first_and_says_when(team: Team, asa: Person) -> None:
    later, late, today = tell(1), tell(-1), tell(0)
    rows = concerns.waiting(team.keyring(asa), timezone.localdate())
    assert [row.uuid for row in rows] == [late.uuid, today.uuid, later.uuid]
    assert [row.due for row in rows] == ["Was due yesterday", "Due this evening", "Due tomorrow"]
    assert [row.clock for row in rows] == ["late", "last", "early"]


def test_a_coordinator_reads_the_reason_in_the_list_and_the_words_on_the_page(
    team: Team, asa: Person
) -> None:
    concern, browser = tell(1), team.browser(asa)
    seen = page(browser.get("/team/concerns/"))
    assert "Somebody else could be recognised" in seen
    assert "names a street" not in seen
    assert "names a street" in page(browser.get(f"/team/concerns/{concern.uuid}/"))


def test_a_volunteer_who_is_no_coordinator_is_told_who_looks_after_them(team: Team, marlow: Person) -> None:
    concern, browser = tell(1), team.browser(marlow)
    for address in ("/team/concerns/", f"/team/concerns/{concern.uuid}/"):
        response = browser.get(address)
        assert response.status_code == 403
        assert "Coordinators look after this" in response.content.decode()
        assert "street" not in response.content.decode()


def test_a_concern_that_does_not_exist_is_not_found(team: Team, asa: Person) -> None:
    assert team.browser(asa).get(f"/team/concerns/{uuid4()}/").status_code == 404


def test_the_record_says_who_did_what_and_forgets_which_story_is_gone(team: Team, marlow: Person) -> None:
    sent, browser = hold_one(marlow), team.browser(marlow)
    seen = page(browser.get("/team/record/"))
    assert "marlow" in seen
    assert "took it" in seen
    assert "The writer" in seen
    assert "no longer here" not in seen
    returning.withdraw(sent.back, timezone.now())
    assert "no longer here" in page(browser.get("/team/record/"))


def test_the_record_shows_how_a_day_closed(team: Team, marlow: Person) -> None:
    hold_one(marlow)
    record.close_days(timezone.localdate() + timedelta(days=1))
    head = record.head()
    assert f"{head[:4]} {head[4:8]} {head[8:12]}" in page(team.browser(marlow).get("/team/record/"))
