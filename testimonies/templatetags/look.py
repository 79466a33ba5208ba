"""What the template pack asks of a bound field, so that no template builds an attribute by hand."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.forms import BoundField, Textarea, TextInput
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from testimonies.charts import said
from testimonies.suppression import Shown

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
    widget = field.field.widget
    attrs = {"class": widget.attrs.get("class", "input")}
    if isinstance(widget, Textarea | TextInput):
        # What somebody types may run the other way than the page.
        attrs["dir"] = widget.attrs.get("dir", "auto")
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
def as_prose(paragraphs: Iterable[Iterable[Any]], written_in: str = "") -> SafeString:
    """Paragraphs of pieces, each with .text and either .label (a cut), .number (a mark) or .hit (a found word).

    Not a template: included for each of two dozen paragraphs it made a seventh of a page's function calls.
    """
    language = get_language()
    made = ("".join([_piece(piece, language) for piece in pieces]) for pieces in paragraphs)
    # Said only where it is another one than the page's. Which way it runs is for its own letters to say, always:
    # people write in other languages than their page is in.
    said = f' lang="{escape(written_in)}"' if written_in not in ("", language) else ""
    html = f'<div class="prose"{said} dir="auto">\n  <p>' + "</p>\n  <p>".join(made) + "</p>\n</div>\n"
    return mark_safe(html)  # nosec B308 B703 # each piece was escaped by _piece


def _piece(piece: Any, language: str | None) -> str:
    label, number = getattr(piece, "label", None), getattr(piece, "number", None)
    if label:
        return _mended(language, label)
    text = escape(piece.text).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "<br>")
    if getattr(piece, "hit", False):
        return f'<mark class="is-hit">{text}</mark>'
    return f"<mark>{text}<sup>{number}</sup></mark>" if number else text


@lru_cache
def _mended(language: str | None, label: str) -> str:
    return f'<span class="mended">{escape(bracketed(label))}</span>'


@register.filter
def as_story(story: Any, level: int = 3) -> SafeString:
    """A story of the feed (reading.Shown), its number in a heading of this level.

    Not a template, for the reason of as_prose: drawn twelve times it was most of a page that is not kept.
    """
    words = _words_of_a_story(get_language(), level)
    number = story.number
    body = as_prose(story.paragraphs, getattr(story, "language", ""))
    if story.is_cut:
        body += words.read_all % {"number": number}
    if story.strong:
        body = words.fold % {"number": number, "body": body}
    note = words.note % escape(str(_(", ")).join(story.note_labels)) if story.note_labels else ""
    about = "".join([f'<p class="meta">{line}</p>' for line in (_where(story), escape(story.years)) if line])
    html = words.story % {"number": number, "about": about, "note": note, "body": body}
    return mark_safe(html)  # nosec B308 B703 # the parts were escaped above


@register.filter
def as_figure(shown: Shown) -> SafeString:
    """A number that stands large, with a small "about"; where only words can say it, those."""
    if isinstance(shown, int):
        return format_html("<dd><small>{}</small> {}</dd>", _("about"), shown)
    return format_html('<dd class="figs__said">{}</dd>', said(shown))


@register.filter(name="where")
def _where(story: Any) -> SafeString:
    """The place that a story shows, as a link to its page; else its kind of place."""
    place = getattr(story, "place", None)
    if place is None:
        return escape(story.kind_label)
    address = reverse("testimonies:place", args=[place.slug])
    return format_html('<a href="{}" translate="no">{}</a>', address, place.name)


@dataclass(frozen=True)
class _WordsOfAStory:
    """What each story of the feed has around it, with places for what is its own."""

    story: str
    note: str
    fold: str
    read_all: str


@lru_cache
def _words_of_a_story(language: str | None, level: int) -> _WordsOfAStory:
    address = reverse("testimonies:story", args=[0]).replace("/0/", "/%(number)s/")
    name, unfold, read_all = (
        escape(str(each))
        for each in (_("Story %(number)s"), _("Open story %(number)s"), _("Read all of story %(number)s"))
    )
    return _WordsOfAStory(
        story='<article class="story split">\n  <div class="story__side">\n    '
        f'<h{level} class="story__no"><a href="{address}">{name}</a></h{level}>%(about)s\n  </div>\n'
        '  <div class="story__body">%(note)s%(body)s</div>\n</article>\n',
        note=f'<p class="note"><b>{escape(str(_("Content note")))}</b> <span>%s</span></p>',
        fold=f'<details class="fold"><summary>{unfold}</summary>%(body)s</details>',
        read_all=f'<p><a href="{address}">{read_all}</a></p>',
    )


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


_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
# Within the page, to the telephone, or opening by itself already.
_STAYS = re.compile(r'\shref="(?:#|tel:|sms:)|\starget=')
_HERE = " data-here"


@register.tag
def beside(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """`{% beside %}…{% endbeside %}`: links open beside the page, but for the exit and those that say `data-here`.

    Written on each link it would be forgotten on the next one; and the frame's are drawn once for all pages.
    """
    inside = parser.parse(("endbeside",))
    parser.delete_first_token()
    return Beside(inside)


class Beside(template.Node):
    """A page that somebody types in: Back would show its box empty, so no link may take its place."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        """The same, with what each link needs; what people typed is escaped, and so holds none."""
        leave = f'href="{reverse("testimonies:leave")}"'
        said = escape(str(_("It opens in a new window.")))

        def opened(link: re.Match[str]) -> str:
            attributes, words = link.groups()
            if _HERE in attributes:
                return f"<a{attributes.replace(_HERE, '')}>{words}</a>"
            if leave in attributes or _STAYS.search(attributes):
                return link[0]
            rel = "" if " rel=" in attributes else ' rel="noopener"'
            return f'<a target="_blank"{rel} aria-describedby="beside"{attributes}>{words}</a>'

        html = _LINK.sub(opened, self.nodelist.render(context))
        # Said once and pointed to: on each link it would be heard before where that one leads.
        return mark_safe(f'{html}<p id="beside" hidden>{said}</p>\n')  # nosec B308 B703 # rendered already
