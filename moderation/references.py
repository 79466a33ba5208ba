"""What a testimony is called among the team: a word and two digits, which tell nothing about it.

Not a number in a row: that would say who wrote before whom.
"""

from pathlib import Path
from uuid import UUID

from vault.secret_files import keyed_hash

WORDS: tuple[str, ...] = tuple((Path(__file__).parent / "reference_words.txt").read_text("ascii").split())


def reference_of(uuid: UUID) -> str:
    """The same few letters for the same row, every time: "kestrel 52". Two rows may rarely share them."""
    drawn = int.from_bytes(keyed_hash("reference", uuid.bytes, size=16), "big")
    return f"{WORDS[drawn % len(WORDS)]} {drawn // len(WORDS) % 100:02}"
