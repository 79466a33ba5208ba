"""`manage.py digest`: how the site stands, to the coordinators by mail, or here where no mail is set up."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from moderation import digest


class Command(BaseCommand):
    """Once a week, by its timer; when nobody got it, again an hour later."""

    help = "Send counts and the record's head to the coordinators; without CHORUS_MAIL_URL, print them."
    requires_system_checks: list[str] = []

    def handle(self, *_: Any, **__: Any) -> None:
        """An error names its kind only: the mail server's own words may hold an address."""
        made = digest.digest(timezone.localdate())
        if not settings.CHORUS_DIGEST_TO:
            self.stdout.write(digest.text_of(made))
            return
        sent = digest.send(made)
        kinds = ", ".join(sorted(set(sent.not_taken)))
        if not sent.taken:
            raise CommandError(f"the mail server did not take it ({kinds})")
        self.stdout.write(f"{sent.taken} sent" + (f", {len(sent.not_taken)} not ({kinds})" if kinds else ""))
