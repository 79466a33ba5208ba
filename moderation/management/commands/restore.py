"""`manage.py restore`: a sealed copy into an empty database, without what went since."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from moderation import backups, preparing, queue
from moderation.models import Person
from testimonies import present


class Command(BaseCommand):
    """Afterwards intake is closed, until a coordinator has looked and opens it."""

    help = "Put a sealed copy into an empty database; what was taken down since stays gone."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The copy, its key, and the newest list of what was here."""
        parser.add_argument("copy", type=Path, help="the sealed copy")
        parser.add_argument("--key", type=Path, required=True, metavar="F", help="its key")
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument(
            "--present", type=Path, metavar="F", help="the newest `present` of the data directory"
        )
        which.add_argument(
            "--without-present",
            action="store_true",
            help="there is none: what was taken down since the copy comes back, so publish nothing before you know",
        )

    def handle(self, *_: Any, copy: Path, key: Path, **options: Any) -> None:
        """All of it, or nothing."""
        try:
            here = present.read(options["present"]) if options["present"] else None
            with preparing.as_owner():
                self._refuse_full_database()
                backups.restore(settings.CHORUS_OWNER_DATABASE_URL, backups.Copy(copy, key))
                connection.close()
                self._settle(here or present.now())
        except present.NoList:
            raise CommandError("this is no list of what is here, or it was cut short") from None
        except (backups.BackupFailed, OSError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            "Restored. Intake is closed: sign in, look, and open it. Nobody is signed in any more."
        )

    @transaction.atomic
    def _settle(self, here: present.Present) -> None:
        # Nobody who held one is signed in any more.
        for person in Person.objects.filter(leases__isnull=False).distinct():
            queue.give_up_all(person)
        present.keep_only(here)

    def _refuse_full_database(self) -> None:
        if connection.introspection.table_names():
            raise CommandError("this database is not empty; restore into a new one")
