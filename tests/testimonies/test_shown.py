"""Which facets a story may show: only with the company of four others."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from testimonies.shown import LEAST, NOTHING, Combination, shown, steps

combinations = st.builds(
    Combination,
    st.sampled_from(["", "school", "work"]),
    st.sampled_from(["", "2019–2021", "–2010"]),
    st.sampled_from(["", "merrowby"]),
)
groups = st.lists(combinations, max_size=30)
published = st.dictionaries(combinations, st.integers(0, 9), max_size=9).map(Counter)


@given(group=groups, already=published)
def test_every_combination_that_is_shown_is_shared_by_five(
    group: list[Combination], already: Counter[Combination]
) -> None:
    result = shown(group, already)
    counts = already + Counter(result)
    assert all(each == NOTHING or counts[each] >= LEAST for each in result)


@given(group=groups, already=published)
def test_a_story_shows_what_was_said_or_something_coarser(
    group: list[Combination], already: Counter[Combination]
) -> None:
    for wanted, got in zip(group, shown(group, already), strict=True):
        assert got in steps(wanted)
        assert all(shows in ("", said) for shows, said in zip(got, wanted, strict=True))


@given(group=groups, already=published)
def test_nothing_is_made_coarser_without_need(
    group: list[Combination], already: Counter[Combination]
) -> None:
    result = shown(group, already)
    counts = already + Counter(group)
    assert all(got == wanted for wanted, got in zip(group, result, strict=True) if counts[wanted] >= LEAST)


def test_four_alike_show_nothing_and_the_fifth_brings_them_out() -> None:
    one = Combination("school", "2019–2021")
    assert shown([one] * 4, Counter()) == [NOTHING] * 4
    assert shown([one] * 5, Counter()) == [one] * 5
    assert shown([one], Counter({one: 4})) == [one]


def test_the_years_go_before_the_kind_of_place() -> None:
    group = [Combination("school", "2019–2021")] * 3 + [Combination("school", "–2010")] * 2
    assert shown(group, Counter()) == [("school", "", "")] * 5


def test_years_alone_are_shown_when_five_share_them() -> None:
    assert steps(Combination("", "–2010")) == [("", "–2010", ""), NOTHING]
    assert shown([Combination("", "–2010")] * 5, Counter()) == [("", "–2010", "")] * 5


def test_the_name_of_the_place_goes_before_its_kind() -> None:
    here = [Combination("school", "", "merrowby")] * 4
    assert shown(here, Counter({Combination("school", ""): 1})) == [("school", "", "")] * 4
    assert shown(here, Counter({here[0]: 1})) == here
