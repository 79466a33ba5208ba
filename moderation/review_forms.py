"""What the moderator sends from the review page, beside the cuts."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from redaction.spans import LABELS, BadSpans
from testimonies import content_notes, facets
from testimonies.deciding import COARSER, NO_PLACE, WORDS_LIMIT, told
from testimonies.documents import Document
from testimonies.fields import LineField, WordsField
from testimonies.forms import CalmForm
from testimonies.messages import LIMIT, asks
from testimonies.states import REASON_WORDS

from . import check_words, checks, cuts, notes, phrases, placing
from .fields import DayField
from .review import Work

LABEL_CHOICES = [(label, f"[{label}]") for label in LABELS]
DRAFT = ("sure", "kept", "say", "memo", "until", "reason", "words")
"""Fields that are kept with the marks, as they were sent."""
_LOOK_AGAIN, _LONGEST_HOLD = timedelta(days=14), timedelta(days=365)
_LESS_EXACT = {"last_5": _("In the last 5 years"), "over_5": _("More than 5 years ago")}
_NEW_PREVIEW = _("The preview was of other marks. It is new now: read it, and press the button again.")
_NEW_LINES = _(
    "The preview had another kind of place, time or content note. It is new now: read it, and press the button again."
)
_OTHERWISE = {
    "ask": _(
        "There is no question mark in it. If no answer is needed, press “Only say it”. "
        "To ask it as it is, press “Ask, and wait for the answer” again."
    ),
    "say": _(
        "There is a question mark in it. To wait for the answer, press “Ask, and wait for the answer”. "
        "To say it as it is, press “Only say it” again."
    ),
}
_BAD_SPANS = _("Two of the cuts lie across each other, or one does not fit the text. Untick one, and redraw.")


class ReviewForm(CalmForm):
    """Bound to what was sent and to the document; `work` is what the moderator has done, once it is valid."""

    kind = forms.ChoiceField(
        label=_("Kind of place"), choices=[("", _("Do not say")), *facets.KINDS], required=False
    )
    note = forms.MultipleChoiceField(
        label=_("Content notes"),
        choices=content_notes.to_tick,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    coarser = forms.MultipleChoiceField(
        label=_("Say these answers less exactly"), required=False, widget=forms.CheckboxSelectMultiple
    )
    without = forms.MultipleChoiceField(
        label=_("Leave these answers out"),
        help_text=_("Out of the story and out of the numbers, where one of them could point to somebody."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    place = forms.ChoiceField(
        label=_("Which place of our list it is"),
        required=False,
        widget=forms.Select(attrs={"class": "input"}),
    )
    place_name = LineField(limit=200, required=False, label=_("Its name, as everybody would write it"))
    place_town = LineField(limit=100, required=False, label=_("Town"))
    add = LineField(
        limit=400,
        label=_("Other words to take out"),
        help_text=_("Every place where they stand is taken out."),
        required=False,
    )
    addk = forms.ChoiceField(label=_("Show these words as"), choices=LABEL_CHOICES, required=False)
    sure = forms.BooleanField(
        label=_("No one could be recognised from what is left, even by people who were there"),
        required=False,
    )
    kept = forms.BooleanField(label=_("Nothing was taken out that could have stayed"), required=False)
    overrule = forms.MultipleChoiceField(choices=[(key, key) for key in checks.KEYS], required=False)
    reason = forms.ChoiceField(
        label=_("Why we do not publish it"),
        choices=[("", _("Choose a reason")), *REASON_WORDS.items()],
        required=False,
    )

    memo = WordsField(
        limit=notes.LIMIT,
        required=False,
        label=_("A note, for the team only"),
        help_text=_("The writer never sees it. A second reader or a coordinator does."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 3, "cols": False}),
    )
    until = DayField(label=_("Look at it again on"), required=False)
    words = WordsField(
        limit=WORDS_LIMIT,
        required=False,
        label=_("Words for the writer, if you want"),
        help_text=_("They stand under the reason on the writer’s page. What could be changed helps most."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 3, "cols": False}),
    )
    phrase = forms.ChoiceField(
        label=_("A text to begin with"),
        choices=phrases.CHOICES,
        required=False,
        widget=forms.Select(attrs={"class": "input"}),
    )
    say = WordsField(
        limit=LIMIT,
        required=False,
        label=_("Your words to the writer"),
        help_text=_("Ask about one thing. They see it only if they come back."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 4, "cols": False}),
    )

    def __init__(
        self,
        data: Mapping[str, str] | None,
        *,
        document: Document,
        work: Work,
        do: str = "preview",
        checked: bool = True,
    ) -> None:
        again = timezone.localdate() + _LOOK_AGAIN
        initial = {
            "until": again,
            "kind": work.kind,
            "note": list(work.notes),
            "without": list(work.without),
            "coarser": list(work.coarser),
            "place": work.place,
            "addk": cuts.next_name(work.story),
        }
        super().__init__(data, initial=initial | dict(work.draft))
        # `checked` is not for practice: there what is left in is what one learns from.
        self.document, self.do, self.checked = document, do, checked
        self.story, self.better = work.story, work.better
        # The button under which the page has asked once whether it is the right one.
        self.meant = ""
        self.fields["without"].choices = answered(document)
        self.fields["coarser"].choices = less_exact(document)
        self.fields["place"].choices = place_choices(document, work.place)
        self.fields["add"].widget.attrs["autocomplete"] = "off"

    @property
    def work(self) -> Work:
        """What was done, the new cuts among it."""
        shown = tuple(key for key, _label in content_notes.to_tick() if key in self.cleaned_data["note"])
        return Work(
            self.story,
            self.better,
            self.cleaned_data["kind"],
            shown,
            without=tuple(self.cleaned_data["without"]),
            place=self.cleaned_data["place"],
            coarser=tuple(self.cleaned_data["coarser"]),
            draft=self._draft(),
        )

    def _draft(self) -> dict[str, str]:
        """What was typed beside the marks and means nothing yet, so that no redrawing loses it."""
        ticked = {"overrule": self.cleaned_data["overrule"]} if self.cleaned_data["overrule"] else {}
        return {name: self.data[name] for name in DRAFT if self.data.get(name)} | ticked

    @property
    def checks(self) -> list[checks.Check]:
        """What the checks find in what these cuts would make public."""
        public = checks.outcome(
            self.document,
            spans=cuts.spans_of(self.story),
            better_spans=cuts.spans_of(self.better),
            kind=self["kind"].value() or "",
            when=self.when,
            today=timezone.localdate(),
        )
        return checks.found(self.document, public)

    @property
    def above(self) -> str:
        """What stands above the text in the preview, as a field of its page says it: keys, no word of the text."""
        without, coarser = (self[name].value() or () for name in ("without", "coarser"))
        when = "without" if "when" in without else "coarser" if "when" in coarser else "exact"
        return "/".join([self["kind"].value() or "", when, ",".join(sorted(self["note"].value() or ()))])

    @property
    def when(self) -> str:
        """What would be said of when it was, as the page stands."""
        without, coarser = (self[name].value() or () for name in ("without", "coarser"))
        return told(self.document, "when", without=without, coarser=coarser)

    def clean(self) -> dict[str, Any]:
        """Take the cuts as sent, add the words that were typed, and hold what a decision needs."""
        given = super().clean() or {}
        try:
            self.story = cuts.typed(self.data, self.document.text)
            self.better = cuts.typed(self.data, self.document.better, prefix="b")
        except BadSpans as error:
            raise ValidationError(_BAD_SPANS, code="spans") from error
        self._add_words(given)
        self._check_decision(given)
        return given

    def _add_words(self, given: dict[str, Any]) -> None:
        words, label = given.get("add", ""), given.get("addk") or LABELS[0]
        if not words:
            return
        if self.do in ("approve", "propose"):
            self.add_error("add", _("Press “Add, and redraw” first, so that you see it without these words."))
            return
        in_story = cuts.places_of(words, self.document.text)
        in_better = cuts.places_of(words, self.document.better)
        if not in_story and not in_better:
            self.add_error("add", _("These words are not in the story as they are written here."))
            return
        self.story = cuts.add(self.story, in_story, label)
        self.better = cuts.add(self.better, in_better, label)

    def _check_decision(self, given: dict[str, Any]) -> None:
        if self.do in ("approve", "propose") and self.document.use == "publish":
            self._check_approval(given)
        if self.do in ("ask", "say") and "say" not in self.errors:
            self._check_words_to_writer(given.get("say", ""))
        if self.do == "note" and "memo" not in self.errors and not given.get("memo"):
            self.add_error("memo", _("The box is empty."))
        if self.do == "add-place" and "place_name" not in self.errors and not given.get("place_name"):
            self.add_error("place_name", _("The box is empty."))
        if self.do == "add-name" and given.get("place") in ("", NO_PLACE, None):
            self.add_error("place", _("Choose the place first that it is another name of."))
        if self.do == "hold":
            self._check_hold(given)
        if self.do in ("decline", "decline-phrase") and not given.get("reason"):
            self.add_error("reason", _("Choose the reason that the writer will read."))

    def _check_words_to_writer(self, words: str) -> None:
        # The writer reads "there is a question", or that nothing needs to be done: the wrong button tells an untruth.
        self.meant = self.data.get("meant", "")
        if not words:
            self.add_error("say", _("The box is empty."))
        elif asks(words) != (self.do == "ask") and self.meant != self.do:
            self.meant = self.do
            self.add_error("say", _OTHERWISE[self.do])

    def _check_approval(self, given: dict[str, Any]) -> None:
        if self.checked and not self._shows_this():
            self.add_error(None, _NEW_PREVIEW)
        elif self.checked and self.data.get("above", "") != self.above:
            self.add_error(None, _NEW_LINES)
        if self.checked and {check.key for check in self.checks} - set(given.get("overrule", ())):
            self.add_error("overrule", check_words.MISSING)
        if not given.get("sure"):
            self.add_error("sure", _("Look for this once more, and tick it if it is so."))

    def _shows_this(self) -> bool:
        """Whether the preview of the page that was sent is of these very cuts: without a script it stays behind."""
        both = [("drawn", self.story)]
        both += [("bdrawn", self.better)] if self.document.show_change else []
        return all(self.data.get(name, "") == cuts.drawn(marks) for name, marks in both)

    def _check_hold(self, given: dict[str, Any]) -> None:
        if "memo" not in self.errors and not given.get("memo"):
            self.add_error("memo", _("Write down why, for the coordinator who lets it go on."))
        today, day = timezone.localdate(), given.get("until")
        if "until" not in self.errors and not (day and today < day <= today + _LONGEST_HOLD):
            self.add_error("until", _("Choose a day from tomorrow on, within a year."))


def answered(document: Document) -> list[tuple[str, str]]:
    """The writer's answers that can be left out: the key, and question and answer in words."""
    said = {
        "when": (_("When"), dict(facets.WHEN)),
        "place": (_("Place"), {}),
        "age": (_("Age then"), dict(facets.AGE)),
        "who": (_("Who"), dict(facets.WHO)),
        "told": (_("Told"), dict(facets.TOLD)),
        "country": (_("Country"), {}),
    }
    given = [(name, question, words, getattr(document, name)) for name, (question, words) in said.items()]
    return [(name, f"{question}: {words.get(key, key)}") for name, question, words, key in given if key]


def less_exact(document: Document) -> list[tuple[str, str]]:
    """The writer's answers that have a coarser step: the key, and in words what would be said instead."""
    words = dict(facets.WHEN) | _LESS_EXACT
    steps = [
        (name, getattr(document, name), facets.coarser(name, getattr(document, name))) for name in COARSER
    ]
    said = _("When: “%(coarser)s”, not “%(said)s”")
    return [
        (name, said % {"coarser": words[step], "said": words[answer]}) for name, answer, step in steps if step
    ]


def place_choices(document: Document, chosen: str) -> list[tuple[str, str]]:
    """What the writer's words mean by themselves, what else they may mean, and none."""
    if not document.place:
        return [("", "")]
    named = placing.named(document)
    said = (
        _("As its words say: %(place)s") % {"place": named} if named else _("Not one of our list, as written")
    )
    return [("", said), *placing.candidates(document, chosen), (NO_PLACE, _("None of our list"))]
