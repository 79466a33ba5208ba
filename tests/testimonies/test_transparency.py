"""What the site says of itself: what the record says and nothing else, under the rules of the numbers."""

from datetime import date, timedelta
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from testimonies import charts, publishing, transparency
from testimonies.deciding import Decision
from testimonies.models import AuthorityRequest, Record, Transparency
from testimonies.states import REASON_WORDS, Reason, State
from testimonies.suppression import FEW, HIDDEN
from tests.cast import NOON, Team, approve, decide, let_undo_end, send_story
from tests.testimonies import crowd
from tests.testimonies.attacker import Interval
from tests.testimonies.onlooker import may_be, table
from tests.testimonies.visitor import text_of

pytestmark = pytest.mark.django_db
DAY, LATER = date(2025, 1, 7), NOON + timedelta(hours=2)


def lines(move: str, many: int, day: date = DAY, days: int = 0, after: str = "") -> None:
    """So many lines of the record, each of another story; `after` that many days, another line of each."""
    subjects = [uuid4() for _ in range(many)]
    made = [Record(move=move, by="site", subject=each, day=day) for each in subjects]
    if after:
        later = day + timedelta(days=days)
        made += [Record(move=after, by="site", subject=each, day=later) for each in subjects]
    Record.objects.bulk_create(made)


def draw(number: int) -> None:
    """A group goes up."""
    transparency.draw(crowd.group(number, DAY + timedelta(days=30 * number)))


def test_what_came_is_said_first_and_what_authorities_asked_for_last() -> None:
    draw(1)
    html = text_of(Client().get("/transparency/"))
    places = [html.index(f">{charts.caption(name)}<") for name in transparency.TABLES]
    assert places == sorted(places)


def test_before_the_first_group_there_is_nothing_to_show() -> None:
    assert "There is not enough to show yet." in text_of(Client().get("/transparency/"))
    assert Client().get("/transparency/file/").status_code == 404


def test_what_came_and_what_became_of_it_is_counted_in_the_record() -> None:
    up = crowd.group(1, DAY)
    for move, many in (("send", 48), ("publish", 22), ("withdraw", 7 + 5), ("remove", 1)):
        lines(move, many)
    for number in range(22 - 5 - 1):
        crowd.story(10_000 + number, up)
    transparency.draw(up)
    happened = table("happened")
    assert (happened["received"], happened["published"], happened["gone"]) == (45, 20, 5)
    assert happened["withdrawn"] == 5 and happened["heard"] == FEW
    html = text_of(Client().get("/transparency/"))
    assert "Stories that came</span> <span>about 45" in html and "Counted in winter 2025." in html
    assert "48" not in html.split("<main")[1].split("</main")[0].replace("48213", "")


def test_waits_and_times_are_counted_in_days_of_the_same_story() -> None:
    for many, days in ((9, 0), (12, 2), (8, 5), (7, 20)):
        lines("send", many, days=days, after="take")
    lines("report a concern", 6, days=1, after="close a concern: kept")
    lines("report a concern", 8, days=9, after="close a concern: removed")
    lines("take", 30)
    draw(1)
    waits, times = table("waits"), table("times")
    assert transparency._counts().tables["waits"] == {
        "day": 9,
        "two": 12,
        "week": 8,
        "fortnight": 0,
        "longer": 7,
    }
    assert transparency._counts().tables["times"] == {"two": 6, "week": 0, "longer": 8}
    assert transparency._counts().tables["outcomes"] == {"kept": 6, "cut": 0, "removed": 8, "gone": 0}
    # One that is hidden alone would follow from the others.
    assert (
        sum(shown == HIDDEN for shown in waits.values())
        > 1
        < sum(shown == HIDDEN for shown in times.values())
    )


def test_a_decline_is_counted_by_its_reason_once_it_took_effect_and_not_with_its_story(team: Team) -> None:
    _words, testimony = send_story()
    declined = decide(testimony, team, target=State.DECLINED, reason=Reason.SPAM)
    assert not Record.objects.filter(move__startswith=transparency.DECLINED).exists()
    let_undo_end(declined, LATER)
    line = Record.objects.get(move__startswith=transparency.DECLINED)
    assert (line.move, line.by, line.subject, line.actor) == ("decline: spam", "site", None, None)
    assert transparency._counts().tables["reasons"] == {
        reason: int(reason == "spam") for reason in REASON_WORDS
    }


def test_it_is_drawn_when_a_group_goes_up_and_at_no_other_time(team: Team, settings: Settings) -> None:
    settings.CHORUS_GROUPS_AT_ONCE = True
    lines("send", 20)
    _words, testimony = send_story()
    assert not Transparency.objects.exists()
    approve(testimony, team)
    publishing.put_up(LATER)
    assert table("happened")["received"] == 20
    lines("send", 20)
    assert table("happened")["received"] == 20


def test_while_fewer_than_five_things_happened_nothing_moves() -> None:
    lines("send", 20)
    draw(1)
    lines("send", 4)
    draw(2)
    assert Transparency.objects.get().group_id == 1
    lines("send", 1)
    draw(3)
    assert Transparency.objects.get().group_id == 3


def test_what_authorities_asked_for_is_rounded_like_the_rest() -> None:
    lines("send", 20)
    for outcome, many in (("nothing", 7), ("refused", 2)):
        AuthorityRequest.objects.bulk_create(AuthorityRequest(day=DAY, outcome=outcome) for _ in range(many))
    draw(1)
    shown = table("authorities")
    assert shown["refused"] in (FEW, HIDDEN) and shown["given"] in (FEW, HIDDEN)


def beside_the_numbers(left: int, withdrawn: int) -> set[tuple[int, int]]:
    """What may be true when so many were counted and not published, and more of these withdrew: (left, withdrawn).

    By both pages together, for somebody who knows that nobody else withdrew.
    """
    up = crowd.group(1, DAY)
    gone = crowd.count(up, [crowd.payload()] * (left + withdrawn))[:withdrawn]
    crowd.withdraw(gone)
    crowd.go_up(up)
    lines(f"take effect: {State.COUNTED}", left + withdrawn)
    lines("withdraw", withdrawn)
    transparency.draw(up)
    tables = Client().get("/api/v1/numbers/").json()["tables"]
    said = {row["answer"]: row for each in tables if each["name"] == "use" for row in each["rows"]}
    here = said["counted"]["about"] or FEW
    happened = table("happened")
    every = happened.get("counted")
    return {
        (one, other)
        for one in range(*_up_to(may_be(here, most=30)))
        for other in range(*_up_to(may_be(happened["withdrawn"], most=30)))
        if every is None or one + other in range(*_up_to(may_be(every, most=60)))
    }


def _up_to(bounds: Interval) -> Interval:
    return bounds[0], bounds[1] + 1


EDGE = 4, 4
COUNTED_TOO = transparency._HAPPENED | {"counted": f"take effect: {State.COUNTED}"}


def test_beside_the_numbers_it_tells_no_small_count(team: Team) -> None:
    maybe = beside_the_numbers(*EDGE)
    assert EDGE in maybe and all(len({each[at] for each in maybe}) > 2 for at in (0, 1))


def test_it_would_tell_if_it_said_how_many_were_counted(team: Team) -> None:
    words = charts._HAPPENED | {"counted": "Counted, not published"}
    with (
        patch.object(transparency, "_HAPPENED", COUNTED_TOO),
        patch.dict(charts._WORDS, {"happened": words}),
    ):
        assert beside_the_numbers(*EDGE) == {EDGE}


def test_a_decision_knows_every_reason_that_is_counted() -> None:
    assert (
        set(REASON_WORDS) == {str(each) for each in Reason} and Decision(target=State.DECLINED).reason == ""
    )
