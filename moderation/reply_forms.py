"""What an institution answered, as a coordinator enters it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from testimonies.fields import WordsField
from testimonies.forms import CalmForm
from testimonies.models import Reply

from .fields import DayField

_LONGEST = 20_000


class ReplyForm(CalmForm):
    """When we wrote, when they answered, and all that they said."""

    skippable = ("asked", "answered", "text")

    asked = DayField(label=_("The day on which we wrote to them"), required=False)
    answered = DayField(label=_("The day on which they answered"), required=False)
    text = WordsField(
        limit=_LONGEST,
        required=False,
        label=_("Their answer, all of it"),
        help_text=_("Plain text; an empty line begins a new paragraph. Leave nothing out and add nothing."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 16, "cols": False}),
    )

    @classmethod
    def of(cls, reply: Reply | None) -> "ReplyForm":
        """Filled in with what stands there."""
        names = ("asked", "answered", "text")
        return cls(initial={name: getattr(reply, name) for name in names} if reply else {})

    def clean(self) -> dict[str, Any]:
        """An answer has a day and a text, and comes after the question; no day is still to come."""
        given = super().clean() or {}
        asked, answered = given.get("asked"), given.get("answered")
        for name, day in (("asked", asked), ("answered", answered)):
            if day and day > timezone.localdate():
                self.add_error(name, ValidationError(_("This day is still to come.")))
        if asked and answered and answered < asked:
            self.add_error("answered", ValidationError(_("They cannot have answered before we wrote.")))
        if given.get("text") and not answered and "answered" not in self.errors:
            self.add_error("answered", ValidationError(_("Say on which day they answered.")))
        if answered and not given.get("text") and "text" not in self.errors:
            self.add_error("text", ValidationError(_("Put in what they said.")))
        return given
