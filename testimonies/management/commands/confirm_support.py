"""`manage.py confirm_support`: somebody called, or looked it up, and it is right."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from testimonies import support
from testimonies.models import SupportEntry


class Command(BaseCommand):
    """Lists the entries of the support page, or confirms some of them."""

    help = "Without a key: list the entries of the support page. With keys: confirm these as checked today."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The keys; `--country C` lists one country only."""
        parser.add_argument("keys", nargs="*", metavar="KEY")
        parser.add_argument("--country", metavar="C", help="list this country only, by its ISO code")

    def handle(self, *_: Any, keys: list[str], country: str | None, **__: Any) -> None:
        """One line an entry; an exit code that is not 0 when a key does not exist."""
        if not keys:
            self._list(country)
            return
        unknown = support.confirm(keys, timezone.localdate())
        if unknown:
            raise CommandError("There is no entry " + ", ".join(unknown))
        self.stdout.write(f"Confirmed: {', '.join(keys)}")

    def _list(self, country: str | None) -> None:
        entries = SupportEntry.objects.in_order()
        for entry in entries.filter(country=country) if country else entries:
            day = entry.checked.isoformat() if entry.checked else "unchecked "
            contact = " · ".join(filter(None, (entry.phone, entry.text and f"text {entry.text}", entry.web)))
            self.stdout.write(f"{day}  {entry.key:24}  {entry.name}: {contact}")
