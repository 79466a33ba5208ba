"""The table of moves against one written by hand from the design, the diagram, and the words for each state."""

from itertools import product
from pathlib import Path

import pytest

from testimonies import models, states
from testimonies.states import MOVES, REASON_WORDS, WORDS, By, MoveRefused, Reason, State

DIAGRAM = Path(__file__).resolve().parents[2] / "docs" / "states.md"
EVERYWHERE = (
    "received in_review second_reader on_hold decided question proposed approved published hidden counted "
    "heard declined removed"
)
# (move, who makes it, from, to): written from the words of the design, not from the code.
DESIGN = [
    ("take", By.MODERATOR, "received second_reader", "in_review"),
    ("edit", By.WRITER, "received", "received"),
    ("sweep", By.COORDINATOR, "received", "decided"),
    ("decide", By.HOLDER, "in_review", "decided"),
    ("ask a second reader", By.HOLDER, "in_review", "second_reader"),
    ("hold", By.HOLDER, "in_review", "on_hold"),
    ("put back", By.HOLDER, "in_review", "received second_reader"),
    ("end the lease", By.SITE, "in_review", "received second_reader"),
    ("release", By.COORDINATOR, "on_hold", "received"),
    ("undo a sweep", By.COORDINATOR, "decided", "received"),
    ("undo", By.MODERATOR, "decided", "in_review"),
    ("take effect", By.SITE, "decided", "question proposed approved counted heard declined"),
    ("answer", By.WRITER, "question", "received"),
    ("stop waiting for an answer", By.SITE, "question", "received"),
    ("agree", By.WRITER, "proposed", "approved"),
    ("ask for more cuts", By.WRITER, "proposed", "received"),
    ("say no", By.WRITER, "proposed", "counted heard"),
    ("stop waiting for a yes", By.SITE, "proposed", "approved heard"),
    ("publish", By.SITE, "approved", "published"),
    ("take back", By.MODERATOR, "approved", "in_review"),
    ("change use", By.WRITER, "approved published", "counted"),
    ("change use", By.WRITER, "counted heard", "received"),
    ("change use", By.WRITER, "approved counted", "heard"),
    ("choose", By.WRITER, "question decided proposed approved received", "received"),
    ("choose", By.WRITER, "in_review", "in_review"),
    ("choose", By.WRITER, "second_reader", "second_reader"),
    ("choose", By.WRITER, "on_hold", "on_hold"),
    ("choose", By.WRITER, "question", "question"),
    ("choose", By.WRITER, "proposed approved", "proposed"),
    ("choose", By.WRITER, "approved", "approved"),
    ("hide", By.MODERATOR, "published", "hidden"),
    ("cut further", By.MODERATOR, "hidden", "hidden"),
    ("show again", By.MODERATOR, "hidden", "published"),
    ("remove", By.MODERATOR, "hidden", "removed"),
    ("send again", By.WRITER, "declined", "received"),
    ("look again", By.WRITER, "declined", "second_reader"),
    ("restore", By.SITE, "received second_reader decided question proposed approved", "on_hold"),
    ("withdraw", By.WRITER, EVERYWHERE, "withdrawn"),
]
ALLOWED = {
    (move, State(source), State(target))
    for move, _by, sources, targets in DESIGN
    for source, target in product(sources.split(), targets.split())
}
NAMES = sorted({move for move, *_rest in DESIGN})


@pytest.mark.parametrize("move", NAMES)
def test_a_move_is_allowed_from_and_to_exactly_what_the_design_says(move: str) -> None:
    for source, target in product(State, State):
        if (move, source, target) in ALLOWED:
            states.check(move, source, target)
        else:
            with pytest.raises(MoveRefused):
                states.check(move, source, target)


def test_there_is_no_move_that_the_design_does_not_name() -> None:
    assert {move.name for move in MOVES} == set(NAMES)
    with pytest.raises(MoveRefused):
        states.check("fly", State.RECEIVED, State.PUBLISHED)


def test_each_move_is_made_by_whom_the_design_says() -> None:
    assert {(move.name, move.by) for move in MOVES} == {(move, by) for move, by, *_rest in DESIGN}


def test_from_a_withdrawn_story_no_way_leads_back() -> None:
    assert not any(State.WITHDRAWN in move.sources for move in MOVES)


def test_a_state_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="is not a valid State"):
        states.check("take", "rejected", State.IN_REVIEW)


def test_the_drawing_in_the_docs_is_the_table() -> None:
    assert f"```mermaid\n{states.diagram()}\n```" in DIAGRAM.read_text(encoding="utf-8")


def test_the_drawing_shows_every_state_and_every_move() -> None:
    drawing = states.diagram()
    for state in State:
        assert str(state) in drawing
    for move, source, target in ALLOWED:
        assert (f"    {source} --> {target}: {move}" in drawing) is (move != "withdraw")


@pytest.mark.parametrize("state", State)
def test_every_state_has_words_for_the_writer(state: State) -> None:
    assert str(WORDS[state].heading) and str(WORDS[state].line)


def test_the_hour_of_undo_looks_like_the_time_before_it() -> None:
    assert WORDS[State.DECIDED] == WORDS[State.IN_REVIEW]


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_words_for_the_writer(reason: Reason) -> None:
    assert str(REASON_WORDS[reason])


def test_the_database_takes_every_state_but_withdrawn() -> None:
    known = next(each for each in models.Testimony._meta.constraints if each.name == "known_state")
    assert set(dict([known.condition.children[0]])["state__in"]) == set(State) - {State.WITHDRAWN}
