"""What coordinators write on the site in its own name: parts of pages, and the line over all of them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from testimonies import charts
from testimonies.fields import LineField, WordsField
from testimonies.forms import CalmForm

from .fields import DayField

_LONGEST, _LONGEST_LINE = 20_000, 300
_HOW = _(
    "An empty line begins a new paragraph. **Bold**, a line that begins with # for a heading, "
    "lines that begin with - for a list, [words](https://example.org) for a link. "
    "Simple HTML works, too. Anything else is taken out."
)


class OwnWordsForm(CalmForm):
    """A part of a page."""

    skippable = ("typed",)

    typed = WordsField(
        limit=_LONGEST,
        required=False,
        label=_("Your words"),
        help_text=_HOW,
        widget=forms.Textarea(attrs={"class": "input", "rows": 16, "cols": False}),
    )


class OwnPageForm(CalmForm):
    """A page of their own: its title, and what stands under it."""

    title = LineField(limit=80, label=_("Title"))
    typed = WordsField(
        limit=_LONGEST,
        label=_("Your words"),
        help_text=_HOW,
        widget=forms.Textarea(attrs={"class": "input", "rows": 16, "cols": False}),
    )


class AnnouncementForm(CalmForm):
    """One line, and until when."""

    skippable = ("typed", "until")

    typed = LineField(
        limit=_LONGEST_LINE,
        required=False,
        label=_("The line"),
        help_text=_("One or two short sentences. [Words](/support/) for a link. Empty: no line."),
    )
    until = DayField(
        required=False,
        label=_("Until the end of"),
    )

    def clean(self) -> dict[str, Any]:
        """A line has a day, or it would stand there for ever."""
        given = super().clean() or {}
        if given.get("typed") and "until" not in self.errors:
            until = given.get("until")
            if until is None:
                self.add_error("until", ValidationError(_("Say until which day it is shown.")))
            else:
                try:
                    not_over(until)
                except ValidationError as error:
                    self.add_error("until", error)
        return given


def not_over(day: date) -> date:
    """This day. Raises ValidationError when it is over."""
    if day < timezone.localdate():
        raise ValidationError(_("This day is over."))
    return day


class RequestForm(CalmForm):
    """What an authority asked for: on which day, and what came of it. Not who, and about whom."""

    day = DayField(
        label=_("The day on which it came"),
    )
    outcome = forms.ChoiceField(
        label=_("What came of it"), choices=list(charts.AUTHORITIES.items()), widget=forms.RadioSelect
    )
