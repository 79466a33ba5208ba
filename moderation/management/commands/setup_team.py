"""`manage.py setup_team`: the first coordinator and the team's keys."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from moderation import people
from moderation.setting_up import new_password, read_password, set_up, write_once


class Command(BaseCommand):
    """Makes the first person; others come by invitation."""

    help = "Set up the first coordinator, and with them the keys that open what people write."
    # Needs no page, so no page that does not load may stop it.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, and where what is shown only once goes."""
        parser.add_argument("--name", required=True)
        parser.add_argument("--password-file", type=Path, help="read if it exists; else written")
        parser.add_argument("--recovery-file", type=Path, help="a new file for the recovery phrase")

    def handle(
        self, *_: Any, name: str, password_file: Path | None, recovery_file: Path | None, **__: Any
    ) -> None:
        """Nothing secret is printed unless somebody sits there to read it."""
        is_terminal = self.stdout.isatty()
        if not is_terminal and not (password_file and recovery_file):
            raise CommandError("nobody is at the terminal: add --password-file FILE --recovery-file FILE")
        if people.team_exists():
            raise CommandError("there is a team already; its coordinators invite others")
        is_given = password_file is not None and password_file.exists()
        password = read_password(password_file) if is_given else new_password()
        if password_file is not None and not is_given:
            write_once(password_file, password)
        set_up(name, password, recovery_file=recovery_file, say=self.stdout.write if is_terminal else None)
        if password_file is None:
            self.stdout.write(f"Password: {password}")
        self.stdout.write(f"{name} can sign in.")
