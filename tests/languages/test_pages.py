"""Every page that a writer or a reader meets, as it is drawn under /ar/ and /fr/: no word of it is English."""

import re

import pytest
from django.test import Client
from pytest_django import Settings

from testimonies import page_cache, publishing
from testimonies.models import Story
from tests.cast import NOON, Team, approve, send_story
from tests.look.form_reader import filled
from tests.reading.page_text import blocks_of
from tests.testimonies.visitor import PLAIN_FILES, text_of

pytestmark = pytest.mark.django_db
PLAIN = (
    *("", "stories/", "ideas/", "search/", "search/?q=corridor", "search/?q=qqq", "places/", "numbers/"),
    *("support/", "how/", "safely/", "about/", "about/checking/", "privacy/", "takedown/", "begin/", "back/"),
    "no-such-page/",
)
WORDS = "Call 01632 960983. Sam was there."
LATIN = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
# Names, and what is written so in Arabic, too.
NAMES = {"Chorus", "Shift", "PDF", "Tor", "LGBT", "cookies", "stealthing"}
ENGLISH = re.compile(
    r"\b(?:the|and|you|your|with|this|that|from|story|stories|words|read|not|send|what|who|where|when|was|is|are|it)\b",
    re.IGNORECASE,
)


@pytest.fixture(autouse=True)
def _the_site(settings: Settings) -> None:
    settings.STORAGES = PLAIN_FILES
    settings.CHORUS_GROUPS_AT_ONCE = True
    page_cache.forget()


def english_in(html: str, language: str) -> list[str]:
    """The lines of a page that are English, or could be; without what says itself to be in another language."""
    ours = re.sub(r'<a [^>]*hreflang="[^"]*">[^<]*</a>', "", html)
    title = re.findall(r"<title>(.*?)</title>", ours, re.DOTALL)
    labels = re.findall(r'aria-label="([^"]*)"', ours)
    lines = [re.sub(r"“[^”]*”|«[^»]*»", "", line) for line in [*blocks_of(ours), *title, *labels]]
    if language == "ar":
        return [line for line in lines if set(LATIN.findall(line)) - NAMES]
    return [line for line in lines if ENGLISH.search(line)]


@pytest.fixture(name="number")
def _number(team: Team) -> int:
    for _one in range(3):
        approve(
            send_story("It was in the corridor, and I went away.", notes=("assault",), setting="school")[1],
            team,
        )
    publishing.put_up(NOON)
    page_cache.forget()
    return Story.objects.latest("number").number


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_no_page_to_read_has_a_word_of_english(language: str, number: int) -> None:
    for page in (*PLAIN, f"stories/{number}/", f"stories/{number}/concern/"):
        html = Client().get(f"/{language}/{page}").content.decode()
        assert english_in(html, language) == [], page


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_no_page_on_the_way_of_a_story_has_a_word_of_english(language: str, team: Team) -> None:
    visitor = Client()

    def post(page: str, html: str, **typed: str) -> str:
        answer = visitor.post(f"/{language}/{page}", filled(html, **typed))
        assert english_in(answer.content.decode(), language) == [], page
        return answer.content.decode()

    begun = text_of(visitor.get(f"/{language}/begin/"))
    post("write/", begun)
    box = post("write/", begun, use="publish", show_first="on", if_silent="yes")
    post("check/", box)
    post("check/", box, words="x" * 21_000, place="y" * 300, danger="on")
    check = post("check/", box, words=WORDS, find="1")
    post("check/", box, words=WORDS, danger="on", age="under_13")
    thanks = post("thanks/", check)
    words = " ".join(re.findall(r"<li>([a-z]+)</li>", thanks))
    post("thanks/words/", thanks, w="not these")
    back = text_of(visitor.get(f"/{language}/back/"))
    post("back/", back, w="six words that are not right")
    assert visitor.post(f"/{language}/back/", filled(back, w=words)).status_code in (200, 302, 303)
    for page in ("", "choices/", "text/", "words/", "erase/"):
        html = visitor.get(f"/{language}/back/{page or 'page/'}").content.decode()
        assert english_in(html, language) == [], page


def test_english_would_be_seen(number: int) -> None:
    html = text_of(Client().get("/ar/stories/"))
    assert english_in(html, "ar") == []
    assert english_in(html.replace("</main>", "<p>Read it</p></main>"), "ar") == ["Read it"]
    assert english_in(text_of(Client().get("/")), "fr") != []
