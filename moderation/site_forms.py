"""What coordinators set while the site runs: whether stories are taken, and who can help."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from testimonies import countries, intake, support
from testimonies.fields import Cards, LineField, WordsField
from testimonies.forms import CalmForm
from testimonies.models import SupportEntry
from testimonies.states import Reason

from . import days, notes, placing, practice, record_words
from .texts import Text

_STATES = [
    (intake.State.OPEN, _("Open")),
    (intake.State.SLOW, _("Slow")),
    (intake.State.CLOSED, _("Closed")),
]
_STATE_HINTS: dict[str, str | Promise] = {
    intake.State.OPEN: _("People can write. Nothing is said about it."),
    intake.State.SLOW: _("People can write. Before they begin they read that it can take some weeks."),
    intake.State.CLOSED: _(
        "Nobody can send a new story. They read why, and who can help today. "
        "Coming back, taking down and reading go on as before."
    ),
}
_OWN_FIELDS = ("name", "phone", "text", "web", "who", "hours", "cost", "bill")


class IntakeForm(CalmForm):
    """Open, slow or closed."""

    state = forms.ChoiceField(label=_("Are new stories taken?"), choices=_STATES, widget=Cards(_STATE_HINTS))


class SupportForm(CalmForm):
    """One entry of the support page."""

    skippable = ("phone", "text", "web", "hours", "cost", "bill")

    name = LineField(limit=100, label=_("Name"))
    country = forms.CharField(
        label=_("Country, by its code of two letters"),
        help_text=_("For example gb, ie, us. For the rest of the world: zz."),
        max_length=2,
        widget=forms.TextInput(attrs={"class": "input input--short", "maxlength": None}),
    )
    needs = forms.MultipleChoiceField(
        label=_("What it is for"),
        help_text=_("It is listed under the first of these."),
        choices=support.NEEDS,
        widget=forms.CheckboxSelectMultiple,
    )
    who = LineField(limit=200, label=_("For whom, in a short sentence"))
    phone = LineField(limit=40, required=False, label=_("Number to call"))
    text = LineField(
        limit=40,
        required=False,
        label=_("Number to text"),
        help_text=_("Or the word and the number: HELLO to 50808."),
    )
    web = LineField(
        limit=100, required=False, label=_("Page"), help_text=_("Without https://. For example childline.ie.")
    )
    chat = forms.BooleanField(label=_("One can write with them there"), required=False)
    hours = LineField(limit=100, required=False, label=_("Hours, in a short sentence"))
    cost = LineField(limit=100, required=False, label=_("Cost, in a short sentence"))
    bill = LineField(limit=100, required=False, label=_("What the bill shows, in a short sentence"))
    checked = forms.BooleanField(
        label=_("I called or looked it up today, and all of this is right"),
        help_text=_("Without this it is shown to nobody."),
        required=False,
    )

    @classmethod
    def of(cls, entry: SupportEntry) -> "SupportForm":
        """Filled in with an entry; the check has to be made anew."""
        names = [name for name in cls.base_fields if name != "checked"]
        return cls(initial={name: getattr(entry, name) for name in names})

    def clean_country(self) -> str:
        """A code that exists."""
        code = self.cleaned_data["country"].lower()
        if code != support.ELSEWHERE and not countries.name_of(code):
            raise ValidationError(_("There is no country with this code."))
        return code

    def clean_web(self) -> str:
        """An address without its scheme, and nothing that is no address."""
        web = self.cleaned_data["web"].removeprefix("https://").removeprefix("http://").rstrip("/")
        if web and not support.WEB.fullmatch(web):
            raise ValidationError(_("This is not the address of a page."))
        return web

    def clean(self) -> dict[str, Any]:
        """It must say how to reach them."""
        given = super().clean() or {}
        if not self.errors and not any(given.get(name) for name in ("phone", "text", "web")):
            self.add_error("phone", _("Give a number to call, one to text, or a page."))
        return given

    def fill(self, entry: SupportEntry) -> SupportEntry:
        """The entry with what was typed; a new one gets its key from its country and name."""
        for name in ("country", "needs", "chat", *_OWN_FIELDS):
            setattr(entry, name, self.cleaned_data[name])
        entry.key = entry.key or slugify(f"{entry.country}-{entry.name}")[:40]
        return entry


class ReleaseForm(CalmForm):
    """Why one on hold goes on: for the team, if there is anything to say."""

    memo = WordsField(
        limit=notes.LIMIT,
        required=False,
        label=_("A note, for the team only"),
        widget=forms.Textarea(attrs={"class": "input", "rows": 3, "cols": False}),
    )


class SweepForm(CalmForm):
    """Why many that are nearly the same are declined together."""

    reason = forms.ChoiceField(
        label=_("Why we do not publish them"),
        choices=[
            (Reason.SPAM, _("Not stories: all of them go")),
            (Reason.DUPLICATE, _("The same story: one of them stays")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these.")},
    )


class TextForm(CalmForm):
    """A text that the team agreed on, changed by a coordinator."""

    body = WordsField(
        limit=20_000,
        label=_("The text"),
        widget=forms.Textarea(attrs={"class": "input", "rows": 12, "cols": False}),
    )
    # The version that was on the page: whoever changes another one is told.
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, text: Text) -> None:
        super().__init__(data, initial={"body": text.body, "seen": text.number})
        self.text = text
        self.fields["body"].limit = text.limit
        self.fields["body"].help_text = text.help

    def clean_body(self) -> str:
        """Raises ValidationError for what is too long or a practice story whose marks are not whole."""
        body = self.cleaned_data["body"]
        if self.text.key.startswith(practice.KEY) and not practice.is_marked_right(body):
            raise ValidationError(
                _("One mark is not whole, or nothing is marked. Compare it with the line under “The text”.")
            )
        return body

    def say_changed(self, number: int) -> None:
        """Somebody was quicker: what was typed stays, and sending it again puts it after theirs."""
        self.data = self.data.copy()
        self.data["seen"] = str(number)
        self.add_error(
            "body",
            _(
                "Somebody changed this text meanwhile. Theirs is above. Yours is still in the box; "
                "send it again if it is the better one."
            ),
        )


class MergeForm(CalmForm):
    """Which place is only another name of which."""

    goes_words = LineField(limit=200, label=_("The name that is not right"))
    stays_words = LineField(limit=200, label=_("The place that it really is"))
    goes = forms.ChoiceField(label=_("Which one is not right"), required=False, widget=forms.RadioSelect)
    stays = forms.ChoiceField(label=_("Which one stays"), required=False, widget=forms.RadioSelect)

    def __init__(self, data: QueryDict | None, *, sure: bool = False) -> None:
        super().__init__(data)
        self.sure = sure
        for name in ("goes", "stays"):
            self.fields[name].choices = placing.alike(self.data.get(f"{name}_words", ""))

    @property
    def both(self) -> tuple[str, str] | None:
        """The ids of both, once both were chosen and they are two."""
        chosen = self.data.get("goes", ""), self.data.get("stays", "")
        return chosen if all(chosen) and len(set(chosen)) == 2 and self.is_valid() else None

    def clean(self) -> dict[str, Any]:
        """Both have to be chosen before anything is done."""
        given = super().clean() or {}
        for name in ("goes", "stays"):
            if not self.fields[name].choices and given.get(f"{name}_words"):
                self.add_error(f"{name}_words", _("No place of our list is called like this."))
            elif self.sure and not given.get(name) and name not in self.errors:
                self.add_error(name, _("Choose one."))
        if given.get("goes") and given.get("goes") == given.get("stays"):
            self.add_error("stays", _("These are the same place."))
        return given

    def say_cannot(self) -> None:
        """One of them is another's name already, or about to be."""
        self.add_error(
            "goes", _("One of them is about to become another name already. Take that back first.")
        )


class RecordForm(CalmForm):
    """Which lines of the record; what is not among the choices chooses nothing."""

    kind = forms.ChoiceField(label=_("What was done"), required=False)
    who = forms.ChoiceField(label=_("By whom"), required=False)
    month = forms.ChoiceField(label=_("When"), required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.months = {f"{month:%Y-%m}": month for month in days.months()}
        choices = {
            "kind": [(key, words) for key, (words, _moves) in record_words.KINDS.items()],
            "who": days.people(),
            "month": [(key, date_format(month, "F Y")) for key, month in self.months.items()],
        }
        for name, all_of in {"kind": _("Everything"), "who": _("Anybody"), "month": _("Any month")}.items():
            self.fields[name].choices = [("", all_of), *choices[name]]

    @property
    def chosen(self) -> dict[str, Any]:
        """As days.found takes it."""
        self.is_valid()
        given = self.cleaned_data
        kind = given.get("kind", "")
        return {
            "moves": record_words.KINDS[kind][1] if kind else frozenset(),
            "who": given.get("who", ""),
            "month": self.months.get(given.get("month", "")),
        }
