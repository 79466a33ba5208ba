"""What a volunteer types to come in, and what coordinators type about people."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moderation import preferences, second_step
from moderation.models import Person
from moderation.preferences import Preferences
from testimonies import content_notes
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


def _name_field(label: str | Promise, *, autocomplete: str, help_text: str | Promise = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=60,
        error_messages={"required": _("The box is empty. Type the name you chose here.")},
        widget=forms.TextInput(
            attrs={
                "class": "input",
                "maxlength": None,
                "autocomplete": autocomplete,
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )


def _password_field(
    label: str | Promise, *, autocomplete: str, help_text: str | Promise = ""
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        strip=False,
        # Far above what anybody types, and far below what would make Argon2 a burden.
        max_length=1000,
        error_messages={"required": _("The box is empty. Type your password.")},
        widget=forms.PasswordInput(attrs={"class": "input", "maxlength": None, "autocomplete": autocomplete}),
    )


class SignInForm(CalmForm):
    """A name, a password and, where the second step is on, a code."""

    name = _name_field(_("Name you chose here"), autocomplete="username")
    password = _password_field(_("Password"), autocomplete="current-password")
    # Not required here: whoever has no app yet is led to adding one.
    code = _code_field(_("From the app on your phone, or one of your paper codes."), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not second_step.is_on():
            del self.fields["code"]


class CodeForm(CalmForm):
    """The first code of a new app."""

    code = _code_field(_("What the app shows for this site now."), required=True)


class _NewPassword(CalmForm):
    """A new password, typed twice: what is shown as dots is mistyped unseen, and this one makes a key."""

    password = _password_field(
        _("Password"),
        autocomplete="new-password",
        help_text=_("At least 14 characters. Four words that do not belong together are good."),
    )
    again = _password_field(_("The same once more"), autocomplete="new-password")

    def clean_again(self) -> str:
        """Raises ValidationError when the two differ."""
        if self.cleaned_data["again"] != self.cleaned_data.get("password", self.cleaned_data["again"]):
            raise ValidationError(_("The two are not the same. Type it once more."))
        return self.cleaned_data["again"]


class AcceptForm(_NewPassword):
    """What somebody who was invited chooses."""

    name = _name_field(
        _("Name here"),
        autocomplete="username",
        help_text=_("Not your full name. The people who write see only “a volunteer”."),
    )
    written = forms.BooleanField(
        label=_("I have written it down"),
        error_messages={"required": _("Write the password down first, on paper. Then tick this.")},
    )
    field_order = ("name", "password", "again", "written")


class NewPasswordForm(_NewPassword):
    """The old password and a new one, on one's own page."""

    old = _password_field(_("The password you have now"), autocomplete="current-password")
    field_order = ("old", "password", "again")


ROLES = [
    (Person.Role.MODERATOR, _("Reads stories")),
    (
        Person.Role.COORDINATOR,
        _("Reads, and coordinates: lets people in, sees this page, cannot change the record"),
    ),
]


class InviteForm(CalmForm):
    """Who is to join, and what they will do."""

    name = forms.CharField(
        label=_("What do we call them here?"),
        help_text=_("Not their full name. They can change it."),
        max_length=60,
        error_messages={"required": _("The box is empty. Type a name for them.")},
        widget=forms.TextInput(
            attrs={"class": "input input--short", "maxlength": None, "autocomplete": "off"}
        ),
    )
    role = forms.ChoiceField(
        label=_("What they will do"),
        choices=ROLES,
        widget=forms.RadioSelect,
        initial=Person.Role.MODERATOR,
        error_messages={"required": _("Choose what they will do.")},
    )


class RoleForm(CalmForm):
    """What somebody does."""

    role = forms.ChoiceField(label=_("What they do"), choices=ROLES, widget=forms.RadioSelect)


class LeavingForm(CalmForm):
    """Who is leaving."""

    who = forms.ModelChoiceField(
        label=_("Who?"),
        queryset=Person.objects.none(),
        empty_label=_("Choose a person"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose who is leaving.")),
        widget=forms.Select(attrs={"class": "input input--short"}),
    )

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].queryset = Person.objects.filter(is_active=True).exclude(pk=by.pk).order_by("name")


class ReadingForm(CalmForm):
    """What somebody does not read, and how much of a day is enough for them."""

    kinds = forms.MultipleChoiceField(
        label=_("Kinds that I do not read"),
        help_text=_("They are not offered to you and not listed. You need no reason."),
        choices=content_notes.to_tick,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    weight = forms.IntegerField(
        label=_("Enough for a day"),
        required=False,
        min_value=preferences.LEAST_WEIGHT,
        widget=forms.NumberInput(attrs={"class": "input input--short"}),
    )

    def __init__(self, data: Mapping[str, str] | None, *, theirs: Preferences) -> None:
        super().__init__(data, initial={"kinds": list(theirs.kinds), "weight": theirs.weight})
        most = settings.CHORUS_DAY_WEIGHT
        said = _(
            "Leave it empty for the usual %(most)d. A gentle story weighs 1, a usual one 2, a severe one 3."
        )
        self.fields["weight"].help_text = said % {"most": most}
        self.fields["weight"].validators.append(MaxValueValidator(most))

    @property
    def preferences(self) -> Preferences:
        """What was chosen."""
        return Preferences(tuple(self.cleaned_data["kinds"]), self.cleaned_data["weight"])
