"""Stories in Arabic and French are found by other forms of their words, and read the way they run."""

import re

import pytest
from django.test import Client
from pytest_django import Settings

from testimonies import countries, page_cache, publishing
from tests.cast import NOON, Team, approve, send_story
from tests.testimonies.visitor import PLAIN_FILES, text_of

pytestmark = pytest.mark.django_db
STORIES = {
    "ar": "كان ذلك في الممرات بعد الدرس، وبقيت الأبواب مفتوحة.",
    "fr": "C’était dans les couloirs, et les portes restaient ouvertes.",
    "en": "It was in the corridors, and the doors stayed open.",
}


@pytest.fixture(autouse=True)
def _three_stories(settings: Settings, team: Team) -> None:
    settings.STORAGES = PLAIN_FILES
    settings.CHORUS_GROUPS_AT_ONCE = True
    for language, text in STORIES.items():
        approve(send_story(text, language=language)[1], team)
    publishing.put_up(NOON)
    page_cache.forget()


@pytest.mark.parametrize("before", ["", "ar/", "fr/"])
@pytest.mark.parametrize(
    ("typed", "found"), [("ممر", "الممرات"), ("couloir", "couloirs"), ("corridor", "corridors")]
)
def test_a_story_is_found_by_another_form_of_its_words(typed: str, found: str, before: str) -> None:
    html = text_of(Client().get(f"/{before}search/", {"q": typed}))
    assert re.findall(r'<mark class="is-hit">(.*?)</mark>', html) == [found]


@pytest.mark.parametrize("words", ["نوافذ", "fenêtre", "windows"])
def test_what_no_story_says_is_not_found(words: str) -> None:
    assert 'class="is-hit"' not in text_of(Client().get("/ar/search/", {"q": words}))


@pytest.mark.parametrize("before", ["", "ar/", "fr/"])
def test_a_story_says_its_language_where_it_is_not_that_of_the_page(before: str) -> None:
    html = text_of(Client().get(f"/{before}stories/"))
    said = re.findall(r'<div class="prose" lang="(..)" dir="auto">', html)
    assert sorted(said) == sorted({"ar", "fr", "en"} - {before.rstrip("/") or "en"})
    assert html.count('<div class="prose" dir="auto">') == 1


def test_stories_can_be_chosen_by_their_language() -> None:
    html = text_of(Client().get("/ar/stories/", {"language": "fr"}))
    assert "couloirs" in html and "الممرات" not in html and "corridors" not in html
    assert '<option value="fr" selected>' in html


@pytest.mark.parametrize("typed", ["Morocco", "maroc", "المغرب"])
def test_a_country_can_be_typed_in_each_language(typed: str) -> None:
    assert countries.code_of(typed) == "ma"
