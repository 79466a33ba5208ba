"""A private key wrapped under a password or a recovery phrase: Argon2id, 64 MiB, three passes."""

from dataclasses import dataclass

from nacl import pwhash
from nacl.utils import random as random_bytes

from . import sealing

MEMORY = 64 * 1024 * 1024
OPERATIONS = 3
SALT_BYTES = pwhash.argon2id.SALTBYTES
PARAMETERS = f"argon2id,m={MEMORY},t={OPERATIONS}"
_COLUMN = "vault.Holder.private"


@dataclass(frozen=True)
class Wrapped:
    """A wrapped private key and what is needed to unwrap it."""

    private: bytes
    salt: bytes
    parameters: str


class UnknownParameters(ValueError):
    """The wrapping was made with settings that this version does not know."""


def wrap(private: bytes, password: str, *, row: sealing.Row) -> Wrapped:
    """Seal `private` under a key made from `password` with a salt of its own."""
    salt = random_bytes(SALT_BYTES)
    box = sealing.seal(_key(password, salt), private, column=_COLUMN, row=row)
    return Wrapped(box, salt, PARAMETERS)


def unwrap(wrapped: Wrapped, password: str, *, row: sealing.Row) -> bytes:
    """The private key. Raises Unsealable for a wrong password."""
    if wrapped.parameters != PARAMETERS:
        raise UnknownParameters
    return sealing.unseal(_key(password, wrapped.salt), wrapped.private, column=_COLUMN, row=row)


def _key(password: str, salt: bytes) -> bytes:
    return pwhash.argon2id.kdf(
        sealing.KEY_BYTES, password.encode(), salt, opslimit=OPERATIONS, memlimit=MEMORY
    )
