"""What somebody can send from behind the six words."""

from typing import Any, Self

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from testimonies.choosing import Choices
from testimonies.fields import ChoiceField, WordsField
from testimonies.forms import MORE_LIMIT, WORDS_LIMIT, BeginForm, CalmForm, WriteForm
from testimonies.messages import LIMIT


class ChoicesForm(BeginForm):
    """The choices of the first page, with what was chosen last."""

    @classmethod
    def showing(cls, choices: Choices) -> Self:
        """Not sent yet: as it stands now."""
        silent = "yes" if choices.publish_if_silent else "no"
        return cls(initial={**vars(choices), "if_silent": silent})

    @property
    def choices(self) -> Choices:
        """What was chosen, once it is valid."""
        given = {
            name: self.cleaned_data[name]
            for name in Choices.__dataclass_fields__
            if name in self.cleaned_data
        }
        return Choices(**given, publish_if_silent=self.cleaned_data["if_silent"] == "yes")


def _small_box(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"class": "input", "rows": rows, "cols": False})


class VersionForm(CalmForm):
    """What the writer says to the version before it goes up."""

    do = ChoiceField(choices=[(each, each) for each in ("yes", "more", "no", "count")])
    typed = WordsField(
        limit=LIMIT,
        required=False,
        label=_("Which words?"),
        help_text=_(
            "Copy them from the version above, one part on each line. "
            "If we took out something that you would rather keep, say so here too."
        ),
        widget=_small_box(),
    )

    def clean(self) -> dict[str, Any]:
        """To send it back with nothing said would only make it wait."""
        given = super().clean() or {}
        if given.get("do") == "more" and "typed" not in self.errors and not given.get("typed"):
            self.add_error("typed", _("The box is empty. Say which words should go too."))
        return given


class MessageForm(CalmForm):
    """A few words to the volunteers, or a button that says them."""

    GO_ON = _("Publish it as it is.")
    skippable = ("typed",)

    do = ChoiceField(choices=[(each, each) for each in ("say", "publish", "on")], required=False)
    typed = WordsField(
        limit=LIMIT,
        required=False,
        label=_("Your answer"),
        help_text=_("Yes, No or a few words are all fine."),
        widget=_small_box(),
    )

    def __init__(self, data: QueryDict | None = None, *, asked: bool) -> None:
        super().__init__(data)
        if not asked:
            self.fields["typed"].label = _("A few words for the volunteers")
            self.fields["typed"].help_text = _("For example, if something should be taken out.")

    @property
    def said(self) -> str:
        """What to pass on: what was typed, and what the button says."""
        button = str(self.GO_ON) if self.cleaned_data["do"] == "publish" else ""
        return "\n\n".join(part for part in (self.cleaned_data["typed"], button) if part)

    def clean(self) -> dict[str, Any]:
        """An empty answer is said, not sent."""
        given = super().clean() or {}
        if given.get("do", "say") in ("", "say") and "typed" not in self.errors and not given.get("typed"):
            self.add_error("typed", _("The box is empty. A few words are fine, or leave it."))
        return given


class LookAgainForm(CalmForm):
    """What somebody who was declined may say to the next reader."""

    skippable = ("typed",)

    typed = WordsField(
        limit=LIMIT,
        required=False,
        label=_("Is there something they should know?"),
        widget=_small_box(),
    )


class TextForm(CalmForm):
    """The text once more, to be changed."""

    skippable = ("better",)

    typed = WordsField(
        limit=WORDS_LIMIT,
        too_long=WriteForm.base_fields["words"].too_long,
        label=_("In your own words"),
        help_text=_("Please leave out names."),
        error_messages={"required": _("The box is empty. If it should go, take it down and erase it.")},
        widget=forms.Textarea(attrs={"class": "input input--write", "rows": False, "cols": False}),
    )
    better = WordsField(limit=MORE_LIMIT, required=False, label=_("What should change?"), widget=_small_box())
