"""`manage.py recover`: the twelve words on paper open the team's key when nobody's password does."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from moderation import recovering
from moderation.setting_up import PAPER, keep_while, read_password


class Command(BaseCommand):
    """Lets somebody in with the recovery words, and makes new ones: the old were typed."""

    help = "Let a coordinator in with the recovery words; the words are replaced by new ones."
    # Needs no page, so no page that does not load may stop it.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, and where what is shown only once goes. The words come from the terminal or standard input."""
        parser.add_argument("--name", required=True, help="a coordinator, who may be new")
        parser.add_argument("--password-file", type=Path, required=True, help="their new password")
        parser.add_argument("--recovery-file", type=Path, help="a new file for the new recovery words")

    def handle(self, *_: Any, name: str, password_file: Path, recovery_file: Path | None, **__: Any) -> None:
        """Nothing secret is printed unless somebody sits there to read it."""
        is_terminal = self.stdout.isatty()
        if not is_terminal and recovery_file is None:
            raise CommandError("nobody is at the terminal: add --recovery-file FILE for the new words")
        password = read_password(password_file)
        typed = getpass("The twelve recovery words: ") if sys.stdin.isatty() else sys.stdin.read()
        try:
            if recovery_file is None:
                phrase = recovering.recover(typed, name=name, password=password)
                self.stdout.write(f"{PAPER}\nRecovery phrase: {phrase}")
            else:
                keep_while(recovery_file, lambda: recovering.recover(typed, name=name, password=password))
        except recovering.WrongWords:
            raise CommandError("these are not the recovery words; nothing was changed") from None
        except ValidationError as error:
            raise CommandError(" ".join(str(message) for message in error.messages)) from None
        self.stdout.write(f"{name} can sign in. Then change the team's key on the page of people.")
