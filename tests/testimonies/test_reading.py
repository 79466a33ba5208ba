"""Stories as readers see them: a bracket for each cut, a season and no day, and every story once on the way."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redaction.spans import LABELS, Span, redact
from testimonies import facets, reading
from testimonies.models import Group, Story
from testimonies.reading import PAGE


def _put(count: int, *, group: int = 1, **facet: object) -> list[Story]:
    Group.objects.get_or_create(number=group, defaults={"day": date(2026, 3, 6)})
    return Story.objects.bulk_create(
        Story(
            number=10_000 * group + number,
            group_id=group,
            length_step=1,
            receipt_box=b"",
            generation=1,
            **{"text": f"Story {number} of {group}.", **facet},
        )
        for number in range(count)
    )


def _walk(way: str, cursor: str = "") -> list[int]:
    numbers: list[int] = []
    while True:
        page = reading.feed(cursor)
        found = [story.number for story in page.stories]
        numbers = numbers + found if way == "older" else found + numbers
        cursor = getattr(page, way)
        if not cursor:
            return numbers


@pytest.mark.django_db
def test_walking_the_feed_shows_every_story_once_newest_group_first() -> None:
    for group in (1, 2, 3):
        _put(PAGE - 1, group=group)
    numbers = _walk("older")
    assert len(numbers) == len(set(numbers)) == 3 * (PAGE - 1)
    assert [number // 10_000 for number in numbers] == [3] * 11 + [2] * 11 + [1] * 11
    assert numbers == list(Story.objects.newest_first().values_list("number", flat=True))


@pytest.mark.django_db
def test_walking_back_shows_the_same_pages() -> None:
    _put(3 * PAGE + 1)
    pages, cursor = [], ""
    while True:
        page = reading.feed(cursor)
        pages.append([story.number for story in page.stories])
        if not page.older:
            break
        cursor = page.older
    back = [reading.feed(page.newer)]
    while back[-1].newer:
        back.append(reading.feed(back[-1].newer))
    assert sum(len(each.stories) for each in back) == 3 * PAGE
    assert [story.number for story in back[0].stories] == pages[2]


@pytest.mark.django_db
def test_a_page_holds_twelve_and_says_only_ways_that_lead_on() -> None:
    _put(PAGE)
    page = reading.feed()
    assert (len(page.stories), page.older, page.newer) == (PAGE, "", "")
    _put(1, group=2)
    assert reading.feed().older


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cursor", ["x", "o.1", "o.1.2.3", "n.-1.2", "o.999999999.9999999999999999999", "o.٣.٣"]
)
def test_an_address_that_we_did_not_write_shows_a_page_all_the_same(cursor: str) -> None:
    _put(3)
    assert reading.feed(cursor).stories is not None


@pytest.mark.django_db
def test_neighbours_are_those_of_the_feed() -> None:
    _put(5), _put(3, group=2)
    stories = list(Story.objects.newest_first())
    for at, story in enumerate(stories):
        newer = stories[at - 1].number if at else None
        older = stories[at + 1].number if at + 1 < len(stories) else None
        assert reading.neighbours(story) == (newer, older)


@pytest.mark.django_db
@pytest.mark.parametrize("state", [Story.State.HIDDEN, Story.State.REMOVED])
def test_what_is_off_the_site_is_nowhere_in_the_feed(state: str) -> None:
    _put(2), _put(1, group=2, state=state)
    assert len(reading.feed().stories) == 2
    newest = Story.objects.published().newest_first().first()
    assert reading.neighbours(newest)[0] is None


@pytest.mark.django_db
def test_a_story_shows_its_facets_in_words_and_its_season_for_a_day() -> None:
    _put(1, kind="school", years="2017–2019", notes=["touched", "harassment"])
    shown = reading.shown(Story.objects.select_related("group").get())
    assert (shown.kind_label, shown.years) == ("A school", "2017 to 2019")
    assert shown.season == "Shared in spring 2026"
    assert shown.note_labels == ("being touched", "harassment")
    assert shown.strong


@pytest.mark.django_db
def test_a_story_that_may_not_show_its_facets_shows_none() -> None:
    _put(1)
    shown = reading.shown(Story.objects.select_related("group").get())
    assert (shown.kind_label, shown.years, shown.note_labels, shown.strong) == ("", "", (), False)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2025, 12, 30), "winter 2026"),
        (date(2026, 1, 2), "winter 2026"),
        (date(2026, 6, 2), "summer 2026"),
        (date(2026, 11, 3), "autumn 2026"),
    ],
)
def test_a_winter_is_called_after_its_january(day: date, said: str) -> None:
    assert reading.season(day) == f"Shared in {said}"


@pytest.mark.parametrize("when", [key for key, _label in facets.WHEN])
def test_every_band_of_years_can_be_said(when: str) -> None:
    assert bool(reading.said_years(facets.years_of(when, 2026))) is bool(when)


def test_the_oldest_band_is_said_as_before() -> None:
    assert reading.said_years(facets.years_of("longer", 2026)) == "Before 2011"


@given(text=st.text(st.characters(exclude_characters="[]\n\r"), min_size=1, max_size=60), data=st.data())
def test_each_cut_is_a_piece_of_its_own_and_no_letter_is_lost(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    label = data.draw(st.sampled_from(LABELS))
    (parts,) = reading.mended(redact(text, [Span(start, end, label)]))
    assert "".join(f"[{part.label}]" if part.label else part.text for part in parts) == (
        text[:start] + f"[{label}]" + text[end:]
    )


def test_a_bracket_that_somebody_typed_stays_as_typed() -> None:
    ((part,),) = reading.mended("It was [sic] so.")
    assert (part.text, part.label) == ("It was [sic] so.", None)


@pytest.mark.django_db
def test_a_long_story_is_cut_at_a_paragraph_in_the_feed_and_whole_on_its_page() -> None:
    _put(1, text="\n\n".join(f"Paragraph {number}. " + "So it went. " * 30 for number in range(4)))
    story = Story.objects.select_related("group").get()
    short, whole = reading.shown(story, short=True), reading.shown(story)
    assert (len(short.paragraphs), short.is_cut) == (1, True)
    assert (len(whole.paragraphs), whole.is_cut) == (4, False)


@pytest.mark.django_db
def test_what_should_change_stands_on_the_storys_own_page_only() -> None:
    _put(1, second_text="Ask [name].")
    story = Story.objects.select_related("group").get()
    assert reading.shown(story).change and not reading.shown(story, short=True).change
