"""What the writer chose for each marked word: the bracket, words of their own, or to keep it. Nothing is kept here.

A form has up to two boxes whose text is marked: the story, and what should change.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from redaction.spans import BadSpans, Piece, Span, normalise, pieces
from testimonies.fields import LineField

SWAP, OWN, KEEP = "swap", "own", "keep"
_OF_A_MARK = re.compile(r"[mb][0-9]{1,6}(_at|_own)?")
OWN_WORDS = LineField(
    limit=200,
    error_messages={
        "required": gettext_lazy("This box is empty. Type other words here, or choose one of the other two.")
    },
)


@dataclass(frozen=True)
class Box:
    """A box of a form whose text is marked: its name, what the names of its marks begin with, where choices travel."""

    name: str
    letter: str
    carried: str


STORY = Box("words", "m", "marks")
STORY_AGAIN = Box("typed", "m", "marks")
"""The story in its box behind the six words."""
CHANGE = Box("better", "b", "better_marks")
AT_FIRST = (STORY, CHANGE)
BEHIND_THE_WORDS = (STORY_AGAIN, CHANGE)


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


def choices(posted: Mapping[str, str], box: Box) -> list[Chosen]:
    """What was chosen for each mark of a check page. Raises ValueError for fields that are not ours."""
    found = []
    for name, value in posted.items():
        if name.startswith(box.letter) and name.endswith("_at"):
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


@dataclass(frozen=True)
class Settled:
    """The texts as the writer chose to send them, by box; and by field of a mark, why its own words are not taken."""

    texts: dict[str, str]
    wrong: dict[str, str]


def settled(posted: Mapping[str, str], texts: Mapping[str, str], boxes: Sequence[Box]) -> Settled:
    """What was chosen, put into effect on these `texts` (by name of a box). Raises BadSpans, ValueError."""
    made = {box.name: choices(posted, box) for box in boxes}
    wrong = errors([each for chosen in made.values() for each in chosen])
    return Settled({name: applied(texts[name], chosen) for name, chosen in made.items()}, wrong)


def as_chosen(posted: Mapping[str, str], box: Box) -> str:
    """The same of what was sent in one box; as it was typed where the marks do not fit it."""
    words = normalise(posted.get(box.name, ""))
    try:
        return applied(words, choices(posted, box))
    except (BadSpans, ValueError):
        return words


def is_of_a_mark(name: str) -> bool:
    """Whether a field of a form is one of ours for a mark."""
    return bool(_OF_A_MARK.fullmatch(name))


def carry(
    posted: Mapping[str, str], boxes: Sequence[Box] = AT_FIRST, *, applied: bool = False
) -> list[tuple[str, str]]:
    """The choices, to travel on in hidden fields by the words that they were made for.

    Once they are `applied` only what was kept is still there to be chosen about.
    """
    made = {box.carried: kept(posted, box) if applied else remembered(posted, box) for box in boxes}
    return [(name, _packed(chosen)) for name, chosen in made.items() if chosen]


def _packed(made: Sequence[Remembered]) -> str:
    plain = [[each.words, each.choice, each.own] for each in made]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def kept(posted: Mapping[str, str], box: Box) -> list[Remembered]:
    """The words that the writer wants to keep as they are."""
    return [each for each in remembered(posted, box) if each.choice == KEEP]


def remembered(posted: Mapping[str, str], box: Box) -> list[Remembered]:
    """The choices of the check page that was sent, or those that came along from one; what is not ours is none."""
    words = normalise(posted.get(box.name, ""))
    try:
        made = choices(posted, box)
        if made:
            return [
                Remembered(words[each.span.start : each.span.end], each.choice, each.own) for each in made
            ]
        return [
            Remembered(str(marked), str(choice), str(own))
            for marked, choice, own in json.loads(posted.get(box.carried) or "[]")
            if choice in (SWAP, OWN, KEEP)
        ]
    except (ValueError, TypeError):
        return []
