"""Who holds what, and what the queue says before anything is opened."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from moderation import queue
from moderation.housekeeping import end_leases
from moderation.models import Hold, Person
from moderation.references import WORDS, reference_of
from testimonies import models, returning
from testimonies.errors import Gone, NotYours
from testimonies.models import Record
from testimonies.states import State
from tests.moderation.cast import Team, hold_one, page, send_one, state_of

pytestmark = pytest.mark.django_db


def test_urgent_ones_come_first_and_suspicious_ones_last(marlow: Person, odile: Person, asa: Person) -> None:
    spam, usual, urgent = send_one(), send_one(), send_one()
    models.Testimony.objects.filter(pk=spam.testimony.pk).update(suspicious=True, urgency=2)
    models.Testimony.objects.filter(pk=urgent.testimony.pk).update(urgency=1)
    taken = [queue.take_next(person, timezone.now()).pk for person in (marlow, odile, asa)]
    assert taken == [sent.testimony.pk for sent in (urgent, usual, spam)]


def test_what_is_taken_is_read_by_one_person_for_45_minutes_and_recorded(marlow: Person) -> None:
    sent, now = send_one(), timezone.now()
    queue.take(marlow, sent.testimony.uuid, now)
    assert state_of(sent) == State.IN_REVIEW
    assert Hold.objects.get().until == now + timedelta(minutes=45)
    assert Record.objects.get(move="take").actor == marlow.uuid


def test_who_has_one_is_led_back_to_it_and_takes_another_when_it_is_put_back(
    team: Team, marlow: Person
) -> None:
    held, other = hold_one(marlow), send_one()
    browser, address = team.browser(marlow), reverse("moderation:take", args=[other.testimony.uuid])
    seen = page(browser.post(address, follow=True))
    assert f"You have {reference_of(held.testimony.uuid)} with you." in seen
    assert (
        state_of(other) == State.RECEIVED
        and models.Testimony.objects.filter(lease__person=marlow).count() == 1
    )
    queue.put_back(marlow, held.testimony.uuid, timezone.now())
    browser.post(address)
    assert state_of(other) == State.IN_REVIEW


def test_one_of_two_that_somebody_holds_by_undoing_can_be_gone_on_with(team: Team, marlow: Person) -> None:
    held = [hold_one(marlow), hold_one(marlow)]
    for sent in held:
        address = reverse("moderation:take", args=[sent.testimony.uuid])
        assert str(sent.testimony.uuid) in team.browser(marlow).post(address).url


def test_somebody_else_cannot_take_what_is_held(marlow: Person, odile: Person) -> None:
    sent = hold_one(marlow)
    with pytest.raises(NotYours):
        queue.take(odile, sent.testimony.uuid, timezone.now())
    assert queue.take_next(odile, timezone.now()) is None


def test_pressing_twice_gives_the_one_that_is_held_already(marlow: Person) -> None:
    send_one(), send_one()
    first = queue.take_next(marlow, timezone.now())
    assert queue.take_next(marlow, timezone.now()) == first
    assert Hold.objects.count() == 1


def test_what_somebody_put_back_is_not_handed_to_them_again_while_others_wait(
    team: Team, marlow: Person
) -> None:
    browser, references = team.browser(marlow), []
    urgent, usual = send_one(), send_one()
    models.Testimony.objects.filter(pk=urgent.testimony.pk).update(urgency=1)
    for _time in range(3):
        review = browser.post(reverse("moderation:take-next")).url
        references.append(review.rstrip("/").rpartition("/")[2])
        browser.post(review, {"do": "skip"})
    assert references == [str(each.testimony.uuid) for each in (urgent, usual, urgent)]


def test_each_action_renews_the_lease(marlow: Person) -> None:
    sent, later = hold_one(marlow), timezone.now() + timedelta(minutes=40)
    queue.look(marlow, sent.testimony.uuid, later)
    assert Hold.objects.get().until == later + queue.LEASE


def test_a_lease_that_is_over_is_refused_before_anybody_swept_it_up(marlow: Person) -> None:
    sent = hold_one(marlow)
    with pytest.raises(NotYours):
        queue.put_back(marlow, sent.testimony.uuid, timezone.now() + timedelta(minutes=46))


def test_a_lease_that_is_over_goes_back_to_the_queue_by_itself(marlow: Person, odile: Person) -> None:
    sent, later = hold_one(marlow), timezone.now() + timedelta(minutes=46)
    end_leases(later)
    assert queue.take_next(odile, later).pk == sent.testimony.pk


def test_putting_back_needs_no_reason_and_returns_it_to_where_it_was(marlow: Person) -> None:
    sent = hold_one(marlow)
    queue.put_back(marlow, sent.testimony.uuid, timezone.now())
    assert state_of(sent) == State.RECEIVED
    assert not Hold.objects.exists()


def test_what_the_writer_took_down_is_gone_for_the_holder(marlow: Person) -> None:
    sent = hold_one(marlow)
    returning.withdraw(sent.back, timezone.now())
    with pytest.raises(Gone):
        queue.put_back(marlow, sent.testimony.uuid, timezone.now())
    assert not Hold.objects.exists()


def test_a_reference_is_a_word_and_two_digits_and_stays_the_same(marlow: Person) -> None:
    uuid = send_one().testimony.uuid
    word, digits = reference_of(uuid).split()
    assert word in WORDS
    assert len(digits) == 2
    assert reference_of(uuid) == f"{word} {digits}"


def test_the_queue_shows_facts_and_not_one_word_of_a_story(team: Team, marlow: Person) -> None:
    sent = send_one(notes=("not_believed",))
    seen = page(team.browser(marlow).get("/team/queue/"))
    assert reference_of(sent.testimony.uuid) in seen
    assert "Not being believed" in seen
    assert "To read, 1" in seen
    assert "Jonas" not in seen
    assert "tutor" not in seen


def test_an_empty_queue_says_thank_you(team: Team, marlow: Person) -> None:
    assert "Nothing is waiting. Thank you." in page(team.browser(marlow).get("/team/queue/"))


def test_taking_leads_to_the_review_page(team: Team, marlow: Person) -> None:
    sent = send_one()
    response = team.browser(marlow).post("/team/take/")
    assert response.url == f"/team/review/{sent.testimony.uuid}/"


def test_who_comes_too_late_is_told_so(team: Team, marlow: Person, odile: Person) -> None:
    sent = hold_one(marlow)
    response = team.browser(odile).post(f"/team/take/{sent.testimony.uuid}/", follow=True)
    assert "with somebody else" in page(response)


def test_the_queue_repeats_no_words_from_an_address(team: Team, marlow: Person) -> None:
    seen = page(team.browser(marlow).get("/team/queue/?said=anything&of=anything"))
    assert 'role="status"' not in seen
    assert "anything" not in seen


def test_every_page_of_the_team_opens(team: Team, asa: Person) -> None:
    browser = team.browser(asa)
    for name in ("queue/?view=second", "queue/?view=going&all=1", "concerns/", "record/", "parts/"):
        page(browser.get(f"/team/{name}"))


def test_a_stranger_sees_no_page_of_the_team(team: Team, client: object) -> None:
    for name in ("queue", "concerns", "record", "parts"):
        assert client.get(f"/team/{name}/").url.startswith("/team/sign-in/")


def test_what_waits_for_both_kinds_of_reading_is_handed_out_in_one_order(team: Team, marlow: Person) -> None:
    today, now = timezone.localdate(), timezone.now()
    days = [(State.RECEIVED, 3), (State.SECOND_READER, 4), (State.RECEIVED, 5), (State.SECOND_READER, 1)]
    sent = [send_one() for _ in days]
    for each, (state, age) in zip(sent, days, strict=True):
        models.Testimony.objects.filter(pk=each.testimony.pk).update(
            state=state, day=today - timedelta(days=age)
        )
    with transaction.atomic():
        found = [each.pk for each in queue.in_turn(marlow, now, most=10, at_a_time=2)]
        assert [each.pk for each in queue.in_turn(marlow, now, most=2, at_a_time=2)] == found[:2]
        but = queue.in_turn(marlow, now, most=10, at_a_time=2, but=found[:1])
        assert [each.pk for each in but] == found[1:]
    assert found == [sent[number].testimony.pk for number in (2, 1, 0, 3)]
    assert found == list(queue.open_to(marlow, now).in_queue_order().values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("view", "says"), [("going", "Nothing is in this list now."), ("read", "Take this one")]
)
def test_an_empty_list_is_not_an_empty_queue(team: Team, marlow: Person, view: str, says: str) -> None:
    send_one()
    seen = page(team.browser(marlow).get(f"/team/queue/?view={view}"))
    assert says in seen and "Nothing is waiting" not in seen
