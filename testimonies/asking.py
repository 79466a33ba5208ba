"""What a volunteer says to the writer: a question that stops the reading, or a few words that do not.

Held by "a volunteer may leave me a question": who did not say so hears nothing from us but where it stands.
"""

from datetime import datetime
from uuid import UUID

from testimonies import deciding, messages, record
from testimonies.deciding import Decision
from testimonies.documents import Document
from testimonies.errors import ConsentForbids
from testimonies.models import Testimony


def ask(
    testimony: Testimony,
    *,
    key: bytes,
    document: Document,
    question: str,
    decision: Decision,
    by: UUID,
    now: datetime,
) -> None:
    """Decide a locked testimony to wait for an answer; the writer sees the question when the undo is over.

    `decision` aims at a question and keeps the marks made so far. Raises ConsentForbids, MoveRefused, TooMany.
    """
    messages.post(testimony, key, question, by_writer=False, held=True)
    deciding.decide(testimony, key=key, document=document, decision=decision, by=by, now=now)


def leave_message(testimony: Testimony, *, key: bytes, document: Document, text: str, by: UUID) -> None:
    """Say something without asking: a thank-you, where help is. Raises ConsentForbids, TooMany."""
    if not document.may_ask:
        raise ConsentForbids
    messages.post(testimony, key, text, by_writer=False)
    record.write("leave a message", by="moderator", actor=by, subject=testimony.record_subject)
