"""What waits to become public, sealed under the site key, because groups go up while nobody is signed in."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils import timezone

from testimonies import schedule
from testimonies.models import Ready, Stub, Testimony
from testimonies.putting import put
from testimonies.states import State
from vault import sealing, secret_files
from vault.models import Receipt

_SIZES = (4 * 1024, 16 * 1024, 64 * 1024, 128 * 1024)
_STUB_SIZE = 512
# One size whether a moderator added words or not.
_DECLINED_SIZE = 4 * 1024
_READY, _STUB = "testimonies.Ready.payload", "testimonies.Stub.payload"


@dataclass(frozen=True, repr=False)
class Payload:
    """All that publishing needs: the public text, what may be shown of the facets, the reason of a decline."""

    text: str
    second_text: str
    language: str
    kind: str
    when: str
    notes: tuple[str, ...]
    age: str
    told: str
    place: str
    reason: str
    # Whether the place may be named once it has a page; its words travel either way, for the numbers.
    show_place: bool = False
    place_id: str = ""
    who: str = ""
    country: str = ""
    words: str = ""


def keep(testimony: Testimony, target: State, payload: Payload, at: datetime) -> None:
    """Put it by until `at`, the end of undo."""
    sealed = _seal(testimony, payload)
    about = {"target": target, "payload": sealed, "since_day": timezone.localdate(at), "at": at}
    put(Ready(testimony=testimony, **about), *about)


def change(waiting: Ready, payload: Payload) -> None:
    """What was put by, with less in it: the writer took back a consent."""
    waiting.payload = _seal(waiting.testimony, payload)
    waiting.save(update_fields=["payload"])


def _seal(testimony: Testimony, payload: Payload) -> bytes:
    raw = sealing.pad(json.dumps(asdict(payload), ensure_ascii=False).encode(), _SIZES)
    return sealing.seal(secret_files.site_key(), raw, column=_READY, row=testimony.uuid)


def padded(raw: bytes) -> bytes:
    """Filled up as what waits to go up is: its length says little. Raises TooLong."""
    return sealing.pad(raw, _SIZES)


def unpadded(raw: bytes) -> bytes:
    """What `padded` was given."""
    return sealing.unpad(raw)


def open_payload(waiting: Ready) -> Payload:
    """What was put by. Raises Unsealable."""
    raw = sealing.unseal(secret_files.site_key(), waiting.payload, column=_READY, row=waiting.testimony_id)
    values = json.loads(sealing.unpad(raw))
    return Payload(**{**values, "notes": tuple(values["notes"])})


def settle(testimony: Testimony, waiting: Ready, now: datetime) -> None:
    """A decision took effect: keep what goes up with a group, end what ends here."""
    target = State(testimony.state)
    if target in (State.APPROVED, State.PROPOSED, State.COUNTED):
        # Counted from now: what waited three weeks for a yes must not go up alone on the next set day.
        waiting.since_day = schedule.ready_day(timezone.localtime(now))
        waiting.at, waiting.target = None, target
        waiting.save(update_fields=["at", "target", "since_day"])
        return
    if target in (State.HEARD, State.DECLINED):
        left = open_payload(waiting)
        leave_stub(testimony.receipt, target, {"reason": left.reason, "words": left.words})
    waiting.delete()


def leave_stub(receipt: Receipt, outcome: State, payload: dict[str, str | int]) -> None:
    """What remains for the writer once the original is shredded, sealed to their words alone."""
    sealed = _seal_stub(receipt, payload, outcome)
    Stub.objects.update_or_create(
        receipt=receipt, defaults={"outcome": outcome, "payload": sealed, "until_day": None}
    )


def seal_stub_anew(stub: Stub, receipt: Receipt, payload: dict[str, str | int]) -> None:
    """The same for other six words."""
    stub.payload = _seal_stub(receipt, payload, stub.outcome)
    stub.save(update_fields=["payload"])


def _seal_stub(receipt: Receipt, payload: dict[str, str | int], outcome: str) -> bytes:
    size = _DECLINED_SIZE if outcome == State.DECLINED else _STUB_SIZE
    raw = sealing.pad(json.dumps(payload, ensure_ascii=False).encode(), (size,))
    return sealing.seal_to(receipt.public, raw, column=_STUB, row=receipt.uuid)


def open_stub(stub: Stub, private: bytes) -> dict[str, str | int]:
    """A stub's payload, with the receipt's private half. Raises Unsealable."""
    raw = sealing.unseal_with(private, stub.payload, column=_STUB, row=stub.receipt_id)
    return json.loads(sealing.unpad(raw))
