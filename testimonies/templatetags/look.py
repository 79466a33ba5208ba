"""What the template pack asks of a bound field, so that no template builds an attribute by hand."""

from django import template
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

register = template.Library()

KINDS_OF_CUT: dict[str, str | Promise] = {
    "name": _("name"),
    "place": _("place"),
    "date": _("date"),
    "job title": _("job title"),
    "group": _("group"),
    "contact": _("contact"),
    "detail": _("detail"),
}
"""The labels of redaction.spans, as people read them."""


@register.filter
def as_input(field: BoundField) -> SafeString:
    """The field's widget in our class, described by its hint, its error and the line under it."""
    attrs = {"class": field.field.widget.attrs.get("class", "input")}
    described = [field.aria_describedby, f"{field.auto_id}_after" if after(field) else ""]
    if any(described):
        attrs["aria-describedby"] = " ".join(filter(None, described))
    return field.as_widget(attrs=attrs)


@register.filter
def after(field: BoundField) -> str | Promise:
    """The line under the input, from the form's `after`."""
    return getattr(field.form, "after", {}).get(field.name, "")


@register.filter
def can_skip(field: BoundField) -> bool:
    """Whether the form says that this one may be left empty, in so many words."""
    return field.name in getattr(field.form, "skippable", ())


@register.filter
def has_hints(field: BoundField) -> bool:
    """Whether the choices come as cards, each with a second line."""
    return bool(getattr(field.field.widget, "hints", None))


@register.filter
def bracketed(label: str) -> str:
    """`name 1` as people see it, in their language: `[name 1]`."""
    kind, _space, number = str(label).rpartition(" ")
    if not number.isdigit():
        kind, number = str(label), ""
    shown = str(KINDS_OF_CUT.get(kind, kind))
    return f"[{shown} {number}]" if number else f"[{shown}]"
