"""A language is a path: nothing guesses it, nothing remembers it, and every page leads to itself in the others."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import resolve
from django.utils.translation import override
from pytest_django import Settings

from config import env
from testimonies import documents, page_cache
from testimonies.models import Testimony
from tests.cast import Team
from tests.languages.catalogue import LANGUAGES
from tests.look.form_reader import filled
from tests.testimonies.visitor import PLAIN_FILES, text_of

pytestmark = pytest.mark.django_db
PAGES = ("", "stories/", "search/?q=stairs", "places/", "numbers/", "support/", "how/", "safely/", "privacy/")


@pytest.fixture(autouse=True)
def _the_site(settings: Settings) -> None:
    settings.STORAGES = PLAIN_FILES
    page_cache.forget()


@pytest.mark.parametrize(("before", "html"), [("", "en ltr"), ("ar/", "ar rtl"), ("fr/", "fr ltr")])
def test_the_path_alone_says_the_language_and_which_way_it_runs(before: str, html: str) -> None:
    language, way = html.split()
    for page in PAGES:
        answer = Client().get(f"/{before}{page}", headers={"Accept-Language": "de, cy"})
        assert f'<html lang="{language}" dir="{way}">' in text_of(answer)
        assert not answer.cookies and "Vary" not in answer


def test_no_browser_is_led_to_its_own_language() -> None:
    first = Client().get("/", headers={"Accept-Language": "ar"})
    assert first.status_code == 200 and '<html lang="en"' in text_of(first)


@pytest.mark.parametrize("page", [*PAGES, "begin/", "back/"])
def test_every_page_leads_to_itself_in_the_other_languages(page: str) -> None:
    for here in ("en", *LANGUAGES):
        before = "" if here == "en" else f"{here}/"
        others = tuple(code for code in ("en", *LANGUAGES) if code != here)
        links = dict(
            re.findall(
                r'<a href="([^"]+)" lang="(..)" hreflang="\2">', text_of(Client().get(f"/{before}{page}"))
            )
        )
        assert tuple(links.values()) == others
        for address, language in links.items():
            assert f'<html lang="{language}"' in text_of(Client().get(address))
            assert address.endswith(page)


def test_what_was_typed_is_not_left_behind_by_a_link_to_another_language() -> None:
    visitor = Client()
    begun = text_of(visitor.get("/ar/begin/"))
    box = text_of(visitor.post("/ar/write/", filled(begun, use="publish")))
    assert "hreflang" in begun and "hreflang" not in box


def test_one_language_alone_needs_no_links(settings: Settings) -> None:
    settings.LANGUAGES = [("en", "English")]
    assert "hreflang" not in text_of(Client().get("/"))


def test_the_team_is_where_it_is_and_in_no_other_language() -> None:
    assert Client().get("/team/sign-in/").status_code == 200
    assert Client().get("/ar/team/sign-in/").status_code == 404
    with override("ar"):
        assert resolve("/team/sign-in/").view_name == "moderation:sign-in"


def test_a_language_that_is_not_offered_is_not_there() -> None:
    assert Client().get("/de/").status_code == Client().get("/ar-/").status_code == 404


@pytest.mark.parametrize(("before", "language"), [("", "en"), ("ar/", "ar"), ("fr/", "fr")])
def test_a_story_is_in_the_language_of_the_page_it_was_written_on(
    before: str, language: str, team: Team
) -> None:
    visitor = Client()
    box = visitor.post(f"/{before}write/", filled(text_of(visitor.get(f"/{before}begin/")), use="publish"))
    visitor.post(f"/{before}thanks/", filled(text_of(box), words="It was on the stairs."))
    sent = Testimony.objects.get()
    assert documents.open_card(sent, team.keyring).language == language


def test_the_setting_takes_only_languages_that_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHORUS_LANGUAGES", "fr, en")
    assert env.some_of("CHORUS_LANGUAGES", ("en", "ar", "fr"), "en") == ("en", "fr")
    for wrong in ("en,de", "en,en", ""):
        monkeypatch.setenv("CHORUS_LANGUAGES", wrong)
        with pytest.raises(ImproperlyConfigured):
            env.some_of("CHORUS_LANGUAGES", ("en", "ar", "fr"), "en")
