"""Which texts a form has held, so that none of them is shown again once its story was sent, by Back and Reload.

Until Send only the form knows, by marks that tell nothing; at Send they are kept for a day beside the ticket.
"""

import re
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.http import QueryDict

from redaction.spans import normalise
from testimonies.models import UsedTicket
from vault import tickets
from vault.tickets import Ticket

FIELD = "held"
_MOST = 12
_MARKS = re.compile(r"[0-9a-f]{32}(?:\.[0-9a-f]{32})*", re.ASCII)


def marks(posted: QueryDict) -> list[str]:
    """Of the texts that this form held, the one that came with it last; none without a ticket of ours."""
    try:
        ticket = tickets.read(posted.get("ticket", ""))
    except tickets.TicketRefused:
        return []
    given = posted.get(FIELD, "")
    before = given.split(".") if _MARKS.fullmatch(given) else []
    words = normalise(posted.get("words", ""))
    now = [ticket.mark_of(words)] if words else []
    return list(dict.fromkeys([*[mark for mark in before if mark not in now], *now]))[-_MOST:]


def carry(posted: QueryDict) -> list[tuple[str, str]]:
    """The same, to travel on in a hidden field."""
    found = marks(posted)
    return [(FIELD, ".".join(found))] if found else []


def keep(ticket: Ticket, found: Iterable[str], receipt: UUID, day: date) -> None:
    """These texts were in the form of a story that is being kept."""
    rows = [UsedTicket(mac=ticket.mac_of(mark), receipt=receipt, day=day) for mark in found]
    UsedTicket.objects.bulk_create(rows, ignore_conflicts=True)


def is_with_us(ticket: Ticket, words: str) -> bool:
    """Whether a story came with this ticket whose form had held these words."""
    mac = ticket.mac_of(ticket.mark_of(normalise(words)))
    return UsedTicket.objects.filter(mac=mac).exists()
