"""Reference data in Django's own admin, behind our sign-in: what coordinators put right by hand, and nothing of people.

No story, no testimony, no person, no key and no line of the record is in it; each change is a line of our record, and
Django's log of its own is not kept: it would hold names beside clock times.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_protect

from moderation.views.coordinators import for_coordinators
from testimonies import facets, page_cache, places, record, support
from testimonies.models import Place, SupportEntry
from testimonies.models.place import BY_TEAM

_ROUTES = ("index", "jsi18n")
_ROUTES_OF_A_MODEL = ("changelist", "add", "change")


class DataSite(admin.AdminSite):
    """Django's admin without its door, its log, and its ways to take something away."""

    site_header = site_title = _("Reference data")
    index_title = _("What can be put right here")
    site_url = None
    enable_nav_sidebar = False
    final_catch_all_view = False
    index_template = "moderation/data.html"

    def has_permission(self, request: HttpRequest) -> bool:
        """Who is here came through our own door: see admin_view."""
        return request.person.is_coordinator

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        """Everybody else is told who can help; nobody is led to Django's sign-in, which is not there."""
        return csrf_protect(for_coordinators(view))

    def get_urls(self) -> list[URLPattern]:
        """Only looking, adding and changing."""
        wanted = {
            *_ROUTES,
            *(f"{model._meta.app_label}_{model._meta.model_name}_{way}" for model, way in self._ways()),
        }
        overview = path("<slug:app_label>/", self.admin_view(self.app_index), name="app_list")
        return [*self._only(wanted, super().get_urls()), overview]

    def _ways(self) -> Iterator[tuple[type[Model], str]]:
        for model, shown in self._registry.items():
            yield from ((model, way) for way in _ROUTES_OF_A_MODEL if way != "add" or shown.can_be_added)

    def _only(self, wanted: set[str], patterns: list) -> Any:
        for each in patterns:
            if hasattr(each, "url_patterns"):
                each.url_patterns[:] = list(self._only(wanted, each.url_patterns))
                yield each
            elif each.name in wanted:
                # Django's own would be led to by name.
                each.callback.login_url = None
                yield each


class Data(admin.ModelAdmin):
    """One kind of reference data."""

    actions = None
    view_on_site = False
    show_full_result_count = False
    list_per_page = 50
    # What the record calls it; whether one is ever added here.
    what, can_be_added = "", True

    def _may(self, request: HttpRequest, obj: object = None) -> bool:
        return request.person.is_coordinator

    has_module_permission = has_view_permission = has_add_permission = has_change_permission = _may

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Nothing is deleted here: stories name places, and a support line is taken off on its own page."""
        return False

    def log_addition(self, request: HttpRequest, obj: object, message: object) -> None:
        """A line of our record, without what was typed."""
        self._record(request, "add")

    def log_change(self, request: HttpRequest, obj: object, message: object) -> None:
        """The same."""
        self._record(request, "change")

    def _record(self, request: HttpRequest, move: str) -> None:
        record.write(f"{move} data: {self.what}", by="coordinator", actor=request.person.uuid)
        transaction.on_commit(page_cache.forget)

    def message_user(self, request: HttpRequest, message: str | Promise, *args: Any, **kwargs: Any) -> None:
        """Nothing: the list shows it, and no words are kept in a session for it."""


class PlaceForm(forms.ModelForm):
    """What a place is called and where it is."""

    kind = forms.ChoiceField(label=_("Kind"), choices=facets.KINDS)

    class Meta:
        model = Place
        fields = ("name", "kind", "town", "region", "country")


class Places(Data):
    """Institutions. Two that are one are merged on a page of their own."""

    what = "place"
    form = PlaceForm
    list_display = ("name", "kind", "town", "region", "country", "alias_of")
    list_select_related = ("alias_of",)
    list_filter = ("kind", "country")
    search_fields = ("name", "town")
    ordering = ("name", "uuid")

    def save_model(self, request: HttpRequest, obj: Place, form: forms.ModelForm, change: bool) -> None:
        """With the words by which it is found."""
        if change:
            places.change(obj)
        else:
            obj.pk = places.add(**form.cleaned_data, source=f"{BY_TEAM}{obj.pk}").pk


class SupportForm(forms.ModelForm):
    """One line of the support page."""

    needs = forms.MultipleChoiceField(label=_("What it is for"), choices=support.NEEDS)

    class Meta:
        model = SupportEntry
        exclude = ("checked",)


class SupportEntries(Data):
    """Lines to call or text. What is changed here is shown to nobody before it is confirmed on its own page."""

    what = "support line"
    form = SupportForm
    list_display = ("name", "country", "position", "checked")
    list_filter = ("country",)
    search_fields = ("name",)
    ordering = ("country", "position", "key")

    def get_readonly_fields(self, request: HttpRequest, obj: SupportEntry | None = None) -> tuple[str, ...]:
        """Its key is its address."""
        return ("key",) if obj else ()

    def save_model(
        self, request: HttpRequest, obj: SupportEntry, form: forms.ModelForm, change: bool
    ) -> None:
        """Unchecked."""
        support.keep(obj, checked=None)


site = DataSite(name="admin")
site.register(Place, Places)
site.register(SupportEntry, SupportEntries)
