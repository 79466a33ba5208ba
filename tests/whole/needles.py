"""Markers that occur nowhere else, and a search that sees them however they are written."""

import base64
import secrets
from collections.abc import Iterable, Iterator
from io import BytesIO
from ipaddress import IPv6Address
from pathlib import Path
from string import ascii_lowercase

from psycopg2.extensions import connection as Link

import redaction

UNMARKED = "There is no {word} of this."
"""Where a word that nobody knows is rarely taken for a name."""

# Bytes read at a time would cut a marker in two; the largest file, a segment of the log, is 16 MiB.
_SHORTEST = 9


def new_stem() -> str:
    """Twelve letters that begin every marker of one kind: letters alone, so that no form changes them."""
    return "".join(secrets.choice(ascii_lowercase) for _ in range(12))


def unmarked_stem() -> str:
    """The same, of a marker that the finder leaves alone: the writer is not asked about it."""
    while True:
        stem = new_stem()
        if not any(
            redaction.find(UNMARKED.format(word=f"{stem}{end}")) for end in ("lines", "texts", "asides")
        ):
            return stem


def ways(text: str) -> dict[str, bytes]:
    """How `text` looks wherever it may have been written."""
    raw = text.encode()
    found = {
        "raw": raw,
        "upper case": text.upper().encode(),
        "hex": raw.hex().encode(),
        "HEX": raw.hex().upper().encode(),
        "UTF-16LE": text.encode("utf-16-le"),
        "UTF-16BE": text.encode("utf-16-be"),
        "percent": "".join(f"%{byte:02X}" for byte in raw).encode(),
        "percent, lower case": "".join(f"%{byte:02x}" for byte in raw).encode(),
    }
    for shift in range(3):
        for name, encode in (("base64", base64.b64encode), ("base64url", base64.urlsafe_b64encode)):
            found[f"{name} at {shift}"] = _inner(encode, raw, shift)
    return found


def _inner(encode: type[base64.b64encode], raw: bytes, shift: int) -> bytes:
    """The letters of a base64 text that depend on `raw` alone, when it begins `shift` bytes into a group."""
    coded = encode(b"\0" * shift + raw).rstrip(b"=")
    first = -(-shift * 8 // 6)
    last = (shift + len(raw)) * 8 // 6
    return coded[first:last]


def ways_of_words(words: str) -> dict[str, bytes]:
    """The same for words of a receipt or a phrase, with whatever stands between them; four are enough."""
    some = words.split()[1:5]
    found = {}
    for between in (" ", "-", ",", ", ", '", "', "+", "%20", "\n", ""):
        text = between.join(some)
        raw = text.encode()
        found |= {f"words {between!r}": raw, f"words {between!r} in hex": raw.hex().encode()}
    for shift in range(3):
        found[f"words in base64 at {shift}"] = _inner(base64.b64encode, " ".join(some).encode(), shift)
    return found


def ways_of_address(address: str) -> dict[str, bytes]:
    """The same for an IPv6 address and its network."""
    number = int(IPv6Address(address))
    packed = number.to_bytes(16, "big")
    found = {
        "address": address.encode(),
        "exploded": IPv6Address(address).exploded.encode(),
        "decimal": str(number).encode(),
        "network": str(number >> 64).encode(),
        "network in hex": packed[:8].hex().encode(),
        "packed network": packed[:8],
    }
    return found


def seen_in(data: bytes, needles: dict[str, bytes]) -> Iterator[str]:
    """Which of the needles are in there, with what stands around the first."""
    for name, needle in needles.items():
        assert len(needle) >= _SHORTEST or "packed" in name
        at = data.find(needle)
        if at >= 0:
            yield f"{name}: …{data[max(0, at - 60) : at + len(needle) + 40]!r}…"


def seen_in_files(roots: Iterable[Path], needles: dict[str, bytes]) -> dict[str, list[str]]:
    """Every file under the roots, read as it lies there: what was seen, by path."""
    found = {}
    for root in roots:
        for path in [root] if root.is_file() else sorted(root.rglob("*")):
            if path.is_file():
                seen = list(seen_in(_bytes_of(path), needles))
                found |= {str(path): seen} if seen else {}
    return found


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        # PostgreSQL recycles its files while we read.
        return b""


def seen_in_tables(link: Link, needles: dict[str, bytes]) -> dict[str, list[str]]:
    """Every table, PostgreSQL's statistics among them, read through SQL as text."""
    found = {}
    with link.cursor() as cursor:
        cursor.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
        names = [name for (name,) in cursor.fetchall()]
        for name in [*names, "pg_statistic", "pg_statistic_ext_data", "pg_description"]:
            text = BytesIO()
            cursor.copy_expert(f"COPY (SELECT * FROM {name}) TO STDOUT", text)
            seen = list(seen_in(text.getvalue(), needles))
            found |= {name: seen} if seen else {}
    return found
