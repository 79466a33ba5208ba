"""What the site says of itself: what the record says and nothing else, under the rules of the numbers."""

import csv
import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from testimonies import charts, page_cache, publishing, suppression, transparency
from testimonies.deciding import Decision
from testimonies.models import AuthorityRequest, Record, Transparency
from testimonies.states import REASON_WORDS, Reason, State
from testimonies.suppression import FEW, HIDDEN, UNDER_TEN, Shown
from tests.cast import NOON, Team, approve, decide, let_undo_end, send_story
from tests.testimonies import crowd
from tests.testimonies.attacker import Interval, Version
from tests.testimonies.visitor import text_of

pytestmark = pytest.mark.django_db
DAY, LATER = date(2025, 1, 7), NOON + timedelta(hours=2)
SAID = {"fewer than 5": FEW, "fewer than 10": UNDER_TEN, "not shown": HIDDEN}


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


def table(name: str) -> dict[str, Shown]:
    """One of its tables as the file says it, by the keys that the code has."""
    page_cache.forget()
    found = {}
    for caption, answer, shown in list(csv.reader(text_of(Client().get("/transparency/file/")).splitlines()))[
        1:
    ]:
        if caption == charts.caption(name):
            key = next(key for key, word in charts._WORDS[name].items() if str(word) == answer)
            found[key] = SAID.get(shown) or int(shown.removeprefix("about "))
    return found


def test_what_came_is_said_first_and_what_authorities_asked_for_last() -> None:
    draw(1)
    html = text_of(Client().get("/transparency/"))
    places = [html.index(f">{charts.caption(name)}<") for name in transparency.TABLES]
    assert places == sorted(places)


def test_before_the_first_group_there_is_nothing_to_show() -> None:
    assert "There is not enough to show yet." in text_of(Client().get("/transparency/"))
    assert Client().get("/transparency/file/").status_code == 404


def test_what_came_and_what_became_of_it_is_counted_in_the_record() -> None:
    for move, many in (("send", 48), ("publish", 22), ("withdraw", 7), ("take effect: heard", 3)):
        lines(move, many)
    draw(1)
    happened = table("happened")
    assert (happened["received"], happened["published"], happened["withdrawn"]) == (50, 20, 5)
    assert happened["heard"] == happened["removed"] == FEW
    html = text_of(Client().get("/transparency/"))
    assert "Stories that came</span> <span>about 50" in html and "Counted in winter 2025." in html
    assert "48" not in html.split("<main")[1].split("</main")[0].replace("48213", "")


def test_waits_and_times_are_counted_in_days_of_the_same_story() -> None:
    for many, days in ((9, 0), (12, 2), (8, 5), (7, 20)):
        lines("send", many, days=days, after="take")
    lines("report a concern", 6, days=1, after="close a concern: kept")
    lines("report a concern", 8, days=9, after="close a concern: removed")
    lines("take", 30)
    draw(1)
    waits, times = table("waits"), table("times")
    assert transparency._counts()["waits"] == {"day": 9, "two": 12, "week": 8, "fortnight": 0, "longer": 7}
    assert transparency._counts()["times"] == {"two": 6, "week": 0, "longer": 8}
    assert transparency._counts()["outcomes"] == {"kept": 6, "cut": 0, "removed": 8, "gone": 0}
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
    assert transparency._counts()["reasons"] == {reason: int(reason == "spam") for reason in REASON_WORDS}


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


class Watcher:
    """Keeps every version of every table, and knows how many lines came each time."""

    def __init__(self) -> None:
        self.versions: dict[str, list[Version]] = {}
        self._rows: Counter[str] = Counter()
        self._drawn = 0

    def look(self) -> None:
        """Read the file, if it was drawn anew."""
        drawn = Transparency.objects.get()
        if drawn.group_id == self._drawn:
            return
        self._drawn = drawn.group_id
        sizes = {name: sum(each.values()) for name, each in transparency._counts().items()}
        for name, rows in sizes.items():
            came = rows - self._rows[name]
            seen = Version({name: table(name)}, {}, rows, came, 0, {}, {})
            self.versions.setdefault(name, []).append(seen)
        self._rows = Counter(sizes)

    def works_out(self) -> list[str]:
        """What is certain and one to four: a count, or how many came to it between two versions."""
        return [
            f"{what} {name}.{key}"
            for name, versions in self.versions.items()
            for what, cells, rows in _intervals(name, versions)
            for key, (least, most) in _with_sum(
                cells, rows if name != transparency._SEVERAL else None
            ).items()
            if least == most and 0 < least < 5
        ]


def _intervals(name: str, versions: list[Version]) -> Iterator[tuple[str, dict[str, Interval], int]]:
    """Each version's counts, and what came from each version to the next, as shown; and their sum."""
    before: dict[str, Interval] = {}
    for version in versions:
        now = {key: _may_be(shown, version.rows) for key, shown in version.cells[name].items()}
        yield "count", now, version.rows
        if before:
            moved = {
                key: (max(0, least - before[key][1]), max(0, min(version.came, most - before[key][0])))
                for key, (least, most) in now.items()
            }
            yield "came", moved, version.came
        before = now


def _may_be(shown: Shown, rows: int) -> Interval:
    """The counts that the code shows so."""
    if shown == HIDDEN:
        return 0, rows
    fits = [count for count in range(rows + 1) if suppression.drawn({"": count}, apart=False)[""] == shown]
    return min(fits), max(fits)


def _with_sum(cells: dict[str, Interval], rows: int | None) -> dict[str, Interval]:
    """Narrower, where the sum is known."""
    if rows is None:
        return cells
    least, most = sum(low for low, _ in cells.values()), sum(high for _, high in cells.values())
    return {
        key: (max(low, rows - (most - high)), min(high, rows - (least - low)))
        for key, (low, high) in cells.items()
    }


def watch(seed: int) -> Watcher:
    """A site of which things become known by chance, with few in every table, and somebody who watches."""
    chance, watcher = random.Random(seed), Watcher()
    for number in range(1, 8):
        first = number == 1
        for move in ("publish", "withdraw", "take effect: declined"):
            lines(move, chance.randrange(14 if first else 6))
        for reason in ("spam", "other", "recognised"):
            lines(f"decline: {reason}", chance.randrange(12 if first else 5))
        for days in (0, 1, 5, 20):
            lines("send", chance.randrange(6, 15) if first else chance.randrange(6), days=days, after="take")
        for outcome, days in (("kept", 1), ("cut", 4), ("removed", 12)):
            many = chance.randrange(10 if first else 4)
            lines("report a concern", many, days=days, after=f"close a concern: {outcome}")
        asked = [AuthorityRequest(day=DAY, outcome="refused") for _ in range(chance.randrange(4))]
        AuthorityRequest.objects.bulk_create(asked)
        draw(number)
        watcher.look()
    return watcher


@pytest.mark.parametrize("seed", range(4))
def test_whoever_keeps_every_version_works_out_no_small_count(seed: int) -> None:
    watcher = watch(seed)
    assert len(watcher.versions["happened"]) > 1
    assert watcher.works_out() == []


OFF = {
    "hiding": ("drawn", lambda counts, **_: dict(counts)),
    "complement": ("_tells", lambda *_: False),
    "rounding": ("rounded", lambda count: count),
    "looking at the version before": ("change_tells", lambda *_, **__: False),
}


@pytest.mark.parametrize("off", OFF)
def test_with_one_of_the_rules_switched_off_something_is_worked_out(off: str) -> None:
    name, instead = OFF[off]
    with patch.object(suppression, name, instead):
        for seed in range(12):
            if watch(seed).works_out():
                return
            for model in (Transparency, AuthorityRequest):
                model.objects.all().delete()
            crowd.Group.objects.all().delete()
    pytest.fail(f"nothing could be worked out without {off}")


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
        for one in range(*_up_to(_may_be(here, 30)))
        for other in range(*_up_to(_may_be(happened["withdrawn"], 30)))
        if every is None or one + other in range(*_up_to(_may_be(every, 60)))
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
