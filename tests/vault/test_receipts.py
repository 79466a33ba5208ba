"""Six words: what they find, what they open, and that nothing else does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vault import receipts, sealing
from vault.words import WORDS

WORD = st.sampled_from(WORDS)
SIX = st.lists(WORD, min_size=6, max_size=6)


@settings(max_examples=25, deadline=None)
@given(one=SIX, other=SIX)
def test_other_words_find_and_open_nothing(one: list[str], other: list[str]) -> None:
    first, second = receipts.key_of(one), receipts.key_of(other)
    sealed = sealing.seal_to(first.public, b"words", column="c", row=1)
    assert first.open(sealed, column="c", row=1) == b"words"
    if one != other:
        assert first.find != second.find
        with pytest.raises(sealing.Unsealable):
            second.open(sealed, column="c", row=1)


def test_the_same_words_in_another_order_are_another_receipt() -> None:
    words = list(WORDS[:6])
    assert receipts.key_of(words).find != receipts.key_of(words[::-1]).find


def test_what_finds_the_row_says_nothing_about_what_opens_it() -> None:
    key = receipts.key_of(WORDS[:6])
    assert len(key.find) == len(key.private) == len(key.public) == 32
    assert len({key.find, key.private, key.public}) == 3


@given(words=SIX, between=st.sampled_from([" ", "  ", "-", ", ", "\n", " 1. ", "_", " / "]))
def test_words_are_read_however_they_were_typed(words: list[str], between: str) -> None:
    typed = between.join(words)
    for form in (typed, typed.upper(), f" {typed.title()}\n"):
        assert receipts.words_of(form) == words


def test_a_word_that_is_not_on_the_list_is_named() -> None:
    assert receipts.unknown_words([WORDS[0], "linnen", WORDS[1]]) == ["linnen"]


def test_words_cost_eight_mebibytes_and_two_passes() -> None:
    assert (receipts.MEMORY, receipts.OPERATIONS) == (8 * 1024 * 1024, 2)
