"""`manage.py backup`: a sealed copy of the database, and the end of keys that are 28 days old."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from moderation import backups


class Command(BaseCommand):
    """Copies go to one place, keys to another; neither should be this server for long."""

    help = "Write a sealed copy of the database, and throw away the keys that are 28 days old."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Two directories."""
        parser.add_argument("--copies", type=Path, required=True, metavar="DIR", help="where the copy goes")
        parser.add_argument("--keys", type=Path, required=True, metavar="DIR", help="where its key goes")

    def handle(self, *_: Any, copies: Path, keys: Path, **__: Any) -> None:
        """Old keys go first: they must, also when no copy can be made."""
        today = timezone.localdate()
        try:
            backups.refuse_beside_each_other(copies, keys)
            gone = backups.forget_keys(keys, today)
            made = backups.back_up(settings.CHORUS_OWNER_DATABASE_URL, copies=copies, keys=keys, today=today)
        except (backups.BackupFailed, OSError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{made.sealed.name}, its key beside the others; {len(gone)} old keys thrown away")
