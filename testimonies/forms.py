"""What a person who writes, or reads, can send us. Labels are in the page's own words (UX section 5)."""

from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from testimonies import content_notes, facets
from testimonies.documents import Document
from testimonies.fields import Cards, ChoiceField, LineField, MultipleChoiceField, WordsField
from testimonies.numerals import in_words
from vault.receipts import words_of
from vault.tickets import RECEIPT_WORDS

WORDS_LIMIT = 20_000
MORE_LIMIT = 2_000
NONE_OF_THESE: facets.Choices = [("", _("None of these. Keep what I wrote"))]
WHYS: facets.Choices = [
    ("me", _("I could be recognised from it")),
    ("other", _("Somebody else could be recognised")),
    ("untrue", _("It is about me, and it is not true")),
    ("law", _("It is against the law, or a court has said so")),
    ("place", _("It names the wrong place")),
    ("else", _("Something else")),
]
WHY_HINTS: dict[str, str | Promise] = {
    "me": _("We can hide it first and look at it after."),
    "other": _("We can hide it first and look at it after."),
    "untrue": _("We cannot find out what happened. We can look at what is shown."),
    "law": _("For example, it is in court now."),
    "else": _("For example, a note is missing above it."),
}


class CalmForm(forms.Form):
    """A form of this site: our template pack, and our words instead of the browser's when something is missing."""

    use_required_attribute = False
    skippable: tuple[str, ...] = ()
    after: dict[str, str | Promise] = {}

    @property
    def helper(self) -> FormHelper:
        """The tag and the token are in the page: some forms here must be sent without a cookie."""
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf, helper.template_pack = False, True, "chorus"
        return helper

    @classmethod
    def carry(cls, data: QueryDict) -> list[tuple[str, str]]:
        """What was sent for this form's fields, to travel on in hidden fields: (name, value) pairs."""
        return [(name, value) for name in cls.base_fields for value in data.getlist(name)]

    @classmethod
    def typed(cls, data: QueryDict) -> dict[str, Any]:
        """What was sent, as `initial`: to show a form again without judging it."""
        return {
            name: field.widget.value_from_datadict(data, {}, name)
            for name, field in cls.base_fields.items()
            if name in data
        }


def _tick(label: str | Promise) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


class BeginForm(CalmForm):
    """What is to be done with the story, and what is all right. Nothing is chosen before."""

    use = ChoiceField(
        label=_("What would you like us to do with your story?"),
        help_text=_("You can change this later with your six words."),
        choices=facets.USES,
        widget=Cards(facets.USE_HINTS),
        error_messages={
            "required": _(
                "Tell us what to do with your story. If you are not sure, "
                "choose “Just let someone read it”. You can change it later."
            )
        },
    )
    may_ask = _tick(_("A volunteer may leave me a question. I will see it only if I come back."))
    show_place = _tick(_("The name of the place may be shown, once enough people have written about it."))
    show_change = _tick(_("You may show what I say should change, too."))
    show_first = _tick(_("Show me how it would read before it goes up."))
    if_silent = ChoiceField(
        label=_("We keep it ready for 21 days. If I do not come back by then:"),
        choices=facets.IF_SILENT,
        initial="no",
        required=False,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        """Consents belong to publishing: for the other uses they were not on the page and mean nothing."""
        given = super().clean() or {}
        if given.get("use") != "publish":
            given |= dict.fromkeys(facets.CONSENTS, False) | {"if_silent": "no"}
        given["if_silent"] = given.get("if_silent") or "no"
        return given


def _choose(label: str | Promise, choices: facets.Choices, widget: forms.Widget) -> ChoiceField:
    return ChoiceField(label=label, choices=choices, required=False, widget=widget)


def _short_select() -> forms.Select:
    return forms.Select(attrs={"class": "input input--short"})


class NoteTicks(forms.CheckboxSelectMultiple):
    """The notes that writers are offered, and any that they ticked before."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list:
        """Without the others, and numbered as if these were all: the first is what a link to the question leads to."""
        shown = content_notes.current().offered.union(value)
        these = copy(self)
        these.choices = [choice for choice in self.choices if choice[0] in shown]
        return super(NoteTicks, these).optgroups(name, value, attrs)


class WriteForm(CalmForm):
    """The story and what may be said about it. Only the first box is needed; the rest is folded away."""

    after = {
        "words": _(
            "Up to about 3,500 words. We save nothing on this phone. If you close the page, what you wrote is gone."
        )
    }

    words = WordsField(
        limit=WORDS_LIMIT,
        too_long=_(
            "This is longer than we can take in one go, by about {words} words. You can send it in two parts."
        ),
        label=_("In your own words"),
        help_text=_("There is no right way to tell it. You can leave things out. Please leave out names."),
        error_messages={
            "required": _("The first box is empty. Write as little as you like, or come back another day.")
        },
        widget=forms.Textarea(
            attrs={
                "class": "input input--write",
                "rows": False,
                "cols": False,
                "autocapitalize": "sentences",
            }
        ),
    )
    danger = forms.BooleanField(
        label=_("I am in danger now"),
        help_text=_("Nobody reads this at once. The next page tells you whom to call. Then you can go on."),
        required=False,
    )
    note = MultipleChoiceField(
        label=_("What was it about?"),
        help_text=_("We put this above your story. Then people can choose whether to read on."),
        choices=content_notes.for_writers,
        required=False,
        widget=NoteTicks,
    )
    setting = _choose(_("What kind of place was it?"), facets.SETTING, _short_select())
    place = LineField(
        limit=200,
        required=False,
        label=_("Which place was it?"),
        help_text=_(
            "The name of a school, university or other place. Or just “a school”. "
            "We show the name only if many people have written about it."
        ),
    )
    pick = ChoiceField(
        label=_("Is it one of these?"),
        choices=NONE_OF_THESE,
        required=False,
        widget=forms.RadioSelect,
        # One that is in the list stands in the box before this form is asked: see picking.settled.
        error_messages={
            "invalid_choice": _(
                "We can’t find the place that you chose in our list. Choose again, or keep what you wrote."
            )
        },
    )
    land = LineField(
        limit=100,
        required=False,
        label=_("In which country?"),
        widget=forms.TextInput(attrs={"class": "input input--short"}),
    )
    when = _choose(_("When was it, about?"), facets.WHEN, _short_select())
    age = _choose(_("How old were you then, about?"), facets.AGE, _short_select())
    who = _choose(_("Who did it? No names"), facets.WHO, _short_select())
    told = _choose(_("Did you tell anyone?"), facets.TOLD, forms.RadioSelect())
    better = WordsField(
        limit=MORE_LIMIT,
        required=False,
        label=_("What should change?"),
        help_text=_("It is read, checked and shown in the same way as your story."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 3, "cols": False}),
    )

    @property
    def more(self) -> list[forms.BoundField]:
        """The folded questions; the places to pick from come with the box for the place."""
        return [field for field in self if field.name not in ("words", "danger", "pick")]

    def offer(self, places: Sequence[tuple[str, str]]) -> None:
        """Show these places, each a slug and a name, to pick from."""
        self.fields["pick"].choices = [*places, *NONE_OF_THESE]

    @property
    def more_is_open(self) -> bool:
        """Whether one of them was refused, or answered before: that must not stay hidden."""
        return any(field.value() or field.errors for field in self.more)


def document_of(chosen: Mapping[str, Any], written: Mapping[str, Any], language: str) -> Document:
    """What somebody wrote and chose, out of what BeginForm and WriteForm took."""
    return Document(
        text=written["words"],
        use=chosen["use"],
        better=written["better"],
        may_ask=chosen["may_ask"],
        show_place=chosen["show_place"],
        show_change=chosen["show_change"],
        show_first=chosen["show_first"],
        publish_if_silent=chosen["if_silent"] == "yes",
        notes=tuple(written["note"]),
        setting=written["setting"],
        place=written["place"],
        when=written["when"],
        age=written["age"],
        land=written["land"],
        who=written["who"],
        told=written["told"],
        danger=written["danger"],
        language=language,
    )


class WordsForm(CalmForm):
    """The six words, typed by somebody who comes back."""

    w = forms.CharField(
        label=_("Your six words"),
        max_length=400,
        error_messages={
            "required": _("The box is empty. Type the six words we gave you."),
            "max_length": _("Those words do not match a story."),
        },
        widget=forms.TextInput(
            attrs={
                "class": "input",
                "dir": "ltr",
                "maxlength": None,
                "autocapitalize": "none",
                "autocorrect": "off",
                "autocomplete": "off",
                "spellcheck": "false",
            }
        ),
    )

    def say_how_many(self) -> None:
        """Beside the field: how many words were typed, where they are not six."""
        typed = len(words_of(self.data.get("w", "")))
        if typed and typed != RECEIPT_WORDS:
            counted = ngettext("This is one word.", "These are %(number)s words.", typed)
            self.add_error("w", counted % {"number": in_words(typed)} + " " + _("We gave you six."))


class ConcernForm(CalmForm):
    """What a reader tells us about a story that is up."""

    skippable = ("what",)

    why = ChoiceField(
        label=_("What is it about?"),
        choices=WHYS,
        widget=Cards(WHY_HINTS),
        error_messages={"required": _("Tell us what it is about. If nothing fits, choose “Something else”.")},
    )
    what = WordsField(
        limit=MORE_LIMIT,
        required=False,
        label=_("What should we look at?"),
        help_text=_("Which words, and why. Please leave out names, yours too."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 5, "cols": False}),
    )
