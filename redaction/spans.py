"""Spans of a text that are replaced by what they were: `[name]`, `[place]`. Nothing else may change.

Offsets count code points, as Python does; a browser counts UTF-16 units and must convert.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .marks import Mark
from .people import same_people

LABEL_OF_KIND = {
    "person": "name",
    "place": "place",
    "institution": "place",
    "date": "date",
    "role": "job title",
    "group": "group",
    "handle": "contact",
    "contact": "contact",
    "identifier": "contact",
    "detail": "detail",
}
NUMBERED = tuple(f"name {number}" for number in range(1, 10))
LABELS = ("name", *NUMBERED, "place", "date", "job title", "group", "contact", "detail")


BRACKET = re.compile(r"\[(" + "|".join(re.escape(label) for label in LABELS) + r")\]")
"""A bracket that stands for something, and what for."""


class BadSpans(ValueError):
    """No such set of spans can have been marked in this text."""


class Span(NamedTuple):
    """Code points `start` to `end` (exclusive), and the label that stands for them."""

    start: int
    end: int
    label: str


class Piece(NamedTuple):
    """A stretch of the original that begins at `start`; where there is a label, only that may be shown."""

    text: str
    label: str | None
    start: int


def normalise(text: str) -> str:
    """CRLF and CR made LF, as everything is kept; nothing else."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def redact(text: str, spans: Iterable[Span]) -> str:
    """The text with each span replaced by its label in brackets, nothing else. Raises BadSpans."""
    return "".join(f"[{piece.label}]" if piece.label else piece.text for piece in pieces(text, spans))


def redact_further(text: str, spans: Iterable[Span]) -> str:
    """The same with a text that was redacted before: what stands in brackets already stays. Raises BadSpans."""
    spans = list(spans)
    if any(touches_bracket(text, span.start, span.end) for span in spans):
        raise BadSpans("a span across something that was replaced before")
    return redact(text, spans)


def touches_bracket(text: str, start: int, end: int) -> bool:
    """Whether the stretch shares a letter with a bracket that stands for something."""
    return any(start < match.end() and match.start() < end for match in BRACKET.finditer(text))


def pieces(text: str, spans: Iterable[Span]) -> list[Piece]:
    """The whole text, cut at its spans: in order, none left out, none empty. Raises BadSpans."""
    cut: list[Piece] = []
    at = 0
    for span in _checked(text, spans):
        if at < span.start:
            cut.append(Piece(text[at : span.start], None, at))
        cut.append(Piece(text[span.start : span.end], span.label, span.start))
        at = span.end
    return cut + [Piece(text[at:], None, at)] if at < len(text) else cut


def labels_for(text: str, marks: Iterable[Mark]) -> list[Span]:
    """A span for each mark, in order. Where there are several people, `name 1` is the first to appear.

    A number that stands in the text already, in a bracket, is somebody else's.
    """
    marks = sorted(marks, key=lambda mark: mark.start)
    names = [text[mark.start : mark.end] for mark in marks if mark.kind == "person"]
    taken = {bracket[1] for bracket in BRACKET.finditer(text)}
    label_of_name = _labels_of_names(same_people(names), [each for each in NUMBERED if each not in taken])
    return [
        Span(
            mark.start,
            mark.end,
            label_of_name[text[mark.start : mark.end]] if mark.kind == "person" else LABEL_OF_KIND[mark.kind],
        )
        for mark in marks
    ]


def _labels_of_names(person_of: dict[str, str], free: Sequence[str]) -> dict[str, str]:
    people = list(dict.fromkeys(person_of.values()))
    if len(people) < 2 and len(free) == len(NUMBERED):
        return dict.fromkeys(person_of, "name")
    label_of = dict(zip(people, free, strict=False))
    return {name: label_of.get(person, "name") for name, person in person_of.items()}


def _checked(text: str, spans: Iterable[Span]) -> list[Span]:
    """The spans in order. Messages never quote the text: they may end up in a log."""
    spans = sorted((Span(*span) for span in spans), key=lambda span: (span.start, span.end))
    at = 0
    for span in spans:
        if span.label not in LABELS:
            raise BadSpans("a label that we do not have")
        if not 0 <= span.start < span.end <= len(text):
            raise BadSpans("a span that is empty or lies outside the text")
        if span.start < at:
            raise BadSpans("two spans that overlap")
        at = span.end
    return spans
