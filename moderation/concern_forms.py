"""What a coordinator sends from the page of a concern."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from redaction.spans import LABELS, BadSpans, Span, touches_bracket
from testimonies import hiding
from testimonies.fields import LineField, WordsField
from testimonies.forms import CalmForm
from testimonies.messages import LIMIT
from testimonies.states import REASON_WORDS

from . import cuts, legal_steps
from .concern_pages import Text
from .cuts import Cuts
from .review_forms import LABEL_CHOICES

_BAD_SPANS = _("Two of the cuts lie across each other, or across a bracket. Untick one, and redraw.")


class LookForm(CalmForm):
    """Words to the reader, what more to take out, why it goes, and which steps are done."""

    say = WordsField(
        limit=LIMIT,
        required=False,
        label=_("Your words to the one who reported it"),
        help_text=_("They see it only if they come back with their six words. Say nothing about the writer."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 4, "cols": False}),
    )
    add = LineField(limit=400, label=_("Other words to take out"), required=False)
    addk = forms.ChoiceField(label=_("Show these words as"), choices=LABEL_CHOICES, required=False)
    reason = forms.ChoiceField(
        label=_("Why it is removed"),
        help_text=_("The writer reads this if they come back."),
        choices=[("", _("Choose a reason")), *((each, REASON_WORDS[each]) for each in hiding.REASONS)],
        required=False,
    )
    steps = forms.MultipleChoiceField(
        label=_("Done so far"),
        choices=[(step.key, step.words) for step in legal_steps.STEPS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    seen = forms.IntegerField(min_value=0, required=False)
    drawn_on = forms.CharField(max_length=64, required=False)

    def __init__(self, data: Mapping[str, str] | None, *, text: Text | None, do: str = "") -> None:
        super().__init__(data)
        self.text, self.do = text, do
        self.story = _suggested(text.text, text.language) if text else ()
        self.second = _suggested(text.second_text, text.language) if text else ()
        self.fields["add"].widget.attrs["autocomplete"] = "off"

    @property
    def spans(self) -> list[Span]:
        """What is to be taken out of the story."""
        return cuts.spans_of(self.story)

    @property
    def second_spans(self) -> list[Span]:
        """And of what should change."""
        return cuts.spans_of(self.second)

    def clean(self) -> dict[str, Any]:
        """Take the cuts as sent, add the words that were typed, and hold what a decision needs."""
        given = super().clean() or {}
        if self.text is not None and "drawn_on" in self.data:
            self._take_cuts(given)
        if self.do == "cut" and not self.errors and not (self.spans or self.second_spans):
            self.add_error("add", _("Nothing is ticked. Tick what should go, or keep the story as it is."))
        if self.do == "remove" and not given.get("reason"):
            self.add_error("reason", _("Choose the reason that the writer will read."))
        if self.do == "answer" and "say" not in self.errors and not given.get("say"):
            self.add_error("say", _("The box is empty."))
        return given

    def _take_cuts(self, given: dict[str, Any]) -> None:
        if given.get("drawn_on") != self.text.drawn_on:
            raise ValidationError(
                _("Somebody has taken more out meanwhile. Look at the story as it is now."), code="changed"
            )
        try:
            self.story = _free(cuts.typed(self.data, self.text.text), self.text.text)
            self.second = _free(
                cuts.typed(self.data, self.text.second_text, prefix="b"), self.text.second_text
            )
        except BadSpans as error:
            raise ValidationError(_BAD_SPANS, code="spans") from error
        self._add_words(given)

    def _add_words(self, given: dict[str, Any]) -> None:
        words, label = given.get("add", ""), given.get("addk") or LABELS[0]
        if not words:
            return
        if self.do == "cut":
            self.add_error("add", _("Press “Add, and redraw” first, so that you see it without these words."))
            return
        in_story, in_second = _places(words, self.text.text), _places(words, self.text.second_text)
        if not in_story and not in_second:
            self.add_error("add", _("These words are not in the story as they are written here."))
        self.story = cuts.add(self.story, in_story, label)
        self.second = cuts.add(self.second, in_second, label)


def _suggested(text: str, language: str) -> Cuts:
    """What the finder still finds; nothing is ticked, for somebody has read it before."""
    found = (cut._replace(taken=False) for cut in cuts.suggested(text, language))
    return tuple(cut for cut in found if not touches_bracket(text, cut.start, cut.end))


def _free(marks: Cuts, text: str) -> Cuts:
    if any(cut.taken and touches_bracket(text, cut.start, cut.end) for cut in marks):
        raise BadSpans("a cut across a bracket")
    return marks


def _places(words: str, text: str) -> list[tuple[int, int]]:
    return [place for place in cuts.places_of(words, text) if not touches_bracket(text, *place)]
