"""What is looked for before a story may go up, each check naming what it found. Pure but for one look at the stories.

A moderator can say that what was found may stay; then somebody else reads it, too (DESIGN section 7).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import redaction
from redaction.spans import Span, redact
from testimonies import facets
from testimonies.documents import Document
from testimonies.errors import Refused
from testimonies.models import Story

LEFT, PLACE, PROCEEDINGS, FEW = "left", "place", "proceedings", "few"
KEYS = (LEFT, PLACE, PROCEEDINGS, FEW)
_SHARED_BY = 5
# While fewer are up, each is alone with whatever it says, and the site shows of none where it was.
_YOUNG_SITE = 20
_POINTS_AT_SOMEBODY = {"person", "handle", "contact", "identifier"}
_MOST = 8
# "Court" alone is where people play tennis, and a sentence is mostly one of words.
_PROCEEDINGS = re.compile(
    r"\b(?:(?:in|to|at|the) court|court case|court date|crown court|magistrates|on trial|the trial|tribunal"
    r"|(?:was|were|been|got|is|are) (?:charged|arrested|convicted|prosecuted|sentenced)|charged with|on bail"
    r"|under investigation|(?:are|is|still) investigating|ongoing investigation|prosecution|verdict|jury"
    r"|pleaded|plead guilty|lawsuit|suing|sued|solicitors?|barristers?|injunction|restraining order)\b",
    re.IGNORECASE,
)


# No repr: what was found are words of the story.
@dataclass(frozen=True, repr=False)
class Check:
    """One that found something: its key, and the words that it found."""

    key: str
    found: tuple[str, ...]


class Unchecked(Refused):
    """A check found something, and nobody said that it may stay."""


# No repr, as above.
@dataclass(frozen=True, repr=False)
class Outcome:
    """What would be public: both texts, the kind of place and the years that go with it."""

    texts: tuple[str, ...]
    kind: str
    years: str


def outcome(
    document: Document,
    *,
    spans: Iterable[Span],
    better_spans: Iterable[Span],
    kind: str,
    when: str,
    today: date,
) -> Outcome:
    """What these cuts and facets would make public. Raises BadSpans."""
    texts = [redact(document.text, spans)]
    if document.show_change and document.better:
        texts.append(redact(document.better, better_spans))
    return Outcome(tuple(texts), kind, facets.years_of(when, today.year))


def found(document: Document, public: Outcome) -> list[Check]:
    """The checks that found something; none for what is not published."""
    if document.use != "publish":
        return []
    made = ((key, tuple(dict.fromkeys(look(document, public)))[:_MOST]) for key, look in _LOOKS.items())
    return [Check(key, words) for key, words in made if words]


def _left(document: Document, public: Outcome) -> list[str]:
    """Names, handles and numbers that the finder still sees in what would go up."""
    return [
        text[mark.start : mark.end]
        for text in public.texts
        for mark in redaction.find(text, language=document.language)
        if mark.kind in _POINTS_AT_SOMEBODY
    ]


def _place(document: Document, public: Outcome) -> list[str]:
    """The place, where its writer did not say that it may be named."""
    if document.show_place:
        return []
    name = document.place.split(",")[0].strip()
    named = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE) if len(name) > 3 else None
    words = [match[0] for text in public.texts for match in (named.finditer(text) if named else ())]
    # "A school" in the box for the place is no name.
    words = [] if name.casefold() in _NO_NAMES else words
    return words + [
        text[mark.start : mark.end]
        for text in public.texts
        for mark in redaction.find(text, language=document.language)
        if mark.kind == "institution"
    ]


def _proceedings(_document: Document, public: Outcome) -> list[str]:
    return [match[0] for text in public.texts for match in _PROCEEDINGS.finditer(text)]


def _few(_document: Document, public: Outcome) -> list[str]:
    """The kind of place, or the years of one that says no kind, where fewer than five others share it.

    Of kind and years together the site itself shows only what five share; what is left is this.
    """
    shown = {"kind": public.kind} if public.kind else {"years": public.years} if public.years else {}
    up = Story.objects.published()
    if not shown or up[:_YOUNG_SITE].count() < _YOUNG_SITE:
        return []
    if up.filter(**shown)[:_SHARED_BY].count() >= _SHARED_BY:
        return []
    return [str(facets.KIND_WORDS.get(public.kind, public.years))]


def refuse(checks: Sequence[Check], overruled: Iterable[str]) -> None:
    """Raise Unchecked unless somebody said of each that it may stay."""
    if {check.key for check in checks} - set(overruled):
        raise Unchecked


_NO_NAMES = {
    *(str(label).casefold() for _key, label in facets.KINDS),
    *("a school", "my school", "the school", "school", "a college", "college", "a university", "university"),
    *("my university", "my college", "work", "home", "at home", "a party", "online"),
}
_LOOKS: dict[str, Callable[[Document, Outcome], list[str]]] = {
    LEFT: _left,
    PLACE: _place,
    PROCEEDINGS: _proceedings,
    FEW: _few,
}
