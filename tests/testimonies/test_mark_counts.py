"""The number of marks on the card: what the check found and the writer left, else looked for once more."""

from collections.abc import Callable, Iterator
from unittest.mock import patch

import pytest
from pytest_django import Settings

from testimonies import documents, mark_counts
from testimonies.choices import KEEP, SWAP
from testimonies.models import Testimony
from tests.cast import Team
from tests.look.form_reader import filled
from tests.testimonies.test_choices import STORY, checked, choose
from tests.testimonies.visitor import PLAIN_FILES, Visitor, six_words, text_of
from vault import tickets

pytestmark = pytest.mark.django_db
Form = dict[str, list[str]]
IN_THE_STORY = 3


@pytest.fixture(autouse=True)
def _the_site(settings: Settings) -> Iterator[None]:
    settings.STORAGES = PLAIN_FILES
    with patch("django_ratelimit.core.time.time", return_value=1_800_000_000.0):
        yield


@pytest.fixture
def visitor() -> Visitor:
    """Whoever writes."""
    return Visitor()


def on_the_card(visitor: Visitor, sent: Form, team: Team) -> int:
    """How many marks the queue tells, once this form was sent."""
    assert six_words(visitor.post("/thanks/", sent))
    return documents.open_card(Testimony.objects.get(), team.keyring).marks


def vouched(sent: Form, count: int) -> str:
    """What the form would carry had the check found so many."""
    ((_name, value),) = mark_counts.carry(sent["ticket"][0], STORY, count)
    return value


@pytest.mark.parametrize(
    ("made", "left"),
    [
        ((SWAP, SWAP, SWAP), 0),
        ((KEEP, SWAP, KEEP), 2),
        ((KEEP, KEEP, KEEP), 3),
        ((SWAP, "a friend", SWAP), 0),
        ((SWAP, "Priya Nandakumar", SWAP), 1),
    ],
)
def test_what_was_changed_counts_no_more_and_own_words_are_looked_at(
    visitor: Visitor, team: Team, made: tuple[str, ...], left: int
) -> None:
    assert on_the_card(visitor, choose(checked(visitor), *made), team) == left


def test_what_the_check_found_is_not_looked_for_again(visitor: Visitor, team: Team) -> None:
    sent = choose(checked(visitor), KEEP, KEEP, SWAP)
    assert sent["found"] == [vouched(sent, IN_THE_STORY)]
    assert on_the_card(visitor, sent | {"found": [vouched(sent, 40)]}, team) == 39


def of_another_ticket(sent: Form) -> str:
    """Ours, but of another form."""
    return vouched(sent | {"ticket": [tickets.issue()]}, 40)


def with_another_number(sent: Form) -> str:
    """Ours, but for another number."""
    return "40" + vouched(sent, 41)[2:]


def of_another_text(sent: Form) -> str:
    """Ours, but for other words."""
    ((_name, value),) = mark_counts.carry(sent["ticket"][0], STORY + " Then I went home.", 40)
    return value


@pytest.mark.parametrize(
    "given",
    [
        of_another_ticket,
        with_another_number,
        of_another_text,
        lambda sent: vouched(sent, 40) + "0",
        lambda sent: "",
        lambda sent: "40",
    ],
)
def test_what_is_not_vouched_for_is_looked_for_again(
    visitor: Visitor, team: Team, given: Callable[[Form], str]
) -> None:
    sent = choose(checked(visitor), KEEP, KEEP, KEEP)
    assert on_the_card(visitor, sent | {"found": [given(sent)]}, team) == IN_THE_STORY


def test_without_the_check_it_is_looked_for(visitor: Visitor, team: Team) -> None:
    assert on_the_card(visitor, filled(visitor.box(), words=STORY), team) == IN_THE_STORY


def test_words_changed_after_the_check_are_looked_at_again(visitor: Visitor, team: Team) -> None:
    first = choose(checked(visitor), KEEP, KEEP, KEEP)
    again = filled(text_of(visitor.post("/write/", first)), words="I told nobody for a year.")
    assert on_the_card(visitor, again | {"found": first["found"]}, team) == 0
