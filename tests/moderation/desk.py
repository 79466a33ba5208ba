"""A coordinator at work on what readers told us."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from moderation import concerns
from moderation.models import Person
from redaction.spans import Span
from testimonies import hiding, returning
from testimonies.lock import locked
from testimonies.models import Concern, Story
from testimonies.states import Reason
from tests.moderation.cast import Sent, Team
from tests.moderation.told import TEXT, Told

LIGHTHOUSE = Span(TEXT.index("by the old"), TEXT.index(".\n\n"), "place")


class Desk:
    """What a coordinator does about a concern, with everything but the act filled in."""

    def __init__(self, team: Team, person: Person) -> None:
        self.person, self.keyring = person, team.keyring(person)

    def hide(self, told: Told) -> None:
        concerns.hide(self.person, told.concern.uuid, keyring=self.keyring)

    def show(self, told: Told) -> None:
        concerns.show_again(self.person, told.concern.uuid, keyring=self.keyring, now=timezone.now())

    def keep(self, told: Told, **how: object) -> None:
        concerns.keep(self.person, told.concern.uuid, **self._how(how))

    def remove(self, told: Told, reason: Reason = Reason.RECOGNISED, **how: object) -> None:
        concerns.remove(self.person, told.concern.uuid, reason=reason, **self._how(how))

    def close(self, told: Told, **how: object) -> None:
        concerns.close(self.person, told.concern.uuid, **self._how(how))

    def cut(self, told: Told, *spans: Span, **how: object) -> None:
        story = Story.objects.get(number=told.concern.story_number)
        drawn_on = how.pop("drawn_on", hiding.fingerprint(story))
        concerns.cut(
            self.person,
            told.concern.uuid,
            spans=list(spans),
            second_spans=[],
            drawn_on=drawn_on,
            **self._how(how),
        )

    def answer(self, told: Told, say: str) -> None:
        concerns.answer(self.person, told.concern.uuid, keyring=self.keyring, say=say)

    def _how(self, how: dict) -> dict:
        return {"keyring": self.keyring, "say": "", "seen": 0, "now": timezone.now(), **how}


def due_in(told: Told, days: int) -> None:
    Concern.objects.filter(pk=told.concern.pk).update(due_day=timezone.localdate() + timedelta(days=days))


def shred_original(sent: Sent) -> None:
    with transaction.atomic():
        returning.shred(locked(sent.testimony.pk))
