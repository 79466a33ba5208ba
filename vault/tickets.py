"""The ticket in the form: signed, dated, random. The six words are made from it at Send.

Browsers write form bodies to disk whatever the headers say, so the form carries the ticket and never the
words: without the pepper nobody gets from one to the other.
"""

import base64
import binascii
import hmac
import time
from dataclasses import dataclass, field

from nacl.utils import random as random_bytes

from . import secret_files
from .words import WORDS

LIFETIME = 12 * 60 * 60
RECEIPT_WORDS = 6
_RANDOM_BYTES, _TIME_BYTES, _MAC_BYTES, _MARK_BYTES, _COUNT_BYTES = 24, 5, 16, 16, 4


class TicketRefused(Exception):
    """Nothing that can be used as a ticket, for either reason."""


class TicketForged(TicketRefused):
    """Not a ticket of ours."""


class TicketTooOld(TicketRefused):
    """A ticket of ours, older than twelve hours."""


@dataclass(frozen=True)
class Ticket:
    """A ticket whose signature was checked."""

    body: bytes = field(repr=False)

    @property
    def mac(self) -> bytes:
        """What the database keeps of the ticket for a day: 32 bytes, useless without the pepper."""
        return secret_files.keyed_hash("ticket used", self.body)

    def mark_of(self, text: str) -> str:
        """What a form may carry of a text that it held: nobody without the pepper can try texts with it."""
        return secret_files.keyed_hash("ticket text", self.body + text.encode(), size=_MARK_BYTES).hex()

    def mac_of(self, mark: str) -> bytes:
        """What the database keeps of such a mark for a day; made-up marks are bound to this ticket too."""
        return secret_files.keyed_hash("ticket held", self.body + mark.encode())

    def voucher_of(self, count: int, text: str) -> str:
        """What a form may carry beside a number of ours about a text: nobody without the pepper can make it."""
        about = self.body + count.to_bytes(_COUNT_BYTES, "big") + text.encode()
        return secret_files.keyed_hash("ticket count", about, size=_MARK_BYTES).hex()

    @property
    def words(self) -> tuple[str, ...]:
        """The six words of the receipt."""
        # 512 bits modulo about 2^75: the bias is far below anything that could be seen.
        number = int.from_bytes(secret_files.keyed_hash("ticket words", self.body, size=64), "big")
        chosen = []
        for _ in range(RECEIPT_WORDS):
            number, index = divmod(number, len(WORDS))
            chosen.append(WORDS[index])
        return tuple(chosen)


def issue(now: float | None = None) -> str:
    """A new ticket, as text for a hidden field."""
    moment = int(time.time() if now is None else now)
    body = random_bytes(_RANDOM_BYTES) + moment.to_bytes(_TIME_BYTES, "big")
    return base64.urlsafe_b64encode(body + _signature(body)).decode("ascii")


def read(text: str, now: float | None = None) -> Ticket:
    """The ticket that `text` carries. Raises TicketForged or TicketTooOld."""
    try:
        raw = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise TicketForged from None
    body, signature = raw[: _RANDOM_BYTES + _TIME_BYTES], raw[_RANDOM_BYTES + _TIME_BYTES :]
    if not hmac.compare_digest(signature, _signature(body)):
        raise TicketForged
    age = (time.time() if now is None else now) - int.from_bytes(body[_RANDOM_BYTES:], "big")
    if age > LIFETIME:
        raise TicketTooOld
    return Ticket(body)


def _signature(body: bytes) -> bytes:
    return secret_files.keyed_hash("ticket signature", body, size=_MAC_BYTES)
