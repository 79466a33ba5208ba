"""The way to the same page in another language. By addresses alone: nothing is remembered, nothing is guessed."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info

register = template.Library()


@register.simple_tag(takes_context=True)
def other_languages(context: template.Context) -> SafeString:
    """A line of links, each in its own language. Empty on the answer to a form: what was typed would be lost."""
    request: Any = context.get("request")
    if request is None or request.method not in ("GET", "HEAD") or len(settings.LANGUAGES) < 2:
        return SafeString("")
    here = get_language() or settings.LANGUAGE_CODE
    address = request.get_full_path().removeprefix(_before(here))
    others = (code for code, _name in settings.LANGUAGES if code != here)
    links = format_html_join("", "<li>{}</li>", ((_link(code, address),) for code in others))
    return format_html('<ul class="foot__links">{}</ul>', links)


def _before(code: str) -> str:
    return "" if code == settings.LANGUAGE_CODE else f"/{code}"


def _link(code: str, address: str) -> SafeString:
    # Written in its own letters, for those who can read nothing else here.
    name = get_language_info(code)["name_local"].capitalize()
    return format_html(
        '<a href="{}" lang="{}" hreflang="{}">{}</a>', _before(code) + address, code, code, name
    )
