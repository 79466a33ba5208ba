"""What everybody may read: one copy for all, no cookie, no way in to the team, nothing but letters from a writer."""

import re
from datetime import date
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils.html import escape
from pytest_django import Settings

from testimonies import own_pages, page_cache, publishing
from testimonies.models import Story
from tests.cast import NOON, Team, approve, send_story
from tests.testimonies import crowd
from tests.testimonies.visitor import PLAIN_FILES, Visitor, text_of

SHARED = "public, max-age=0, s-maxage=30, must-revalidate"
_PUBLIC = (
    "home stories story search support how safely about own-page checking privacy takedown places place place-file "
    "numbers numbers-file report ideas feed api api-description api-stories api-places api-place api-numbers "
    "transparency transparency-file"
)
_NOT_SHARED = (
    "believe concern begin write check thanks thanks-words back back-page back-version back-message back-choices "
    "back-text back-concern back-look-again back-words back-erase back-close leave healthz"
)
PUBLIC, NOT_SHARED = _PUBLIC.split(), _NOT_SHARED.split()
AS_TYPED = (
    '<script>alert("x")</script> <b onclick="x()">bold</b> **not bold** # no heading '
    "[a link](https://example.org/x) https://example.org/y &amp; {{ words }} {% now %} `code` <!-- no -->"
)


@pytest.fixture(autouse=True)
def _the_site(settings: Settings) -> None:
    settings.STORAGES = PLAIN_FILES
    settings.CHORUS_GROUPS_AT_ONCE = True
    page_cache.forget()


def names_of(namespace: str) -> set[str]:
    """Every name of an address in a part of the site."""
    _prefix, part = get_resolver().namespace_dict[namespace]
    return {key for key in part.reverse_dict if isinstance(key, str)}


def up(team: Team, text: str = AS_TYPED) -> int:
    """The number of a story that went up."""
    _words, testimony = send_story(text)
    approve(testimony, team)
    publishing.put_up(NOON)
    return Story.objects.get().number


def address(name: str, number: int) -> str:
    """Where a public page is; of a place, one that has a page."""
    if name in ("place", "place-file", "report", "api-place"):
        slug = crowd.place_with_page(crowd.group(1_000, date(2026, 7, 7))).slug
        return reverse(f"testimonies:{name}", args=[slug])
    if name == "own-page":
        own_pages.write("who-pays", "en", title="Who pays", typed="We *do*.", is_up=True, by=uuid4())
        return reverse("testimonies:own-page", args=["who-pays"])
    return reverse(f"testimonies:{name}", args=[number] if name in ("story", "concern") else [])


def test_no_page_is_missing_in_these_tables() -> None:
    assert names_of("testimonies") == {*PUBLIC, *NOT_SHARED}


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["search/?q=word", "stories/?order=random"])
def test_what_somebody_searched_for_is_kept_by_nobody_and_a_story_at_random_is_another_one_each_time(
    asked: str, team: Team
) -> None:
    up(team)
    first = Client().get(f"/{asked}")
    assert first.status_code == 200 and first["Cache-Control"] == "no-store" and "ETag" not in first
    assert "Vary" not in first and not first.cookies and first["X-Robots-Tag"].endswith("nosnippet")
    with patch.object(page_cache, "keep") as keep:
        Client().get(f"/{asked}")
        assert not keep.called
        Client().get(f"/{asked.partition('?')[0]}")
        assert keep.called


@pytest.mark.django_db
@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_page_is_the_same_for_everybody_and_may_be_kept_half_a_minute(name: str, team: Team) -> None:
    where = address(name, up(team))
    first = Client().get(where, headers={"Accept-Encoding": "gzip", "Cookie": "team=x; form=y; page=1"})
    page_cache.forget()
    again = Client().get(where, headers={"Accept-Language": "ar"})
    assert first.status_code == 200 and first.content == again.content
    for answer in (first, again):
        assert not answer.cookies
        assert answer.get("Vary", "Accept-Encoding") == "Accept-Encoding"
        assert answer["Cache-Control"] == SHARED
        assert "Last-Modified" not in answer
    known = Client().get(where, headers={"If-None-Match": first["ETag"]})
    assert (known.status_code, known.content, known["ETag"]) == (304, b"", first["ETag"])
    assert not known.cookies and known["Cache-Control"] == SHARED


@pytest.mark.django_db
def test_what_somebody_typed_comes_out_as_letters_wherever_it_is_shown(team: Team) -> None:
    number = up(team)
    for where in ("/", "/stories/", f"/stories/{number}/"):
        html = text_of(Client().get(where))
        shown = re.findall(r'<div class="prose" dir="auto">(.*?)</div>', html, re.DOTALL)
        assert [re.sub(r"\s*</?p>\s*", "", each) for each in shown] == [escape(AS_TYPED)]
    check = text_of(Visitor().check(words=AS_TYPED, place="<i>A school</i>"))
    assert "<script>alert" not in check and "<b onclick" not in check and "<i>A school" not in check
    assert 'href="https://example.org' not in check
    problem = text_of(Visitor().send(words=AS_TYPED, ticket="lost"), 400)
    assert escape(AS_TYPED) in problem and "<script>alert" not in problem


def test_the_exit_works_and_a_check_says_so_while_the_database_is_down() -> None:
    with patch.object(BaseDatabaseWrapper, "cursor", side_effect=OperationalError):
        answer = Client().get("/leave/", headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code == 303 and "cookies" in answer["Clear-Site-Data"]
        assert Client().get("/healthz").status_code == 503


@pytest.mark.django_db
def test_a_check_says_that_the_database_is_up() -> None:
    assert text_of(Client().get("/healthz")) == "ok"


@pytest.mark.parametrize("sender", ["cross-site", "same-site"])
def test_another_site_cannot_sign_anybody_out_by_way_of_the_exit(sender: str) -> None:
    answer = Client().get("/leave/", headers={"Sec-Fetch-Site": sender})
    assert answer.status_code == 303 and "Clear-Site-Data" not in answer
