"""What the template pack asks of a bound field, so that no template builds an attribute by hand."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
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


@register.filter
def as_prose(paragraphs: Iterable[Iterable[Any]]) -> SafeString:
    """Paragraphs of pieces, each with .text and either .label (a cut) or .number (a mark).

    Not a template: included for each of two dozen paragraphs it made a seventh of a page's function calls.
    """
    made = ("".join(map(_piece, pieces)) for pieces in paragraphs)
    return mark_safe('<div class="prose">\n  <p>' + "</p>\n  <p>".join(made) + "</p>\n</div>\n")


def _piece(piece: Any) -> str:
    label, number = getattr(piece, "label", None), getattr(piece, "number", None)
    if label:
        return f'<span class="mended">{escape(bracketed(label))}</span>'
    text = escape(piece.text).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "<br>")
    return f"<mark>{text}<sup>{number}</sup></mark>" if number else text


@register.tag
def kept(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """`{% kept %}…{% endkept %}`: rendered once in each language. For what holds no variable at all."""
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(inside)


class Kept(template.Node):
    """The part of a frame that is the same on every page."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist
        self._made: dict[str | None, SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        """As it was rendered the first time in this language."""
        language = get_language()
        if language not in self._made:
            self._made[language] = self.nodelist.render(context)
        return self._made[language]
