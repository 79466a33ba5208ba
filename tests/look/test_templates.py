"""Every page renders, says what it must, and keeps what somebody wrote."""

import gzip
import random
import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace as Thing

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from testimonies import forms
from tests.look.samples import (
    COUNTRIES,
    HELP,
    MARK,
    PAGES,
    PIECES,
    SCHOOLS,
    WORDS,
    chosen,
    offering,
    sent,
    story,
)

SITE = {
    "site_name": "Chorus",
    "demonstration": True,
    "emergency_number": "999",
    "csrf_token": "token-of-the-form",
}
WITHOUT_A_TOKEN = {"concern", "story"}
TAKES_WORDS = (
    *("begin", "write", "check", "problem", "concern", "reported"),
    *("back", "page", "version", "choices", "change_text", "look_again", "new_words", "kept"),
)


class Page(HTMLParser):
    """The tags of a page, and what its hidden and visible boxes hold."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.boxes: dict[str, str] = {}
        self._box = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep it, and begin a box."""
        found = dict(attrs)
        self.tags.append((tag, found))
        if tag == "textarea":
            self._box = found.get("name") or ""
            self.boxes[self._box] = ""

    def handle_endtag(self, tag: str) -> None:
        """End a box: a browser drops one line end at its start."""
        if tag == "textarea":
            self.boxes[self._box] = self.boxes[self._box].removeprefix("\n")
            self._box = ""

    def handle_data(self, data: str) -> None:
        """Fill the box that is open."""
        if self._box:
            self.boxes[self._box] += data

    def all(self, name: str) -> list[str]:
        """Every value of one attribute."""
        return [value for _tag, attrs in self.tags if (value := attrs.get(name))]


def drawn(name: str, **more: object) -> str:
    """The page with its sample, in a frame that is as on the site."""
    filters = {"filters": chosen()} if name in ("home", "stories") else {}
    return render_to_string(f"testimonies/{name}.html", SITE | filters | PAGES[name] | more)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_renders_with_one_heading_and_the_way_out(name: str) -> None:
    html = drawn(name)
    assert html.count("<h1") == 1
    assert "data-exit" in html and "– Chorus</title>" in html
    assert "This is a demonstration." in html


@pytest.mark.parametrize("name", PAGES)
def test_what_points_to_a_part_of_the_page_finds_it(name: str) -> None:
    page = Page(drawn(name))
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    wanted = [href[1:] for href in page.all("href") if href.startswith("#")]
    for attribute in ("for", "aria-labelledby", "aria-describedby"):
        wanted += [each for value in page.all(attribute) for each in value.split()]
    assert set(wanted) <= set(ids)


@pytest.mark.parametrize("name", ["400", "403", "404", "500", "away"])
def test_a_page_for_a_failure_needs_nothing_that_could_fail(name: str) -> None:
    html = render_to_string(f"{name}.html")
    assert html.count("<h1") == 1 and "data-exit" in html


@pytest.mark.parametrize("name", PAGES)
def test_forms_are_guarded_where_a_cookie_is_set_and_nowhere_else(name: str) -> None:
    html = drawn(name)
    has_form = 'method="post"' in html
    assert ("token-of-the-form" in html) == (has_form and name not in WITHOUT_A_TOKEN)


@pytest.mark.parametrize("name", TAKES_WORDS)
def test_a_page_that_takes_words_asks_the_browser_to_forget_them(name: str) -> None:
    html = drawn(name)
    assert 'autocomplete="off"' in html and 'type="password" name="quiet" value="quiet" hidden' in html
    assert "css/write.css" in html


def test_a_story_travels_through_hidden_boxes_letter_for_letter() -> None:
    for name in ("begin", "check"):
        assert Page(drawn(name)).boxes["words"] == WORDS
    assert Page(drawn("kept")).boxes["typed"] == WORDS
    boxes = Page(drawn("problem")).boxes
    assert boxes["words"] == WORDS and boxes["better"] == "\nMore light."


def test_a_story_comes_back_letter_for_letter_when_the_form_is_refused() -> None:
    form = forms.WriteForm(initial={"words": WORDS})
    assert Page(drawn("write", form=form)).boxes["words"] == WORDS


def test_the_empty_box_is_said_on_top_and_at_the_box() -> None:
    html = drawn("write")
    assert html.count("The first box is empty.") == 2
    assert '<a href="#id_words">' in html and 'id="id_words_error"' in html


def test_no_choice_is_said_with_a_link_to_the_first_choice() -> None:
    assert '<a href="#id_use_0">' in drawn("begin")


def test_nothing_about_publishing_is_chosen_before() -> None:
    html = render_to_string("testimonies/begin.html", {"form": forms.BeginForm(), "carried": []})
    ticked = [attrs for tag, attrs in Page(html).tags if tag == "input" and "checked" in attrs]
    assert [(attrs["name"], attrs["value"]) for attrs in ticked] == [("if_silent", "no")]


def test_a_mark_offers_the_bracket_first_and_says_where_it_is() -> None:
    html = drawn("check")
    assert 'name="m0_at" value="7:11:name 1"' in html
    assert re.search(r'name="m0" value="swap" checked', html) and "[name 1]" in html


def test_a_mark_that_was_kept_stays_kept() -> None:
    MARK_KEPT = type(MARK)(**{**vars(MARK), "choice": "keep"})
    assert re.search(r'name="m0" value="keep" checked', drawn("check", marks=[MARK_KEPT]))


def test_brackets_stand_in_the_text_and_line_ends_are_kept() -> None:
    html = drawn("story")
    assert 'I knew <span class="mended">[name 2]</span></p>' in html
    assert "One line.<br>Another &lt;line&gt;." in html and "Ines" not in html


def test_the_text_is_left_out_until_it_is_asked_for() -> None:
    html = drawn("page", text=None)
    assert "One line." not in html and "?text=1" in html


def test_a_strong_story_is_folded_in_the_feed_behind_its_note() -> None:
    html = drawn("home")
    assert html.index("Content note") < html.index("One line.")
    assert html.count("Open story 48213") == 1


def test_a_page_without_stories_says_so() -> None:
    assert "No stories yet." in drawn("home", stories=[], voices=None)


def test_thanks_say_what_was_chosen() -> None:
    assert "You asked to see it first." in drawn("thanks", show_first=True)
    assert "one more in the numbers" in drawn("thanks", use="count")
    assert "30 days after somebody has read it." in drawn("thanks", use="read")


def test_an_empty_concern_is_told_what_is_missing() -> None:
    assert drawn("concern", form=sent(forms.ConcernForm)).count("Tell us what it is about.") == 2


def test_a_number_that_nobody_checked_says_so_and_another_says_when() -> None:
    html = drawn("support")
    assert html.count("(not checked)") == html.count("Checked on 2 April 2026.") == len(COUNTRIES)
    assert 'href="tel:000001"' in html and 'href="sms:00004"' in html and 'href="https://example.org"' in html


def test_every_country_has_its_number_for_danger() -> None:
    html = drawn("support")
    assert 'href="tel:999"' in html and 'href="tel:112"' in html


@pytest.mark.parametrize("name", ["check", "thanks"])
def test_help_comes_before_anything_else_and_leaves_the_page_where_it_is(name: str) -> None:
    html = drawn(name, help=HELP)
    assert html.index('href="tel:999"') < html.index("<h1")
    assert "Nobody here reads your story at once." in html and "You can also go on" in html
    panel = html[html.index('aria-labelledby="first"') : html.index("<h1")]
    assert 'target="_blank"' in panel and "example.org" not in panel
    assert 'aria-labelledby="first"' not in drawn(name)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_with_its_style_is_light_enough_for_a_slow_line(name: str) -> None:
    html = drawn(name, **(full_home() if name == "home" else {}))
    files = re.findall(r'href="/static/(css/[a-z]+\.css)"', html)
    assert "css/tokens.css" in files
    styles = [(Path(settings.BASE_DIR) / "static" / file).read_bytes() for file in files]
    assert sum(len(gzip.compress(part)) for part in [html.encode(), *styles]) < 15_000


@pytest.mark.parametrize("name", TAKES_WORDS)
def test_a_page_with_a_form_weighs_less_than_twelve_kilobytes_with_all_that_it_needs_to_be_read(
    name: str,
) -> None:
    more = {"check": {"help": HELP}, "write": {"form": offering(), "found": Thing(places=SCHOOLS)}}
    assert weight(drawn(name)) < 12_000 and weight(drawn(name, **more.get(name, {}))) < 12_000


def weight(html: str) -> int:
    """A page, its styles and its script, pressed."""
    files = re.findall(r'(?:href|src)="/static/((?:css|js)/[a-z]+\.(?:css|js))"', html)
    assert {"css/tokens.css", "js/site.js"} < set(files)
    parts = [(Path(settings.BASE_DIR) / "static" / file).read_bytes() for file in files]
    return sum(len(gzip.compress(part)) for part in [html.encode(), *parts])


@pytest.mark.parametrize("name", TAKES_WORDS)
def test_no_box_asks_for_help_with_spelling_that_may_send_words_away(name: str) -> None:
    boxes = [attrs for tag, attrs in Page(drawn(name)).tags if _is_box(tag, attrs)]
    assert boxes or name in ("begin", "choices", "new_words")
    assert [each.get("name") for each in boxes if each.get("spellcheck") != "false"] == []


def _is_box(tag: str, attrs: dict[str, str | None]) -> bool:
    if tag == "textarea":
        return "hidden" not in attrs
    return tag == "input" and attrs.get("type", "text") == "text"


def full_home() -> dict[str, object]:
    """Twelve stories of a hundred and twenty different words each, and as many strokes as are ever drawn."""
    chance = random.Random(12)
    strokes = [f"M{x * 5}.{chance.randrange(9)} 50q0-{chance.randrange(5, 30)} 0-40" for x in range(100)]
    svgs = [{"width": 500, "old": "".join(strokes), "new": ""}] * 4
    letters = "abcdefghijklmnoprstuvwy"
    stories = []
    for _number in range(12):
        words = ("".join(chance.choices(letters, k=chance.randrange(2, 8))) for _word in range(60))
        stories.append(
            story(is_cut=True, text=" ".join(words) + " " + "and it was then that I said so. " * 8)
        )
    return {"stories": stories, "voices": {"total": 400, "svgs": svgs}, "older_url": "/stories/?from=o.1.1"}


def test_no_piece_loses_its_place() -> None:
    html = render_to_string("parts/_paragraphs.html", {"paragraphs": PIECES})
    assert len(re.findall("<p>", html)) == len(PIECES)
