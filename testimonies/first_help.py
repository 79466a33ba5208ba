"""Help first, never a wall: what the next page begins with when somebody may be in danger, or a child."""

from dataclasses import dataclass

from testimonies import support
from testimonies.documents import Document
from testimonies.models import SupportEntry
from testimonies.urgency import Sign

_NEEDS = {Sign.CHILD: "child", Sign.LIFE: "life", Sign.DANGER: "home"}


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
    needs = [need for sign, need in _NEEDS.items() if sign in found]
    country = document.country
    return FirstHelp(
        emergency=support.emergency_number(country),
        danger=bool(found & {Sign.DANGER, Sign.LIFE}),
        lines=support.lines_for(country, needs),
    )
