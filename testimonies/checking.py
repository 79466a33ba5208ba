"""What the check page shows: the words with numbered marks, a reason for each, and what the writer chose."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

import redaction
from redaction.spans import Piece, Span, labels_for, pieces
from testimonies.choices import KEEP, SWAP, Box, Remembered


@dataclass(frozen=True)
class Shown:
    """A stretch of text, and the number of its mark if it is marked."""

    text: str
    number: int | None = None


@dataclass(frozen=True)
class Offered:
    """A mark as it is offered to the writer: change it to `[label]` or to words of their own, or keep it."""

    number: int
    field: str
    """The name of its radio buttons."""
    words: str
    reason: str | Promise
    label: str
    at: str
    choice: str = SWAP
    own: str = ""
    error: str = ""


@dataclass(frozen=True)
class Found:
    """A text in paragraphs of pieces, its marks, and whether all that was written is in a language of the check."""

    paragraphs: list[list[Shown]]
    marks: list[Offered]
    is_read: bool


REASONS: dict[str, str | Promise] = {
    "Looks like a person's name.": gettext_lazy("Looks like a person’s name."),
    "A small group can point to one person.": gettext_lazy("A small group can point to one person."),
    "An exact day can point to one person.": gettext_lazy("An exact day can point to one person."),
    "This handle can be searched.": gettext_lazy("This handle can be searched."),
    "A phone number or address can be used to find someone.": gettext_lazy(
        "A phone number or address can be used to find someone."
    ),
    "A number like this belongs to one person or thing.": gettext_lazy(
        "A number like this belongs to one person or thing."
    ),
    "A place this small can point to one person.": gettext_lazy(
        "A place this small can point to one person."
    ),
    "The name of a school or an employer can point to one person.": gettext_lazy(
        "The name of a school or an employer can point to one person."
    ),
    "Only one person there may do this job.": gettext_lazy("Only one person there may do this job."),
    "A rare detail can point to one person.": gettext_lazy("A rare detail can point to one person."),
}
_BETWEEN = "\n\n"
_NUMBERS = (
    gettext_lazy("no places"),
    gettext_lazy("one place"),
    gettext_lazy("two places"),
    gettext_lazy("three places"),
    gettext_lazy("four places"),
    gettext_lazy("five places"),
    gettext_lazy("six places"),
)


def look_at(
    texts: Mapping[Box, str],
    *,
    language: str,
    institutions: Iterable[str] = (),
    remembered: Mapping[Box, Sequence[Remembered]] = MappingProxyType({}),
    errors: Mapping[str, str] = MappingProxyType({}),
) -> list[Found]:
    """Mark the words from which somebody could be recognised; what was chosen before stays chosen.

    `institutions`: other names of the place that the writer named. The marks are numbered through all texts.
    """
    found, count, start = [], 0, 0
    # Looked at as one: whoever is named in the story is known in the other text, and has one label in both.
    whole = _BETWEEN.join(texts.values())
    marks = redaction.find(whole, language=language, institutions=institutions)
    marked = list(zip(marks, labels_for(whole, marks), strict=True))
    is_read = redaction.can_read(whole, language)
    for box, text in texts.items():
        inside = _inside(marked, start, start + len(text))
        before, offered = list(remembered.get(box, ())), []
        for number, (mark, span) in enumerate(inside, start=count + 1):
            field = f"{box.letter}{number}"
            last = _take(before, text[span.start : span.end])
            offered.append(_offered(text, mark, span, number, field, last, errors.get(field, "")))
        spans = [span for _mark, span in inside]
        found.append(Found(paragraphs(numbered(pieces(text, spans), after=count)), offered, is_read))
        start, count = start + len(text) + len(_BETWEEN), count + len(offered)
    return found


def _inside(
    marked: Iterable[tuple[redaction.Mark, Span]], start: int, end: int
) -> list[tuple[redaction.Mark, Span]]:
    """What is marked between these places, counted from the first of them."""
    cut = [
        (mark, Span(max(span.start, start) - start, min(span.end, end) - start, span.label))
        for mark, span in marked
    ]
    return [(mark, span) for mark, span in cut if span.start < span.end]


def _offered(
    text: str,
    mark: redaction.Mark,
    span: Span,
    number: int,
    field: str,
    last: Remembered | None,
    error: str,
) -> Offered:
    return Offered(
        number=number,
        field=field,
        words=text[span.start : span.end],
        reason=_reason(mark.reason, span),
        label=span.label,
        at=f"{span.start}:{span.end}:{span.label}",
        choice=last.choice if last else _at_first(mark),
        own=last.own if last else "",
        error=error,
    )


def _at_first(mark: redaction.Mark) -> str:
    """Names and the like are changed unless the writer says no; mere details stay unless they say yes."""
    return KEEP if mark.kind == "detail" else SWAP


def _take(before: list[Remembered], words: str) -> Remembered | None:
    """The first choice that was made for these words, and not a second time."""
    found = next((each for each in before if each.words == words), None)
    if found:
        before.remove(found)
    return found


def _reason(reason: str, span: Span) -> str:
    said = str(REASONS.get(reason, reason))
    if span.label.startswith("name "):
        said += " " + _("The number keeps two people apart.")
    return said


def as_context(story: Found, change: Found) -> dict[str, object]:
    """What the page of a check needs of both texts."""
    marks = story.marks + change.marks
    return {
        "paragraphs": story.paragraphs,
        "change": change.paragraphs,
        "marks": marks,
        "wrong": [mark for mark in marks if mark.error],
        "lead_line": lead(len(marks)),
        "is_read": story.is_read,
    }


def lead(count: int) -> str:
    """The sentence above so many marks."""
    if count == 0:
        return _(
            "We did not find words that point to someone. Please look once yourself: "
            "names, nicknames, exact days, small groups."
        )
    if count < len(_NUMBERS):
        places = str(_NUMBERS[count])
    else:
        places = ngettext("%(count)s place", "%(count)s places", count) % {"count": count}
    decide = _("You decide about it.") if count == 1 else _("You decide about each one.")
    return _("We marked %(places)s where someone could be recognised.") % {"places": places} + " " + decide


def numbered(parts: list[Piece], *, after: int = 0) -> list[Shown]:
    """Pieces with the number of their mark, or of their cut, counted on `after` so many."""
    shown, number = [], after
    for part in parts:
        number += part.label is not None
        shown.append(Shown(part.text, number if part.label else None))
    return shown


def paragraphs(parts: list) -> list[list]:
    """Cut a list of pieces (with .text) at empty lines; a marked piece is never cut."""
    made: list[list] = [[]]
    for part in parts:
        marked = getattr(part, "number", None) or getattr(part, "label", None)
        blocks = [part.text] if marked else part.text.split("\n\n")
        for index, block in enumerate(blocks):
            if index:
                made.append([])
            if block.strip("\n") or marked:
                made[-1].append(part if marked else _replaced(part, block))
    return [each for each in made if each]


def _replaced(part: object, text: str) -> object:
    return part._replace(text=text) if isinstance(part, Piece) else Shown(text)


def chosen(given: dict) -> str:
    """One sentence or more: what the writer asked for, before Send."""
    if given["use"] == "count":
        return _("Count it, and do not publish it.")
    if given["use"] == "read":
        return _("Just let someone read it. After 30 days we erase it.")
    said = [_("Publish it.")]
    if given["show_first"]:
        silent = _("publish it") if given["if_silent"] == "yes" else _("do not publish it")
        first = _("Show you first how it would read; if you do not come back in 21 days, %(then)s.")
        said.append(first % {"then": silent})
    if given["may_ask"]:
        said.append(_("A volunteer may leave you a question."))
    if given["show_place"]:
        said.append(_("The name of the place may be shown, once enough people have written about it."))
    if given["show_change"]:
        said.append(_("What you say should change may be shown too."))
    return " ".join(said)
