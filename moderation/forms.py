"""What a volunteer types to come in."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moderation import second_step
from testimonies.forms import CalmForm


def _code_field(help_text: str | Promise, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=_("Six-digit code"),
        help_text=help_text,
        required=required,
        max_length=60,
        error_messages={"required": _("The box is empty. Type the six digits that the app shows.")},
        widget=forms.TextInput(
            attrs={
                "class": "input input--short",
                "maxlength": None,
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
            }
        ),
    )


class SignInForm(CalmForm):
    """A name, a password and, where the second step is on, a code."""

    name = forms.CharField(
        label=_("Name you chose here"),
        max_length=60,
        error_messages={"required": _("The box is empty. Type the name you chose here.")},
        widget=forms.TextInput(
            attrs={
                "class": "input",
                "maxlength": None,
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        # Far above what anybody types, and far below what would make Argon2 a burden.
        max_length=1000,
        error_messages={"required": _("The box is empty. Type your password.")},
        widget=forms.PasswordInput(
            attrs={"class": "input", "maxlength": None, "autocomplete": "current-password"}
        ),
    )
    # Not required here: whoever has no app yet is led to adding one.
    code = _code_field(_("From the app on your phone, or one of your paper codes."), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not second_step.is_on():
            del self.fields["code"]


class CodeForm(CalmForm):
    """The first code of a new app."""

    code = _code_field(_("What the app shows for this site now."), required=True)
