"""The Atom feed: the stories of the page, where they are, and not a word of them; no time but a group's day."""

from datetime import date
from xml.etree import ElementTree

import pytest
from django.test import Client
from pytest_django import Settings

from testimonies import page_cache
from testimonies.models import Group
from tests.testimonies import crowd
from tests.testimonies.attacker import feed as pages
from tests.testimonies.visitor import text_of

ATOM = "{http://www.w3.org/2005/Atom}"
FEED = "/stories/feed.atom"


@pytest.fixture(name="up")
def _up(db: None) -> Group:
    return crowd.group(1, date(2026, 3, 6))


def entries(address: str = FEED) -> list[dict[str, str]]:
    """What a feed reader finds: the text of each part of each entry, and where its link leads."""
    page_cache.forget()
    root = ElementTree.fromstring(text_of(Client().get(address)))
    return [
        {part.tag.removeprefix(ATOM): part.get("href") or part.text or "" for part in entry}
        for entry in root.findall(f"{ATOM}entry")
    ]


def test_an_entry_says_where_a_story_is_and_nothing_of_its_words(up: Group) -> None:
    crowd.story(48213, up, kind="school", notes=["assault"], text="It rained.", second_text="Listen sooner.")
    (entry,) = entries()
    assert entry == {
        "title": "Story 48213",
        "link": "https://127.0.0.1/stories/48213/",
        "id": "https://127.0.0.1/stories/48213/",
        "updated": "2026-03-06T12:00:00+00:00",
        "summary": "A school · Shared in spring 2026 · Content note: assault",
    }
    xml = text_of(Client().get(FEED))
    assert "rained" not in xml and "Listen" not in xml


def test_a_feed_has_the_stories_of_the_first_page_and_no_others(up: Group) -> None:
    for number in range(1, 30):
        crowd.story(number, up, kind="school" if number % 3 else "college", notes=["stalking"] * (number % 2))
    for query in ("", "?place=school", "?about=stalking", "?hide=stalking&place=college"):
        page = [each.number for each in pages(f"/stories/{query}")][:12]
        fed = [int(each["title"].removeprefix("Story ")) for each in entries(f"{FEED}{query}")]
        assert fed == page and page, query


def test_what_goes_from_the_page_goes_from_the_feed_and_leaves_no_time_behind(up: Group) -> None:
    new = crowd.group(2, date(2026, 3, 10))
    crowd.story(1, up), crowd.story(2, new)
    before = text_of(Client().get(FEED))
    assert [each["title"] for each in entries()] == ["Story 2", "Story 1"]
    new.story_set.all().delete()
    assert [each["title"] for each in entries()] == ["Story 1"]
    after = text_of(Client().get(FEED))
    when = "<updated>2026-03-10T12:00:00+00:00</updated>"
    assert when in before.partition("<entry>")[0] and when in after.partition("<entry>")[0]


@pytest.mark.parametrize("state", ["hidden", "removed"])
def test_what_is_hidden_or_removed_is_not_in_it(up: Group, state: str) -> None:
    crowd.story(1, up), crowd.story(2, up, state=state)
    assert [each["title"] for each in entries()] == ["Story 1"]


def test_an_empty_feed_is_one_that_says_nothing_of_now(db: None) -> None:
    assert entries() == []
    assert "<updated>2000-01-01T12:00:00+00:00</updated>" in text_of(Client().get(FEED))


def test_the_page_says_where_its_feed_is_with_what_was_chosen(up: Group) -> None:
    crowd.story(1, up, kind="school")
    html = text_of(Client().get("/stories/?place=school&order=random&hide=assault"))
    assert f'type="application/atom+xml" href="{FEED}?place=school&amp;hide=assault"' in html


@pytest.mark.parametrize("allowed", [False, True])
def test_search_engines_may_list_pages_if_the_operator_says_so_and_feeds_never(
    up: Group, settings: Settings, allowed: bool
) -> None:
    settings.CHORUS_SEARCH_ENGINES = allowed
    page, feed = Client().get("/stories/"), Client().get(FEED)
    assert page["X-Robots-Tag"] == ("noarchive, nosnippet" if allowed else "noindex, noarchive, nosnippet")
    assert f'<meta name="robots" content="{page["X-Robots-Tag"]}">' in text_of(page)
    assert feed["X-Robots-Tag"] == "noindex, noarchive, nosnippet"


def test_a_feed_is_the_same_for_everybody_whatever_name_they_asked_by(up: Group, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["stories.example.org", "other.example.org"]
    crowd.story(1, up)
    feed = Client().get(FEED, headers={"host": "other.example.org"})
    assert "https://stories.example.org/stories/1/" in text_of(feed) and b"other.example" not in feed.content
    assert not feed.cookies and "Vary" not in feed and feed["Content-Type"].startswith("application/atom+xml")
