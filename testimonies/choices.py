"""What the writer chose for each marked word: the bracket, words of their own, or to keep it. Nothing is kept here."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from redaction.spans import BadSpans, Piece, Span, normalise, pieces
from testimonies.fields import LineField

SWAP, OWN, KEEP = "swap", "own", "keep"
OWN_WORDS = LineField(
    limit=200,
    error_messages={
        "required": gettext_lazy("This box is empty. Type other words here, or choose one of the other two.")
    },
)


@dataclass(frozen=True)
class Chosen:
    """What the writer chose for one marked stretch."""

    field: str
    span: Span
    choice: str
    own: str


# No repr: the words that were marked are in here.
@dataclass(frozen=True, repr=False)
class Remembered:
    """A choice by the words that it was made for, so that it outlives a change of the text around them."""

    words: str
    choice: str
    own: str


def choices(posted: Mapping[str, str]) -> list[Chosen]:
    """What was chosen for each mark of a check page. Raises ValueError for fields that are not ours."""
    found = []
    for name, value in posted.items():
        if name.startswith("m") and name.endswith("_at"):
            field = name[:-3]
            start, end, label = value.split(":")
            choice = posted.get(field, SWAP)
            if choice not in (SWAP, OWN, KEEP):
                raise ValueError("a choice that we do not have")
            own = normalise(posted.get(f"{field}_own", ""))
            found.append(Chosen(field, Span(int(start), int(end), label), choice, own))
    return found


def errors(chosen: Sequence[Chosen]) -> dict[str, str]:
    """By field of a mark: why the writer's own words for it cannot be taken."""
    found = {}
    for each in chosen:
        if each.choice == OWN:
            try:
                OWN_WORDS.clean(each.own)
            except ValidationError as error:
                found[each.field] = " ".join(error.messages)
    return found


def applied(words: str, chosen: Sequence[Chosen]) -> str:
    """The words as the writer chose to send them. Raises BadSpans."""
    own = {each.span.start: each.own.strip() for each in chosen if each.choice == OWN}
    spans = [each.span for each in chosen if each.choice != KEEP]
    return "".join(_said(piece, own) for piece in pieces(words, spans))


def _said(piece: Piece, own: Mapping[int, str]) -> str:
    if piece.label is None:
        return piece.text
    # Words of their own that are empty are none: then it is the bracket, which protects most.
    return own.get(piece.start) or f"[{piece.label}]"


def as_chosen(posted: Mapping[str, str]) -> str:
    """The same of what was sent; as it was typed where the marks do not fit it."""
    words = normalise(posted.get("words", ""))
    try:
        return applied(words, choices(posted))
    except (BadSpans, ValueError):
        return words


def carry(posted: Mapping[str, str], *, applied: bool = False) -> list[tuple[str, str]]:
    """The choices, to travel on in a hidden field by the words that they were made for.

    Once they are `applied` only what was kept is still there to be chosen about.
    """
    made = kept(posted) if applied else remembered(posted)
    plain = [[each.words, each.choice, each.own] for each in made]
    return [("marks", json.dumps(plain, ensure_ascii=False, separators=(",", ":")))] if plain else []


def kept(posted: Mapping[str, str]) -> list[Remembered]:
    """The words that the writer wants to keep as they are."""
    return [each for each in remembered(posted) if each.choice == KEEP]


def remembered(posted: Mapping[str, str]) -> list[Remembered]:
    """The choices of the check page that was sent, or those that came along from one; what is not ours is none."""
    words = normalise(posted.get("words", ""))
    try:
        made = choices(posted)
        if made:
            return [
                Remembered(words[each.span.start : each.span.end], each.choice, each.own) for each in made
            ]
        return [
            Remembered(str(marked), str(choice), str(own))
            for marked, choice, own in json.loads(posted.get("marks") or "[]")
            if choice in (SWAP, OWN, KEEP)
        ]
    except (ValueError, TypeError):
        return []
