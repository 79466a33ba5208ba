"""What somebody types is lost when its page gives way to another: so no link on such a page lets that happen."""

import re

import pytest

from tests.look.samples import PAGES
from tests.look.test_templates import Page, drawn

# They stand beside a form's buttons and say that nothing is kept of it, or lead on behind the six words, where a page
# that is left open beside would show a story to whoever has the phone next.
ON_PURPOSE = {
    "begin": {"home"},
    "concern": {"story"},
    **dict.fromkeys(("change_text", "change_check", "look_again", "version"), {"back-page"}),
    "page": {
        f"back-{name}" for name in ("version", "text", "look-again", "page", "choices", "erase", "words")
    },
    "reported": {"back-words", "back-erase"},
}
# Six words are on paper.
ONLY_SIX_WORDS = {"back", "thanks", "try_words", "new_words"}


def has_a_box(page: Page) -> bool:
    """Whether something can be typed, or is carried that was."""
    lines = [a for tag, a in page.tags if tag == "input" and a.get("type") == "text"]
    return bool(lines) or any(tag == "textarea" for tag, _attrs in page.tags)


TYPED_IN = (
    *("begin", "write", "check", "problem", "concern", "reported"),
    *("page", "version", "change_text", "change_check", "look_again", "kept"),
)


def test_these_are_all_the_pages_that_take_words() -> None:
    frames = {name for name in PAGES if "css/write.css" in drawn(name)}
    found = {name for name in frames - ONLY_SIX_WORDS if has_a_box(Page(drawn(name)))}
    # What is chosen first comes back with the words that were typed after it.
    assert found | {"begin"} == set(TYPED_IN)


@pytest.mark.parametrize("name", TYPED_IN)
def test_no_link_takes_the_place_of_a_page_that_is_typed_in(name: str) -> None:
    links = [attrs for tag, attrs in Page(drawn(name)).tags if tag == "a"]
    here = [attrs["href"] or "" for attrs in links if attrs.get("target") != "_blank"]
    away = {href.split("/")[1] for href in here if not re.match(r"#|tel:|sms:|/leave/$", href)}
    assert away <= ON_PURPOSE.get(name, set())
    opened = [attrs for attrs in links if attrs.get("target") == "_blank"]
    assert opened and all(re.search("noopener|noreferrer", attrs["rel"] or "") for attrs in opened)


@pytest.mark.parametrize("name", TYPED_IN)
def test_a_link_that_opens_a_window_says_so_and_the_exit_opens_none(name: str) -> None:
    html = drawn(name)
    for attributes in re.findall(r"<a\b([^>]*)>", html):
        assert not ('target="_blank"' in attributes and "/leave/" in attributes)
        assert ('rel="noopener"' in attributes) == ('aria-describedby="beside"' in attributes)
    assert '<p id="beside" hidden>It opens in a new window.</p>' in html
    assert "data-here" not in html


def test_elsewhere_links_open_as_they_always_did() -> None:
    for name in ("home", "support", "story", "back"):
        assert 'target="_blank"' not in drawn(name)
