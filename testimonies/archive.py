"""Stories out of an archive, as CSV: read line by line, held to the rules of the forms, kept as if each had been sent.

Nothing of what a row says is ever printed: a line has a number, and what is wrong with it a column and a reason.
"""

import csv
import secrets
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from multiprocessing import get_context

from django.conf import settings
from django.db import transaction

from testimonies import documents, record, sending
from testimonies.documents import Card, Document
from testimonies.forms import BeginForm, WriteForm, document_of
from testimonies.models import Brought, Testimony
from vault import keys, receipts, sealing, secret_files, tickets
from vault.keys import TeamPublic
from vault.models import DataKey, Receipt
from vault.receipts import ReceiptKey

NEEDED = ("id", "text", "use")
YES_OR_NO = ("may_ask", "show_place", "show_change", "show_first", "publish_if_silent")
OTHERS = ("notes", "setting", "place", "country", "when", "age", "who", "told", "better", "language")
COLUMNS = (*NEEDED, *YES_OR_NO, *OTHERS)
AT_ONCE = 100
_LONGEST_ID, _FEW = 200, 20
_LONGEST_FIELD = 1_000_000
_YES, _NO = {"yes": True}, {"no": False, "": False}
# What our forms call a column of the file.
_FIELDS = {"words": "text", "note": "notes", "land": "country", "if_silent": "publish_if_silent"}
_WHY = {
    "required": "is empty",
    "too_long": "is too long",
    "invalid_choice": "is none of the words that are known",
}


class UnknownArchive(Exception):
    """The first line does not name the columns that are needed, or names one that nobody knows."""


@dataclass(frozen=True)
class Refused:
    """A line that is not taken, and why: no word of what it says."""

    line: int
    why: str


# No repr: a story is in here.
@dataclass(frozen=True, repr=False)
class Row:
    """A line that can be taken."""

    line: int
    id: str
    document: Document


@dataclass
class Done:
    """What became of the lines so far."""

    taken: int = 0
    before: int = 0
    words: list[tuple[str, tuple[str, ...]]] = field(default_factory=list, repr=False)


def read(lines: Iterable[str]) -> Iterator[Row | Refused]:
    """Every line below the first. Raises UnknownArchive."""
    # The limit is the whole process's: others who read files rely on the usual one.
    usual = csv.field_size_limit(_LONGEST_FIELD)
    try:
        yield from _read(lines)
    finally:
        csv.field_size_limit(usual)


def _read(lines: Iterable[str]) -> Iterator[Row | Refused]:
    reader = csv.reader(lines, strict=True)
    names = [name.strip().lower() for name in next(reader, [])]
    if not set(NEEDED) <= set(names) <= set(COLUMNS) or len(names) != len(set(names)):
        raise UnknownArchive
    seen: set[str] = set()
    while True:
        line = reader.line_num + 1
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error:
            # What follows a quote that never ends cannot be told from what is inside.
            yield Refused(line, "cannot be read as CSV; nothing after it was looked at")
            return
        if values:
            yield _row(line, names, values, seen)


def _row(line: int, names: Sequence[str], values: Sequence[str], seen: set[str]) -> Row | Refused:
    if len(values) != len(names):
        return Refused(line, f"has {len(values)} columns where the first line has {len(names)}")
    given = dict.fromkeys(COLUMNS, "") | dict(zip(names, values, strict=True))
    key = given["id"].strip()
    if not key or len(key) > _LONGEST_ID:
        return Refused(line, "id is empty" if not key else "id is too long")
    if key in seen:
        return Refused(line, "id is that of a line above")
    seen.add(key)
    try:
        return Row(line, key, _document(given))
    except ValueError as error:
        return Refused(line, str(error))


def _document(given: dict[str, str]) -> Document:
    """Raises ValueError with a column and a reason."""
    consents = {name: _yes_or_no(name, given[name]) for name in YES_OR_NO}
    language = given["language"].strip() or settings.LANGUAGE_CODE
    if language not in dict(settings.LANGUAGES):
        raise ValueError("language is none of this site's")
    silent = "yes" if consents.pop("publish_if_silent") else "no"
    chosen = BeginForm({"use": given["use"].strip(), "if_silent": silent, **consents})
    written = WriteForm(
        {
            "words": given["text"],
            "note": [note.strip() for note in given["notes"].split(";") if note.strip()],
            "land": given["country"],
            **{name: given[name] for name in ("setting", "place", "when", "age", "who", "told", "better")},
        }
    )
    for form in (chosen, written):
        for name, errors in form.errors.as_data().items():
            # Only the code: a form's own words may repeat what was typed.
            reason = _WHY.get(errors[0].code, "holds what cannot be taken")
            raise ValueError(f"{_FIELDS.get(name, name)} {reason}")
    return document_of(chosen.cleaned_data, written.cleaned_data, language)


def _yes_or_no(name: str, value: str) -> bool:
    known = _YES | _NO
    word = value.strip().lower()
    if word not in known:
        raise ValueError(f'{name} is neither "yes" nor "no"')
    return known[word]


def was_taken(rows: Sequence[Row]) -> int:
    """How many of these were taken in before."""
    return Brought.objects.filter(mac__in=[_mac(row) for row in rows]).count()


def _mac(row: Row) -> bytes:
    return secret_files.keyed_hash("archive row", row.id.encode())


def take_in(rows: Sequence[Row], *, with_words: bool, now: datetime) -> Done:
    """Keep those that were not taken in before, all or none. Raises NoTeam.

    Without words nobody can come back to them; with words the six of each are returned, to be written down before
    the caller's transaction ends.
    """
    done = Done()
    with transaction.atomic():
        team = keys.team_public()
        by_mac = {_mac(row): row for row in rows}
        known = Brought.objects.filter(mac__in=by_mac).values_list("mac", flat=True)
        for mac in map(bytes, known):
            del by_mac[mac]
        new = list(by_mac.values())
        theirs = _receipts(len(new), with_words=with_words)
        _keep(new, [key for _words, key in theirs], team, now)
        done.words = [(row.id, words) for row, (words, _key) in zip(new, theirs, strict=True) if words]
        Brought.objects.bulk_create(Brought(mac=mac) for mac in by_mac)
        done.taken, done.before = len(new), len(rows) - len(new)
    return done


def _receipts(many: int, *, with_words: bool) -> list[tuple[tuple[str, ...], ReceiptKey]]:
    if not with_words:
        # Keys that no six words lead to, thrown away at once: what is sealed to them is sealed to nobody.
        return [((), ReceiptKey(secrets.token_bytes(32), sealing.new_pair()[0])) for _one in range(many)]
    every = [tickets.read(tickets.issue()).words for _one in range(many)]
    with ThreadPoolExecutor(2) as pool:
        return list(zip(every, pool.map(receipts.key_of, every), strict=True))


def _keep(rows: Sequence[Row], theirs: Sequence[ReceiptKey], team: TeamPublic, now: datetime) -> None:
    """As if each had been sent, a table at a time."""
    every = [Receipt(find=key.find, public=key.public) for key in theirs]
    kept = [
        sending.rows_of(row.document, card, receipt, team, now)
        for row, card, receipt in zip(rows, _cards([row.document for row in rows]), every, strict=True)
    ]
    Receipt.objects.bulk_create(every)
    DataKey.objects.bulk_create(data_key for data_key, _testimony in kept)
    Testimony.objects.bulk_create(testimony for _data_key, testimony in kept)
    record.write_all("import", by="site", subjects=[testimony.record_subject for _key, testimony in kept])


def _cards(every: Sequence[Document]) -> Iterable[Card]:
    """To look for names takes longest: both processors do it, which see no key and no database."""
    return (
        _pool().map(documents.card_of, every, chunksize=10)
        if len(every) > _FEW
        else map(documents.card_of, every)
    )


@cache
def _pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(2, mp_context=get_context("fork"))


def forget() -> int:
    """Forget which rows were taken in, once an archive is all in; returns how many."""
    return Brought.objects.all().delete()[0]
