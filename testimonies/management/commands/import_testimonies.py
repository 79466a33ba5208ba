"""`manage.py import_testimonies`: an archive of stories, as CSV on standard input."""

import io
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from testimonies import archive
from testimonies.archive import Refused, Row
from vault import keys


class Command(BaseCommand):
    """Takes in what is new and right, says of each other line what is wrong, and prints no word of any story."""

    help = (
        "Import stories from CSV (UTF-8) on standard input. The first line names the columns: "
        f"{', '.join(archive.NEEDED)}, and any of {', '.join((*archive.YES_OR_NO, *archive.OTHERS))}. "
        "docs/operators.md describes them."
    )
    stealth_options = ("stdin",)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do besides, or instead."""
        parser.add_argument("--dry-run", action="store_true", help="keep nothing; say what would be refused")
        parser.add_argument(
            "--receipts", type=Path, metavar="FILE", help="a new file for each id and its six words"
        )
        parser.add_argument(
            "--forget",
            action="store_true",
            help="forget which rows were taken in, when the archive is all in",
        )

    def handle(
        self,
        *_: Any,
        dry_run: bool,
        receipts: Path | None,
        forget: bool,
        stdin: BinaryIO | None = None,
        **__: Any,
    ) -> None:
        """A hundred lines at a time; after an interruption the same again goes on."""
        if forget:
            self.stdout.write(
                f"{archive.forget():,} rows forgotten: the same archive would be taken in again"
            )
            return
        lines = io.TextIOWrapper(stdin or sys.stdin.buffer, encoding="utf-8-sig", newline="")
        self.refused = self.taken = self.before = 0
        with ExitStack() as files:
            paper = files.enter_context(_new_file(receipts)) if receipts and not dry_run else None
            try:
                for rows in self._batches(lines):
                    self._take(rows, paper, dry_run=dry_run)
            except archive.UnknownArchive:
                raise CommandError(
                    f"the first line must name {', '.join(archive.NEEDED)}, and no column that is not known"
                ) from None
            except UnicodeDecodeError:
                raise CommandError("this is not UTF-8; what was said to be taken in before is kept") from None
            except keys.NoTeam:
                raise CommandError("there is no team that could read them; set one up first") from None
        verb = "would be taken in" if dry_run else "taken in"
        self.stdout.write(f"{self.taken:,} {verb}, {self.before:,} were before, {self.refused:,} refused")

    def _batches(self, lines: TextIO) -> Iterator[list[Row]]:
        rows: list[Row] = []
        for each in archive.read(lines):
            if isinstance(each, Refused):
                self.refused += 1
                self.stdout.write(f"line {each.line}: {each.why}")
                continue
            rows.append(each)
            if len(rows) == archive.AT_ONCE:
                yield rows
                rows = []
        yield rows

    def _take(self, rows: list[Row], paper: TextIO | None, *, dry_run: bool) -> None:
        if dry_run:
            before = archive.was_taken(rows)
            self.taken, self.before = self.taken + len(rows) - before, self.before + before
            return
        with transaction.atomic():
            done = archive.take_in(rows, with_words=paper is not None, now=timezone.now())
            if paper is not None:
                # Before the commit: words of a row that was not kept open nothing; a row without its words is lost.
                paper.writelines(f"{id},{' '.join(words)}\n" for id, words in done.words)
                paper.flush()
                os.fsync(paper.fileno())
        self.taken, self.before = self.taken + done.taken, self.before + done.before
        if self.taken and self.taken % 1000 < done.taken:
            self.stdout.write(f"{self.taken:,} taken in so far")


def _new_file(path: Path) -> TextIO:
    try:
        return open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8")
    except FileExistsError:
        raise CommandError("the file for the six words exists already; choose another one") from None
    except OSError as error:
        raise CommandError(f"the file for the six words cannot be written: {error.strerror}") from None
