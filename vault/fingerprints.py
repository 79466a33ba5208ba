"""Four words that stand for a public key, for two people to compare face to face or by phone."""

from nacl import pwhash

from .receipts import MEMORY, OPERATIONS
from .words import WORDS

WORDS_EACH = 4
_SALT = b"four words".ljust(pwhash.argon2id.SALTBYTES, b"\0")


def words_of(public: bytes) -> tuple[str, ...]:
    """The four words (50 bits) of a public key.

    By way of Argon2id: whoever wants to put another pair with the same four words in the place of this one pays for
    each try.
    """
    drawn = int.from_bytes(
        pwhash.argon2id.kdf(16, public, _SALT, opslimit=OPERATIONS, memlimit=MEMORY), "big"
    )
    words = []
    for _ in range(WORDS_EACH):
        drawn, place = divmod(drawn, len(WORDS))
        words.append(WORDS[place])
    return tuple(words)
