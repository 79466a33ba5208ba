"""Two cookies that are keys: the writer's way back, and the moderator's open vault.

Nothing is stored for the first. For the second the server stores only what the cookie's random key opens.
"""

import base64
import binascii
import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from . import sealing, secret_files
from .receipts import ReceiptKey

RETURN_SECONDS = 20 * 60
_COLUMN = "return cookie"


@dataclass(frozen=True)
class Return:
    """A writer who came back: the receipt's id and the key that their words gave."""

    receipt: UUID
    key: ReceiptKey


class ReturnEnded(Exception):
    """The cookie is too old, of another day's key, or not ours."""


def seal_return(who: Return, now: float | None = None) -> str:
    """The return cookie's value, good for twenty minutes."""
    moment = time.time() if now is None else now
    body = {
        "id": str(who.receipt),
        "find": who.key.find.hex(),
        "key": who.key.private.hex(),
        "until": int(moment) + RETURN_SECONDS,
    }
    day = datetime.fromtimestamp(moment, UTC).date().isoformat()
    sealed = sealing.seal(_day_key(day), json.dumps(body).encode(), column=_COLUMN, row=day)
    return base64.urlsafe_b64encode(sealed).decode("ascii")


def open_return(cookie: str, now: float | None = None) -> Return:
    """Who came back. Today's and yesterday's keys are taken. Raises ReturnEnded."""
    moment = time.time() if now is None else now
    body = json.loads(_unseal_of_either_day(cookie, moment))
    if body["until"] < moment:
        raise ReturnEnded
    key = ReceiptKey(find=bytes.fromhex(body["find"]), private=bytes.fromhex(body["key"]))
    return Return(UUID(body["id"]), key)


def _unseal_of_either_day(cookie: str, moment: float) -> bytes:
    try:
        sealed = base64.b64decode(cookie.encode("ascii"), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise ReturnEnded from None
    today = datetime.fromtimestamp(moment, UTC).date()
    for day in (today.isoformat(), (today - timedelta(days=1)).isoformat()):
        try:
            return sealing.unseal(_day_key(day), sealed, column=_COLUMN, row=day)
        except sealing.Unsealable:
            continue
    raise ReturnEnded


def _day_key(day: str) -> bytes:
    return secret_files.from_pepper(f"return cookie {day}")


def seal_private(private: bytes, *, session: str) -> tuple[str, str]:
    """A moderator's private key for their session: (what the session stores, what only the cookie holds)."""
    key = sealing.new_key()
    stored = sealing.seal(key, private, column="moderator session", row=session)
    return stored.hex(), key.hex()


def open_private(stored: str, cookie: str, *, session: str) -> bytes:
    """The private key again. Raises Unsealable, also for a cookie that is no key."""
    try:
        key = bytes.fromhex(cookie)
    except ValueError:
        raise sealing.Unsealable from None
    if len(key) != sealing.KEY_BYTES:
        raise sealing.Unsealable
    return sealing.unseal(key, bytes.fromhex(stored), column="moderator session", row=session)
