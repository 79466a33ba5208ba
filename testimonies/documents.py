"""All that somebody wrote, as one JSON document under the testimony's own key; and the card made from it."""

import json
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from typing import Any
from uuid import UUID

import redaction
from testimonies import countries, facets, urgency
from testimonies.models import Testimony
from vault import sealing
from vault.keys import Keyring, TeamPublic

SIZES = (4 * 1024, 16 * 1024, 64 * 1024, 128 * 1024)
"""Bytes that a document is padded to, so that its ciphertext tells one of four lengths."""
CARD_SIZE = 512
_DOCUMENT, _CARD = "testimonies.Testimony.document", "testimonies.Testimony.card"
_WORD_STEPS = (50, 100, 200, 300, 500, 800, 1200, 2000, 3500)


# No repr: what somebody wrote must not be printed by whatever goes wrong.
@dataclass(frozen=True, repr=False)
class Document:
    """What a writer sent and agreed to. Line ends are LF; otherwise the words are exactly as sent."""

    text: str
    use: str
    better: str = ""
    may_ask: bool = False
    show_place: bool = False
    show_change: bool = False
    show_first: bool = False
    publish_if_silent: bool = False
    notes: tuple[str, ...] = ()
    setting: str = ""
    place: str = ""
    when: str = ""
    age: str = ""
    land: str = ""
    who: str = ""
    told: str = ""
    danger: bool = False
    language: str = "en"

    @cached_property
    def signs(self) -> frozenset[urgency.Sign]:
        """The signs that somebody may need help first."""
        return urgency.signs(self)

    @property
    def kind(self) -> str:
        """The kind of place: what was ticked, else what its name says."""
        return self.setting or facets.guess_kind(self.place)

    @property
    def country(self) -> str:
        """The code of the country, where we know the one that was typed."""
        return countries.code_of(self.land)

    @property
    def content_notes(self) -> tuple[str, ...]:
        """What a moderator begins with, and what the queue shows."""
        return facets.content_notes(self.notes, who=self.who, age=self.age)

    @property
    def on_timeout(self) -> str:
        """What happens to a proposed version without an answer, in the clear for housekeeping."""
        return "publish" if self.publish_if_silent else "heard"

    @property
    def on_timeout_once_shown(self) -> str:
        """The same for a version that is shown: who did not ask to see it has said yes already."""
        # Not from the start: it would tell of each story whether it is to be published.
        return "publish" if self.publish_if_silent or not self.show_first else "heard"


@dataclass(frozen=True)
class Card:
    """What the queue shows of a testimony: no word of it."""

    notes: tuple[str, ...]
    kind: str
    age: str
    words: int
    language: str
    use: str
    may_ask: bool
    marks: int
    signature: int


def to_json(value: Any) -> bytes:
    """A dataclass as JSON in UTF-8, not escaped."""
    return json.dumps(asdict(value), ensure_ascii=False, separators=(",", ":")).encode()


def seal(document: Document, key: bytes, uuid: UUID) -> bytes:
    """The document under the data key's subkey, padded. Raises TooLong beyond 128 KiB."""
    padded = sealing.pad(to_json(document), SIZES)
    return sealing.seal(sealing.subkey(key, "document"), padded, column=_DOCUMENT, row=uuid)


def open_document(testimony: Testimony, key: bytes) -> Document:
    """The document of a testimony. Raises Unsealable."""
    padded = sealing.unseal(
        sealing.subkey(key, "document"), testimony.document, column=_DOCUMENT, row=testimony.uuid
    )
    return _from_json(Document, sealing.unpad(padded))


def card_of(document: Document, *, found: int | None = None) -> Card:
    """The one function that makes a card. `found`: how many marks its text has, if somebody has looked."""
    if found is None:
        found = len(redaction.find(document.text, language=document.language))
    return Card(
        notes=document.content_notes,
        kind=document.kind,
        age=document.age,
        words=length_of(document),
        language=document.language,
        use=document.use,
        may_ask=document.may_ask,
        marks=found,
        signature=redaction.signature(document.text),
    )


def length_of(document: Document) -> int:
    """How many words its text has, as the card tells it: the next of a few steps."""
    words = len(document.text.split())
    return next((step for step in _WORD_STEPS if words <= step), _WORD_STEPS[-1])


def seal_card(card: Card, team: TeamPublic, uuid: UUID) -> bytes:
    """The card sealed to the team, always of one length."""
    return team.seal(sealing.pad(to_json(card), (CARD_SIZE,)), column=_CARD, row=uuid)


def put(
    testimony: Testimony, document: Document, key: bytes, team: TeamPublic, card: Card | None = None
) -> None:
    """Seal the document and its card into a testimony; saves nothing. `card`: if it is made already."""
    testimony.document = seal(document, key, testimony.uuid)
    testimony.card = seal_card(card or card_of(document), team, testimony.uuid)
    testimony.generation = team.generation
    testimony.on_timeout = document.on_timeout
    testimony.urgency = urgency.level(document.signs)


FIELDS = ("document", "card", "generation", "on_timeout", "urgency")
"""What `put` sets."""


def open_card(testimony: Testimony, keyring: Keyring) -> Card:
    """The card of a testimony. Raises Unsealable."""
    padded = keyring.open(testimony.card, testimony.generation, column=_CARD, row=testimony.uuid)
    return _from_json(Card, sealing.unpad(padded))


def _from_json(kind: type, raw: bytes) -> Any:
    # Of a document from before a question was asked, that answer is missing: then it was not given.
    known = {field.name for field in fields(kind)}
    values = {name: value for name, value in json.loads(raw).items() if name in known}
    return kind(
        **{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    )
