"""What the finder hands back, and the words that say why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# English; whoever shows them translates them.
REASONS = {
    "person": "Looks like a person's name.",
    "handle": "This handle can be searched.",
    "contact": "A phone number or address can be used to find someone.",
    "identifier": "A number like this belongs to one person or thing.",
    "date": "An exact day can point to one person.",
    "place": "A place this small can point to one person.",
    "institution": "The name of a school or an employer can point to one person.",
    "group": "A small group can point to one person.",
    "role": "Only one person there may do this job.",
    "detail": "A rare detail can point to one person.",
}
KINDS = tuple(REASONS)

CERTAIN, LIKELY, POSSIBLE = 0.9, 0.7, 0.5


@dataclass(frozen=True)
class Mark:
    """Code points `start` to `end` (exclusive) that could identify someone; `rule` found it; `confidence`: 0 to 1."""

    start: int
    end: int
    kind: str
    reason: str
    confidence: float
    rule: str = ""

    def __iter__(self) -> Iterator[int | str]:
        """Start, end and kind, so that a mark unpacks like the spans it is compared with."""
        return iter((self.start, self.end, self.kind))


def mark(start: int, end: int, kind: str, confidence: float, rule: str = "") -> Mark:
    """A mark with the reason of its kind."""
    return Mark(start, end, kind, REASONS[kind], confidence, rule)


def covered(length: int, stretches: Iterable[tuple[int, int]]) -> bytearray:
    """For a text of this length a 1 at each place that one of the stretches covers."""
    found = bytearray(length)
    for start, end in stretches:
        found[start:end] = b"\1" * (end - start)
    return found
