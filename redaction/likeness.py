"""A short signature by which two texts that are nearly the same can be recognised, without keeping either."""

import re
from hashlib import blake2b

_WORD = re.compile(r"\w+")
_BITS = 64
# One counter of 32 bits for each bit of a byte, side by side in one integer: eight are added at a time.
_SPREAD = [sum(((byte >> bit) & 1) << (32 * bit) for bit in range(8)) for byte in range(256)]


def signature(text: str) -> int:
    """A 64-bit simhash over each three words in a row; case and punctuation count for nothing. Empty: 0."""
    words = _WORD.findall(text.casefold())
    runs = [" ".join(words[i : i + 3]) for i in range(max(len(words) - 2, min(len(words), 1)))]
    counters = [0] * (_BITS // 8)
    for run in runs:
        for place, byte in enumerate(blake2b(run.encode("utf-8", "surrogatepass"), digest_size=8).digest()):
            counters[place] += _SPREAD[byte]
    return sum(1 << bit for bit in range(_BITS) if 2 * _count(counters, bit) > len(runs))


def hamming(first: int, second: int) -> int:
    """In how many bits two signatures differ. Unrelated texts: about 32."""
    return (first ^ second).bit_count()


def _count(counters: list[int], bit: int) -> int:
    return (counters[bit // 8] >> (32 * (bit % 8))) & 0xFFFFFFFF
