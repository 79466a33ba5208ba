"""Floods: what is alike is found by the cards alone, decided together after one was seen, undone together."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from moderation import floods, queue
from moderation.models import Person
from testimonies import housekeeping, models
from testimonies.errors import Gone
from testimonies.models import Ready, Record
from testimonies.states import MoveRefused, Reason, State
from tests.moderation.cast import Sent, Team, page, send_one, state_of

pytestmark = pytest.mark.django_db
COPY = (
    "Buy the best lamps of the whole town at the corner shop, every lamp at half its price and only this week, "
    "and tell all of your friends about it, for lamps like these you will not find again. Number {n}."
)
OTHER = (
    "I told my sister on the way home, and she carried my bag for me. It was raining. Nobody else asked me."
)


@pytest.fixture
def copies(db: None, team: Team) -> list[Sent]:
    """Four that are nearly the same, and another one."""
    sent = [send_one(text=COPY.format(n=n)) for n in range(4)]
    send_one(text=OTHER)
    return sent


def ids(sent: list[Sent]) -> set[UUID]:
    """Theirs."""
    return {each.testimony.uuid for each in sent}


def sweep(team: Team, asa: Person, reason: Reason = Reason.SPAM) -> int:
    """Decline the one flood that there is."""
    (flood,) = floods.find(team.keyring(asa))
    return floods.decline_all(asa, flood, keyring=team.keyring(asa), reason=reason, now=timezone.now())


def test_what_is_nearly_the_same_is_one_group_and_what_is_not_is_in_none(
    team: Team, asa: Person, copies: list[Sent]
) -> None:
    (flood,) = floods.find(team.keyring(asa))
    assert set(flood.uuids) == ids(copies)


def test_two_that_are_alike_are_no_flood(team: Team, asa: Person) -> None:
    send_one(text=OTHER), send_one(text=OTHER)
    assert floods.find(team.keyring(asa)) == []
    send_one(text=OTHER)
    assert len(floods.find(team.keyring(asa))) == 1


@pytest.mark.parametrize(("bits", "together"), [(0, True), (7, True), (8, False)])
def test_seven_bits_are_alike_and_eight_are_not_wherever_they_lie(bits: int, together: bool) -> None:
    for where in range(0, 61, 5):
        first, second = uuid4(), uuid4()
        flipped = sum(1 << ((where + 9 * bit) % 64) for bit in range(bits))
        base = 0xDEADBEEFCAFE1234
        groups = floods.alike([(first, base), (second, base ^ flipped)])
        assert (len(groups) == 1) is together


def test_empty_signatures_are_alike_to_nothing() -> None:
    assert floods.alike([(uuid4(), 0), (uuid4(), 0)]) == []


def test_all_of_them_are_declined_and_nothing_else(team: Team, asa: Person, copies: list[Sent]) -> None:
    assert sweep(team, asa) == 4
    assert {state_of(each) for each in copies} == {State.DECIDED}
    assert models.Testimony.objects.filter(state=State.RECEIVED).count() == 1
    assert set(Ready.objects.values_list("target", flat=True)) == {State.DECLINED}
    assert Record.objects.filter(move="sweep", by="coordinator", actor=asa.uuid).count() == 4


def test_of_the_same_story_one_stays(team: Team, asa: Person, copies: list[Sent]) -> None:
    assert sweep(team, asa, Reason.DUPLICATE) == 3
    assert sorted(state_of(each) for each in copies) == [State.DECIDED] * 3 + [State.RECEIVED]


def test_for_another_reason_than_these_nobody_is_declined_unread(
    team: Team, asa: Person, copies: list[Sent]
) -> None:
    with pytest.raises(MoveRefused):
        sweep(team, asa, Reason.NOT_ABOUT)
    assert {state_of(each) for each in copies} == {State.RECEIVED}


def test_what_somebody_has_begun_to_read_is_left_alone(
    team: Team, asa: Person, marlow: Person, copies: list[Sent]
) -> None:
    (flood,) = floods.find(team.keyring(asa))
    queue.take(marlow, copies[0].testimony.uuid, timezone.now())
    how = {"keyring": team.keyring(asa), "reason": Reason.SPAM, "now": timezone.now()}
    assert floods.decline_all(asa, flood, **how) == 3
    assert state_of(copies[0]) == State.IN_REVIEW


def test_one_press_takes_all_of_it_back_within_the_hour_and_not_after(
    team: Team, asa: Person, copies: list[Sent]
) -> None:
    sweep(team, asa)
    now = timezone.now()
    ((ends, count),) = floods.undoable(asa, now)
    assert count == 4
    assert floods.undo_all(asa, ends, ends + timedelta(minutes=1)) == 0
    assert floods.undo_all(asa, ends, now) == 4
    assert {state_of(each) for each in copies} == {State.RECEIVED}
    assert not Ready.objects.exists() and not models.Review.objects.exists()
    assert len(floods.find(team.keyring(asa))) == 1


def test_it_is_taken_back_together_on_its_page_and_not_one_by_one_in_the_queue(
    team: Team, asa: Person, copies: list[Sent]
) -> None:
    sweep(team, asa)
    browser = team.browser(asa)
    assert "4 were declined together." in page(browser.get("/team/floods/"))
    assert "Undo" not in page(browser.get("/team/queue/"))


def test_nobody_takes_back_what_another_coordinator_swept(
    team: Team, asa: Person, copies: list[Sent]
) -> None:
    sweep(team, asa)
    ruth = team.join("ruth", "coordinator")
    assert floods.undoable(ruth, timezone.now()) == []


def test_looking_at_one_is_recorded_and_only_of_a_group(team: Team, asa: Person, copies: list[Sent]) -> None:
    _flood, document = floods.look(asa, copies[1].testimony.uuid, keyring=team.keyring(asa))
    assert document.text == COPY.format(n=1)
    assert Record.objects.filter(move="look at one of a flood").count() == 1
    alone = models.Testimony.objects.exclude(pk__in=ids(copies)).get()
    with pytest.raises(Gone):
        floods.look(asa, alone.pk, keyring=team.keyring(asa))


def test_the_way_on_the_pages(team: Team, asa: Person, marlow: Person, copies: list[Sent]) -> None:
    browser = team.browser(asa)
    seen = page(browser.get("/team/floods/"))
    assert "4 that are alike" in seen and "lamps" not in seen
    where = f"/team/floods/{copies[0].testimony.uuid}/"
    assert "lamps" in page(browser.get(where))
    assert "Choose one of these." in page(browser.post(where, {"reason": ""}))
    seen = page(browser.post(where, {"reason": "spam"}, follow=True))
    assert "4 were declined together" in seen
    ends = seen.split('name="ends" value="')[1].split('"')[0].replace("&#x2B;", "+")
    assert "4 that are alike" in page(browser.post("/team/floods/undo/", {"ends": ends}, follow=True))
    made_up = browser.post("/team/floods/undo/", {"ends": "soon"})
    assert made_up.status_code == 400 and "is not on this page any more" in made_up.content.decode()
    assert team.browser(marlow).post(where, {"reason": "spam"}).status_code == 403


def test_what_came_in_a_rush_waits_at_most_seven_days_longer(marlow: Person) -> None:
    late, early = send_one().testimony, send_one().testimony
    today = timezone.localdate()
    models.Testimony.objects.update(suspicious=True)
    models.Testimony.objects.filter(pk=late.pk).update(day=today - timedelta(days=7))
    models.Testimony.objects.filter(pk=early.pk).update(day=today - timedelta(days=6))
    housekeeping.end_suspicion(timezone.now())
    assert list(models.Testimony.objects.filter(suspicious=True).values_list("pk", flat=True)) == [early.pk]
