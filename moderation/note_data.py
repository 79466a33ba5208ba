"""The content notes in the admin: what they are called, their order, which fold a story, which writers are asked for.

Which notes there are is in the code; docs/decisions/0024-content-notes-keep-their-keys.md says why.
"""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from testimonies import facets
from testimonies.fields import LineField
from testimonies.models import NoteSetting, NoteWords

from .data import Data


class NoteForm(forms.ModelForm):
    """Where a note stands and what it does."""

    position = forms.IntegerField(
        label=_("Place in the lists"),
        help_text=_("The smallest number comes first."),
        min_value=0,
        max_value=9999,
    )
    strong = forms.BooleanField(
        label=_("Folds the story"),
        help_text=_("Its text is shown only to those who open it."),
        required=False,
    )
    offered = forms.BooleanField(
        label=_("Writers are asked for it"),
        help_text=_("Without this only volunteers set it. Stories that have it keep it."),
        required=False,
    )

    class Meta:
        model = NoteSetting
        fields = ("position", "strong", "offered")


class NoteUses(Data):
    """Every note, once."""

    what, can_be_added = "content note", False
    form = NoteForm
    list_display = ("__str__", "position", "folds", "asked")
    ordering = ("position", "key")

    @admin.display(description=_("Folds the story"), boolean=True)
    def folds(self, note: NoteSetting) -> bool:
        """As the form says it."""
        return note.strong

    @admin.display(description=_("Writers are asked for it"), boolean=True)
    def asked(self, note: NoteSetting) -> bool:
        """As the form says it."""
        return note.offered

    def has_add_permission(self, request: HttpRequest) -> bool:
        """All of them are there."""
        return False


class NoteWordsForm(forms.ModelForm):
    """What a note is called in one language."""

    key = forms.ChoiceField(label=_("Note"), choices=facets.TEAM_NOTES)
    language = forms.ChoiceField(label=_("Language"), choices=lambda: settings.LANGUAGES)
    ticked = LineField(limit=100, label=_("Where it is ticked"), help_text=_("For example “Being touched”."))
    shown = LineField(
        limit=100, label=_("Above a story"), help_text=_("Within a line of several: “being touched”.")
    )

    class Meta:
        model = NoteWords
        fields = ("key", "language", "ticked", "shown")


class NoteWordings(Data):
    """Words of their own for a note; where there are none, those that came with the site stand."""

    what = "words of a content note"
    form = NoteWordsForm
    list_display = ("key", "language", "ticked", "shown")
    list_filter = ("language",)
    ordering = ("key", "language")

    def get_readonly_fields(self, request: HttpRequest, obj: NoteWords | None = None) -> tuple[str, ...]:
        """What says which one it is stays as it is."""
        return ("key", "language") if obj else ()
