"""The figures that hold at least, on the half that the rules were tuned on; the benchmark prints all of them."""

import re
from pathlib import Path

import pytest

from benchmarks.redaction import ROWS, Gold, ours, read, scored

HERE = Path(__file__).parent / "testimonies"


@pytest.fixture(scope="module")
def tuned() -> list[Gold]:
    return read(HERE / "tuned.txt")


def test_there_are_a_hundred_testimonies_in_two_halves(tuned: list[Gold]) -> None:
    unseen = read(HERE / "unseen.txt")
    assert len(tuned) + len(unseen) >= 100
    assert {gold.text for gold in tuned}.isdisjoint(gold.text for gold in unseen)


def test_most_of_what_identifies_is_found_and_little_else(tuned: list[Gold]) -> None:
    score = scored(tuned, ours)
    assert score.recall() >= 0.95
    assert [row for row, kinds in ROWS if score.recall(kinds) < 0.9] == []
    assert 100 * score.false / score.words <= 0.8
    assert score.trapped <= 0.06 * score.traps


def test_small_letters_hide_little(tuned: list[Gold]) -> None:
    small = [Gold(gold.text.lower(), gold.spans) for gold in tuned]
    assert scored(small, ours).recall() >= 0.92


def test_a_finder_that_finds_nothing_scores_nothing(tuned: list[Gold]) -> None:
    score = scored(tuned, lambda text: [])
    assert score.recall() == 0
    assert score.false == 0


def test_a_finder_that_marks_everything_is_told_so(tuned: list[Gold]) -> None:
    score = scored(tuned, lambda text: [(m.start(), m.end(), "person") for m in re.finditer(r"\w+", text)])
    assert score.recall() == 1
    assert 100 * score.false / score.words > 50
