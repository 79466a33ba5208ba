"""Fields of the team's own forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DayField(forms.DateField):
    """A day, picked or typed as 2027-01-31."""

    default_error_messages = {"invalid": _("Write the day like this: 2027-01-31.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date", "class": "input input--short"}, format="%Y-%m-%d")
        super().__init__(widget=widget, **kwargs)
