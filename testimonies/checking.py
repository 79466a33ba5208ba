"""What the check page shows: the words with numbered marks, a reason for each, and what the writer chose."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

import redaction
from redaction.spans import Piece, Span, labels_for, pieces
from testimonies.choices import KEEP, SWAP, Remembered


@dataclass(frozen=True)
class Shown:
    """A stretch of text, and the number of its mark if it is marked."""

    text: str
    number: int | None = None


@dataclass(frozen=True)
class Offered:
    """A mark as it is offered to the writer: change it to `[label]` or to words of their own, or keep it."""

    number: int
    words: str
    reason: str | Promise
    label: str
    at: str
    choice: str = SWAP
    own: str = ""
    error: str = ""

    @property
    def field(self) -> str:
        """The name of its radio buttons."""
        return f"m{self.number}"


@dataclass(frozen=True)
class Found:
    """The text in paragraphs of pieces, its marks, and the sentence above them."""

    paragraphs: list[list[Shown]]
    marks: list[Offered]
    lead: str


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
    text: str,
    *,
    language: str,
    institutions: Iterable[str] = (),
    remembered: Sequence[Remembered] = (),
    errors: Mapping[str, str] = MappingProxyType({}),
) -> Found:
    """Mark the words from which somebody could be recognised; what was chosen before stays chosen.

    `institutions`: other names of the place that the writer named.
    """
    marks = redaction.find(text, language=language, institutions=institutions)
    spans = labels_for(text, marks)
    before = list(remembered)
    offered = []
    for number, (mark, span) in enumerate(zip(marks, spans, strict=True), start=1):
        words = text[span.start : span.end]
        last = _take(before, words)
        offered.append(
            Offered(
                number=number,
                words=words,
                reason=_reason(mark.reason, span),
                label=span.label,
                at=f"{span.start}:{span.end}:{span.label}",
                choice=last.choice if last else _at_first(mark),
                own=last.own if last else "",
                error=errors.get(f"m{number}", ""),
            )
        )
    return Found(paragraphs(numbered(pieces(text, spans))), offered, _lead(len(offered)))


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


def _lead(count: int) -> str:
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


def numbered(parts: list[Piece]) -> list[Shown]:
    """Pieces with the number of their mark, or of their cut."""
    shown, number = [], 0
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
