"""Sealing: bytes in, bytes out. Pure; the only place where anything is encrypted.

Each sealed value begins with its version and is bound to the column and the row that it belongs to, so a value
that was moved to another row or column is refused. Primitives are libsodium's (PyNaCl): XChaCha20-Poly1305
(draft-irtf-cfrg-xchacha-03) under a shared key, crypto_box_seal (X25519, XSalsa20-Poly1305) to a public one.
"""

from collections.abc import Sequence
from uuid import UUID

from nacl import bindings
from nacl.encoding import RawEncoder
from nacl.exceptions import CryptoError
from nacl.exceptions import ValueError as SodiumValueError
from nacl.hash import blake2b
from nacl.utils import random as random_bytes

VERSION = b"\x01"
KEY_BYTES = 32
_NONCE_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
_TAG_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_ABYTES
_LENGTH_BYTES = 4

Row = UUID | str | int


class Unsealable(Exception):
    """A sealed value was changed, moved, or opened with the wrong key. Says nothing about its content."""


class TooLong(ValueError):
    """The value does not fit the largest size that its column is padded to."""


def new_key() -> bytes:
    """32 random bytes."""
    return random_bytes(KEY_BYTES)


def subkey(key: bytes, kind: str) -> bytes:
    """The key for one kind of content under a data key: 32 bytes, by keyed BLAKE2b."""
    return blake2b(kind.encode(), digest_size=KEY_BYTES, key=key, encoder=RawEncoder)


def seal(key: bytes, plaintext: bytes, *, column: str, row: Row) -> bytes:
    """Encrypt under a shared key, bound to `column` and `row`."""
    nonce = random_bytes(_NONCE_BYTES)
    box = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(plaintext, _place(column, row), nonce, key)
    return VERSION + nonce + box


def unseal(key: bytes, sealed: bytes, *, column: str, row: Row) -> bytes:
    """The plaintext of `seal`. Raises Unsealable."""
    # PyNaCl would answer a value that was cut short with errors of other kinds.
    rest = _without_version(sealed, _NONCE_BYTES + _TAG_BYTES)
    nonce, box = rest[:_NONCE_BYTES], rest[_NONCE_BYTES:]
    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(box, _place(column, row), nonce, key)
    except (CryptoError, SodiumValueError) as error:
        raise Unsealable from error


def new_pair() -> tuple[bytes, bytes]:
    """A new X25519 pair: (private, public), 32 bytes each."""
    public, private = bindings.crypto_box_keypair()
    return private, public


def pair_of_seed(seed: bytes) -> tuple[bytes, bytes]:
    """The X25519 pair (private, public) that belongs to a 32-byte seed."""
    public, private = bindings.crypto_box_seed_keypair(seed)
    return private, public


def public_of(private: bytes) -> bytes:
    """The public half of an X25519 private key."""
    return bindings.crypto_scalarmult_base(private)


def seal_to(public: bytes, plaintext: bytes, *, column: str, row: Row) -> bytes:
    """Encrypt to a public key; what is bound goes inside, for a SealedBox takes no associated data."""
    place = _place(column, row)
    inner = len(place).to_bytes(_LENGTH_BYTES, "big") + place + plaintext
    return VERSION + bindings.crypto_box_seal(inner, public)


def unseal_with(
    private: bytes, sealed: bytes, *, column: str, row: Row, public: bytes | None = None
) -> bytes:
    """The plaintext of `seal_to`; `public` spares working it out from `private`. Raises Unsealable."""
    box = _without_version(sealed, bindings.crypto_box_SEALBYTES)
    try:
        inner = bindings.crypto_box_seal_open(box, public or public_of(private), private)
    except (CryptoError, SodiumValueError) as error:
        raise Unsealable from error
    place = _place(column, row)
    head = len(place).to_bytes(_LENGTH_BYTES, "big") + place
    if not inner.startswith(head):
        raise Unsealable
    return inner[len(head) :]


def pad(plaintext: bytes, sizes: Sequence[int]) -> bytes:
    """`plaintext` filled up with zeros to the smallest of `sizes` (ascending, bytes). Raises TooLong."""
    for size in sizes:
        if len(plaintext) + _LENGTH_BYTES <= size:
            return (len(plaintext).to_bytes(_LENGTH_BYTES, "big") + plaintext).ljust(size, b"\0")
    raise TooLong


def unpad(padded: bytes) -> bytes:
    """What `pad` was given."""
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    return padded[_LENGTH_BYTES : _LENGTH_BYTES + length]


def _place(column: str, row: Row) -> bytes:
    return f"{column}\0{row}".encode()


def _without_version(sealed: bytes, least: int) -> bytes:
    if sealed[:1] != VERSION or len(sealed) <= least:
        raise Unsealable
    return sealed[1:]
