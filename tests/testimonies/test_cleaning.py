"""What is left of hostile HTML, read as browsers read it: a few elements, one attribute, four schemes."""

import re
from unittest.mock import patch
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonies import cleaning
from tests.testimonies.hostile_html import ALL, SCHEMES

IN_A_LINE = {"a", "b", "br", "em", "i", "strong"}
ON_A_PAGE = IN_A_LINE | {"blockquote", "h3", "h4", "li", "ol", "p", "ul"}
# Around what is hostile: alone, in a sentence, in a link, in a list, after an element that was left open.
PLACES = ("{}", "We {} read.", "[a]({})", "- {}\n- {}", "<b><a href='/'>{}", "**{}**")


def of(html: str, *, scripting: bool = False) -> list[Element]:
    """The elements that a browser makes of it inside a page."""
    page = f"<!doctype html><html><body><main><div>{html}</div><p id=after>.</p></main></body></html>"
    parser = html5lib.HTMLParser(namespaceHTMLElements=True)
    tree = parser.parse(page, scripting=scripting)
    return list(tree.iter())


def breaches(html: str, allowed: set[str]) -> list[str]:
    """All that a browser would find in it and must not."""
    found = []
    frame = {"html", "head", "body", "main", "div", "p"}
    for scripting in (False, True):
        elements = of(html, scripting=scripting)
        ours = [each for each in elements if each.get("id") == "after"]
        if len(ours) != 1 or sum(_name(each) == "main" for each in elements) != 1:
            found.append("the page around it")
        for each in elements:
            name = _name(each)
            if name not in allowed | frame:
                found.append(name)
            for attribute, value in each.attrib.items():
                if (name, attribute, value) == ("p", "id", "after"):
                    continue
                if (name, attribute) != ("a", "href") or not _may_be_asked_for(value):
                    found.append(f"{name} {attribute}={value!r}")
    return found


def _name(element: Element) -> str:
    # A comment has a function for a name.
    tag = element.tag if isinstance(element.tag, str) else "a comment"
    return tag.removeprefix("{http://www.w3.org/1999/xhtml}")


def _may_be_asked_for(address: str) -> bool:
    """As a browser reads an address: white space and control letters at its ends and in its scheme do not count."""
    read = re.sub(r"[\t\n\r]", "", address).strip("".join(map(chr, range(33))))
    scheme = re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*(?=:)", read)
    return scheme is None or scheme[0].lower() in ("http", "https", "mailto", "tel")


@pytest.mark.parametrize("hostile", ALL)
def test_of_hostile_html_only_harmless_elements_are_left(hostile: str) -> None:
    for place in PLACES:
        typed = place.replace("{}", hostile)
        for saved, shown, allowed in (
            (cleaning.page_html, cleaning.page_shown, ON_A_PAGE),
            (cleaning.line_html, cleaning.line_shown, IN_A_LINE),
        ):
            assert breaches(saved(typed), allowed) == [], typed
            # A row that somebody wrote past the form.
            assert breaches(shown(typed), allowed) == [], typed
            assert shown(saved(typed)) == saved(typed), typed


@given(
    st.lists(st.sampled_from(ALL), min_size=2, max_size=4), st.sampled_from(["", " ", "\n\n", "<p>", "</p>"])
)
def test_nor_of_several_of_them_together(hostile: list[str], between: str) -> None:
    html = cleaning.page_html(between.join(hostile))
    assert breaches(html, ON_A_PAGE) == [] and cleaning.page_shown(html) == html


def test_without_the_cleaning_nearly_all_of_them_are_found() -> None:
    assert len(ALL) > 120 and len(set(ALL)) == len(ALL)
    with patch.object(cleaning, "_clean", lambda html, elements: html):
        missed = [each for each in ALL if not breaches(cleaning.page_shown(each), ON_A_PAGE)]
    # Marks that are harmful only once something has made HTML of them, entities, and schemes that no browser runs.
    assert len(missed) < 25, missed


def test_without_a_list_of_schemes_most_links_of_these_are_found() -> None:
    with patch.object(
        cleaning, "_SCHEMES", {urlsplit(each)[0] for each in ("javascript:", "data:", "https:")}
    ):
        found = [each for each in SCHEMES if breaches(cleaning.page_html(each), ON_A_PAGE)]
    assert len(found) > 5


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("We are five.\n\nWrite to us.", "<p>We are five.</p>\n<p>Write to us.</p>"),
        ("**Five** of *us*", "<p><strong>Five</strong> of <em>us</em></p>"),
        ("# Us\n\n## More", "<h3>Us</h3>\n<h4>More</h4>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("[Us](https://example.org/us)", '<p><a href="https://example.org/us">Us</a></p>'),
        ("[Help](/support/)", '<p><a href="/support/">Help</a></p>'),
        ("[Write](mailto:us@example.org)", '<p><a href="mailto:us@example.org">Write</a></p>'),
        ("[Call](tel:0800)", '<p><a href="tel:0800">Call</a></p>'),
        ("<b>Five</b> & <i>two</i>", "<p><b>Five</b> &amp; <i>two</i></p>"),
        ("1 < 2", "<p>1 &lt; 2</p>"),
        ("", ""),
    ],
)
def test_what_is_harmless_stays(typed: str, html: str) -> None:
    assert cleaning.page_html(typed) == html == cleaning.page_shown(html)


def test_a_line_is_one_line() -> None:
    typed = "We read slowly\nthis week.\n\n# Thank **you**. [More](/how/)"
    line = 'We read slowly this week. Thank <strong>you</strong>. <a href="/how/">More</a>'
    assert cleaning.line_html(typed) == line == cleaning.line_shown(line)
