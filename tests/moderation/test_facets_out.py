"""The writer's answers that a moderator takes out or makes coarser, and the label for one more person."""

from contextlib import nullcontext

import pytest
from django.test import Client
from django.utils import timezone

from moderation import cuts, decisions, queue
from moderation.checks import Unchecked
from moderation.cuts import Cut
from moderation.models import Person
from moderation.review import Work
from testimonies import facets
from testimonies.errors import UnknownFacet
from testimonies.models import Ready
from testimonies.ready import open_payload
from testimonies.states import State
from tests.moderation.cast import Sent, Team, hold_one, names, page, state_of, taking
from tests.moderation.test_checks import put_up
from tests.moderation.test_notes import on_page
from tests.moderation.test_review import address

pytestmark = pytest.mark.django_db
# What the preview shows above the text once the time is left out, as the script draws it at once.
ABOVE = "/without/"
ANSWERS = {"place": "the boat house", "when": "1_5", "age": "16_17", "who": "partner", "told": "nobody"}


@pytest.fixture
def held(marlow: Person) -> Sent:
    """One whose writer answered everything."""
    return hold_one(marlow, land="Wales", **ANSWERS)


@pytest.fixture
def browser(team: Team, marlow: Person) -> Client:
    """Marlow's."""
    return team.browser(marlow)


def test_what_is_ticked_goes_neither_up_nor_into_the_numbers_and_the_rest_does(
    browser: Client, held: Sent
) -> None:
    typed = on_page(browser, held, do="approve", sure="on") | {"without": ["when", "place"]}
    browser.post(address(held), typed | {"above": ABOVE})
    waiting = open_payload(Ready.objects.get())
    assert (waiting.when, waiting.place, waiting.place_id) == ("", "", "")
    assert (waiting.age, waiting.who, waiting.told) == ("16_17", "partner", "nobody")


def test_without_a_tick_all_of_it_goes_along(browser: Client, held: Sent) -> None:
    browser.post(address(held), on_page(browser, held, do="approve", sure="on"))
    waiting = open_payload(Ready.objects.get())
    assert {name: getattr(waiting, name) for name in ANSWERS} == ANSWERS


def test_an_answer_that_was_not_given_cannot_be_ticked(browser: Client, marlow: Person) -> None:
    sent = hold_one(marlow)
    assert "Leave these answers out" not in page(browser.get(address(sent)))
    typed = on_page(browser, sent, do="approve", sure="on") | {"without": ["when"]}
    browser.post(address(sent), typed)
    assert not Ready.objects.exists()


def test_a_tick_survives_redrawing(browser: Client, held: Sent) -> None:
    browser.post(address(held), on_page(browser, held, do="preview") | {"without": ["age"]})
    assert on_page(browser, held)["without"] == "age"


@pytest.mark.parametrize(
    ("used", "following"),
    [((), "name"), (("name",), "name"), (("name 1", "name 2"), "name 3"), (("name 2", "place"), "name 1")],
)
def test_one_more_person_gets_the_next_number_where_people_are_told_apart(
    used: tuple[str, ...], following: str
) -> None:
    made = [Cut(at, at + 1, label, taken=True) for at, label in enumerate(used)]
    assert cuts.next_name(made) == following


def bench(browser: Client, held: Sent) -> str:
    """The open page, in one line: its marks for line ends say nothing."""
    return " ".join(page(browser.get(address(held))).split())


def test_when_it_was_goes_up_in_a_longer_span_and_the_preview_says_which(browser: Client, held: Sent) -> None:
    year = timezone.localdate().year
    assert "“In the last 5 years”, not “1 to 5 years ago”" in bench(browser, held)
    assert f"{year - 5} to {year - 1}</span>. Shown only if five" in bench(browser, held)
    browser.post(address(held), on_page(browser, held, do="preview", coarser="when"))
    assert f"{year - 5} to {year}</span>. Shown only if five" in bench(browser, held)
    browser.post(address(held), on_page(browser, held, do="approve", sure="on"))
    assert open_payload(Ready.objects.get()).when == "last_5"


def test_what_is_left_out_is_not_said_less_exactly_instead(browser: Client, held: Sent) -> None:
    typed = on_page(browser, held, do="approve", sure="on", coarser="when") | {"without": "when"}
    browser.post(address(held), typed | {"above": ABOVE})
    assert open_payload(Ready.objects.get()).when == ""


def test_a_second_reader_finds_the_longer_span_chosen(
    browser: Client, held: Sent, team: Team, odile: Person
) -> None:
    browser.post(address(held), on_page(browser, held, do="second", coarser="when"))
    queue.take(odile, held.testimony.uuid, timezone.now())
    assert on_page(team.browser(odile), held)["coarser"] == "when"


@pytest.mark.parametrize(("coarser", "refused"), [(("when",), False), (("age",), True)])
def test_only_when_it_was_has_a_coarser_step(
    team: Team, marlow: Person, held: Sent, coarser: tuple[str, ...], refused: bool
) -> None:
    how = {"work": Work(coarser=coarser), "overruled": ("left",), "now": timezone.now()}
    with pytest.raises(UnknownFacet) if refused else nullcontext():
        decisions.approve(marlow, held.testimony.uuid, keyring=team.keyring(marlow), **how)
    assert (state_of(held) == State.IN_REVIEW) is refused


def test_an_answer_that_was_not_given_has_no_coarser_step_to_tick(browser: Client, marlow: Person) -> None:
    sent = hold_one(marlow)
    assert "Say these answers less exactly" not in page(browser.get(address(sent)))
    browser.post(address(sent), on_page(browser, sent, do="approve", sure="on", coarser="when"))
    assert not Ready.objects.exists()


@pytest.mark.parametrize(("others", "says"), [(4, True), (5, False)])
def test_the_check_for_company_looks_at_the_longer_span(
    team: Team, marlow: Person, held: Sent, others: int, says: bool
) -> None:
    year = timezone.localdate().year
    put_up(20, kind="school", years=f"{year - 5}–{year - 1}")
    put_up(others, years=f"{year - 5}–{year}")
    how = {"work": taking(*names(), coarser=("when",)), "now": timezone.now()}
    with pytest.raises(Unchecked) if says else nullcontext():
        decisions.approve(marlow, held.testimony.uuid, keyring=team.keyring(marlow), **how)


@pytest.mark.parametrize("when", [key for key, _label in facets.WHEN if key])
def test_the_longer_span_holds_the_shorter_one_and_is_no_band_of_the_numbers(when: str) -> None:
    inside, outside = (facets.years_of(key, 2026) for key in (when, facets.coarser("when", when)))
    first, last = (span.split("–") for span in (inside, outside))
    assert last[0] <= first[0] and first[1] <= last[1] and inside != outside
    assert (facets.band_of(inside, 2026), facets.band_of(outside, 2026)) == (when, "")
