"""What the site says of itself, made from the record: what came and what became of it, drawn when a group goes up.

Under the rules of the numbers: rounded, the small ones hidden, and left as it was while old and new side by side would
tell of single people.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Min

from testimonies import numbers, record, suppression
from testimonies.models import AuthorityRequest, Group, Record, Story, Transparency
from testimonies.states import REASON_WORDS, State
from testimonies.suppression import LEAST, Cells
from vault import secret_files

DECLINED = "decline: "
"""How the record says why: the move, and the reason."""
_BEHIND = "testimonies.Transparency.behind"
# What one testimony can have several of; in all other tables each is in exactly one row.
_SEVERAL = "happened"
_VANISHED = "vanished"
# Not how many were only counted: /numbers/ says how many of these are left. Beside what was withdrawn, two small counts
# that are hidden would follow from a sum that is not. Nor how many were removed and how many withdrawn of what was up:
# anyone can count how many these are together.
_HAPPENED = {
    "received": "send",
    "published": "publish",
    "gone": "",
    "withdrawn": "withdraw",
    "heard": f"take effect: {State.HEARD}",
    "declined": f"take effect: {State.DECLINED}",
    "reported": "report a concern",
}
TABLES = (_SEVERAL, "waits", "reasons", "outcomes", "times", "authorities")
"""In the order of the page."""
_OUTCOMES = ("kept", "cut", "removed", "gone")
_CLOSED = "close a concern: "
# Days until, and the name of the row; more than the last is "longer".
_WAITS = ((0, "day"), (2, "two"), (7, "week"), (14, "fortnight"))
_TIMES = ((2, "two"), (7, "week"))
_LONGER = "longer"


@dataclass(frozen=True)
class _Counts:
    """By table; of what happened, only what nobody can see, and apart from it, by the same names, what is seen."""

    tables: dict[str, dict[str, int]]
    seen: dict[str, int]
    things: int
    """How many things happened in all."""


def draw(group: Group) -> None:
    """Draw it anew with a group, unless that would tell; safe to run twice."""
    counts = _counts()
    drawn = _drawn(counts)
    sizes = {name: sum(each.values()) for name, each in counts.tables.items()}
    sizes |= {_SEVERAL: counts.things, _VANISHED: counts.seen["gone"]}
    before = Transparency.objects.first()
    if before and not _may_follow(before, drawn, sizes):
        return
    row = before or Transparency()
    happened = {key: suppression.with_known(each, counts.seen[key]) for key, each in drawn[_SEVERAL].items()}
    row.group, row.shown = group, {name: drawn[name] for name in TABLES} | {_SEVERAL: happened}
    row.behind = numbers.seal({"sizes": sizes, "drawn": drawn}, _BEHIND, row.uuid)
    row.save()


def _drawn(counts: _Counts) -> dict[str, Cells]:
    removed, gone = counts.tables["outcomes"]["removed"], counts.seen["gone"]
    hide = {"outcomes": {"removed"} if suppression.leaves_few(removed, of=gone) else set()}
    drawn: dict[str, Cells] = {
        name: suppression.drawn(each, apart=name != _SEVERAL, hide=hide.get(name, ()))
        for name, each in counts.tables.items()
    }
    # Not on the page: what a reader of it makes of the stories that are gone.
    return drawn | {_VANISHED: {"removed": drawn["outcomes"]["removed"], "withdrawn": suppression.HIDDEN}}


def _may_follow(before: Transparency, new: Mapping[str, Cells], sizes: Mapping[str, int]) -> bool:
    behind = numbers.opened(bytes(before.behind), _BEHIND, before.uuid, secret_files.site_key())
    was, old = behind["sizes"], behind["drawn"]
    if sizes[_SEVERAL] - was[_SEVERAL] < LEAST:
        return False
    return not any(
        suppression.change_tells(
            old[name],
            cells,
            before=was[name],
            came=max(0, sizes[name] - was[name]),
            went=max(0, was[name] - sizes[name]),
            apart=name != _SEVERAL,
        )
        for name, cells in new.items()
    )


def _counts() -> _Counts:
    moves = dict(Record.objects.values_list("move").annotate(Count("pk")).order_by())
    asked = dict(AuthorityRequest.objects.values_list("outcome").annotate(Count("pk")).order_by())
    things = {name: moves.get(move, 0) for name, move in _HAPPENED.items()}
    seen = _seen(things["published"])
    return _Counts(
        {
            _SEVERAL: _unseen(things, seen, removed=moves.get("remove", 0)),
            "reasons": {reason: moves.get(f"{DECLINED}{reason}", 0) for reason in REASON_WORDS},
            "waits": _steps(_days("send", ["take"]), _WAITS),
            "outcomes": {outcome: moves.get(f"{_CLOSED}{outcome}", 0) for outcome in _OUTCOMES},
            "times": _steps(_days("report a concern", [f"{_CLOSED}{each}" for each in _OUTCOMES]), _TIMES),
            "authorities": {outcome: asked.get(outcome, 0) for outcome in AuthorityRequest.Outcome.values},
        },
        seen,
        sum(things.values()),
    )


def _seen(published: int) -> dict[str, int]:
    """What whoever watches the stories has counted."""
    gone = max(0, published - Story.objects.published().count())
    return dict.fromkeys(_HAPPENED, 0) | {"received": published, "published": published, "gone": gone}


def _unseen(things: Mapping[str, int], seen: Mapping[str, int], *, removed: int) -> dict[str, int]:
    """Of each thing that happened, what nobody can count."""
    # Off the site while somebody looks: neither withdrawn nor removed.
    hidden = Story.objects.filter(state=Story.State.HIDDEN).count()
    taken_down = max(0, seen["gone"] - hidden - removed)
    return {
        **things,
        "received": max(0, things["received"] - seen["received"]),
        "published": 0,
        "withdrawn": max(0, things["withdrawn"] - taken_down),
    }


def _days(begin: str, ends: Iterable[str]) -> list[int]:
    """How many days each waited from one move to the first of others."""
    begun = dict(Record.objects.filter(move=begin).values_list("subject", "day"))
    ended = Record.objects.filter(move__in=list(ends)).values("subject").annotate(first=Min("day"))
    firsts = ended.values_list("subject", "first")
    return [(first - begun[subject]).days for subject, first in firsts if subject in begun]


def _steps(days: Iterable[int], steps: Iterable[tuple[int, str]]) -> dict[str, int]:
    counts = Counter(next((name for most, name in steps if each <= most), _LONGER) for each in days)
    return {name: counts[name] for name in (*(name for _most, name in steps), _LONGER)}


def latest() -> Transparency | None:
    """What is shown until the next drawing."""
    return Transparency.objects.select_related("group").first()


def tables(drawn: Transparency) -> dict[str, Cells]:
    """What is shown, in the order of the page: the database keeps none."""
    return {name: drawn.shown[name] for name in TABLES}


def requests() -> list[AuthorityRequest]:
    """What authorities asked for, newest first: for coordinators."""
    return list(AuthorityRequest.objects.order_by("-day", "uuid"))


@transaction.atomic
def enter_request(day: date, outcome: str, *, by: UUID) -> None:
    """A coordinator enters what an authority asked for; pages say so with the next group."""
    AuthorityRequest.objects.create(day=day, outcome=outcome)
    record.write("enter a request", by="coordinator", actor=by)


@transaction.atomic
def take_request_off(uuid: UUID, *, by: UUID) -> None:
    """It was entered wrongly."""
    if AuthorityRequest.objects.filter(pk=uuid).delete()[0]:
        record.write("take a request off", by="coordinator", actor=by)
