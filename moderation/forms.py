"""What a volunteer types to come in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from testimonies.forms import CalmForm


class SignInForm(CalmForm):
    """A name and a password."""

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
