"""Every page to which a link leads, found by following the links: nothing is wrong with it, none is left out."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve, reverse
from playwright.sync_api import Page

from tests.browser import way
from tests.browser.conftest import Opener
from tests.browser.eyes import STILL, Eyes
from tests.moderation.test_addresses import TABLE
from tests.validator import messages, need_validator

LINKS = "() => Array.from(document.querySelectorAll('a[href]'), (each) => each.getAttribute('href'))"
# The same address, but another page for each of these.
TELLING = ("view", "text", "q")
# Pages of the team to which no link of the demonstration leads.
UNLINKED = ("moderation:parts", "moderation:new-app", "moderation:leave-team")
# Pages that need more than a link; where else they are looked at.
ELSEWHERE = {
    "testimonies:leave": "leads away",
    "testimonies:own-page": "only where one was written: test_own_pages",
    "testimonies:healthz": "for machines",
    "testimonies:feed": "for machines: test_feeds",
    "testimonies:api-stories": "for machines: test_api",
    "testimonies:api-places": "for machines: test_api",
    "testimonies:api-place": "for machines: test_api",
    "testimonies:api-numbers": "for machines: test_api",
    "testimonies:api-description": "for machines: test_api",
    "testimonies:write": "comes by a form only: test_what_writers_see",
    "testimonies:check": "comes by a form only: test_what_writers_see",
    "testimonies:back-message": "only when the team asked: test_behind_the_words",
    "testimonies:back-concern": "comes by a form only: test_what_readers_see",
    "testimonies:thanks-words": "comes by a form only: test_behind_the_words",
    "testimonies:back-version": "only while a version waits for a yes: test_what_the_team_sees",
    "testimonies:back-look-again": "only after a decline: test_behind_the_words",
    "moderation:second-step": "on the way in only: test_invited",
    "moderation:invitation": "its link is shown once, to the coordinator: test_invited",
    "moderation:on-hold": "only while one is on hold: test_what_the_team_sees",
    "moderation:flood": "only in a flood: test_floods",
    "moderation:hidden": "only after a restore: test_hidden",
    "moderation:review": "comes by a form only: test_what_the_team_sees",
} | {
    # Django's own pages, in Django's own looks, for coordinators at a desk: they are not ours to mend.
    name: "Django's admin: test_data"
    for name, method, *_got in TABLE
    if name.startswith("admin:") and method == "GET"
}


def key_of(address: str) -> tuple[str, ...] | None:
    """What makes a page another page: its name and what of the query matters. Nothing for a file."""
    parts = urlsplit(address)
    try:
        name = resolve(parts.path).view_name
    except Resolver404:
        return None
    if ELSEWHERE.get(name, "").startswith("Django"):
        return None
    query = parse_qs(parts.query)
    return (name, *(value for each in TELLING for value in query.get(each, ())))


class Walker:
    """Follows every link of one visitor, each page once, and looks at it.

    `looked` holds what was looked at already, letter for letter, with its links: most public pages are the same for
    everybody, and what axe says of one it would say of the other.
    """

    def __init__(self, page: Page, eyes: Eyes, looked: dict[str, list[str]]) -> None:
        self.page = page
        self.eyes = eyes
        self.looked = looked
        self.seen: set[tuple[str, ...]] = set()
        self.sources: dict[str, str] = {}

    def walk(self, *starts: str) -> None:
        """From these addresses as far as links of this site lead."""
        waiting = list(starts)
        while waiting:
            address = waiting.pop()
            key = key_of(address)
            if key is None or key in self.seen or key[0] == "testimonies:leave":
                continue
            self.seen.add(key)
            waiting += self._open(address)

    def _open(self, address: str) -> Iterator[str]:
        answer = self.page.request.get(address)
        if not answer.headers["content-type"].startswith("text/html"):
            return
        if answer.status != 200:
            self.eyes.found.append(f"{address} is linked and answers {answer.status}")
        source = self.sources[address] = answer.text()
        if source not in self.looked:
            self.page.goto(address)
            self.eyes.look(self.page)
            self.looked[source] = self.page.evaluate(LINKS)
        here = answer.url
        for href in self.looked[source]:
            target = urljoin(here, href)
            if urlsplit(target).netloc == urlsplit(here).netloc:
                yield urlsplit(target)._replace(scheme="", netloc="", fragment="").geturl()

    def names(self) -> set[str]:
        """The names of the addresses that were opened."""
        return {key[0] for key in self.seen}


@pytest.fixture(name="eyes")
def _eyes() -> Eyes:
    return Eyes()


def answering() -> set[str]:
    """The names of all addresses that answer to GET."""
    return {name for name, method, *got in TABLE if method == "GET" and set(got) - {"405", "sign-in"}}


def test_no_page_is_left_out_and_nothing_is_wrong_with_any(
    opened: Opener, signed_in: dict, eyes: Eyes
) -> None:
    need_validator()
    writer = opened(**STILL)
    words = way.write_and_send(writer, way.STORY.format(mark="It rained."))
    way.come_back(writer, " ".join(words))
    reader, volunteer = opened(**STILL), opened(storage_state=signed_in, **STILL)
    way.tell_a_concern(opened(**STILL))
    names, sources, looked = set(), {}, {}
    for page, starts in (
        (reader, ("/", "/search/?q=bus", "/thanks/", "/team/sign-in/")),
        (writer, ("/back/page/",)),
        (volunteer, ("/team/queue/", *map(reverse, UNLINKED))),
    ):
        walker = Walker(page, eyes, looked)
        walker.walk(*starts)
        names |= walker.names()
        sources |= walker.sources
    assert eyes.found == []
    assert messages(sources) == []
    assert answering() - names == set(ELSEWHERE)
