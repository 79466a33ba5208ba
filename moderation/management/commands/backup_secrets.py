"""`manage.py backup_secrets`: the secrets in one sealed file, and the words on paper that open it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from moderation import secret_copies
from moderation.setting_up import PAPER, write_once


class Command(BaseCommand):
    """Once, after setting up: secrets never change."""

    help = "Write a sealed copy of the secrets; the twelve words that open it are shown once."
    # Needs no page, so no page that does not load may stop it.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the copy goes, and where what is shown only once goes."""
        parser.add_argument("file", type=Path, help="a new file for the sealed copy")
        parser.add_argument("--words-file", type=Path, metavar="F", help="a new file for the twelve words")

    def handle(self, *_: Any, file: Path, words_file: Path | None, **__: Any) -> None:
        """The words are printed only if somebody sits there to read them."""
        if words_file is None and not self.stdout.isatty():
            raise CommandError("nobody is at the terminal: add --words-file FILE for the twelve words")
        try:
            line, phrase = secret_copies.seal_secrets(settings.CHORUS_SECRETS_DIR)
        except secret_copies.CopyRefused as error:
            raise CommandError(str(error)) from None
        if words_file is not None:
            write_once(words_file, phrase)
        write_once(file, line)
        if words_file is None:
            self.stdout.write(f"{PAPER}\nThey open the copy of the secrets: {phrase}")
        self.stdout.write(f"{file.name} is written. Take it to where no copy of the database lies.")
