"""Six words and what they open: a way to find the row, and an X25519 pair of their own."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b

from nacl import pwhash

from . import sealing, secret_files
from .words import INDEX

MEMORY = 8 * 1024 * 1024
OPERATIONS = 2
_SEPARATORS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True)
class ReceiptKey:
    """What the six words give: `find` finds the row, `private` opens what was sealed to the writer."""

    # Neither is ever printed, not even by a failing test.
    find: bytes = field(repr=False)
    private: bytes = field(repr=False)

    @property
    def public(self) -> bytes:
        """The half that is stored, so that things can be sealed to the writer without the writer."""
        return sealing.public_of(self.private)

    def open(self, sealed: bytes, *, column: str, row: sealing.Row) -> bytes:
        """What was sealed to this receipt. Raises Unsealable."""
        return sealing.unseal_with(self.private, sealed, column=column, row=row)


def words_of(typed: str) -> list[str]:
    """The words somebody typed, whatever the case, spaces, hyphens, commas or numbers between them."""
    return [word for word in _SEPARATORS.split(typed.casefold()) if word]


def unknown_words(words: Iterable[str]) -> list[str]:
    """Those that are not in our list, in order."""
    return [word for word in words if word not in INDEX]


def key_of(words: Iterable[str]) -> ReceiptKey:
    """One Argon2id over the words (8 MiB, two passes, about 6 ms) gives both halves."""
    both = pwhash.argon2id.kdf(
        64,
        " ".join(words).encode(),
        secret_files.from_pepper("receipt salt", size=pwhash.argon2id.SALTBYTES),
        opslimit=OPERATIONS,
        memlimit=MEMORY,
    )
    private, _public = sealing.pair_of_seed(both[32:])
    return ReceiptKey(find=blake2b(both[:32], digest_size=32).digest(), private=private)
