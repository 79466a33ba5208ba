"""`manage.py restore_secrets`: the twelve words on paper open the copy of the secrets on another server."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from moderation import secret_copies


class Command(BaseCommand):
    """Before `restore`: a database opens nothing without the secrets that it was written with."""

    help = "Put the secrets of a sealed copy in place."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The copy. The words come from the terminal or standard input."""
        parser.add_argument("file", type=Path, help="the sealed copy")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="in the place of others, on a new server where nobody wrote",
        )

    def handle(self, *_: Any, file: Path, replace: bool, **__: Any) -> None:
        """All three, or none."""
        typed = getpass("The twelve words: ") if sys.stdin.isatty() else sys.stdin.read()
        try:
            texts = secret_copies.open_secrets(file.read_text(encoding="ascii"), typed)
            secret_copies.put_back(texts, settings.CHORUS_SECRETS_DIR, replace=replace)
        except (OSError, UnicodeDecodeError):
            raise CommandError(f"{file} cannot be read, or the secrets cannot be written") from None
        except secret_copies.CopyRefused as error:
            raise CommandError(str(error)) from None
        self.stdout.write("The secrets are in place. Start the services again.")
