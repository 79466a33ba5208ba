"""Pages of places and of numbers: only what was rounded and hidden before, the same in picture, table and file."""

import csv
import re
from datetime import date

import pytest
from django.test import Client

from testimonies import charts, facets, ideas, places
from testimonies.models import Numbers, Place, Reply, Story
from tests.cast import Team
from tests.testimonies import crowd
from tests.testimonies.visitor import text_of

DAY = date(2026, 3, 6)
pytestmark = pytest.mark.django_db


@pytest.fixture(name="merrowby")
def _merrowby(team: Team) -> Place:
    up = crowd.group(1, DAY)
    crowd.count(up, [crowd.payload(kind="school", told="helped")] * 9)
    return crowd.place_with_page(up, 22, told="nobody", notes=("comments",), when="1_5")


def get(address: str) -> str:
    """The page at an address."""
    return text_of(Client().get(address))


def test_a_place_without_a_page_is_nowhere(merrowby: Place) -> None:
    other = places.add(name="Tarnford College", kind="college", town="Tarnford", country="IE")
    for address in (f"/places/{other.slug}/", f"/places/{other.slug}/file/", "/places/none/"):
        assert Client().get(address).status_code == 404
    listed = get("/places/")
    assert "Merrowby College" in listed and "Tarnford" not in listed and "Ireland" not in listed
    for query in ("q=tarnford", "q=Tarnford+College", "country=IE"):
        assert other.slug not in get(f"/places/?{query}"), query


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("q=merowby", True),
        ("q=college+merrowby", True),
        ("kind=college", True),
        ("country=GB", True),
        ("q=nowhere", False),
        ("kind=school", False),
        ("country=FR", False),
    ],
)
def test_places_are_found_with_a_slip_by_kind_and_by_country(
    merrowby: Place, query: str, shown: bool
) -> None:
    assert (f'href="/places/{merrowby.slug}/"' in get(f"/places/?{query}")) is shown


def test_with_many_places_the_list_goes_letter_by_letter(
    merrowby: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("testimonies.place_pages._MOST", 1)
    other = places.add(name="Ångström College", kind="college", town="Uppsala", country="SE")
    Numbers.objects.create(place=other, group_id=1, shown={}, behind=b"")
    first, second = get("/places/"), get("/places/?letter=M")
    assert "Ångström" in first and "Merrowby" not in first
    assert "Merrowby" in second and "Ångström" not in second


def test_a_place_shows_rounded_numbers_and_says_few_where_they_are_few(merrowby: Place) -> None:
    html = get(f"/places/{merrowby.slug}/")
    assert "About 20 people have written about this place." in html and "22" not in html.split("<main")[1]
    assert "Told no one</span> <span>about 20" in html and "fewer than 5" in html
    assert "They cannot be used to compare one place with another." in html
    assert "Counted in spring 2026." in html


def test_what_a_bar_says_its_table_and_the_file_say_too(merrowby: Place) -> None:
    for page, file in (
        (f"/places/{merrowby.slug}/", f"/places/{merrowby.slug}/file/"),
        ("/numbers/", "/numbers/file/"),
    ):
        html = get(page)
        bars = re.findall(r"<li><span>([^<]*)</span> <span>([^<]*)</span><svg", html)
        table = re.findall(r'<th scope="row">([^<]*)</th><td>([^<]*)</td>', html)
        lines = [(answer, shown) for _table, answer, shown in csv.reader(get(file).splitlines()[1:])]
        lower = {(answer.lower(), shown) for answer, shown in bars}
        hidden = re.findall(r"Not shown: ([^<]*)", html)
        lower |= {(answer.lower(), "not shown") for each in hidden for answer in each.split("; ")}
        few = re.findall(r"Fewer than 5 each: ([^<]*)", html)
        lower |= {(answer.lower(), "fewer than 5") for each in few for answer in each.split("; ")}
        assert len(lower) > 5 and lower == {(answer.lower(), shown) for answer, shown in table}
        assert set(table) <= set(lines)
        assert all(
            re.fullmatch(r"about \d*[05]|fewer than (5|10)|not shown", shown) for _answer, shown in lines
        )


def test_the_order_is_that_of_the_answers_and_never_of_the_numbers() -> None:
    cells = {"helped": 40, "": 30, "nobody": 10, "not_helped": 20}
    labels = [label for label, _shown in charts.rows("told", cells)]
    assert labels == [
        "Told no one",
        "Told someone, and it did not help",
        "Told someone, and it helped",
        "Did not say",
    ]


def test_only_lines_whose_writers_agreed_say_what_should_change(merrowby: Place) -> None:
    up = crowd.group(2, DAY)
    crowd.story(10_001, up, place=merrowby, second_text="Ask [name] sooner.")
    crowd.story(10_002, up, place=merrowby)
    crowd.story(10_003, up, second_text="Elsewhere.")
    crowd.story(10_004, up, place=merrowby, second_text="Hidden.", state=Story.State.HIDDEN)
    html = get(f"/places/{merrowby.slug}/")
    assert 'Ask <span class="mended">[name]</span> sooner.' in html
    assert "Elsewhere." not in html and "Hidden." not in html
    assert 'href="/stories/10002/"' in html and 'href="/stories/10003/"' not in html


def test_older_stories_of_a_place_follow_in_the_feed_without_a_gap(merrowby: Place) -> None:
    up = crowd.group(2, DAY)
    for number in range(10_000, 10_015):
        crowd.story(number, up, place=merrowby)
    html = get(f"/places/{merrowby.slug}/")
    here = set(re.findall(r'href="/stories/(\d+)/"', html))
    older = re.search(r'href="(/stories/\?at=[^"]*)">Older stories', html)
    assert older is not None
    there = set(re.findall(r'href="/stories/(\d+)/"', get(older[1].replace("&amp;", "&"))))
    assert len(here) == 12 and len(there) == 3 and not here & there


def test_an_answer_stands_in_full_and_as_letters(merrowby: Place) -> None:
    address = f"/places/{merrowby.slug}/"
    assert "We have not written to them yet." in get(address)
    reply = Reply.objects.create(place=merrowby, asked=date(2026, 1, 8))
    assert "We wrote to them in January 2026. They have not answered yet." in get(f"{address}?1")
    reply.answered, reply.text = date(2026, 3, 2), "We are <b>sorry</b>.\n\nhttps://example.org"
    reply.save()
    html = get(f"{address}?2")
    assert "They wrote to us in March 2026. This is all of it." in html
    assert "We are &lt;b&gt;sorry&lt;/b&gt;." in html and 'href="https://example.org' not in html


def test_numbers_of_everything_say_what_they_cannot(merrowby: Place) -> None:
    html = get("/numbers/")
    assert "They cannot be used to compare one place with another." in html
    for caption in ("What it was about", "Did they tell someone?", "How old they were", "Which country"):
        assert html.count(f"<figcaption>{caption}") == 1
    assert "Spring 2026</span> <span>about 30</span>" in html


def test_before_anything_went_up_there_are_no_numbers() -> None:
    html = get("/numbers/")
    assert "Not enough people have written to show numbers." in html and "<svg" not in html
    assert Client().get("/numbers/file/").status_code == 404
    assert "Not enough people have written about any place" in get("/places/")


def test_a_report_has_numbers_and_ideas_and_of_the_stories_only_where_they_are(merrowby: Place) -> None:
    up = crowd.group(2, DAY)
    crowd.story(10_001, up, place=merrowby, text="It rained.", second_text="Ask sooner.")
    html = get(f"/places/{merrowby.slug}/report/")
    assert "About 20 people have written to us" in html and "Ask sooner." in html and "10001" in html
    assert "It rained." not in html and "They cannot be used to compare one place with another." in html
    assert Client().get("/places/nowhere/report/").status_code == 404


def test_ideas_lead_on_and_back_and_are_only_those_that_may_be_shown(
    merrowby: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("testimonies.ideas._PAGE", 2)
    up = crowd.group(2, DAY)
    for number in range(1, 6):
        crowd.story(number, up, second_text=f"Idea {number}.", ord=number)
    crowd.story(6, up, ord=6), crowd.story(7, up, ord=0, second_text="Hidden.", state=Story.State.HIDDEN)
    first = ideas.page()
    second = ideas.page(first.older)
    assert [each.number for each in (*first.ideas, *second.ideas, *ideas.page(second.older).ideas)] == [
        1,
        2,
        3,
        4,
        5,
    ]
    assert ideas.page(second.newer).ideas == first.ideas and not first.newer
    html = get("/ideas/")
    assert "Idea 1." in html and "Hidden." not in html and 'href="?from=o.' in html


def test_what_can_be_counted_in_the_stories_is_rounded_apart_from_the_rest(team: Team) -> None:
    up = crowd.group(1, DAY)
    crowd.count(up, [crowd.payload(notes=("stalking",))] * 3)
    for number in range(17):
        crowd.count(up, [crowd.payload(notes=("stalking",))], published=True)
        crowd.story(number, up, notes=["stalking"])
    crowd.count(up, [crowd.payload(notes=("comments",))] * 9)
    crowd.go_up(up)
    tables = Numbers.objects.get(place=None).shown["tables"]
    # 17 can be seen, which is rounded to 15; of the three that cannot nothing is said.
    assert (tables["notes"]["stalking"], tables["notes"]["comments"]) == (15, 10)
    assert tables["use"] == {"published": 15, "counted": 10}


def test_a_span_that_was_made_coarser_stands_with_what_was_not_said(team: Team) -> None:
    up = crowd.group(1, DAY)
    crowd.count(up, [crowd.payload(when=when) for when in ("", *dict(facets.WHEN)) for _ in range(12)])
    crowd.count(up, [crowd.payload(when="last_5")] * 23, published=True)
    for number in range(23):
        crowd.story(number, up, years=facets.years_of("last_5", DAY.year))
    crowd.go_up(up)
    when = Numbers.objects.get(place=None).shown["tables"]["when"]
    # 24 cannot be seen, which is rounded to 25 before the 23 that can are added.
    assert (when["1_5"], when[""]) == (10, 50) and "last_5" not in when
