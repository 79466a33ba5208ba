"""Every link and every button on every page leads to something that is there."""

from collections.abc import Iterator
from html.parser import HTMLParser
from unittest.mock import patch
from urllib.parse import urljoin, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from moderation import queue
from testimonies import page_cache, publishing
from testimonies.models import Story
from tests.cast import NOON, PASSWORD, Team, approve, send_story
from tests.look.form_reader import filled
from tests.testimonies.visitor import PLAIN_FILES, Visitor, six_words, text_of
from vault import passwords

HERE = "testserver"
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


class Ways(HTMLParser):
    """The ways on from a page: addresses to get, addresses to post to, and the names of places in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.forms: set[str] = set()
        self.places: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where it leads."""
        found = {name: value or "" for name, value in attrs}
        self.places.add(found.get("id", ""))
        if tag == "a":
            self.links.add(found["href"])
        if tag == "form":
            ways = {"post": self.forms, "get": self.links}
            ways[found["method"]].add(found.get("action", ""))
        if "formaction" in found:
            self.forms.add(found["formaction"])


@pytest.fixture(autouse=True)
def _the_site(settings: Settings) -> None:
    settings.STORAGES = PLAIN_FILES
    settings.CHORUS_GROUPS_AT_ONCE, settings.CHORUS_SECOND_FACTOR = True, False
    # One more language says as much about links as two.
    settings.LANGUAGES = [("en", "English"), ("ar", "Arabic")]
    page_cache.forget()


@pytest.fixture(name="stories")
def _stories(team: Team) -> list[Story]:
    """Enough for a second page of the feed."""
    for _one in range(15):
        approve(send_story()[1], team)
    publishing.put_up(NOON)
    assert Story.objects.count() == 15
    return list(Story.objects.all())


_DATA = "/team/data/"


def pages_from(client: Client, *addresses: str) -> Iterator[tuple[str, HttpResponse]]:
    """Every page of ours that links lead to, with its address."""
    waiting, seen = list(addresses), set(addresses)
    while waiting:
        address = waiting.pop()
        answer = client.get(address, follow=not address.endswith("/leave/"))
        assert answer.status_code in (200, 303), (answer.status_code, address)
        yield address, answer
        for link in _ours(address, Ways(answer.content.decode()).links):
            if link not in seen:
                seen.add(link)
                waiting.append(link)


def _ours(address: str, links: set[str]) -> Iterator[str]:
    for link in links:
        whole = urlsplit(urljoin(f"http://{HERE}{address}", link))
        # Each heading of a table of Django's admin leads to itself sorted in one more way: there is no end to them.
        if whole.netloc == HERE and (whole.path == _DATA or not whole.path.startswith(_DATA)):
            yield whole.path + (f"?{whole.query}" if whole.query else "")


def assert_places_are_there(address: str, ways: Ways) -> None:
    """A link to a place in the same page finds it."""
    places = {link[1:] for link in ways.links if link.startswith("#")}
    assert places <= ways.places, (address, places - ways.places)


def assert_forms_are_taken(client: Client, address: str, ways: Ways) -> None:
    """What a button sends is answered; an empty form may be refused, but there is somebody who says so."""
    for form in ways.forms:
        answer = client.post(urljoin(address, form), headers=SAME_ORIGIN)
        assert answer.status_code in (200, 302, 400), (answer.status_code, address, form)


def sign_in(client: Client, team: Team) -> None:
    """With the cheap password of the tests."""
    with patch.object(passwords, "MEMORY", 8192), patch.object(passwords, "OPERATIONS", 1):
        answer = client.post("/team/sign-in/", {"name": team.coordinator.name, "password": PASSWORD})
    assert answer["Location"] == "/team/queue/"


@pytest.mark.django_db
def test_whoever_follows_every_way_from_home_finds_something_everywhere(stories: list[Story]) -> None:
    client = Client()
    seen = dict(pages_from(client, "/"))
    assert {f"/stories/{story.number}/" for story in stories} <= set(seen)
    for address, answer in seen.items():
        ways = Ways(answer.content.decode())
        assert_places_are_there(address, ways)
        assert_forms_are_taken(client, address, ways)


@pytest.mark.django_db
def test_a_writer_who_follows_every_way_finds_something_everywhere(stories: list[Story]) -> None:
    visitor, anybody = Visitor(), Client()
    sent = visitor.send(show_first="on")
    visitor.come_back(" ".join(six_words(sent)))
    words = ("/back/page/?text=1", "/back/page/", "/back/erase/")
    pages = [visitor.post("/write/", {}), visitor.check(), visitor.check(words=""), visitor.send(ticket="")]
    for answer in (sent, *pages, *map(visitor.get, words), visitor.come_back("harbour linnen")):
        address = answer.wsgi_request.path
        ways = Ways(answer.content.decode())
        assert_places_are_there(address, ways)
        assert_forms_are_taken(anybody, address, ways)
        for link in _ours(address, ways.links):
            assert visitor.get(link).status_code in (200, 302, 303), (address, link)


@pytest.mark.django_db
def test_a_coordinator_who_follows_every_way_finds_something_everywhere(
    stories: list[Story], team: Team
) -> None:
    send_story()
    queue.take(team.coordinator, send_story()[1].pk, NOON)
    client = Client()
    sign_in(client, team)
    where = f"/stories/{stories[0].number}/concern/"
    client.post(where, filled(text_of(client.get(where)), why="untrue"), headers=SAME_ORIGIN)
    seen = dict(pages_from(client, "/team/queue/"))
    assert {"/team/concerns/", "/team/record/"} <= set(seen)
    for address, answer in seen.items():
        if address.startswith("/team/") and "sign-in" not in address:
            ways = Ways(answer.content.decode())
            assert_places_are_there(address, ways)
            ways.forms.discard("/team/sign-out/")
            assert_forms_are_taken(client, address, ways)
