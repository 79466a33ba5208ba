"""How often the suggestions were put right: numbers for a coordinator, and not a word."""

import pytest
from django.utils import timezone

from moderation import decisions
from moderation.models import Person, RuleCount
from moderation.views.rules import KINDS
from redaction import KINDS as OF_THE_FINDER
from redaction.spans import Span
from tests.moderation.cast import TEXT, Sent, Team, hold_one, names, page, taking

pytestmark = pytest.mark.django_db
TUTOR = TEXT.index("tutor")
ADDED = Span(TUTOR, TUTOR + len("tutor"), "job title")


def test_every_kind_of_mark_has_a_name_on_the_page() -> None:
    assert KINDS.keys() == set(OF_THE_FINDER)


def approve(team: Team, person: Person, sent: Sent, *spans: Span) -> None:
    decisions.approve(
        person,
        sent.testimony.uuid,
        keyring=team.keyring(person),
        work=taking(*spans, kind="school"),
        now=timezone.now(),
        overruled=("left", "place", "few", "proceedings"),
    )


def counted() -> dict[tuple[str, str], tuple[int, int]]:
    return {(row.kind, row.rule): (row.added, row.unticked) for row in RuleCount.objects.all()}


def test_what_is_taken_out_besides_is_counted_as_a_kind_that_no_rule_saw(team: Team, marlow: Person) -> None:
    approve(team, marlow, hold_one(marlow), *names(), ADDED)
    assert counted()["role", ""] == (1, 0)


def test_what_a_rule_had_ticked_and_stays_in_is_counted_for_that_rule(team: Team, marlow: Person) -> None:
    approve(team, marlow, hold_one(marlow), *names())
    before = counted()
    assert ("role", "") not in before
    approve(team, marlow, hold_one(marlow, use="count"))
    persons = {rule: unticked for (kind, rule), (_added, unticked) in counted().items() if kind == "person"}
    assert sum(persons.values()) > 0
    assert all(before.get(("person", rule), (0, 0))[1] == 0 for rule in persons)


def test_a_decision_that_is_taken_back_is_counted_no_more(team: Team, marlow: Person) -> None:
    sent = hold_one(marlow)
    approve(team, marlow, sent, *names(), ADDED)
    decisions.undo(marlow, sent.testimony.uuid, keyring=team.keyring(marlow), now=timezone.now())
    assert set(counted().values()) == {(0, 0)}


def test_a_decline_counts_for_no_rule(team: Team, marlow: Person) -> None:
    sent = hold_one(marlow)
    decisions.decline(
        marlow, sent.testimony.uuid, keyring=team.keyring(marlow), reason="spam", now=timezone.now()
    )
    assert counted() == {}


def test_a_coordinator_sees_the_numbers_and_no_words(team: Team, marlow: Person, asa: Person) -> None:
    approve(team, marlow, hold_one(marlow), *names(), ADDED)
    seen = page(team.browser(asa).get("/team/suggestions/"))
    assert "Job title" in seen and "no rule saw it" in seen
    assert "tutor" not in seen and "Jonas" not in seen
