"""Checks before an approval: each names what it found; what may stay is read by a second person."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from moderation import checks, decisions, notes, queue
from moderation.checks import Unchecked
from moderation.models import Person
from redaction.spans import Span
from testimonies.documents import Document
from testimonies.models import Group, Ready, Record, Story
from testimonies.states import State
from tests.moderation.cast import Sent, Team, hold_one, page, state_of, taking
from tests.moderation.test_review import address, fields

pytestmark = pytest.mark.django_db
LEFT = "I told Jonas Vale about it."
NAME = Span(7, 17, "name")


def found(text: str, *, kind: str = "", spans: tuple[Span, ...] = (), **facets: object) -> dict[str, tuple]:
    """What the checks find in this, by key."""
    document = Document(text=text, use=facets.pop("use", "publish"), **facets)
    today = timezone.localdate()
    public = checks.outcome(
        document, spans=spans, better_spans=(), kind=kind, when=document.when, today=today
    )
    return {check.key: check.found for check in checks.found(document, public)}


def put_up(count: int, **shown: str) -> None:
    """Stories that are up and show this."""
    group, _new = Group.objects.get_or_create(number=1, defaults={"day": "2026-03-06"})
    used = Story.objects.count()
    rows = range(10_000 + used, 10_000 + used + count)
    Story.objects.bulk_create(
        Story(number=n, group=group, text="-", length_step=1, receipt_box=b"", generation=1, **shown)
        for n in rows
    )


def approving(team: Team, person: Person, sent: Sent, *, spans: tuple = (), overruled: tuple = ()) -> State:
    """Approve it so; the state after it."""
    how = {"keyring": team.keyring(person), "now": timezone.now()}
    decisions.approve(person, sent.testimony.uuid, work=taking(*spans), overruled=overruled, **how)
    return State(state_of(sent))


def test_a_name_and_a_handle_that_are_left_are_named_and_what_was_taken_out_is_not() -> None:
    assert found(LEFT)["left"] == ("Jonas Vale",)
    assert found(LEFT, spans=(NAME,)) == {}
    assert found("He wrote as @quiet_otter to me.")["left"] == ("@quiet_otter",)


def test_the_place_is_named_only_where_its_writer_did_not_agree() -> None:
    text, place = "It was at Merrow Mill, every week.", "Merrow Mill, Tarnford"
    assert "Merrow Mill" in found(text, place=place)["place"]
    assert "place" not in found(text, place=place, show_place=True)
    assert "place" not in found("It was there, every week.", place=place)
    assert "place" not in found("It was at my school.", place="a school")


def test_an_institution_in_the_text_counts_as_the_place_too() -> None:
    assert found("I was at Brackenfold College. It rained.")["place"] == ("Brackenfold College",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He was charged in the spring.", ("was charged",)),
        ("My solicitor says it goes to court.", ("solicitor", "to court")),
        ("They are investigating it at the moment.", ("are investigating",)),
        ("The battery was on charge, and we played on the tennis court.", ()),
        ("I told the police and nothing came of it.", ()),
    ],
)
def test_proceedings_are_noticed_by_the_words_that_speak_of_them(text: str, words: tuple[str, ...]) -> None:
    assert found(text).get("proceedings", ()) == words


@pytest.mark.parametrize(
    ("others", "kind", "says"),
    [(4, "worship", True), (5, "worship", False), (4, "", False)],
)
def test_a_kind_of_place_that_fewer_than_five_say_is_named(others: int, kind: str, says: bool) -> None:
    put_up(20, kind="school")
    put_up(others, kind="worship")
    assert ("few" in found("It rained.", kind=kind)) is says


def test_while_few_stories_are_up_at_all_nothing_is_said_about_company() -> None:
    put_up(19, kind="school")
    assert found("It rained.", kind="worship") == {}
    put_up(1, kind="school")
    assert found("It rained.", kind="worship")["few"] == ("A place of worship",)


@pytest.mark.parametrize("use", ["count", "read"])
def test_what_nobody_will_read_is_not_checked(use: str) -> None:
    assert found(LEFT, use=use) == {}


def test_approving_over_a_find_is_refused_and_with_the_tick_somebody_else_reads_it_too(
    team: Team, marlow: Person
) -> None:
    sent = hold_one(marlow, text=LEFT)
    with pytest.raises(Unchecked):
        approving(team, marlow, sent)
    with pytest.raises(Unchecked):
        approving(team, marlow, sent, overruled=("place",))
    assert state_of(sent) == State.IN_REVIEW and not Ready.objects.exists()
    assert approving(team, marlow, sent, overruled=("left",)) == State.SECOND_READER


def test_without_a_find_nobody_else_is_asked(team: Team, marlow: Person) -> None:
    sent = hold_one(marlow, text=LEFT)
    assert approving(team, marlow, sent, spans=(NAME,), overruled=("left",)) == State.DECIDED


def test_the_second_reader_reads_why_and_their_tick_is_enough(
    team: Team, marlow: Person, odile: Person
) -> None:
    sent = hold_one(marlow, text=LEFT)
    approving(team, marlow, sent, overruled=("left",))
    assert "Jonas Vale" in notes.of(sent.testimony, team.keyring(odile))[0].text
    queue.take(odile, sent.testimony.uuid, timezone.now())
    with pytest.raises(Unchecked):
        approving(team, odile, sent)
    assert approving(team, odile, sent, overruled=("left",)) == State.DECIDED
    assert Record.objects.filter(move="overrule a check").count() == 2


def test_where_no_second_reader_is_asked_the_tick_is_enough(
    team: Team, marlow: Person, settings: Settings
) -> None:
    settings.CHORUS_SECOND_READER = False
    sent = hold_one(marlow, text=LEFT)
    assert approving(team, marlow, sent, overruled=("left",)) == State.DECIDED


@pytest.fixture
def browser(team: Team, marlow: Person) -> Client:
    """Marlow's."""
    return team.browser(marlow)


def unticked(seen: str) -> dict[str, str]:
    """The fields of the page with every mark taken back."""
    return {name: value for name, value in fields(seen).items() if not name.startswith("c")}


def test_the_page_names_the_find_asks_for_the_tick_and_the_button_says_where_it_goes(
    browser: Client, marlow: Person
) -> None:
    sent = hold_one(marlow, text=LEFT)
    typed = unticked(page(browser.get(address(sent)))) | {"sure": "on"}
    seen = page(browser.post(address(sent), {**typed, "do": "approve"}))
    assert "One of the checks found something" in seen
    assert "<b>Jonas Vale</b>" in seen
    browser.post(address(sent), {**typed, "overrule": "left", "do": "preview"})
    seen = page(browser.get(address(sent)))
    assert "Pass it on to a second reader" in seen
    browser.post(address(sent), {**fields(seen), "do": "approve"})
    assert state_of(sent) == State.SECOND_READER


def test_a_page_without_a_find_shows_no_check(browser: Client, marlow: Person) -> None:
    sent = hold_one(marlow, text=LEFT)
    assert 'name="overrule"' not in page(browser.get(address(sent)))
    browser.post(address(sent), unticked(page(browser.get(address(sent)))) | {"do": "preview"})
    assert 'name="overrule"' in page(browser.get(address(sent)))
