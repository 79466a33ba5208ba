"""Choosing stories: by what they show and by nothing else, all of it in the address, in both directions."""

from dataclasses import fields
from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from testimonies import facets, filters, page_cache, places, reading, totals
from testimonies.filters import Filters
from testimonies.models import Group, Numbers, Place, Story
from testimonies.reading import PAGE
from tests.cast import Team
from tests.testimonies import crowd
from tests.testimonies.visitor import text_of

DAY = date(2026, 3, 6)
SHOWN = {"about": "notes", "place": "kind", "years": "years", "language": "language", "at": "place"}
"""Each filter, and the column of the story by which it goes."""
SHOWN |= {"country": "place"}


@pytest.fixture(name="up")
def _up(db: None) -> Group:
    return crowd.group(1, DAY)


@pytest.fixture(name="merrowby")
def _merrowby(up: Group) -> Place:
    place = places.add(name="Merrowby College", kind="college", town="Merrowby", country="GB")
    Numbers.objects.create(place=place, group=up, shown={}, behind=b"")
    return place


def read(query: str) -> Filters:
    """What an address asks for."""
    return filters.read(QueryDict(query))


def numbers_of(asked: Filters, cursor: str = "") -> set[int]:
    """The numbers on a page of the feed."""
    return {each.number for each in reading.feed(cursor, asked).stories}


def test_only_what_a_story_shows_can_be_asked_for() -> None:
    assert {field.name for field in fields(Filters)} == {*SHOWN, "hide", "order"}
    # Nothing that is counted and not shown is a column of a story at all.
    columns = {field.name for field in Story._meta.get_fields()}
    assert not columns & {"age", "told", "country", "who", "when"}


@pytest.mark.parametrize(
    ("query", "facet", "other"),
    [
        ("about=stalking", {"notes": ["comments", "stalking"]}, {"notes": ["comments"]}),
        ("place=school", {"kind": "school"}, {"kind": "college"}),
        ("years=2017–2019", {"years": "2017–2019"}, {"years": "–2019"}),
        ("language=de", {"language": "de"}, {"language": "en"}),
        ("hide=assault&hide=drugged", {"notes": ["comments"]}, {"notes": ["comments", "drugged"]}),
    ],
)
def test_a_story_is_found_by_what_it_shows_and_not_by_what_it_does_not(
    up: Group, query: str, facet: dict, other: dict
) -> None:
    crowd.story(1, up, **facet), crowd.story(2, up, **other), crowd.story(3, up, **facet, state="hidden")
    assert numbers_of(read(query)) == {1}


@pytest.mark.parametrize("note", facets.NOTE_WORDS)
def test_a_note_that_few_stories_have_is_looked_for_among_those_few(up: Group, note: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        reading.feed("", Filters(about=note))
    (sql,) = (query["sql"] for query in asked if "@>" in query["sql"])
    with connection.cursor() as cursor:
        # In a table of no rows every way is as cheap: leave only those that are in the feed's order already.
        cursor.execute("DROP INDEX feed_newest_first")
        for way in ("seqscan", "bitmapscan", "sort", "incremental_sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN {sql}")
        assert f"feed_with_{note} " in "".join(line for (line,) in cursor.fetchall())


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (Filters(about="touched", place="school"), "touched"),
        (Filters(about="touched", place="school", years="–2019", language="de"), "touched"),
        (Filters(place="school", years="–2019"), "kind"),
        (Filters(years="–2019", language="de"), "years"),
        (Filters(language="de", place="school"), "language"),
    ],
)
def test_what_no_story_shows_together_is_told_by_the_index_without_reading_stories(
    up: Group, asked: Filters, index: str
) -> None:
    others = {"feed_newest_first", "feed_with_kind", "feed_with_years", "feed_with_language"}
    with connection.cursor() as cursor:
        for other in others - {f"feed_with_{index}"}:
            cursor.execute(f"DROP INDEX {other}")
        for way in ("seqscan", "bitmapscan", "sort", "incremental_sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        plan = asked.narrow(Story.objects.published()).newest_first().explain()
    assert f"feed_with_{index} " in plan and "Filter" not in plan


@pytest.mark.parametrize(("hide", "found"), [((), {1}), (("drugged",), {1}), (("touched",), set())])
def test_a_note_that_is_asked_for_and_left_out_is_not_looked_for(
    up: Group, hide: tuple[str, ...], found: set[int]
) -> None:
    crowd.story(1, up, notes=["touched"])
    asked = Filters(about="touched", hide=hide)
    with CaptureQueriesContext(connection) as queries:
        assert numbers_of(asked) == found
    assert any("testimonies_story" in query["sql"] for query in queries) is bool(found)


def test_what_a_story_may_not_show_finds_it_by_no_filter(team: Team, up: Group, merrowby: Place) -> None:
    crowd.story(1, up)
    crowd.count(
        up, crowd.at(merrowby, 1, kind="school", when="1_5", age="16_17", country="gb"), published=True
    )
    for query in (
        "place=school",
        "years=2021–2025",
        "at=merrowby-college-merrowby",
        "country=gb",
        "country=GB",
        "age=16_17",
    ):
        asked = read(query)
        assert asked == filters.NONE or numbers_of(asked) == set(), query


def test_a_place_is_asked_for_by_its_address_while_it_has_a_page(up: Group, merrowby: Place) -> None:
    crowd.story(1, up, place=merrowby), crowd.story(2, up)
    asked = Filters(at=merrowby.slug)
    assert numbers_of(asked) == {1}
    Numbers.objects.all().delete()
    assert numbers_of(asked) == set()


def test_a_country_is_that_of_the_place_that_a_story_names_while_it_has_a_page(
    up: Group, merrowby: Place
) -> None:
    other = places.add(name="Tarnford College", kind="college", town="Tarnford", country="IE")
    Numbers.objects.create(place=other, group=up, shown={}, behind=b"")
    crowd.story(1, up, place=merrowby), crowd.story(2, up, place=other), crowd.story(3, up)
    assert (numbers_of(read("country=GB")), numbers_of(read("country=IE"))) == ({1}, {2})
    assert numbers_of(read("country=GB&at=tarnford-college-tarnford")) == set()
    other.numbers.delete()
    assert numbers_of(read("country=IE")) == set()


def test_only_countries_of_named_places_can_be_chosen_and_one_is_no_choice(
    up: Group, merrowby: Place
) -> None:
    other = places.add(name="Tarnford College", kind="college", town="Tarnford", country="IE")
    places.add(name="Lille College", kind="college", town="Lille", country="FR")
    Numbers.objects.create(place=other, group=up, shown={}, behind=b"")
    crowd.story(1, up, place=merrowby)
    totals.write(up)
    html = text_of(Client().get("/stories/?country=GB"))
    assert '<select name="country"' not in html and '<input type="hidden" name="country" value="GB">' in html
    second = crowd.group(2, DAY)
    crowd.story(2, second, place=other)
    totals.write(second), page_cache.forget()
    html = text_of(Client().get("/stories/?country=GB"))
    assert '<option value="GB" selected>United Kingdom</option>' in html and ">Ireland</option>" in html
    assert "France" not in html


@pytest.mark.parametrize(
    "query", ["about=x", "place=x", "years=2017", "language=<b>", "order=x", "hide=x", "at=A B", "country=gb"]
)
def test_what_we_never_offered_is_not_there(query: str) -> None:
    assert read(query) == filters.NONE


def test_what_is_chosen_stays_in_the_address_and_comes_back_out_of_it() -> None:
    query = "about=stalking&place=school&years=–2010&at=merrowby&hide=assault&hide=under_13&order=random"
    asked = read(query)
    assert read(asked.query().removeprefix("?")) == asked and filters.NONE.query() == ""


def test_filtered_pages_lead_on_and_back_through_the_same_stories(up: Group) -> None:
    for number in range(1, 3 * PAGE):
        crowd.story(number, up, kind="school" if number % 2 else "college")
    asked = Filters(place="school")
    first = reading.feed("", asked)
    second = reading.feed(first.older, asked)
    assert len(first.stories) == PAGE and len(second.stories) == 3 * PAGE // 2 - PAGE and not second.older
    back = reading.feed(second.newer, asked)
    assert [each.number for each in back.stories] == [each.number for each in first.stories]


def test_one_at_random_is_one_and_the_same_address_shows_it_again(up: Group) -> None:
    for number in range(1, 30):
        crowd.story(number, up, kind="school" if number % 2 else "college")
    asked, seen = Filters(order="random", place="school"), set()
    cursor = reading.feed("", asked).other
    for _ in range(30):
        page = reading.feed(cursor, asked)
        assert numbers_of(asked, cursor) == {page.stories[0].number}
        seen.add(page.stories[0].number)
        cursor = page.other
    assert len(seen) > 3 and all(number % 2 for number in seen)


@pytest.mark.parametrize("cursor", ["r.9999999999999999999", "r.x", "o.1.1", ""])
def test_one_at_random_is_shown_whatever_the_address_says(up: Group, cursor: str) -> None:
    crowd.story(1, up)
    assert numbers_of(Filters(order="random"), cursor) == {1}


def test_only_years_and_languages_that_stories_show_can_be_chosen(up: Group) -> None:
    crowd.story(1, up, years="2017–2019"), crowd.story(2, up)
    totals.write(up)
    html = text_of(Client().get("/stories/"))
    assert '<option value="2017–2019">2017 to 2019</option>' in html
    assert html.count('name="years"') == 1 and 'name="language"' not in html


def test_what_was_chosen_is_chosen_again_on_the_page(up: Group) -> None:
    crowd.story(1, up, kind="school")
    html = text_of(Client().get("/stories/?place=school&hide=assault&at=merrowby"))
    assert '<option value="school" selected>' in html and 'value="assault"' in html
    assert '<details class="fold" open><summary>Leave out stories about' in html
    assert '<input type="hidden" name="at" value="merrowby">' in html


def test_when_nothing_matches_the_page_says_so_and_leads_to_all(up: Group) -> None:
    crowd.story(1, up, kind="school")
    html = text_of(Client().get("/stories/?place=college"))
    assert "No stories match what you chose." in html and '<a href="/stories/">Show all stories</a>' in html
    assert "No stories yet." not in html


def test_a_story_in_another_language_says_so_to_those_who_listen(up: Group) -> None:
    crowd.story(1, up, language="de")
    assert '<div class="prose" lang="de" dir="auto">' in text_of(Client().get("/stories/"))
    assert '<div class="prose" lang="de" dir="auto">' in text_of(Client().get("/stories/1/"))


def test_a_story_names_its_place_with_a_link_once_it_may(up: Group, merrowby: Place) -> None:
    crowd.story(1, up, kind="college", place=merrowby)
    link = f'<a href="/places/{merrowby.slug}/" translate="no">Merrowby College</a>'
    for address in ("/stories/", "/stories/1/"):
        html = text_of(Client().get(address))
        assert link in html and "A college" not in html
