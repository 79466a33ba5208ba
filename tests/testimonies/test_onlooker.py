"""/transparency/ beside the stories, the numbers and its own earlier versions tells no small count."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import partial
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.db import transaction

from testimonies import suppression
from testimonies import transparency as open_books
from testimonies.models import AuthorityRequest, Record, Story
from tests.cast import Team
from tests.testimonies import crowd
from tests.testimonies.onlooker import KNOWS, Onlooker, not_seen

pytestmark = pytest.mark.django_db
DAY = date(2025, 1, 7)


def lines(move: str, many: int, days: int = 0, after: str = "") -> None:
    """So many lines of the record, each of another story; `after` that many days, another line of each."""
    subjects = [uuid4() for _ in range(many)]
    made = [Record(move=move, by="site", subject=each, day=DAY) for each in subjects]
    if after:
        made += [
            Record(move=after, by="site", subject=each, day=DAY + timedelta(days=days)) for each in subjects
        ]
    Record.objects.bulk_create(made)


class Site:
    """One that grows group by group, and somebody who looks on."""

    def __init__(self, *, together: bool = False) -> None:
        self.groups = self.removed = 0
        self.onlooker = Onlooker(together)

    def grow(self, **many: int) -> None:
        """A group: so many sent, published, taken down, removed, withdrawn (never up), counted, heard, declined."""
        what = Counter(many)
        # Before new ones go up: whoever looks on has seen these.
        gone = Story.objects.order_by("number")[: what["take_down"] + what["remove"]]
        Story.objects.filter(pk__in=[each.pk for each in gone]).delete()
        self.groups += 1
        up = crowd.group(self.groups, DAY + timedelta(days=30 * self.groups))
        for at in range(what["publish"]):
            crowd.story(self.groups * 1000 + at + 10_000, up)
        crowd.count(up, [crowd.payload()] * what["publish"], published=True)
        crowd.count(up, [crowd.payload()] * what["count"])
        lines("send", what["send"], days=what["days"], after="take")
        lines("report a concern", what["remove"], days=1, after="close a concern: removed")
        for move, name in (("publish", "publish"), ("take effect: heard", "heard"), ("remove", "remove")):
            lines(move, what[name])
        lines("withdraw", what["withdraw"] + what["take_down"])
        lines("take effect: declined", what["decline"])
        lines("decline: spam", what["decline"])
        self.removed += what["remove"]
        crowd.go_up(up)
        open_books.draw(up)
        self.onlooker.look(removed=self.removed)


def taken_down_beside(few: int, *, together: bool = False) -> Site:
    """Few taken back that never were up; and of those that were up one more is taken down with each group."""
    site = Site(together=together)
    site.grow(send=90, publish=60, withdraw=few, heard=6, decline=7, count=9)
    site.grow(send=6, take_down=15)
    for _ in range(8):
        site.grow(send=6, publish=1, take_down=1)
    return site


def removed_beside(few: int) -> Site:
    """Few taken down, and with each group six more removed."""
    site = Site()
    for outcome in ("kept", "cut", "gone"):
        lines("report a concern", 12, days=1, after=f"close a concern: {outcome}")
    site.grow(send=90, publish=60, count=9)
    site.grow(send=6, take_down=few, remove=20)
    for _ in range(5):
        site.grow(send=8, publish=6, remove=6)
    return site


def by_chance(seed: int) -> Site:
    """One of which everything becomes known by chance, with few in every table."""
    chance, site = random.Random(seed), Site()
    for first in (True, *(False,) * 6):
        few = {
            name: chance.randrange(14 if first else 5) for name in ("withdraw", "heard", "decline", "count")
        }
        for days in (0, 1, 5, 20):
            lines("send", chance.randrange(6, 15) if first else chance.randrange(6), days=days, after="take")
        for outcome, days in (("kept", 1), ("cut", 4), ("gone", 12)):
            many = chance.randrange(10 if first else 4)
            lines("report a concern", many, days=days, after=f"close a concern: {outcome}")
        for reason in ("other", "recognised"):
            more = chance.randrange(12 if first else 5)
            lines(f"decline: {reason}", more)
            lines("take effect: declined", more)
        asked = [AuthorityRequest(day=DAY, outcome="refused") for _ in range(chance.randrange(4))]
        AuthorityRequest.objects.bulk_create(asked)
        gone = {name: 0 if first else chance.randrange(3) for name in ("take_down", "remove")}
        site.grow(send=60 if first else 20, publish=20 if first else chance.randrange(9), **few, **gone)
    return site


@pytest.mark.parametrize("few", [1, 2, 3, 4])
@pytest.mark.parametrize("made", [taken_down_beside, removed_beside])
def test_beside_the_stories_no_planted_count_can_be_worked_out(
    team: Team, made: Callable[[int], Site], few: int
) -> None:
    site = made(few)
    assert len(site.onlooker.versions) > 4
    assert site.onlooker.works_out() == []


@pytest.mark.parametrize("seed", range(4))
def test_nor_one_that_came_by_chance(team: Team, seed: int) -> None:
    site = by_chance(seed)
    assert len(site.onlooker.versions) > 1
    assert site.onlooker.works_out() == []


@pytest.mark.parametrize("seed", range(2))
def test_what_is_true_lies_in_the_bounds_of_whoever_looks_on(team: Team, seed: int) -> None:
    # Else one who finds nothing would prove nothing.
    looks_on = by_chance(seed).onlooker
    for knows in KNOWS:
        bounds = looks_on.reason(knows)
        assert all(low <= high for low, high in bounds.of.values()), knows
        for at, version in enumerate(looks_on.versions):
            for name, counts in version.true.items():
                for key in not_seen(name, counts):
                    low, high = bounds.of[name, key, at]
                    assert low <= counts[key] <= high, (name, key, at)


def _added_up(things: Mapping[str, int], seen: Mapping[str, int], *, removed: int) -> dict[str, int]:
    """As it was: the whole rounded, what can be seen and what cannot."""
    seen.update(dict.fromkeys(seen, 0))
    return dict(things)


def test_it_would_tell_if_what_can_be_seen_were_rounded_with_what_cannot(team: Team) -> None:
    with patch.object(open_books, "_unseen", _added_up):
        told = _told(partial(taken_down_beside, together=True), 3)
    assert [each for each in told if each.startswith("never up/")]


Off = tuple[str, Callable[..., object], Callable[[int], Site], Iterable[int]]
OFF: dict[str, Off] = {
    "hiding": ("drawn", lambda counts, **_: dict(counts), by_chance, (0,)),
    "complement": ("_tells", lambda *_: False, by_chance, range(6)),
    "rounding": ("rounded", lambda count: count, by_chance, range(6)),
    "looking at the version before": ("change_tells", lambda *_, **__: False, by_chance, range(6)),
    "hiding what would leave few": ("leaves_few", lambda *_, **__: False, removed_beside, (2, 3)),
}


@pytest.mark.parametrize("off", OFF)
def test_with_one_of_the_rules_switched_off_something_is_worked_out(team: Team, off: str) -> None:
    name, instead, made, which = OFF[off]
    with patch.object(suppression, name, instead):
        assert any(_told(made, each) for each in which)


def _told(made: Callable[[int], Site], which: int) -> list[str]:
    with transaction.atomic():
        told = made(which).onlooker.works_out()
        transaction.set_rollback(True)
    return told
