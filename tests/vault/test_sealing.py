"""What is sealed opens only where it belongs, with the right key, and only if no bit was changed."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault import sealing
from vault.sealing import Unsealable

KEY = sealing.new_key()
PRIVATE, PUBLIC = sealing.new_pair()
SIZES = (64, 256, 1024)
texts = st.binary(max_size=300)
places = st.tuples(st.sampled_from(["a.A.x", "a.A.y", "b.B.x"]), st.integers(1, 3))

Seal = Callable[..., bytes]


def _shared_seal(text: bytes, place: tuple[str, int]) -> bytes:
    return sealing.seal(KEY, text, column=place[0], row=place[1])


def _shared_open(sealed: bytes, place: tuple[str, int]) -> bytes:
    return sealing.unseal(KEY, sealed, column=place[0], row=place[1])


def _public_seal(text: bytes, place: tuple[str, int]) -> bytes:
    return sealing.seal_to(PUBLIC, text, column=place[0], row=place[1])


def _public_open(sealed: bytes, place: tuple[str, int]) -> bytes:
    return sealing.unseal_with(PRIVATE, sealed, column=place[0], row=place[1])


both_ways = pytest.mark.parametrize(
    ("seal", "unseal"),
    [(_shared_seal, _shared_open), (_public_seal, _public_open)],
    ids=["shared", "public"],
)


@both_ways
@given(text=texts, place=places)
def test_what_is_sealed_opens_again(seal: Seal, unseal: Seal, text: bytes, place: tuple[str, int]) -> None:
    assert unseal(seal(text, place), place) == text


@both_ways
@given(text=texts, place=places, data=st.data())
def test_any_bit_changed_is_refused(
    seal: Seal, unseal: Seal, text: bytes, place: tuple[str, int], data: st.DataObject
) -> None:
    sealed = bytearray(seal(text, place))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Unsealable):
        unseal(bytes(sealed), place)


@both_ways
@given(text=texts, place=places, data=st.data())
def test_a_value_cut_short_or_made_longer_is_refused(
    seal: Seal, unseal: Seal, text: bytes, place: tuple[str, int], data: st.DataObject
) -> None:
    sealed = seal(text, place)
    short = sealed[: data.draw(st.integers(0, len(sealed) - 1))]
    for wrong in (short, sealed + b"\0", b"", sealed[:1]):
        with pytest.raises(Unsealable):
            unseal(wrong, place)


@both_ways
@given(one=st.tuples(texts, places), other=st.tuples(texts, places))
def test_two_values_swapped_between_rows_or_columns_are_refused(
    seal: Seal, unseal: Seal, one: tuple[bytes, tuple[str, int]], other: tuple[bytes, tuple[str, int]]
) -> None:
    (text, here), (other_text, there) = one, other
    first, second = seal(text, here), seal(other_text, there)
    if here == there:
        return
    for sealed, place in ((first, there), (second, here)):
        with pytest.raises(Unsealable):
            unseal(sealed, place)


@given(column=st.text(max_size=8), row=st.text(max_size=8), cut=st.integers(0, 16))
def test_a_column_and_a_row_do_not_run_into_each_other(column: str, row: str, cut: int) -> None:
    column, row = column.replace("\0", ""), row.replace("\0", "")
    joined = column + row
    other = (joined[:cut], joined[cut:])
    sealed = sealing.seal(KEY, b"words", column=column, row=row)
    if other == (column, row):
        assert sealing.unseal(KEY, sealed, column=column, row=row) == b"words"
    else:
        with pytest.raises(Unsealable):
            sealing.unseal(KEY, sealed, column=other[0], row=other[1])


def test_another_key_opens_nothing() -> None:
    place = ("a.A.x", 1)
    other_private, _public = sealing.new_pair()
    with pytest.raises(Unsealable):
        sealing.unseal(sealing.new_key(), _shared_seal(b"words", place), column="a.A.x", row=1)
    with pytest.raises(Unsealable):
        sealing.unseal_with(other_private, _public_seal(b"words", place), column="a.A.x", row=1)


def test_a_key_for_one_kind_of_content_does_not_open_another() -> None:
    sealed = sealing.seal(sealing.subkey(KEY, "document"), b"words", column="a.A.x", row=1)
    with pytest.raises(Unsealable):
        sealing.unseal(sealing.subkey(KEY, "marks"), sealed, column="a.A.x", row=1)


def test_the_same_words_never_look_the_same_twice() -> None:
    assert _shared_seal(b"words", ("a.A.x", 1)) != _shared_seal(b"words", ("a.A.x", 1))
    assert _public_seal(b"words", ("a.A.x", 1)) != _public_seal(b"words", ("a.A.x", 1))


@both_ways
def test_every_sealed_value_says_its_version(seal: Seal, unseal: Seal) -> None:
    sealed = seal(b"words", ("a.A.x", 1))
    assert sealed[:1] == sealing.VERSION == b"\x01"
    with pytest.raises(Unsealable):
        unseal(b"\x02" + sealed[1:], ("a.A.x", 1))


@given(text=st.binary(max_size=SIZES[-1] - 4))
def test_padding_comes_off_again_and_tells_one_of_a_few_lengths(text: bytes) -> None:
    padded = sealing.pad(text, SIZES)
    assert len(padded) == next(size for size in SIZES if size >= len(text) + 4)
    assert sealing.unpad(padded) == text


@given(one=st.binary(max_size=60), other=st.binary(max_size=60))
def test_texts_within_one_step_make_sealed_values_of_one_length(one: bytes, other: bytes) -> None:
    place = ("a.A.x", 1)
    for seal in (_shared_seal, _public_seal):
        lengths = {len(seal(sealing.pad(text, SIZES), place)) for text in (one, other)}
        assert len(lengths) == 1


def test_what_fits_no_step_is_refused_and_one_byte_less_is_not() -> None:
    with pytest.raises(sealing.TooLong):
        sealing.pad(b"x" * (SIZES[-1] - 3), SIZES)
    assert len(sealing.pad(b"x" * (SIZES[-1] - 4), SIZES)) == SIZES[-1]


def test_a_pair_from_a_seed_is_always_the_same_pair() -> None:
    private, public = sealing.pair_of_seed(b"s" * 32)
    assert (private, public) == sealing.pair_of_seed(b"s" * 32)
    assert sealing.public_of(private) == public
