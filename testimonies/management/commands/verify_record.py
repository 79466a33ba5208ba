"""`manage.py verify_record`: does the record still prove that nobody changed it?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from testimonies import record


class Command(BaseCommand):
    """Works the chain of days out again."""

    help = (
        "Check that every day of the record follows from the day before; with --head, that none was dropped."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--head H`: the newest head that you hold from the coordinators' digest."""
        parser.add_argument("--head", metavar="H")

    def handle(self, *_: Any, head: str | None, **__: Any) -> None:
        """One line; an exit code that is not 0 when something is wrong."""
        try:
            record.verify(head)
        except record.RecordBroken as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            f"Every day follows from the day before. Newest: {record.head() or 'no day closed yet'}"
        )
