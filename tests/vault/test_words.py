import math
import time

import pytest

from vault.words import INDEX, WORDS, build, nearest, slips
from vault.words.apart import largest_apart, neighbours_among, one_slip


def test_the_list_is_sorted_plain_and_indexed() -> None:
    assert list(WORDS) == sorted(set(WORDS))
    assert all(word.isascii() and word.isalpha() and word.islower() for word in WORDS)
    assert [INDEX[word] for word in WORDS] == list(range(len(WORDS)))


def test_six_words_are_worth_at_least_75_bits() -> None:
    assert 6 * math.log2(len(WORDS)) >= 75


def test_no_slip_turns_a_word_into_another() -> None:
    assert not any(neighbours_among(WORDS).values())


def test_no_word_that_hurts_or_tells_what_the_site_is() -> None:
    assert not build.unwanted_words().keys() & INDEX.keys()


def test_every_unwanted_word_is_one_of_the_effs() -> None:
    assert build.unwanted_words().keys() <= set(build.source_words())


def test_every_word_of_the_eff_is_kept_or_left_out_with_a_reason() -> None:
    kept, left_out = build.sort_out(build.source_words(), build.unwanted_words())
    assert set(kept) | left_out.keys() == set(build.source_words())
    assert len(kept) + len(left_out) == 7776
    assert all(left_out.values())


def test_the_files_are_what_the_script_makes_of_its_sources() -> None:
    for name, text in build.files().items():
        assert (build.HERE / name).read_text("ascii") == text


@pytest.mark.parametrize(
    ("first", "second"), [("linen", "linnen"), ("linen", "lnen"), ("linen", "linem"), ("linen", "ilnen")]
)
def test_a_slip_is_a_letter_more_fewer_or_wrong_or_two_swapped(first: str, second: str) -> None:
    assert one_slip(first, second)
    assert one_slip(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [("linen", "linen"), ("linen", "nenli"), ("linen", "lin"), ("linen", "lenin"), ("ab", "cd")],
)
def test_nothing_else_is_one_slip(first: str, second: str) -> None:
    assert not one_slip(first, second)


def test_as_many_words_stay_as_can() -> None:
    ring = ["aab", "abb", "abc", "aac", "zzz"]
    assert len(largest_apart(neighbours_among(ring))) == 3


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("walnut", "walnut"),
        ("WALNUT", "walnut"),
        ("wallnut", "walnut"),
        ("awlnut", "walnut"),
        ("wallnutt", "walnut"),
        ("wlnut", "walnut"),
    ],
)
def test_somebody_who_slips_is_told_the_word_they_meant(typed: str, meant: str) -> None:
    assert nearest(typed) == meant


@pytest.mark.parametrize("typed", ["", "qqqqqqqq", "надія", "x" * 20_000])
def test_what_resembles_no_word_has_no_nearest(typed: str) -> None:
    assert nearest(typed) is None


def test_slips_names_only_the_words_that_are_not_ours_in_order() -> None:
    assert slips("Wallnut, acorn-balcony\n3 qqqqqqqq") == [("wallnut", "walnut"), ("qqqqqqqq", None)]


def test_the_nearest_word_is_found_within_twenty_milliseconds() -> None:
    nearest("warm up")
    spent = []
    for typed in ("linnnenn", "qqqqqqqqqqq", "balkonny"):
        start = time.process_time()
        nearest(typed)
        spent.append(time.process_time() - start)
    assert max(spent) < 0.020
