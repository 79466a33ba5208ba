"""A sealed file: it comes back whole, or not at all."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.sealing import Unsealable, new_key
from vault.streams import PIECE, pieces_of, seal_stream, unseal_stream

KEY = new_key()


def sealed(plain: bytes, key: bytes = KEY) -> bytes:
    """`plain`, sealed."""
    target = io.BytesIO()
    seal_stream(key, pieces_of(io.BytesIO(plain)), target)
    return target.getvalue()


def opened(raw: bytes, key: bytes = KEY) -> bytes:
    """What was sealed."""
    return b"".join(unseal_stream(key, io.BytesIO(raw)))


@pytest.mark.parametrize("length", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 7])
def test_what_was_sealed_comes_back(length: int) -> None:
    plain = bytes(number % 251 for number in range(length))
    assert opened(sealed(plain)) == plain


def test_a_sealed_file_does_not_hold_what_was_sealed() -> None:
    assert b"the lighthouse" not in sealed(b"the lighthouse" * 100)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(Unsealable):
        opened(sealed(b"words"), new_key())


WHOLE = sealed(b"words" * PIECE)


@given(cut=st.integers(0, len(WHOLE) - 1))
def test_one_that_was_cut_short_is_refused(cut: int) -> None:
    with pytest.raises(Unsealable):
        opened(WHOLE[:cut])


@given(place=st.integers(0, len(WHOLE) - 1), bit=st.integers(0, 7))
def test_one_with_any_bit_changed_is_refused(place: int, bit: int) -> None:
    changed = bytearray(WHOLE)
    changed[place] ^= 1 << bit
    with pytest.raises(Unsealable):
        opened(bytes(changed))


def test_one_with_something_added_is_refused() -> None:
    with pytest.raises(Unsealable):
        opened(WHOLE + b"x")
