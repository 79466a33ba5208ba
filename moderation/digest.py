"""What a coordinator should know once a week without signing in: counts, and the record's head. Nothing else.

It leaves the server in clear and lies in mailboxes for years: no reference, no place, no name, no day of anybody.
"""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string

from testimonies import intake, record
from testimonies.models import Concern, Testimony
from testimonies.states import WAITING, State
from vault import keys


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


def send(made: Digest) -> int:
    """To each of the settings' addresses by itself, so that nobody sees the others'; returns how many."""
    subject, text = f"{settings.CHORUS_SITE_NAME}: how it stands", text_of(made)
    mail = settings.CHORUS_MAIL
    letters = [EmailMessage(subject, text, mail.sender, [address]) for address in settings.CHORUS_DIGEST_TO]
    return get_connection(**mail.connection).send_messages(letters) or 0
