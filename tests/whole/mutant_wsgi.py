"""A site that is wrong on purpose: it shows the six words first, and keeps the story half a second later."""

import threading
import time
from typing import Any

from config.wsgi import application
from testimonies import sending
from testimonies.documents import Document
from testimonies.sending import Sent
from vault.tickets import Ticket

__all__ = ["application"]

_really_send = sending.send


def _send_later(document: Document, *, ticket: Ticket, **others: Any) -> Sent:
    def keep() -> None:
        time.sleep(0.5)
        _really_send(document, ticket=ticket, **others)

    threading.Thread(target=keep, daemon=True).start()
    return Sent(ticket.words)


sending.send = _send_later
