"""The states of a testimony, the moves between them, and what the writer is told. Pure.

One table: the transition functions, the diagram in docs/states.md, the words behind the receipt and the exhaustive
test all come from it. A move that is not in the table is refused.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(StrEnum):
    """Where a testimony stands. `withdrawn` exists in a stub only: the row itself is gone."""

    RECEIVED = "received"
    IN_REVIEW = "in_review"
    SECOND_READER = "second_reader"
    ON_HOLD = "on_hold"
    DECIDED = "decided"
    QUESTION = "question"
    PROPOSED = "proposed"
    APPROVED = "approved"
    PUBLISHED = "published"
    HIDDEN = "hidden"
    COUNTED = "counted"
    HEARD = "heard"
    DECLINED = "declined"
    REMOVED = "removed"
    WITHDRAWN = "withdrawn"


class By(StrEnum):
    """Who makes a move."""

    WRITER = "the writer"
    MODERATOR = "a moderator"
    HOLDER = "the moderator who holds it"
    COORDINATOR = "a coordinator"
    SITE = "the site"


class MoveRefused(Exception):
    """This state does not allow this move; somebody else was probably quicker."""


@dataclass(frozen=True)
class Move:
    """One kind of change of state: its name in the record, who makes it, from where and to where."""

    name: str
    by: By
    sources: frozenset[State]
    targets: frozenset[State]


S = State
END_STATES = frozenset({S.PUBLISHED, S.COUNTED, S.HEARD, S.DECLINED, S.REMOVED})
"""Thirty days after one of these the original is shredded."""
WAITING = frozenset({S.RECEIVED, S.SECOND_READER})
"""What a moderator can take from the queue, and where it goes back to."""
DECISIONS = frozenset({S.QUESTION, S.PROPOSED, S.APPROVED, S.COUNTED, S.HEARD, S.DECLINED})
"""What a decision can aim at."""

CHOOSING = (S.RECEIVED, S.IN_REVIEW, S.SECOND_READER, S.ON_HOLD, S.QUESTION, S.PROPOSED, S.APPROVED)
"""Where the writer may change what is to happen without being moved."""

RESTORED = frozenset({S.RECEIVED, S.SECOND_READER, S.DECIDED, S.QUESTION, S.PROPOSED, S.APPROVED})
"""What is put on hold after a restore if its writer changed something since the copy was made."""


def _move(name: str, by: By, sources: set[State] | frozenset[State], *targets: State) -> Move:
    return Move(name, by, frozenset(sources), frozenset(targets))


MOVES: tuple[Move, ...] = (
    _move("take", By.MODERATOR, WAITING, S.IN_REVIEW),
    _move("edit", By.WRITER, {S.RECEIVED}, S.RECEIVED),
    _move("sweep", By.COORDINATOR, {S.RECEIVED}, S.DECIDED),
    _move("decide", By.HOLDER, {S.IN_REVIEW}, S.DECIDED),
    _move("ask a second reader", By.HOLDER, {S.IN_REVIEW}, S.SECOND_READER),
    _move("hold", By.HOLDER, {S.IN_REVIEW}, S.ON_HOLD),
    _move("put back", By.HOLDER, {S.IN_REVIEW}, *WAITING),
    _move("end the lease", By.SITE, {S.IN_REVIEW}, *WAITING),
    _move("release", By.COORDINATOR, {S.ON_HOLD}, S.RECEIVED),
    _move("undo", By.MODERATOR, {S.DECIDED}, S.IN_REVIEW),
    _move("undo a sweep", By.COORDINATOR, {S.DECIDED}, S.RECEIVED),
    _move("take effect", By.SITE, {S.DECIDED}, *DECISIONS),
    _move("answer", By.WRITER, {S.QUESTION}, S.RECEIVED),
    _move("stop waiting for an answer", By.SITE, {S.QUESTION}, S.RECEIVED),
    _move("agree", By.WRITER, {S.PROPOSED}, S.APPROVED),
    _move("ask for more cuts", By.WRITER, {S.PROPOSED}, S.RECEIVED),
    _move("say no", By.WRITER, {S.PROPOSED}, S.COUNTED, S.HEARD),
    _move("stop waiting for a yes", By.SITE, {S.PROPOSED}, S.APPROVED, S.HEARD),
    _move("publish", By.SITE, {S.APPROVED}, S.PUBLISHED),
    _move("take back", By.MODERATOR, {S.APPROVED}, S.IN_REVIEW),
    _move("change use", By.WRITER, {S.APPROVED, S.PUBLISHED}, S.COUNTED),
    _move("change use", By.WRITER, {S.APPROVED, S.COUNTED}, S.HEARD),
    _move("change use", By.WRITER, {S.COUNTED, S.HEARD}, S.RECEIVED),
    # A choice that takes nothing back: what waits goes on waiting. Else somebody reads it again.
    *(_move("choose", By.WRITER, {each}, each) for each in CHOOSING),
    _move("choose", By.WRITER, {S.QUESTION, S.DECIDED, S.PROPOSED, S.APPROVED}, S.RECEIVED),
    _move("choose", By.WRITER, {S.APPROVED}, S.PROPOSED),
    _move("hide", By.MODERATOR, {S.PUBLISHED}, S.HIDDEN),
    _move("cut further", By.MODERATOR, {S.HIDDEN}, S.HIDDEN),
    _move("show again", By.MODERATOR, {S.HIDDEN}, S.PUBLISHED),
    _move("remove", By.MODERATOR, {S.HIDDEN}, S.REMOVED),
    _move("send again", By.WRITER, {S.DECLINED}, S.RECEIVED),
    _move("look again", By.WRITER, {S.DECLINED}, S.SECOND_READER),
    # A copy was restored, and its writer had changed something since: nothing goes on by the old choices.
    _move("restore", By.SITE, RESTORED, S.ON_HOLD),
    _move("withdraw", By.WRITER, set(State) - {S.WITHDRAWN}, S.WITHDRAWN),
)


def allowed(name: str, source: State, target: State) -> bool:
    """Whether the table has this move."""
    return any(move.name == name and source in move.sources and target in move.targets for move in MOVES)


def check(name: str, source: str, target: State) -> None:
    """Raises MoveRefused unless the table has this move."""
    if not allowed(name, State(source), target):
        raise MoveRefused(f"{name}: from {source} to {target}")


def diagram() -> str:
    """The table as a Mermaid state diagram, for docs/states.md."""
    lines = ["stateDiagram-v2", "    [*] --> received: send"]
    for move in MOVES:
        if move.name == "withdraw":
            continue
        for source in sorted(move.sources):
            lines += [f"    {source} --> {target}: {move.name}" for target in sorted(move.targets)]
    lines.append("    note right of withdrawn: the writer, from every state, at once")
    return "\n".join([*lines, "    withdrawn --> [*]"])


@dataclass(frozen=True)
class Words:
    """What the page behind the receipt says: a heading and one line."""

    heading: str | Promise
    line: str | Promise


_NOTHING_TO_DO = _("You do not need to do anything.")

WORDS: dict[State, Words] = {
    S.RECEIVED: Words(_("Waiting to be read"), _NOTHING_TO_DO),
    S.IN_REVIEW: Words(_("A volunteer is reading it now"), _NOTHING_TO_DO),
    S.SECOND_READER: Words(_("A second person is reading it, to be careful with it"), _NOTHING_TO_DO),
    S.ON_HOLD: Words(_("We are being careful with it. It will take longer"), _NOTHING_TO_DO),
    # Nothing is told during the hour in which a decision can be undone.
    S.DECIDED: Words(_("A volunteer is reading it now"), _NOTHING_TO_DO),
    S.QUESTION: Words(
        _("Waiting for you. There is a question below"),
        _("You do not have to answer. After 14 days it goes on without you."),
    ),
    S.PROPOSED: Words(
        _("Waiting for you. This is how it would read"),
        _("You do not have to answer. After 21 days we do what you chose at the start."),
    ),
    S.APPROVED: Words(_("Ready. It goes up with others"), _("You can still stop it here.")),
    S.PUBLISHED: Words(_("Published. It is story %(number)s"), _("Anyone can read it, without your name.")),
    S.HIDDEN: Words(
        _("It is not on the site while we look at something"),
        _("Somebody told us that something may be wrong. We look at it within two working days."),
    ),
    S.COUNTED: Words(_("Counted, not published"), _("It is in the numbers. Nobody can read it.")),
    S.HEARD: Words(_("Somebody has read it"), _("Thank you for letting us. We erase it 30 days after.")),
    S.DECLINED: Words(
        _("We did not publish this, and it is not a judgement on you"), _("Reason: %(reason)s.")
    ),
    S.REMOVED: Words(_("It was taken off the site"), _("Reason: %(reason)s.")),
    S.WITHDRAWN: Words(_("Your story is gone"), _("In 30 days these words will open nothing.")),
}


class Reason(StrEnum):
    """Why something was declined or removed."""

    RECOGNISED = "recognised"
    NOT_ABOUT = "not_about"
    HARMFUL = "harmful"
    UNLAWFUL = "unlawful"
    SPAM = "spam"
    DUPLICATE = "duplicate"
    OTHER = "other"


REASON_WORDS: dict[str, str | Promise] = {
    Reason.RECOGNISED: _("it still points to a person"),
    Reason.NOT_ABOUT: _("it is about something this site is not for"),
    Reason.HARMFUL: _("it holds details that could harm a reader"),
    Reason.UNLAWFUL: _("the law does not let us show it"),
    Reason.SPAM: _("it does not look like a story"),
    Reason.DUPLICATE: _("the same words came more than once"),
    Reason.OTHER: _("something else in it made it impossible to publish"),
}
