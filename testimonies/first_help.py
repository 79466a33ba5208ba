"""Help first, never a wall: what the next page begins with when somebody may be in danger, or a child."""

from collections.abc import Iterator
from dataclasses import dataclass

from testimonies import support, urgency
from testimonies.documents import Document
from testimonies.models import SupportEntry
from testimonies.urgency import Sign


@dataclass(frozen=True)
class FirstHelp:
    """Whom to call now: the number for danger, and a few lines."""

    emergency: str
    danger: bool
    lines: list[SupportEntry]


def of(document: Document) -> FirstHelp | None:
    """What to show before anything else; None where nothing says that help is needed now."""
    found = document.signs
    if not found:
        return None
    country = document.country
    return FirstHelp(
        emergency=support.emergency_number(country),
        danger=bool(found & {Sign.DANGER, Sign.LIFE}),
        lines=support.lines_for(country, list(_needs(document))),
    )


def _needs(document: Document) -> Iterator[str]:
    """By what they say and how old they may be: the lines about danger at home are mostly for grown women."""
    found, young = document.signs, urgency.may_be_under_18(document)
    in_danger = Sign.DANGER in found
    # Who does not say how old they were sees both, each with whom it is for.
    if Sign.CHILD in found or young or (in_danger and young is None):
        yield "child"
    if Sign.LIFE in found:
        yield "life"
    if in_danger and not young and Sign.CHILD not in found:
        yield "home"
