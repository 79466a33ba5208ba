"""Lists of institutions as files: the English register of schools (GIAS) and a plain CSV. Pure.

GIAS is what https://get-information-schools.service.gov.uk offers as "edubasealldata": Windows-1252, one row an
establishment, columns found by name. The plain one is UTF-8: name, kind, town, region, country, and perhaps `also`,
other names with | between them.
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

GIAS = ("URN", "EstablishmentName", "TypeOfEstablishment (name)", "EstablishmentTypeGroup (name)")
GIAS_TOO = ("EstablishmentStatus (name)", "PhaseOfEducation (name)", "Town", "County (name)")
PLAIN = ("name", "kind", "town", "region", "country")
LIMITS = {"name": 200, "town": 100, "region": 100}
_LONGEST_HEADER = 20_000
_BOM = b"\xef\xbb\xbf"
# What surrogateescape makes of a byte that the encoding does not have.
_SURROGATE = re.compile("[\ud800-\udfff]")


class UnknownList(Exception):
    """The file's first line is of neither kind."""


class Listed(NamedTuple):
    """One institution of a list. `key` is its own in that list: a number of the register, or empty."""

    name: str
    kind: str
    town: str
    region: str
    country: str
    key: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Skipped:
    """A line that was not taken, and why."""

    line: int
    why: str


class _Bad(Exception):
    """Why this row cannot be taken."""


def read(path: Path, kinds: Iterable[str]) -> Iterator[Listed | Skipped]:
    """Each row of the file, or why not. Raises UnknownList, and OSError for a file that cannot be read."""
    with path.open("rb") as raw:
        first = raw.readline(_LONGEST_HEADER)
    columns = set(next(csv.reader([first.decode("utf-8-sig", "replace")]), []))
    is_register = columns.issuperset((*GIAS, *GIAS_TOO))
    if not is_register and not columns.issuperset(PLAIN):
        raise UnknownList
    encoding = "cp1252" if is_register and not first.startswith(_BOM) else "utf-8-sig"
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as lines:
        yield from _each(
            csv.DictReader(lines, restkey="more"), _of_the_register if is_register else _plain, kinds
        )


def _each(
    rows: csv.DictReader, listed: Callable[[Mapping[str, str]], Listed], kinds: Iterable[str]
) -> Iterator[Listed | Skipped]:
    seen: dict[object, int] = {}
    known = frozenset(kinds)
    while True:
        try:
            row = next(rows)
            found = _checked(listed(_whole(row)), known)
            again = found.key or (found.name, found.town, found.country)
            if again in seen:
                raise _Bad(f"the same as line {seen[again]}")
            seen[again] = rows.line_num
            yield found
        except StopIteration:
            return
        except csv.Error as error:
            yield Skipped(rows.reader.line_num, f"not CSV: {error}")
        except _Bad as bad:
            yield Skipped(rows.line_num, str(bad))


def _whole(row: Mapping[str, str | None]) -> dict[str, str]:
    if "more" in row:
        raise _Bad("more columns than the first line has")
    if None in row.values():
        raise _Bad("fewer columns than the first line has")
    if any(not value.isascii() and _SURROGATE.search(value) for value in row.values()):
        raise _Bad("holds bytes that are no letters in this encoding")
    return {name: " ".join(value.split()) for name, value in row.items()}


def _of_the_register(row: Mapping[str, str]) -> Listed:
    if not row["URN"].isascii() or not row["URN"].isdigit():
        raise _Bad(f"URN is not a number: {row['URN'][:20]!r}")
    if row["EstablishmentStatus (name)"] == "Proposed to open":
        raise _Bad("not open yet")
    # Closed ones stay: people write about what happened there.
    return Listed(
        name=row["EstablishmentName"],
        kind=_kind(row),
        town=row["Town"],
        region=row["County (name)"],
        country="GB",
        key=f"gias:{row['URN']}",
    )


def _kind(row: Mapping[str, str]) -> str:
    group, kind = row["EstablishmentTypeGroup (name)"], row["TypeOfEstablishment (name)"]
    if group == "Universities" or kind == "Higher education institutions":
        return "university"
    if group == "Colleges" or row["PhaseOfEducation (name)"] == "16 plus":
        return "college"
    return "other" if "hildren's centre" in kind else "school"


def _plain(row: Mapping[str, str]) -> Listed:
    also = tuple(filter(None, (each.strip() for each in row.get("also", "").split("|"))))
    return Listed(**{name: row[name] for name in PLAIN}, also=also)


def _checked(listed: Listed, kinds: frozenset[str]) -> Listed:
    if not any(letter.isalnum() for letter in listed.name):
        raise _Bad("no name")
    if listed.kind not in kinds:
        raise _Bad(f"unknown kind {listed.kind[:20]!r}: one of {', '.join(sorted(kinds))}")
    if listed.country and not (
        listed.country.isascii() and listed.country.isupper() and len(listed.country) == 2
    ):
        raise _Bad(f"country is not two capital letters: {listed.country[:20]!r}")
    for name, most in LIMITS.items():
        if len(getattr(listed, name)) > most:
            raise _Bad(f"{name} is longer than {most} letters")
    said = "".join(listed[:4])
    if not said.isprintable() and any(unicodedata.category(letter) == "Cc" for letter in said):
        raise _Bad("holds a control character")
    return listed
