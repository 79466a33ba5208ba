"""What the holder of a story says to its writer, who must have said that we may."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from testimonies import asking, messages
from testimonies.documents import open_document
from testimonies.models import Testimony
from testimonies.states import State
from vault.keys import Keyring

from . import decisions, queue, review
from .models import Person
from .review import Work


@transaction.atomic
def ask(
    person: Person, uuid: UUID, *, keyring: Keyring, question: str, work: Work, now: datetime
) -> Testimony:
    """Ask, and let it wait 14 days; the marks made so far are kept for whoever reads the answer.

    Raises Gone, AlreadyDecided, NotYours, ConsentForbids, Unread, TooMany.
    """
    testimony, hold = queue.held(person, uuid, now)
    review.refuse_unread(testimony)
    key = keyring.open_data_key(testimony.data_key)
    decision = review.decision_of(work, State.QUESTION)
    document = open_document(testimony, key)
    decisions.has_read(person, testimony, document, now)
    decisions.remember_first_reader(testimony, person, now)
    asking.ask(
        testimony,
        key=key,
        document=document,
        question=question,
        decision=decision,
        by=person.uuid,
        now=now,
    )
    hold.delete()
    testimony.refresh_from_db(fields=["state"])
    return testimony


@transaction.atomic
def leave_message(person: Person, uuid: UUID, *, keyring: Keyring, text: str, now: datetime) -> None:
    """Say something that needs no answer. Raises Gone, AlreadyDecided, NotYours, ConsentForbids, TooMany."""
    testimony, hold = queue.held(person, uuid, now)
    key = keyring.open_data_key(testimony.data_key)
    document = open_document(testimony, key)
    asking.leave_message(testimony, key=key, document=document, text=text, by=person.uuid)
    queue.renew(hold, now)


@transaction.atomic
def read_messages(person: Person, uuid: UUID, *, keyring: Keyring, now: datetime) -> list[messages.Said]:
    """All that was said, now in front of this person. Raises Gone, AlreadyDecided, NotYours."""
    testimony, _hold = queue.held(person, uuid, now)
    messages.mark_read(testimony)
    return messages.of(testimony, keyring.open_data_key(testimony.data_key), for_writer=False)
