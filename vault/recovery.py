"""The recovery phrase: twelve words (150 bits) that open the team's key when nobody else can."""

import secrets
import uuid

from .words import WORDS

PHRASE_WORDS = 12
HOLDER = uuid.UUID("00000000-0000-4000-8000-000000000000")
"""The id under which the recovery key is kept among those of the people."""


def new_phrase() -> str:
    """Twelve random words, to be written on paper and never stored."""
    return " ".join(secrets.choice(WORDS) for _ in range(PHRASE_WORDS))
