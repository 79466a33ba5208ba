"""The record as the team reads it: filters for coordinators, and that opening a text is in it."""

from datetime import date

import pytest
from django.utils import timezone

from moderation import days, record_words, review
from moderation.models import Person
from testimonies.models import Record
from tests.moderation.cast import Team, hold_one, page
from tests.moderation.moves_written import moves_written
from tests.moderation.told import put_up, tell

pytestmark = pytest.mark.django_db

RECORD = "/team/record/"


def line(
    move: str, person: Person | None = None, day: date = date(2026, 3, 2), by: str = "moderator"
) -> None:
    """One line of the record."""
    Record.objects.bulk_create([Record(move=move, by=by, actor=person and person.uuid, day=day)])


def moves_on(html: str) -> list[str]:
    """What was done, as the page says it."""
    return [part.split("</td>")[0] for part in html.split("</th><td>")[1:]]


def test_opening_a_text_is_recorded_once_a_day_and_looking_at_the_closed_page_is_not(
    team: Team, marlow: Person
) -> None:
    held = hold_one(marlow)
    opened = Record.objects.filter(move="open")
    browser = team.browser(marlow)
    browser.get(f"/team/review/{held.testimony.uuid}/")
    assert not opened.exists()
    browser.get(f"/team/review/{held.testimony.uuid}/?show=1")
    browser.get(f"/team/review/{held.testimony.uuid}/?show=1")
    one = opened.get()
    assert (one.actor, one.subject) == (marlow.uuid, held.testimony.record_subject)


def test_whoever_does_not_hold_it_opens_nothing_and_nothing_is_recorded(
    team: Team, marlow: Person, odile: Person
) -> None:
    held = hold_one(marlow)
    team.browser(odile).get(f"/team/review/{held.testimony.uuid}/?show=1")
    assert not Record.objects.filter(move="open").exists()
    review.open_held(marlow, held.testimony.uuid, keyring=team.keyring(marlow), now=timezone.now())
    assert Record.objects.filter(move="open").count() == 1


def test_opening_a_concern_is_recorded(team: Team, asa: Person, settings: object) -> None:
    settings.CHORUS_GROUPS_AT_ONCE, settings.CHORUS_UNDO = True, timezone.timedelta(0)
    _sent, number = put_up(team, asa)
    concern = tell(number).concern
    browser = team.browser(asa)
    browser.get("/team/concerns/")
    assert not Record.objects.filter(move="open a concern").exists()
    for _twice in range(2):
        browser.get(f"/team/concerns/{concern.uuid}/")
    assert Record.objects.get(move="open a concern").subject == concern.record_subject


@pytest.mark.parametrize(
    ("asked", "moves"),
    [
        ("", ["approved", "took it", "took it", "withdrew"]),
        ("?kind=deciding", ["approved"]),
        ("?kind=reading", ["took it", "took it"]),
        ("?who={marlow}", ["approved", "took it"]),
        ("?who=writer", ["withdrew"]),
        ("?month=2026-03", ["approved", "took it"]),
        ("?month=2026-04&who={odile}", ["took it"]),
        ("?month=2026-03&who={odile}", []),
        ("?kind=nothing&who=nobody&month=2026-99", ["approved", "took it", "took it", "withdrew"]),
    ],
)
def test_a_coordinator_chooses_by_kind_person_and_month(
    team: Team, asa: Person, marlow: Person, odile: Person, asked: str, moves: list[str]
) -> None:
    line("take", marlow)
    line("decide: approved", marlow)
    line("take", odile, date(2026, 4, 2))
    line("withdraw", day=date(2026, 4, 3), by="writer")
    shown = page(team.browser(asa).get(RECORD + asked.format(marlow=marlow.uuid, odile=odile.uuid)))
    assert sorted(moves_on(shown)) == moves


def test_a_moderator_reads_the_last_days_and_cannot_choose(team: Team, marlow: Person, odile: Person) -> None:
    line("take", odile)
    shown = page(team.browser(marlow).get(f"{RECORD}?who={marlow.uuid}"))
    assert moves_on(shown) == ["took it"] and "By whom" not in shown


def test_more_lines_than_one_page_takes_are_said(
    team: Team, asa: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(days, "MOST", 3)
    for _each in range(4):
        line("take", asa)
    shown = page(team.browser(asa).get(f"{RECORD}?kind=reading"))
    assert len(moves_on(shown)) == 3 and "These are the newest 500." in shown
    assert "newest 500" not in page(team.browser(asa).get(f"{RECORD}?kind=people"))


def test_kinds_are_made_of_moves_that_have_words() -> None:
    for words, moves in record_words.KINDS.values():
        assert words and moves
        assert all(record_words.words_of(move) != record_words.UNKNOWN for move in moves)


@pytest.mark.parametrize("move", sorted(moves_written()))
def test_every_move_that_is_written_anywhere_is_told_in_plain_words(move: str) -> None:
    words = str(record_words.words_of(move))
    assert words not in (str(record_words.UNKNOWN), move)


def test_a_line_of_an_older_version_breaks_no_page_and_shows_no_word_of_the_code(
    team: Team, asa: Person
) -> None:
    line("frobnicate: old", asa)
    shown = page(team.browser(asa).get(RECORD))
    assert moves_on(shown) == ["did something that this page has no words for"]


def test_what_the_writer_and_the_coordinators_did_is_told_in_plain_words(team: Team, asa: Person) -> None:
    for move, by in [("edit", "writer"), ("new words", "writer"), ("own page: who-pays", "coordinator")]:
        line(move, asa if by == "coordinator" else None, by=by)
    shown = page(team.browser(asa).get(RECORD))
    assert sorted(moves_on(shown)) == [
        "asked for six new words",
        "changed a page that the team wrote",
        "changed the text",
    ]
    only_site = page(team.browser(asa).get(f"{RECORD}?kind=site"))
    assert moves_on(only_site) == ["changed a page that the team wrote"]
