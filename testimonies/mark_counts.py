"""How many marks the check found in a story: it travels in the form, so that Send need not look once more.

The queue shows the number on the card. It is vouched for, so that it is ours, and of exactly this text.
"""

import hmac
import re
from collections.abc import Mapping

from testimonies import choices
from vault import tickets
from vault.tickets import Ticket

FIELD = "found"
_GIVEN = re.compile(r"([0-9]{1,5})\.([0-9a-f]{32})", re.ASCII)


def carry(ticket: str, text: str, count: int) -> list[tuple[str, str]]:
    """So many marks were found in this text, to travel on in a hidden field. Raises TicketRefused."""
    return [(FIELD, f"{count}.{tickets.read(ticket).voucher_of(count, text)}")]


def left(posted: Mapping[str, str], ticket: Ticket, text: str) -> int | None:
    """How many of them stay in `text`, by what was chosen; None for what nobody has looked at. Raises ValueError."""
    found, chosen = _found(posted, ticket, text), choices.choices(posted, choices.STORY)
    if found is None or any(each.choice == choices.OWN for each in chosen):
        return None
    return max(0, found - sum(each.choice == choices.SWAP for each in chosen))


def _found(posted: Mapping[str, str], ticket: Ticket, text: str) -> int | None:
    given = _GIVEN.fullmatch(posted.get(FIELD, ""))
    if given is None:
        return None
    count, voucher = int(given[1]), given[2]
    return count if hmac.compare_digest(voucher, ticket.voucher_of(count, text)) else None
