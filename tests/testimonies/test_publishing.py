"""What goes up: a group at a time, shuffled, with company for each facet, under a number that tells nothing."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redaction.spans import Span
from testimonies import numbers, page_cache, publishing, ready, returning, totals, voices
from testimonies.models import Counted, Group, Number, Ready, Record, Story, Stub, Totals
from testimonies.states import State
from tests.cast import NOON, Team, approve, as_role, come_back, decide, send_story

TUESDAY = NOON.replace(day=10, hour=17)
FRIDAY = TUESDAY + timedelta(days=3)


def _ready(team: Team, count: int, *, kind: str = "school", **chosen: object) -> list[tuple]:
    sent = [send_story(f"Story number {number}.", **chosen) for number in range(count)]
    for _words, testimony in sent:
        approve(testimony, team, kind=kind)
    return sent


@pytest.mark.django_db
def test_a_group_goes_up_with_five_and_not_with_four(team: Team) -> None:
    _ready(team, 4)
    assert publishing.put_up(TUESDAY) == 0
    assert not Group.objects.exists() and not Story.objects.exists()
    _ready(team, 1)
    assert publishing.put_up(TUESDAY) == 5
    assert Story.objects.published().count() == 5
    assert not Ready.objects.exists()


@pytest.mark.django_db
def test_before_the_hour_nothing_goes_up_and_in_one_slot_one_group(team: Team) -> None:
    first = TUESDAY - timedelta(days=4)
    _ready(team, 5)
    assert publishing.put_up(first - timedelta(minutes=1)) == 0
    assert publishing.put_up(first) == 5
    _ready(team, 5)
    assert publishing.put_up(first + timedelta(hours=1)) == 0
    assert publishing.put_up(TUESDAY) == 5


@pytest.mark.django_db
def test_summer_time_is_londons(team: Team) -> None:
    july = NOON.replace(month=7, day=7, hour=16)
    for number in range(5):
        approve(send_story(f"Story number {number}.")[1], team, now=july - timedelta(days=1))
    assert publishing.put_up(july - timedelta(minutes=1)) == 0
    assert publishing.put_up(july) == 5
    assert Group.objects.get().day == july.date()


@pytest.mark.django_db
def test_what_is_decided_or_proposed_does_not_go_up(team: Team) -> None:
    _ready(team, 5)
    decide(send_story("Within the hour.")[1], team)
    approve(send_story("Waits for a yes.", show_first=True)[1], team)
    assert publishing.put_up(TUESDAY) == 5
    assert not Story.objects.filter(text__startswith="W").exists()


@pytest.mark.django_db
def test_only_the_mended_text_goes_up(team: Team) -> None:
    _ready(team, 4)
    _words, testimony = send_story("Ines told me.", better="Nothing to add.", place="a school")
    approve(testimony, team, spans=(Span(0, 4, "name"),), kind="school")
    publishing.put_up(TUESDAY)
    story = Story.objects.get(text="[name] told me.")
    assert story.second_text == ""
    assert b"school" not in bytes(story.place_sealed)


@pytest.mark.django_db
def test_a_story_leads_to_its_writer_only_with_the_teams_key(team: Team) -> None:
    (_words, testimony), *_others = _ready(team, 5)
    publishing.put_up(TUESDAY)
    story = Story.objects.get(text="Story number 0.")
    opened = team.keyring.open(
        story.receipt_box, story.generation, column=publishing.RECEIPT_BOX, row=story.uuid
    )
    assert opened.decode() == str(testimony.receipt_id)
    with pytest.raises(ready.sealing.Unsealable):
        team.keyring.open(story.receipt_box, 1, column=publishing.RECEIPT_BOX, row=testimony.pk)
    assert not {field.name for field in Story._meta.get_fields()} & {"testimony", "receipt"}


@pytest.mark.django_db
def test_each_facet_that_is_shown_is_shared_by_five(team: Team) -> None:
    _ready(team, 5, when="last_year")
    _ready(team, 4, kind="work", when="last_year")
    publishing.put_up(TUESDAY)
    shown = list(Story.objects.values_list("kind", "years"))
    assert sorted(set(shown)) == [("", ""), ("school", "2019–2020")]
    _ready(team, 5, kind="work")
    publishing.put_up(FRIDAY)
    # What went up without its kind stays so: made finer now, it would tell who its company is.
    assert Story.objects.filter(kind="work").count() == 5


@pytest.mark.django_db
def test_the_order_in_a_group_is_not_the_order_of_arrival(team: Team) -> None:
    _ready(team, 12)
    publishing.put_up(TUESDAY)
    texts = list(Story.objects.newest_first().values_list("text", flat=True))
    by_number = list(Story.objects.order_by("number").values_list("text", flat=True))
    arrived = [f"Story number {number}." for number in range(12)]
    assert arrived not in (texts, by_number)
    assert sorted(texts) == sorted(arrived)


@pytest.mark.django_db
def test_a_number_has_five_digits_and_is_never_given_again(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter([7, 7, 7, 8])
    monkeypatch.setattr(publishing.secrets, "randbelow", lambda _below: next(drawn))
    assert publishing.new_number() == 10_007
    assert publishing.new_number() == 10_008
    assert Number.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(("spent", "digits"), [(29_999, 5), (30_000, 6), (299_999, 6), (300_000, 7)])
def test_numbers_get_longer_before_they_run_out(
    monkeypatch: pytest.MonkeyPatch, spent: int, digits: int
) -> None:
    monkeypatch.setattr(type(Number.objects.all()), "count", lambda _self: spent)
    assert len(str(publishing.new_number())) == digits


@pytest.mark.django_db
def test_the_writer_finds_the_number_and_nobody_else_does(team: Team) -> None:
    (words, testimony), *_others = _ready(team, 5)
    publishing.put_up(TUESDAY)
    stub = Stub.objects.get(receipt=testimony.receipt)
    number = Story.objects.get(text="Story number 0.").number
    left = ready.open_stub(stub, come_back(words).key.private)
    assert left["number"] == number
    assert Counted.objects.filter(uuid=left["counted"]).count() == 1
    assert str(number).encode() not in bytes(stub.payload)


@pytest.mark.django_db
def test_the_original_is_kept_thirty_days_after_going_up(team: Team) -> None:
    (_words, testimony), *_others = _ready(team, 5)
    publishing.put_up(TUESDAY)
    testimony.refresh_from_db()
    assert testimony.state == State.PUBLISHED
    assert testimony.due_day == TUESDAY.date() + timedelta(days=30)
    assert Record.objects.filter(move="publish", by="site", actor=None).count() == 5


@pytest.mark.django_db
def test_what_is_counted_leaves_facets_and_no_text(team: Team) -> None:
    _ready(team, 5, use="count", age="13_15", told="nobody", place="a school")
    assert publishing.put_up(TUESDAY) == 5
    (row, *_others) = numbers.rows()
    assert (row.facets.kind, row.facets.age, row.facets.told) == ("school", "13_15", "nobody")
    assert not row.published and b"13_15" not in bytes(Counted.objects.first().facets)
    assert not Story.objects.exists()
    assert totals.latest()["counted"] == 5


@pytest.mark.django_db
def test_counts_change_only_when_a_group_goes_up(team: Team) -> None:
    sent = _ready(team, 6)
    publishing.put_up(TUESDAY)
    before = totals.latest()
    assert before["stories"] == 6
    with as_role("chorus_public"):
        _take_down(sent[0][0])
    assert totals.latest() == before
    _ready(team, 5)
    publishing.put_up(FRIDAY)
    after = totals.latest()
    assert (after["stories"], after["older.1"], after["new.1"]) == (10, 5, 5)
    assert Totals.objects.values("group").distinct().count() == 2


def _take_down(words: tuple[str, ...]) -> None:
    """The writer of one of them withdraws."""
    returning.withdraw(come_back(words), TUESDAY)


@pytest.mark.django_db
def test_pages_are_forgotten_when_a_group_goes_up(
    team: Team, django_capture_on_commit_callbacks: object
) -> None:
    _ready(team, 5)
    page_cache.keep("/", b"old", (), "e", page_cache.age())
    with django_capture_on_commit_callbacks(execute=True):
        publishing.put_up(TUESDAY)
    assert page_cache.get("/") is None


def test_a_page_begun_before_pages_were_forgotten_is_not_kept() -> None:
    begun = page_cache.age()
    page_cache.forget()
    page_cache.keep("/", b"old", (), "e", begun)
    assert page_cache.get("/") is None
    page_cache.keep("/", b"new", (), "e", page_cache.age())
    assert page_cache.get("/").body == b"new"
    page_cache.forget()


@given(value=st.integers(0, 10**6))
def test_totals_are_rounded_down_to_ten(value: int) -> None:
    assert totals.rounded(value) <= value < totals.rounded(value) + 10
    assert totals.rounded(value) % 10 == 0


@given(one=st.integers(0, 5000), other=st.integers(0, 5000))
def test_a_length_is_told_in_five_steps(one: int, other: int) -> None:
    low, high = (publishing.length_step("x" * length) for length in sorted((one, other)))
    assert 1 <= low <= high <= 5
    assert {publishing.length_step("x" * length) for length in range(0, 20_001, 50)} == {1, 2, 3, 4, 5}


counts = st.fixed_dictionaries(
    {f"{age}.{step}": st.integers(0, 300) for age in ("older", "new") for step in totals.STEPS}
).map(lambda kept: {**kept, "stories": sum(kept.values())})


@given(kept=counts)
def test_the_line_of_voices_has_a_stroke_for_each_and_never_an_exact_count(kept: dict[str, int]) -> None:
    line = voices.line(kept)
    if kept["stories"] < voices.LEAST:
        assert line is None
        return
    strokes = sum(row.old.count("M") + row.new.count("M") for row in line.svgs)
    assert line.total == totals.rounded(kept["stories"])
    assert strokes == line.total // line.each <= voices.MOST
    assert line == voices.line(kept)
