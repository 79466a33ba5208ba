"""The moderator's marks over a text: what the finder suggested, what was ticked, what was added. Pure.

A cut that is not taken is only a suggestion: it stays in the list, and its words stay in the text.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from redaction import find
from redaction.spans import LABELS, NUMBERED, BadSpans, Piece, Span, labels_for, pieces

MOST = 1000


class Cut(NamedTuple):
    """Code points `start` to `end` of the original, the label that would stand there, and whether it does."""

    start: int
    end: int
    label: str
    taken: bool

    def touches(self, start: int, end: int) -> bool:
        """Whether it shares a letter with that stretch."""
        return self.start < end and start < self.end


Cuts = tuple[Cut, ...]


def suggested(text: str, language: str, institutions: Iterable[str] = ()) -> Cuts:
    """What the finder says, all taken but mere details: those point to somebody only now and then.

    `institutions`: what the writer's place may be called.
    """
    marks = find(text, language=language, institutions=institutions)
    spans = labels_for(text, marks)
    return tuple(Cut(*span, taken=mark.kind != "detail") for mark, span in zip(marks, spans, strict=True))


def spans_of(cuts: Iterable[Cut]) -> list[Span]:
    """The cuts that are taken, as the spans that redact."""
    return [Span(cut.start, cut.end, cut.label) for cut in cuts if cut.taken]


def drawn(cuts: Iterable[Cut]) -> str:
    """Which cuts a preview shows, as a field of its page says it: places and labels, no word of the text."""
    return " ".join(f"{span.start}:{span.end}:{span.label}" for span in spans_of(cuts))


def of_spans(spans: Iterable[Span], text: str, language: str, institutions: Iterable[str] = ()) -> Cuts:
    """The cuts behind a decision that was undone, with the suggestions that it left alone."""
    taken = [Cut(*span, taken=True) for span in spans]
    left = [cut._replace(taken=False) for cut in suggested(text, language, institutions)]
    return settled([*taken, *left])


def settled(cuts: Iterable[Cut]) -> Cuts:
    """In order; a suggestion that lies under a cut that is taken, or under another suggestion, is dropped."""
    kept = [cut for cut in cuts if cut.taken]
    for cut in cuts:
        if not cut.taken and not any(other.touches(cut.start, cut.end) for other in kept):
            kept.append(cut)
    return tuple(sorted(kept))


def typed(data: Mapping[str, str], text: str, prefix: str = "") -> Cuts:
    """The cuts in a form's fields at1, c1, k1, at2 … Raises BadSpans for what no page of ours can send."""
    field = re.compile(rf"{prefix}at(\d{{1,5}})")
    numbers = sorted(int(match[1]) for match in map(field.fullmatch, data) if match)
    if len(numbers) > MOST:
        raise BadSpans("more cuts than we take")
    cuts = settled([_one(data, number, prefix, text) for number in numbers])
    pieces(text, spans_of(cuts))
    return cuts


def _one(data: Mapping[str, str], number: int, prefix: str, text: str) -> Cut:
    place = re.fullmatch(r"(\d{1,6}):(\d{1,6})", data[f"{prefix}at{number}"])
    label = data.get(f"{prefix}k{number}", "")
    if place is None or label not in LABELS:
        raise BadSpans("a cut without a place or a label")
    start, end = int(place[1]), int(place[2])
    if not 0 <= start < end <= len(text):
        raise BadSpans("a cut outside the text")
    return Cut(start, end, label, f"{prefix}c{number}" in data)


def places_of(words: str, text: str) -> list[tuple[int, int]]:
    """Where these words stand in the text, whole words only, whatever their case."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    if not pattern:
        return []
    return [match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)]


def add(cuts: Cuts, places: Iterable[tuple[int, int]], label: str) -> Cuts:
    """The cuts with these places taken out too. What was out stays out, though a new one lies across it."""
    for start, end in places:
        cuts = _add_one(cuts, start, end, label)
    return cuts


def _add_one(cuts: Cuts, start: int, end: int, label: str) -> Cuts:
    across = [cut for cut in cuts if cut.taken and cut.touches(start, end)]
    if any(cut.start <= start and end <= cut.end and (cut.start, cut.end) != (start, end) for cut in across):
        return cuts
    start, end = min([start, *(cut.start for cut in across)]), max([end, *(cut.end for cut in across)])
    others = [cut for cut in cuts if not (cut.taken and cut.touches(start, end))]
    return settled([*others, Cut(start, end, label, taken=True)])


def united(first: Cuts, second: Cuts) -> Cuts:
    """All that either takes out; labels of the first one where both do."""
    out = {(cut.start, cut.end) for cut in first if cut.taken}
    for cut in second:
        if cut.taken and (cut.start, cut.end) not in out:
            first = add(first, [(cut.start, cut.end)], cut.label)
    return first


class Shown(NamedTuple):
    """A stretch of the original for the page: its place, and the number and state of the cut over it."""

    text: str
    start: int
    number: int | None
    taken: bool


def shown(text: str, cuts: Cuts) -> list[Shown]:
    """The original, cut at every mark, numbered as in the list."""
    number_at = {cut.start: (number, cut.taken) for number, cut in enumerate(cuts, 1)}
    everything = [Span(cut.start, cut.end, cut.label) for cut in cuts]
    return [_shown(piece, number_at) for piece in pieces(text, everything)]


def _shown(piece: Piece, number_at: Mapping[int, tuple[int, bool]]) -> Shown:
    number, taken = number_at[piece.start] if piece.label else (None, False)
    return Shown(piece.text, piece.start, number, taken)


def next_name(cuts: Iterable[Cut]) -> str:
    """The label for one more person: the next number where people are told apart, else the plain one."""
    used = {cut.label for cut in cuts if cut.taken}
    free = [label for label in NUMBERED if label not in used]
    return free[0] if used.intersection(NUMBERED) and free else LABELS[0]
