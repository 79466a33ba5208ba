"""HTML of what those who run the site type: plain lines, Markdown or simple HTML in, a few harmless elements out.

bleach decides what is left, when it is saved and again whenever it is shown: a row that somebody wrote past the form,
or an older bleach let through, is cleaned by today's. Testimonies are not in here: they are never HTML.
"""

import bleach
import markdown
from django.utils.safestring import SafeString, mark_safe

_IN_A_LINE = frozenset({"a", "b", "br", "em", "i", "strong"})
_ON_A_PAGE = _IN_A_LINE | {"blockquote", "h3", "h4", "li", "ol", "p", "ul"}
# No id, class, name or style: nothing that could stand for a part of the page, or look like one.
_ATTRIBUTES = {"a": ["href"]}
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
# The pages' own headings are h1 and h2: "# So" becomes h3.
_MARKDOWN = {
    "extensions": ["toc", "sane_lists"],
    "extension_configs": {"toc": {"baselevel": 3, "marker": ""}},
}


def page_html(typed: str) -> str:
    """What is left of some paragraphs."""
    return _clean(markdown.markdown(typed, **_MARKDOWN), _ON_A_PAGE)


def line_html(typed: str) -> str:
    """What is left of one line."""
    return " ".join(_clean(markdown.markdown(typed, **_MARKDOWN), _IN_A_LINE).split())


def page_shown(html: str) -> SafeString:
    """Saved paragraphs, ready for a page."""
    return mark_safe(_clean(html, _ON_A_PAGE))  # nosec B308 B703 # bleach has cleaned it


def line_shown(html: str) -> SafeString:
    """A saved line, ready for every page."""
    return mark_safe(_clean(html, _IN_A_LINE))  # nosec B308 B703 # bleach has cleaned it


def _clean(html: str, elements: frozenset[str]) -> str:
    return bleach.clean(html, tags=elements, attributes=_ATTRIBUTES, protocols=_SCHEMES, strip=True)
