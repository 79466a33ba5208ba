"""A file sealed piece by piece: XChaCha20-Poly1305 secretstream (libsodium), so that none is missing or moved."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.exceptions import ValueError as SodiumValueError

from .sealing import Unsealable

MAGIC = b"chorus backup 1\n"
PIECE = 64 * 1024
_HEADER = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_MORE = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_LAST = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_LENGTH = 4
_SEALED_PIECE = _LENGTH + PIECE + bindings.crypto_secretstream_xchacha20poly1305_ABYTES


def pieces_of(source: BinaryIO) -> Iterator[bytes]:
    """What can be read from `source`, in pieces of 64 KiB."""
    return iter(lambda: source.read(PIECE), b"")


def seal_stream(key: bytes, plain: Iterable[bytes], target: BinaryIO) -> None:
    """Write the pieces (64 KiB each, the last perhaps shorter) to `target`, sealed under a key of 32 bytes."""
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    target.write(MAGIC + bindings.crypto_secretstream_xchacha20poly1305_init_push(state, key))
    for piece in plain:
        # Filled up, so that each sealed piece has one length and the next one is found.
        filled = len(piece).to_bytes(_LENGTH, "big") + piece.ljust(PIECE, b"\0")
        target.write(bindings.crypto_secretstream_xchacha20poly1305_push(state, filled, tag=_MORE))
    end = bytes(_LENGTH + PIECE)
    target.write(bindings.crypto_secretstream_xchacha20poly1305_push(state, end, tag=_LAST))


def unseal_stream(key: bytes, source: BinaryIO) -> Iterator[bytes]:
    """The pieces that `seal_stream` was given. Raises Unsealable, also where the end is missing."""
    if source.read(len(MAGIC)) != MAGIC:
        raise Unsealable
    header = source.read(_HEADER)
    if len(header) != _HEADER:
        raise Unsealable
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, header, key)
    while sealed := source.read(_SEALED_PIECE):
        try:
            filled, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(state, sealed)
        # PyNaCl says "not long enough" by a ValueError of its own, which is no CryptoError's parent.
        except (CryptoError, SodiumValueError, RuntimeError) as error:
            raise Unsealable from error
        if tag == _LAST:
            if source.read(1):
                raise Unsealable
            return
        yield filled[_LENGTH : _LENGTH + int.from_bytes(filled[:_LENGTH], "big")]
    raise Unsealable
