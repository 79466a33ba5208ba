"""What the web server shows by itself: one page for each language of a path, with the site's own menu."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils.translation import gettext, override
from pytest_django import Settings

from local.arguments import CHECKOUT
from testimonies import standing_pages
from tests.languages.catalogue import LANGUAGES

ENDS = {"en": "", **{language: f"-{language}" for language in LANGUAGES}}
MENU = re.compile(r'<nav class="nav".*?</nav>', re.DOTALL)


@pytest.fixture(name="drawn")
def _drawn(tmp_path: Path) -> Path:
    standing_pages.draw(tmp_path)
    return tmp_path


def menu_of(page: str) -> list[tuple[str, str]]:
    """Where each entry leads, and what it says."""
    return re.findall(r'<a href="([^"]+)">([^<]+)<', MENU.search(page)[0])


def test_there_is_a_page_for_each_language_that_nginx_looks_for(drawn: Path) -> None:
    nginx = (CHECKOUT / "deploy/nginx/nginx.conf").read_text(encoding="utf-8")
    (looked_for,) = re.findall(r"\(\?<language>([a-z|]+)\)", nginx)
    names = [f"{name}{end}.html" for name in standing_pages.PAGES for end in ENDS.values()]
    assert sorted(path.name for path in drawn.iterdir()) == sorted(names)
    assert sorted(looked_for.split("|")) == sorted(LANGUAGES)


@pytest.mark.parametrize("name", standing_pages.PAGES)
@pytest.mark.parametrize("language", ENDS)
def test_each_speaks_its_language_and_has_the_menu_of_the_site(drawn: Path, language: str, name: str) -> None:
    page = (drawn / f"{name}{ENDS[language]}.html").read_text(encoding="utf-8")
    with override(language):
        site = render_to_string("base.html", {"site_name": "Chorus"})
        assert gettext("Leave this page") in page
    assert menu_of(page) == menu_of(site) and len(menu_of(page)) == 4
    assert f'<html lang="{language}"' in page and page.count("<h1") == 1 and "data-exit" in page


def test_what_the_site_does_not_offer_is_said_in_english(tmp_path: Path, settings: Settings) -> None:
    settings.LANGUAGES = [("en", "English"), ("fr", "French")]
    standing_pages.draw(tmp_path)
    assert '<html lang="en"' in (tmp_path / "away-ar.html").read_text(encoding="utf-8")
    assert '<html lang="fr"' in (tmp_path / "away-fr.html").read_text(encoding="utf-8")
