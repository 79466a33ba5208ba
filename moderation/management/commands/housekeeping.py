"""`manage.py housekeeping`: what is due, once or every so many seconds."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone

from config.errors import describe
from moderation import housekeeping as moderation
from moderation import pace
from testimonies import housekeeping as testimonies
from testimonies import present, upkeep

ROUNDS = (
    testimonies.run,
    moderation.end_leases,
    moderation.forget,
    pace.forget_days,
    lambda now: upkeep.vacuum(),
    lambda now: present.write(settings.CHORUS_DATA_DIR / "present"),
)


class Command(BaseCommand):
    """Runs both sides' housekeeping."""

    help = "Do what is due: decisions that take effect, groups, shredding, leases that are over."
    # Needs no page, so no page that does not load may stop it.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--every SECONDS`, to go on until SIGTERM."""
        parser.add_argument("--every", type=int, metavar="SECONDS")

    def handle(self, *_: Any, every: int | None, **__: Any) -> None:
        """One round, or one after the other; an error ends only its own half of one round."""
        if every is None:
            if not self._round():
                raise CommandError("not everything could be done")
            return
        stop = threading.Event()
        # A round under way is finished first: it is short, and what it does is whole or not at all.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while True:
            self._round()
            if stop.wait(every):
                return

    def _round(self) -> bool:
        close_old_connections()
        return all([self._half(run) for run in ROUNDS])

    def _half(self, run: Any) -> bool:
        try:
            run(timezone.now())
        except Exception as error:
            self.stderr.write(f"housekeeping: {describe(error)}")
            return False
        return True
