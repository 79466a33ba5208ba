"""Stories that are up, and concerns about them."""

from dataclasses import dataclass

from django.utils import timezone

from moderation import decisions
from moderation.models import Person
from moderation.review import Work
from testimonies import concerns, publishing, returning
from testimonies.models import Concern, Story
from tests.moderation.cast import Sent, Team, hold_one
from vault import receipts, tickets
from vault.sessions import Return

TEXT = "My tutor wrote to me. He lives by the old lighthouse.\n\nThen I left."


@dataclass(frozen=True)
class Told:
    """A concern, and the way back of the one who reported it."""

    concern: Concern
    back: Return


def put_up(team: Team, person: Person, text: str = TEXT) -> tuple[Sent, int]:
    """A writer's story, approved and up: the writer, and its number. Needs groups at once and no undo."""
    sent = hold_one(person, text=text)
    now = timezone.now()
    decisions.approve(person, sent.testimony.uuid, keyring=team.keyring(person), work=Work(), now=now)
    publishing.put_up(now)
    number = returning.standing(sent.back).number
    assert number is not None
    return sent, number


def tell(number: int, why: str = "other", what: str = "The second line names a place.") -> Told:
    """A reader reports a story, and comes back with the six words."""
    ticket = tickets.read(tickets.issue())
    sent = concerns.report(number, why=why, what=what, ticket=ticket, now=timezone.now())
    assert sent.words == ticket.words
    key = receipts.key_of(ticket.words)
    concern = Concern.objects.get(receipt__find=key.find)
    return Told(concern, Return(concern.receipt_id, key))


def state_of(number: int) -> str | None:
    """Whether the story is up, hidden or removed; None when it is gone."""
    return Story.objects.filter(number=number).values_list("state", flat=True).first()
