"""Columns of sealed bytes. What is sealed, and to whom, can be read off the model."""

from typing import Any

from django.db import models


class SealedField(models.BinaryField):
    """Ciphertext: stored uncompressed and without statistics (the migration sees to it), read as bytes."""

    def from_db_value(self, value: memoryview | None, *_: Any) -> bytes | None:
        """psycopg2 hands out memoryviews; everything here works on bytes."""
        return None if value is None else bytes(value)


class SealedToTeamField(SealedField):
    """Sealed to the team: its row carries the generation, and vault.keys.SEALED_TO_TEAM names it."""


class KeyField(SealedField):
    """32 bytes that are public, or found by: a public key, a hash."""
