"""What a volunteer and the writer say to each other, sealed under the testimony's key, so that both can read it."""

from dataclasses import dataclass

from django.db.models import Max

from testimonies.errors import TooMany
from testimonies.models import Message, Testimony
from vault import sealing

LIMIT = 2_000
"""Characters of a message; in UTF-8 they always fit the larger size."""
_MOST = 60
_SIZES = (2 * 1024, 8 * 1024)
_COLUMN = "testimonies.Message.body"
# In the scripts of our languages and of those in which people write to us.
_QUESTION_MARKS = "?؟？\u037e՞፧"


@dataclass(frozen=True, repr=False)
class Said:
    """One message. No time: the order is enough."""

    by_writer: bool
    text: str


def asks(text: str) -> bool:
    """Whether it reads as a question, which somebody may want to answer."""
    return any(mark in text for mark in _QUESTION_MARKS)


def post(testimony: Testimony, key: bytes, text: str, *, by_writer: bool, held: bool = False) -> None:
    """Add a message to a locked testimony; `held` waits for the end of undo. Raises TooMany."""
    last = Message.objects.filter(testimony=testimony).aggregate(Max("number"))["number__max"] or 0
    if last >= _MOST:
        raise TooMany
    message = Message(testimony=testimony, number=last + 1, by_writer=by_writer, held=held)
    padded = sealing.pad(text.encode(), _SIZES)
    message.body = sealing.seal(_subkey(key), padded, column=_COLUMN, row=message.uuid)
    message.save(force_insert=True)


def of(testimony: Testimony, key: bytes, *, for_writer: bool) -> list[Said]:
    """All of them in order; what waits for the end of undo is not for the writer yet. Raises Unsealable."""
    rows = Message.objects.filter(testimony=testimony).order_by("number")
    if for_writer:
        rows = rows.filter(held=False)
    return [Said(row.by_writer, _open(row, key)) for row in rows]


def _open(row: Message, key: bytes) -> str:
    padded = sealing.unseal(_subkey(key), row.body, column=_COLUMN, row=row.uuid)
    return sealing.unpad(padded).decode()


def _subkey(key: bytes) -> bytes:
    return sealing.subkey(key, "message")


def mark_read(testimony: Testimony) -> None:
    """Somebody of the team has what the writer said in front of them."""
    Message.objects.filter(testimony=testimony, by_writer=True, read=False).update(read=True)


def unread(testimony: Testimony) -> bool:
    """Whether the writer said something that nobody of the team has seen."""
    return Message.objects.filter(testimony=testimony, by_writer=True, read=False).exists()
