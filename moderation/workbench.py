"""What the review page shows: the original with its marks, the list of them, and the preview."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from redaction.spans import LABELS, NUMBERED, Piece, pieces
from testimonies import content_notes, facets, reading, urgency
from testimonies.documents import Card, Document
from testimonies.models import Testimony
from testimonies.states import State

from . import check_words, cuts, jobs
from .cuts import Cuts, Shown
from .references import reference_of
from .review import Opened
from .review_forms import LABEL_CHOICES, ReviewForm

PICK = tuple(label for label in LABELS if label not in NUMBERED)
_IF_SILENT = {
    True: gettext_lazy("without an answer in 21 days, publish it."),
    False: gettext_lazy("without an answer in 21 days, do not publish."),
}


@dataclass(frozen=True)
class Row:
    """One line of the list of words to take out."""

    number: int
    words: str
    place: str
    label: str
    taken: bool


@dataclass(frozen=True)
class Urgent:
    """Why this one came first, in words, and whether it is danger."""

    words: str | Promise
    now: bool


@dataclass(frozen=True)
class Pane:
    """One text: as it was sent, what is marked in it, and what is left of it."""

    original: list[Shown]
    rows: list[Row]
    preview: list[Piece]
    # Comes back with the form: what goes up is what was seen here.
    drawn: str


def closed(testimony: Testimony, card: Card) -> dict[str, Any]:
    """The page before anybody asked for the story: nothing of it is in here."""
    return {
        "reference": reference_of(testimony.uuid),
        "here": reverse("moderation:review", args=[testimony.uuid]),
        "show": False,
        "answered": testimony.answered,
        "notes_line": jobs.notes_line(card),
        "words": card.words,
        "written_in": jobs.language_of(card.language),
        "chosen": facets_of_use(card.use),
        "urgent": urgent(testimony),
        "may_ask": card.may_ask,
    }


def shown(opened: Opened, form: ReviewForm) -> dict[str, Any]:
    """The page with the story, its marks and the preview."""
    document = opened.document
    taken = sum(cut.taken for cut in form.story)
    first = opened.hold.came_from != State.SECOND_READER
    two_read = first and settings.CHORUS_SECOND_READER
    return bench(document, form) | {
        "reference": reference_of(opened.testimony.uuid),
        "here": reverse("moderation:review", args=[opened.testimony.uuid]),
        "chosen": chosen(document),
        "urgent": urgent(opened.testimony),
        "may_ask": document.may_ask,
        "checks": [
            (check, check_words.CHECKS[check.key], check.key in (form["overrule"].value() or ()))
            for check in form.checks
        ],
        "may_stay": check_words.MAY_STAY if two_read else check_words.MAY_STAY_ALONE,
        "proposal": opened.proposal is not None,
        "idle": settings.SESSION_COOKIE_AGE,
        "approve_words": approve_words(opened, taken),
        # For the script that counts while marks are ticked; nothing where the button says no number.
        "approve_one": approve_words(opened, 1),
        "approve_many": approve_words(opened, 99).replace("99", "{n}") if says_number(opened) else "",
        # Where approving passes it on anyway, one button says so.
        "may_pass_on": not opened.needs_second and first,
    }


def urgent(testimony: Testimony) -> Urgent | None:
    """What the queue said of it; whoever takes the next one has not seen the queue's line."""
    words = jobs.URGENT.get(testimony.urgency)
    return Urgent(words, testimony.urgency == urgency.NOW) if words else None


def bench(document: Document, form: ReviewForm) -> dict[str, Any]:
    """What the bench shows of a text, whoever wrote it."""
    ticked = form["note"].value() or ()
    return {
        "show": True,
        "form": form,
        "document": document,
        "story": pane(document.text, form.story),
        "better": pane(document.better, form.better) if document.better else None,
        "labels": LABEL_CHOICES,
        "pick": PICK,
        "taken": sum(cut.taken for cut in form.story),
        "notes_line": capfirst(_notes_line(document.content_notes)),
        "public_notes": _notes_line([key for key, _label in content_notes.to_tick() if key in ticked]),
        "public_facets": _facets_line(form) if document.use == "publish" else "",
        "above": _above(document) if document.use == "publish" else [],
        "words": len(document.text.split()),
        "written_in": jobs.language_of(document.language),
        "said": said(document),
    }


def pane(text: str, marks: Cuts) -> Pane:
    """One text with its cuts; the preview is cut by the same function as what is published."""
    rows = [
        Row(number, text[cut.start : cut.end], f"{cut.start}:{cut.end}", cut.label, cut.taken)
        for number, cut in enumerate(marks, 1)
    ]
    return Pane(cuts.shown(text, marks), rows, pieces(text, cuts.spans_of(marks)), cuts.drawn(marks))


def approve_words(opened: Opened, taken: int) -> str:
    """What the filled button says: what pressing it does."""
    document = opened.document
    if opened.needs_second:
        return _("Pass it on to a second reader")
    if document.use == "count":
        return _("Count it")
    if document.use == "read":
        return _("I have read it")
    if document.show_first:
        return ngettext("Show the writer, %(n)d cut", "Show the writer, %(n)d cuts", taken) % {"n": taken}
    return ngettext("Approve with %(n)d change", "Approve with %(n)d changes", taken) % {"n": taken}


def says_number(opened: Opened) -> bool:
    """Whether the filled button counts the cuts."""
    return opened.document.use == "publish" and not opened.needs_second


def facets_of_use(use: str) -> str | Promise:
    """The writer's choice in the words that they ticked."""
    return dict(facets.USES).get(use, "")


def chosen(document: Document) -> str:
    """All that the writer chose, in sentences."""
    said = [f"{facets_of_use(document.use)}."]
    if document.use == "publish" and document.show_first:
        said.append(f"{_('Show it to them first')}; {_IF_SILENT[document.publish_if_silent]}")
    if document.may_ask:
        said.append(_("You may leave a question."))
    if document.show_place:
        said.append(_("The place’s name may be shown, once enough people have written about it."))
    if document.show_change:
        said.append(_("What should change may be shown, too."))
    return " ".join(said)


def said(document: Document) -> list[tuple[str | Promise, str | Promise]]:
    """What the writer answered beside the story, in their words: (question, answer), only what was answered."""
    answers = [
        (_("Kind of place"), dict(facets.KINDS).get(document.setting, "")),
        (_("Place"), document.place),
        (_("Country"), document.land),
        (_("When"), _answer(facets.WHEN, document.when)),
        (_("Age then"), _answer(facets.AGE, document.age)),
        (_("Who"), _answer(facets.WHO, document.who)),
        (_("Told"), _answer(facets.TOLD, document.told)),
    ]
    return [(question, answer) for question, answer in answers if answer]


def _answer(choices: facets.Choices, key: str) -> str | Promise:
    return dict(choices).get(key, "") if key else ""


def _facets_line(form: ReviewForm) -> str:
    """What the story says of where and when, if enough others say the same."""
    said = (facets.KIND_WORDS.get(form["kind"].value() or "", ""), _years(form.when))
    return " · ".join(str(each) for each in said if each)


def _years(when: str) -> str:
    return reading.said_years(facets.years_of(when, timezone.localdate().year))


def _above(document: Document) -> list[tuple[str, str | Promise]]:
    """Every word that can stand above the text, by what is chosen for it: for the script, which knows none."""
    when = {"exact": document.when, "coarser": facets.coarser("when", document.when)}
    return [
        *((f"kind/{key}", words) for key, words in facets.KIND_WORDS.items()),
        *((f"when/{key}", _years(said)) for key, said in when.items() if said),
        *((f"note/{key}", words) for key, words in content_notes.current().shown.items()),
    ]


def _notes_line(notes: tuple[str, ...] | list[str]) -> str:
    return ", ".join(content_notes.said(notes))
