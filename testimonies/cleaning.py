"""HTML of what those who run the site type: plain lines, Markdown or simple HTML in, a few harmless elements out.

bleach decides what is left, when it is saved and again whenever it is shown: a row that somebody wrote past the form,
or an older bleach let through, is cleaned by today's. Testimonies are not in here: they are never HTML.
"""

import bleach
import markdown
from django.utils.safestring import SafeString, mark_safe

_IN_A_LINE = frozenset({"a", "b", "br", "em", "i", "strong"})
_ON_A_PAGE = _IN_A_LINE | {"blockquote", "h3", "h4", "li", "ol", "p", "ul"}
_ON_A_WHOLE_PAGE = _ON_A_PAGE | {"h2"}
# No id, class, name or style: nothing that could stand for a part of the page, or look like one.
_ATTRIBUTES = {"a": ["href"]}
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
# The pages' own headings are h1 and h2: "# So" becomes h3. Of a whole page only the title is ours.
_LEVEL, _LEVEL_OF_A_WHOLE_PAGE = 3, 2


def page_html(typed: str) -> str:
    """What is left of some paragraphs."""
    return _clean(_marked(typed, _LEVEL), _ON_A_PAGE)


def whole_page_html(typed: str) -> str:
    """What is left of all that stands under the title of a page."""
    return _clean(_marked(typed, _LEVEL_OF_A_WHOLE_PAGE), _ON_A_WHOLE_PAGE)


def line_html(typed: str) -> str:
    """What is left of one line."""
    return " ".join(_clean(_marked(typed, _LEVEL), _IN_A_LINE).split())


def _marked(typed: str, level: int) -> str:
    settings = {"toc": {"baselevel": level, "marker": ""}}
    return markdown.markdown(typed, extensions=["toc", "sane_lists"], extension_configs=settings)


def page_shown(html: str) -> SafeString:
    """Saved paragraphs, ready for a page."""
    return mark_safe(_clean(html, _ON_A_PAGE))  # nosec B308 B703 # bleach has cleaned it


def whole_page_shown(html: str) -> SafeString:
    """All that stands under the title of a page, ready for it."""
    return mark_safe(_clean(html, _ON_A_WHOLE_PAGE))  # nosec B308 B703 # bleach has cleaned it


def line_shown(html: str) -> SafeString:
    """A saved line, ready for every page."""
    return mark_safe(_clean(html, _IN_A_LINE))  # nosec B308 B703 # bleach has cleaned it


def _clean(html: str, elements: frozenset[str]) -> str:
    return bleach.clean(html, tags=elements, attributes=_ATTRIBUTES, protocols=_SCHEMES, strip=True)
