"""What a coordinator should know once a week without signing in: counts, and the record's head. Nothing else.

It leaves the server in clear and lies in mailboxes for years: no reference, no place, no name, no day of anybody.
"""

from dataclasses import dataclass
from datetime import date
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string

from config import env
from testimonies import intake, record
from testimonies.models import Concern, Testimony
from testimonies.states import WAITING, State
from vault import keys

# Away, no TLS, a name or password that it does not know, an address that it does not.
NOT_TAKEN = (OSError, SMTPException)


@dataclass(frozen=True)
class Digest:
    """How the site stands."""

    waiting: int
    oldest_days: int
    on_hold: int
    approved: int
    concerns: int
    late: int
    intake: intake.State
    people: int
    head: str

    @property
    def manage(self) -> str:
        """What is typed on this machine to compare the head."""
        return env.manage()


def digest(today: date) -> Digest:
    """As it stands now."""
    waiting = Testimony.objects.in_state(*WAITING)
    oldest = waiting.order_by("day").values_list("day", flat=True).first()
    concerns = Concern.objects.filter(state=Concern.State.OPEN)
    return Digest(
        waiting=waiting.count(),
        oldest_days=(today - oldest).days if oldest else 0,
        on_hold=Testimony.objects.in_state(State.ON_HOLD).count(),
        approved=Testimony.objects.in_state(State.APPROVED).count(),
        concerns=concerns.count(),
        late=concerns.filter(due_day__lt=today).count(),
        intake=intake.state(),
        people=keys.holders_who_can_open(),
        head=record.head(),
    )


def text_of(made: Digest) -> str:
    """The letter."""
    return render_to_string("moderation/digest.txt", {"digest": made})


@dataclass(frozen=True)
class Sent:
    """How many letters a mail server took; of those that it did not, the kind of error, and no word of its own."""

    taken: int
    not_taken: tuple[str, ...] = ()


def send(made: Digest) -> Sent:
    """To each of the settings' addresses by itself, so that nobody sees the others'."""
    subject, text = f"{settings.CHORUS_SITE_NAME}: how it stands", text_of(made)
    mail = settings.CHORUS_MAIL
    errors = []
    try:
        with get_connection(**mail.connection) as link:
            for address in settings.CHORUS_DIGEST_TO:
                errors += _refused(link, EmailMessage(subject, text, mail.sender, [address]))
    except NOT_TAKEN as error:
        return Sent(0, (type(error).__name__,))
    return Sent(len(settings.CHORUS_DIGEST_TO) - len(errors), tuple(errors))


def _refused(link: BaseEmailBackend, letter: EmailMessage) -> list[str]:
    """One address that is wrong keeps no letter from the others."""
    try:
        link.send_messages([letter])
    except NOT_TAKEN as error:
        return [type(error).__name__]
    return []
