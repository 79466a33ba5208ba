"""`manage.py prepare`: all that a start needs, in one process."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import env
from moderation import demonstration, people, preparing, setting_up
from testimonies import places, standing_pages
from vault import secret_files

FIRST_NAME = "coordinator"


class Command(BaseCommand):
    """Secrets, tables, static files, the team, and the demonstration if it is one."""

    help = "Prepare a start: secrets, tables, static files, and the first of the team."
    # The checks ask the database; there may be no tables yet.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What kind of site, and who is first in its team."""
        parser.add_argument("--demonstration", action="store_true")
        parser.add_argument("--moderator", metavar="NAME")
        parser.add_argument("--password-file", type=Path, metavar="F")
        parser.add_argument("--recovery-file", type=Path, metavar="F")

    def handle(self, **options: Any) -> None:
        """Every step may have been done by an earlier start."""
        is_demonstration = options["demonstration"]
        kind = preparing.DEMONSTRATION if is_demonstration else preparing.EMPTY
        preparing.keep_kind(settings.CHORUS_DATA_DIR, kind)
        secret_files.create_missing(settings.CHORUS_SECRETS_DIR)
        preparing.migrate()
        preparing.collect_static()
        standing_pages.draw(Path(settings.STATIC_ROOT))
        places.begin_with_a_few()
        if is_demonstration:
            self._demonstrate(options)
        elif not people.team_exists():
            self._set_up_team(options)

    def _demonstrate(self, options: dict[str, Any]) -> None:
        name = options["moderator"] or demonstration.NAME
        if options["moderator"]:
            password = setting_up.read_password(_password_file(options))
        else:
            password = demonstration.password(settings.CHORUS_SECRETS_DIR)
        if not people.team_exists():
            # Without a file the phrase is forgotten: what is invented need not be recovered.
            setting_up.set_up(name, password, recovery_file=options["recovery_file"], say=None)
        demonstration.show_once(name, password)
        if not options["moderator"]:
            self.stdout.write(f"Demonstration moderator: {name} / {password}")

    def _set_up_team(self, options: dict[str, Any]) -> None:
        is_terminal = self.stdout.isatty()
        say = self.stdout.write if is_terminal else None
        recovery_file = options["recovery_file"]
        if options["moderator"]:
            if not is_terminal and recovery_file is None:
                raise CommandError("nobody is at the terminal: add --recovery-file FILE for the phrase")
            password = setting_up.read_password(_password_file(options))
            setting_up.set_up(options["moderator"], password, recovery_file=recovery_file, say=say)
        elif is_terminal:
            password = setting_up.new_password()
            setting_up.set_up(FIRST_NAME, password, recovery_file=recovery_file, say=say)
            self.stdout.write(f"First moderator: {FIRST_NAME} / {password}")
        else:
            self.stdout.write(f"Nobody can read yet, so intake is closed. Set up the team: {_how()}")


def _password_file(options: dict[str, Any]) -> Path:
    if options["password_file"] is None:
        raise CommandError("--moderator needs --password-file FILE")
    return options["password_file"]


def _how() -> str:
    # A local site's database runs only inside bin/run, so there the start itself sets up the team.
    if settings.CHORUS_LOCAL:
        return "bin/run --empty --moderator NAME --password-file FILE --recovery-file FILE"
    return f"{env.manage()} setup_team --name NAME"
