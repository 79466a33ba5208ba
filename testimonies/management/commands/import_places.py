"""`manage.py import_places FILE`: institutions to pick from, out of the English register of schools or a plain CSV."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from testimonies import facets, place_lists, places
from testimonies.place_lists import Listed, Skipped


class Command(BaseCommand):
    """Adds what is new, changes what reads differently, leaves the rest; nothing is ever doubled or deleted."""

    help = (
        "Import institutions. FILE is the register of English schools (GIAS, Windows-1252) or a CSV with name, kind, "
        "town, region, country. Says for each line that it skips why."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One or more files, or none for the list that comes along."""
        parser.add_argument("file", type=Path, nargs="*", default=[places.UNIVERSITIES])

    def handle(self, *_: Any, file: list[Path], **__: Any) -> None:
        """A file is taken in whole or, when it cannot be read to its end, not at all."""
        for path in file:
            try:
                done = places.take_in(self._listed(path))
            except place_lists.UnknownList:
                names = ", ".join(place_lists.PLAIN)
                raise CommandError(
                    f"{path}: neither the register of schools nor a CSV with {names}"
                ) from None
            except OSError as error:
                raise CommandError(f"{path}: {error.strerror}") from None
            self.stdout.write(
                f"{path.name}: {done.added:,} added, {done.changed:,} changed, {done.same:,} as before"
            )

    def _listed(self, path: Path) -> Iterator[Listed]:
        skipped = 0
        for each in place_lists.read(path, dict(facets.KINDS)):
            if isinstance(each, Skipped):
                skipped += 1
                self.stdout.write(f"line {each.line}: skipped: {each.why}")
            else:
                yield each
        self.stdout.write(f"{skipped:,} lines skipped")
