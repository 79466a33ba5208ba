"""What no rule marks is judged by the words around it, with weights that were learnt from invented texts."""

import math
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redaction import find
from redaction.chain import Between, chances
from redaction.lexicon import COMMON, FUNCTION, NOBODY, VERB, sorts_of
from redaction.second_opinion import RULE, learnt, second_opinion
from redaction.signs import FAR, Signs
from redaction.wording import Text
from tests.redaction.texts import texts

WEIGHTS = learnt()
KNOWN = COMMON | FUNCTION | VERB | NOBODY


def opinions(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [
        (text[mark.start : mark.end], mark.kind)
        for mark in find(text, language=language)
        if mark.rule == RULE
    ]


def test_no_weight_is_for_a_word_that_is_in_no_dictionary() -> None:
    signs = {*WEIGHTS.name, *WEIGHTS.name_here, *WEIGHTS.by_kind_here}.union(*WEIGHTS.by_kind)
    by_itself = {sign[2:] for sign in signs if sign.startswith("w:")}
    beside = {part for sign in signs if "|" in sign for part in sign.split("|")}
    words = {word for word in by_itself | beside if word.isalpha() and len(word) > 2}
    assert len(words) > 200
    assert [word for word in words if not sorts_of(word) & KNOWN] == []


def test_there_is_a_weight_for_each_kind_and_each_distance() -> None:
    assert set(WEIGHTS.kinds) >= {"person", "place", "group", "institution", "role", "date", "handle"}
    assert len(WEIGHTS.by_kind) == 2 * FAR + 1
    assert all(map(any, zip(*WEIGHTS.name.values(), strict=True)))
    for by_kind in (*WEIGHTS.by_kind, WEIGHTS.by_kind_here):
        assert all(map(any, zip(*by_kind.values(), strict=True)))


@given(texts())
def test_a_second_opinion_takes_nothing_back_and_overlaps_nothing(text: str) -> None:
    before = [mark for mark in find(text) if mark.rule != RULE]
    after = second_opinion(Text(text), before)
    assert all(one.end <= other.start for one, other in pairwise(after))
    assert all(any(mark.start <= each.start and each.end <= mark.end for mark in after) for each in before)


@pytest.mark.parametrize("language", ["fr", "ar", "cy"])
def test_other_languages_are_not_judged_by_english(language: str) -> None:
    text = "we went to quenby after and drexel from the kiosk was there"
    assert opinions(text) and not opinions(text, language)


score = st.floats(-4, 4)


@given(st.lists(score, min_size=1, max_size=6), st.tuples(score, score, score, score))
def test_chances_are_those_of_all_ways_to_read_the_row(
    scores: list[float], between: tuple[float, float, float, float]
) -> None:
    weight_of = {
        reading: math.exp(
            sum(score for score, is_name in zip(scores, reading, strict=True) if is_name)
            + sum(between[2 * before + after] for before, after in pairwise(reading))
        )
        for reading in product((0, 1), repeat=len(scores))
    }
    for i, chance in enumerate(chances(scores, Between(*map(math.exp, between)))):
        as_name = sum(weight for reading, weight in weight_of.items() if reading[i])
        assert chance == pytest.approx(as_name / sum(weight_of.values()), rel=1e-6)


def test_a_word_in_no_list_is_seen_without_its_letters() -> None:
    one, other = (Signs(Text(f"he said {name} told everyone")) for name in ("quorvex", "plimbry"))
    letters = ("begins", "ends")
    first, second = ([sign for sign in each.here(2) if not sign.startswith(letters)] for each in (one, other))
    assert one.own == other.own and first == second and len(first) > 2 * FAR
