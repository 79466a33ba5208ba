"""Whatever stands in the address of a public page, what comes back is a page, and never one that failed."""

import re
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings as ours
from django.test import Client
from pytest_django import Settings

from testimonies import own_pages, page_cache
from tests.cast import Team
from tests.testimonies.test_public_pages import PUBLIC, address, up
from tests.testimonies.visitor import PLAIN_FILES, text_of

ASA = UUID(int=5)
pytestmark = pytest.mark.django_db
# What each page reads of its address; all others read nothing of it.
FILTERS = ["about", "place", "years", "language", "at", "country", "hide", "order", "from"]
READ = {
    "stories": FILTERS,
    "feed": FILTERS,
    "api-stories": FILTERS,
    "api-places": ["kind", "country", "after"],
    "places": ["q", "kind", "country", "letter"],
    "search": ["q", "hide", "from"],
    "ideas": ["from"],
    "story": ["believed"],
}
# As they stand in an address.
HOSTILE = {
    "NUL": "%00",
    "NUL between letters": "work%00place",
    "no UTF-8": "%ff%fe",
    "half a letter": "%c3",
    "half of a pair": "%ed%a0%80",
    "both halves": "%ed%a0%bd%ed%b8%80",
    "an odd escape": "%u0000%zz%",
    "bytes as they are": "\xff\xe9",
    "very long": "a" * 10_000,
    "very long and wide": "%F0%9F%92%A9" * 2_500,
    "below zero": "-1",
    "huge": "9" * 400,
    "no number": "1e400",
    "the last place there can be": "o.999999999.9999999999999999999",
    "before it": "n.0.0000000000000000000",
    "one at random beyond all": "r.9999999999999999999",
    "other digits": "o.%D9%A1.%D9%A2",
    "quotes": "'%22%60%5c",
    "a query of its own": "'%20OR%201=1;--",
    "marks": "%3Cscript%3Ex()%3C/script%3E",
    "other way round": "%e2%80%ae%e2%80%8b",
    "a line of its own": "%0d%0aSet-Cookie:%20x=1",
    "patterns": "%25s%25(x)s{0}{{x}}$%5e.*",
    "nothing": "",
}
ALONE = ("NUL", "no UTF-8", "huge", "the last place there can be")


@pytest.fixture(autouse=True)
def _the_site(settings: Settings) -> None:
    settings.STORAGES = PLAIN_FILES
    settings.CHORUS_GROUPS_AT_ONCE = True
    page_cache.forget()


@pytest.mark.parametrize("name", PUBLIC)
def test_nothing_in_the_query_of_a_public_page_makes_it_fail(team: Team, name: str) -> None:
    where = address(name, up(team))
    for what, value in HOSTILE.items():
        each = [f"{key}={value}" for key in READ.get(name, ["q"])]
        together = "&".join(each)
        # All at once and twice, and as a name; and some of them alone, where another one could stand before.
        for query in (f"{together}&{together}&{value}=1&{value}", *(each if what in ALONE else ())):
            answer = Client().get(where, QUERY_STRING=query)
            assert answer.status_code == 200, (what, query[:80])
            assert not answer.cookies and "Set-Cookie" not in answer.headers, what
            assert b"<script>x()" not in answer.content, what


@pytest.mark.parametrize("where", ["/search/", "/places/"])
def test_of_hostile_words_what_can_be_looked_for_stands_in_the_box(team: Team, where: str) -> None:
    address("place", 0)
    for typed, left in (("bus%00 stop", "bus stop"), ("bus%ff", "bus�"), ("%3Cb%3E", "&lt;b&gt;")):
        assert f'value="{left}"' in text_of(Client().get(where, QUERY_STRING=f"q={typed}"))


def test_this_table_knows_every_name_that_a_public_page_reads() -> None:
    room = Path(ours.BASE_DIR) / "testimonies"
    read = "".join(file.read_text() for file in [*room.glob("views/*.py"), room / "filters.py"])
    ways = (
        r'(?:GET|sent|query)\.get(?:list)?\("(\w+)"',
        r'short\(sent, "(\w+)"',
        r'"(\w+)" in request\.GET',
    )
    asked = {name for each in ways for name in re.findall(each, read)}
    behind_the_words = {"text"}
    assert asked - behind_the_words == {each for names in READ.values() for each in names}


PATHS = [
    *("/stories/99999999999999999999999/", "/stories/00000000000000000000001/", "/stories/-1/"),
    *("/stories/%00/", "/stories/%D9%A1/", "/stories/1%00/", "/stories/feed.atom%00"),
    *("/places/%00/", "/places/a%00b/file/", "/places/a%ff/report/", f"/places/{'a' * 9_000}/"),
    *("/about/%00/", "/about/a%ff/", f"/about/{'a' * 9_000}/", "/about/../", "/about/%2e%2e/"),
    *("/api/v1/places/%00/", f"/api/v1/places/{'a' * 9_000}/", "/%00", "/%ff/", "/ar/%00/"),
]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:40])
def test_nothing_in_the_path_makes_a_page_fail(path: str) -> None:
    own_pages.write("a", "en", title="A", typed="A.", is_up=True, by=ASA)
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("what", ["believe", "concern"])
def test_nor_does_a_number_that_no_story_can_have(team: Team, what: str) -> None:
    for number in ("99999999999999999999999", "0"):
        answer = Client().post(f"/stories/{number}/{what}/", headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code == (404 if what == "believe" else 200)
