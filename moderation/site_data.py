"""What the site says and how it is set, in the admin: pages, the line over all of them, intake, the team's texts.

Each has a page of its own with more help. Here it is changed by the same function, which writes its own line of the
record; a text of the team is only looked at here, for its versions are never changed.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from testimonies import intake, own_pages, own_words
from testimonies.models import Announcement, Intake, NoteSetting, NoteWords, OwnPage, OwnWords

from .data import Data, site
from .models import TeamText
from .note_data import NoteUses, NoteWordings
from .own_words_forms import AnnouncementForm, OwnPageForm, OwnWordsForm, not_over


class _RecordsItself(Data):
    """What is saved by a function that writes the record."""

    identity: tuple[str, ...] = ()

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple[str, ...]:
        """What says which one it is stays as it is."""
        return self.identity if obj else ()

    def save_model(
        self, request: HttpRequest, obj: models.Model, form: forms.ModelForm, change: bool
    ) -> None:
        """Through the function of its own page."""
        self.keep(obj, by=request.person.uuid)
        same = {name: getattr(obj, name) for name in self.identity}
        # Its function works on a row of its own; Django goes on with ours.
        obj.pk = type(obj).objects.values_list("pk", flat=True).get(**same)

    def keep(self, obj: models.Model, *, by: UUID) -> None:
        """Save it, and write the record."""
        raise NotImplementedError

    def _record(self, request: HttpRequest, move: str) -> None:
        """It is written already."""


class _InALanguage(forms.ModelForm):
    """What is typed may not be empty: that would take it off, and here nothing goes."""

    language = forms.ChoiceField(label=_("Language"), choices=lambda: settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"typed", "until"} & set(self.fields):
            self.fields[name].required = True


class PartForm(_InALanguage):
    """A part of a page."""

    page = forms.ChoiceField(label=_("Page"), choices=own_words.PAGES.items())
    typed = OwnWordsForm.base_fields["typed"]

    class Meta:
        model = OwnWords
        fields = ("page", "language", "typed")


class Parts(_RecordsItself):
    """The parts of pages that those who run the site write."""

    form = PartForm
    identity = ("page", "language")
    list_display = ("page", "language", "typed")
    ordering = ("page", "language")

    def keep(self, obj: OwnWords, *, by: UUID) -> None:
        """Cleaned."""
        own_words.write(obj.page, obj.language, obj.typed, by=by)


class PageForm(_InALanguage):
    """A page of its own, and whether it is up."""

    slug = forms.CharField(
        label=_("Name in the address"),
        max_length=30,
        help_text=_("Small letters, figures and hyphens: the page is at /about/name/."),
    )
    title = OwnPageForm.base_fields["title"]
    typed = OwnPageForm.base_fields["typed"]
    is_up = forms.BooleanField(
        label=_("Anyone can read it"),
        required=False,
        help_text=_("Then “About this site” leads to it."),
    )

    class Meta:
        model = OwnPage
        fields = ("slug", "language", "title", "typed", "is_up")

    def clean_slug(self) -> str:
        """Not where a page of ours is."""
        slug = self.cleaned_data["slug"]
        if not own_pages.is_free(slug):
            raise ValidationError(
                _("A page cannot have this name: it is taken, or holds something else than a-z, 0-9 and -.")
            )
        return slug


class Pages(_RecordsItself):
    """Pages that those who run the site write; one that is not wanted any more is taken off, and kept."""

    form = PageForm
    identity = ("slug", "language")
    list_display = ("slug", "language", "title", "is_up")
    ordering = ("slug", "language")

    def keep(self, obj: OwnPage, *, by: UUID) -> None:
        """Cleaned."""
        own_pages.write(obj.slug, obj.language, title=obj.title, typed=obj.typed, is_up=obj.is_up, by=by)


class LineForm(_InALanguage):
    """One line over every page, and until when."""

    typed = AnnouncementForm.base_fields["typed"]
    until = AnnouncementForm.base_fields["until"]

    class Meta:
        model = Announcement
        fields = ("language", "typed", "until")

    def clean_until(self) -> date:
        """Not a day that is over."""
        return not_over(self.cleaned_data["until"])


class Lines(_RecordsItself):
    """The line over every page, in each language."""

    form = LineForm
    identity = ("language",)
    list_display = ("language", "typed", "until")
    ordering = ("language",)

    def keep(self, obj: Announcement, *, by: UUID) -> None:
        """Cleaned."""
        own_words.announce(obj.language, obj.typed, obj.until, by=by)


class Intakes(_RecordsItself):
    """Whether new stories are taken: one row, once somebody has switched it."""

    identity = ("id",)
    fields = ("state",)
    list_display = ("state",)

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple[str, ...]:
        """None: its id is on no form."""
        return ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only while it was never switched."""
        return super().has_add_permission(request) and not Intake.objects.exists()

    def keep(self, obj: Intake, *, by: UUID) -> None:
        """As its own page does."""
        intake.switch(Intake.State(obj.state), by=by)


class TeamTexts(Data):
    """The versions of the guide, of words to writers and of the practice stories; the first ones are in the code."""

    can_be_added = False
    fields = ("key", "number", "day", "body")
    list_display = ("key", "number", "day")
    list_filter = ("key",)
    ordering = ("key", "-number")

    def _not(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    # A new version is written on the text's own page, by whoever saw the last one.
    has_add_permission = has_change_permission = _not
    change_view = method_decorator(require_safe)(Data.change_view)


site.register(OwnWords, Parts)
site.register(OwnPage, Pages)
site.register(Announcement, Lines)
site.register(Intake, Intakes)
site.register(TeamText, TeamTexts)
site.register(NoteSetting, NoteUses)
site.register(NoteWords, NoteWordings)
