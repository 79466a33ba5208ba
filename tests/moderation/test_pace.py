"""A day of reading: it has a weight, it offers pauses, it ends, and nobody else sees it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from moderation import decisions, jobs, offer, pace, pace_line, queue
from moderation.models import Day, Hold, Person
from moderation.pace import EnoughForToday, Today
from testimonies import models
from testimonies.documents import Card, Document, card_of
from testimonies.states import Reason
from tests.moderation.cast import Sent, Team, hold_one, page, send_one

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
EVENING = datetime(2026, 3, 10, 21, 0, tzinfo=LONDON)


def _card(words: int = 120, age: str = "", notes: tuple[str, ...] = ()) -> Card:
    return Card(
        notes=notes,
        kind="",
        age=age,
        words=words,
        language="en",
        use="publish",
        may_ask=False,
        marks=0,
        signature=0,
    )


def _decline(team: Team, person: Person, sent: Sent, reason: Reason = Reason.NOT_ABOUT) -> None:
    decisions.decline(
        person, sent.testimony.uuid, keyring=team.keyring(person), reason=reason, now=timezone.now()
    )


def _stories_of(person: Person) -> tuple[int, ...]:
    return pace.today(person, timezone.now()).stories


@pytest.mark.parametrize(
    ("card", "weight"),
    [
        (_card(), 2),
        (_card(notes=("comments",)), 1),
        (_card(notes=("comments", "catcalling")), 1),
        (_card(words=400, notes=("comments",)), 2),
        # A wide word: it can be said of all of the others.
        (_card(notes=("harassment",)), 2),
        (_card(notes=("comments", "harassment")), 2),
        (_card(notes=("touched",)), 2),
        (_card(notes=("pictures",), age="18_24"), 2),
        (_card(notes=("pictures",), age="16_17"), 3),
        (_card(notes=("assault",)), 3),
        (_card(notes=("drugged",)), 3),
        (_card(age="under_13"), 3),
    ],
)
def test_a_story_weighs_by_its_kinds_its_length_and_the_age_then(card: Card, weight: int) -> None:
    assert pace.weight_of(card) == weight


@pytest.mark.parametrize(
    ("notes", "age", "words"),
    [
        ((), "", 20),
        (("else",), "", 20),
        (("comments",), "", 20),
        (("touched",), "", 20),
        (("comments",), "", 400),
        (("pictures",), "16_17", 20),
    ],
)
def test_an_open_text_weighs_as_its_card_does(notes: tuple[str, ...], age: str, words: int) -> None:
    document = Document("word " * words, "publish", notes=notes, age=age)
    assert pace.weight_of_document(document) == pace.weight_of(card_of(document))


def test_somebody_in_danger_now_weighs_most_whatever_was_ticked() -> None:
    assert pace.weight_of(_card(), urgent=2) == pace.SEVERE


def test_a_decision_counts_and_putting_back_does_not(team: Team, marlow: Person) -> None:
    queue.put_back(marlow, hold_one(marlow).testimony.uuid, timezone.now())
    assert _stories_of(marlow) == ()
    _decline(team, marlow, hold_one(marlow, notes=("touched",)))
    assert _stories_of(marlow) == (2,)


def test_spam_and_answers_cost_nothing(team: Team, marlow: Person) -> None:
    _decline(team, marlow, hold_one(marlow), Reason.SPAM)
    answered = hold_one(marlow)
    models.Testimony.objects.filter(pk=answered.testimony.pk).update(answered=True)
    _decline(team, marlow, answered)
    assert _stories_of(marlow) == ()


def test_what_is_undone_and_decided_again_counts_once(team: Team, marlow: Person, settings: Settings) -> None:
    settings.CHORUS_UNDO = timedelta(hours=1)
    sent = hold_one(marlow, notes=("touched",))
    _decline(team, marlow, sent)
    decisions.undo(marlow, sent.testimony.uuid, keyring=team.keyring(marlow), now=timezone.now())
    assert _stories_of(marlow) == ()
    _decline(team, marlow, sent)
    assert _stories_of(marlow) == (2,)


def test_the_day_ends_at_its_weight_and_one_before_it_does_not(
    team: Team, marlow: Person, settings: Settings
) -> None:
    settings.CHORUS_DAY_WEIGHT = 4
    waiting, keyring, now = [send_one() for _one in range(2)], team.keyring(marlow), timezone.now()
    pace.has_read(marlow, 3, now)
    taken = offer.take_next(marlow, keyring, now)
    assert taken is not None
    queue.put_back(marlow, taken.uuid, now)
    pace.has_read(marlow, 1, now)
    with pytest.raises(EnoughForToday):
        offer.take_next(marlow, keyring, now)
    assert len(waiting) == models.Testimony.objects.filter(state="received").count()


def test_whoever_holds_one_when_the_day_ends_may_finish_it(
    team: Team, marlow: Person, settings: Settings
) -> None:
    sent = hold_one(marlow)
    settings.CHORUS_DAY_WEIGHT = 0
    assert offer.take_next(marlow, team.keyring(marlow), timezone.now()).pk == sent.testimony.pk


def test_the_queue_says_that_it_is_enough_and_hands_nothing_out(
    team: Team, marlow: Person, settings: Settings
) -> None:
    settings.CHORUS_DAY_WEIGHT = 0
    sent, browser = send_one(), team.browser(marlow)
    shown = page(browser.get(reverse("moderation:queue")))
    assert "That is enough for today. The queue opens again tomorrow at 06:00." in shown
    assert "Take the next one" not in shown and "Take this one" not in shown
    for address in (reverse("moderation:take-next"), reverse("moderation:take", args=[sent.testimony.uuid])):
        assert browser.post(address).url == reverse("moderation:queue")
    assert not Hold.objects.exists()


def test_ninety_minutes_are_enough_too_and_a_cup_of_tea_is_not_counted(marlow: Person) -> None:
    pace.reading(marlow, EVENING)
    pace.reading(marlow, EVENING + timedelta(minutes=8))
    pace.reading(marlow, EVENING + timedelta(minutes=68))
    assert pace.today(marlow, EVENING).minutes == 8 + 10
    pace.stops(marlow, EVENING + timedelta(minutes=70))
    pace.reading(marlow, EVENING + timedelta(minutes=79))
    assert pace.today(marlow, EVENING).minutes == 8 + 10 + 2
    Day.objects.update(seconds=89 * 60)
    assert not pace.today(marlow, EVENING).is_over
    Day.objects.update(seconds=90 * 60)
    assert pace.today(marlow, EVENING).is_over


def test_a_day_begins_at_six_in_the_morning(marlow: Person) -> None:
    pace.has_read(marlow, 2, EVENING)
    assert pace.today(marlow, EVENING + timedelta(hours=8)).weight == 2
    assert pace.today(marlow, EVENING + timedelta(hours=9)).weight == 0


def test_nothing_of_a_day_is_kept_when_it_is_over(marlow: Person) -> None:
    pace.has_read(marlow, 2, EVENING)
    assert pace.forget_days(EVENING + timedelta(hours=8)) == 0
    assert pace.forget_days(EVENING + timedelta(hours=9)) == 1
    assert not Day.objects.exists()


def test_after_a_severe_one_a_lighter_one_is_offered_though_it_waits_behind(
    team: Team, marlow: Person, odile: Person
) -> None:
    now = timezone.now()
    severe, usual = send_one(notes=("assault",)), send_one(notes=("touched",))
    models.Testimony.objects.filter(pk=severe.testimony.pk).update(urgency=1)
    pace.has_read(marlow, pace.SEVERE, now)
    assert offer.take_next(marlow, team.keyring(marlow), now).pk == usual.testimony.pk
    assert offer.take_next(odile, team.keyring(odile), now).pk == severe.testimony.pk


def test_the_pace_of_one_person_is_on_no_page_of_another(team: Team, marlow: Person, asa: Person) -> None:
    for _one in range(3):
        pace.has_read(marlow, 3, timezone.now())
    assert "9 of 24 for today" in page(team.browser(marlow).get(reverse("moderation:queue")))
    assert asa.is_coordinator
    for name in ("queue", "record", "concerns"):
        assert "9 of 24" not in page(team.browser(asa).get(reverse(f"moderation:{name}")))


@pytest.mark.parametrize(
    ("stories", "said"),
    [
        ((), "Nothing read today yet. A day holds 24."),
        ((2,), "2 of 24 for today, in one story. A pause after three more would be good."),
        ((2, 2, 3, 1, 2), "10 of 24 for today, in five stories. A pause after two more would be good."),
        ((2, 2, 3), "7 of 24 for today, in three stories. A pause now would be good."),
        ((2, 2, 2, 2), "8 of 24 for today, in four stories. A pause now would be good."),
    ],
)
def test_the_line_says_in_words_what_it_draws(stories: tuple[int, ...], said: str) -> None:
    line = pace_line.line(Today(stories, 24, 0))
    assert line.words == said
    assert sum(dot.done for dot in line.dots) == sum(stories) and len(line.dots) == 24


def test_the_dots_of_one_story_are_joined_and_a_gap_stands_where_a_pause_is() -> None:
    line = pace_line.line(Today((2, 2, 3, 1, 2), 24, 0))
    assert line.joined == [(6, 19), (32, 45), (58, 84), (119, 132)]
    assert (line.dots[6].x, line.dots[7].x, line.width) == (84, 106, 338)


@pytest.mark.parametrize(("limit", "dots"), [(60, 60), (61, 0), (5000, 0)])
def test_a_day_without_an_end_is_said_and_not_drawn(limit: int, dots: int) -> None:
    line = pace_line.line(Today((2, 3), limit, 4))
    assert len(line.dots) == dots and bool(line.joined) is bool(dots)
    assert f"5 of {limit} for today" in line.words


def test_gentle_ones_are_a_view_of_their_own(team: Team, marlow: Person) -> None:
    gentle = send_one(notes=("comments",))
    for notes in ((), ("else",), ("assault",), ("harassment",)):
        send_one(notes=notes)
    found = jobs.find(team.keyring(marlow), "gentle", marlow, timezone.now())
    assert [job.uuid for job in found.jobs] == [gentle.testimony.uuid]


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ((), "Not known how heavy."),
        (("else",), "Not known how heavy."),
        (("touched",), "Usual."),
        (("harassment",), "Usual."),
        (("comments",), "Gentle."),
    ],
)
def test_a_story_of_which_nobody_said_what_it_is_about_is_called_neither_gentle_nor_usual(
    team: Team, marlow: Person, notes: tuple[str, ...], said: str
) -> None:
    send_one(notes=notes)
    seen = page(team.browser(marlow).get(reverse("moderation:queue")))
    heavy = {"Not known how heavy.", "Usual.", "Gentle.", "Severe."}
    assert {words for words in heavy if words in seen} == {said}


def test_a_view_is_found_a_page_at_a_time_and_says_where_to_look_further(team: Team, marlow: Person) -> None:
    for _one in range(5):
        send_one()
    keyring, now, seen, start = team.keyring(marlow), timezone.now(), [], 0
    while start is not None:
        found = jobs.find(keyring, "read", marlow, now, start=start, limit=2)
        seen += [job.uuid for job in found.jobs]
        start = found.further
    assert len(seen) == len(set(seen)) == 5


def test_no_more_cards_are_opened_for_a_page_than_a_thousand(
    team: Team, marlow: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "MOST", 3)
    for _one in range(4):
        send_one(notes=("assault",))
    gentle = send_one(notes=("comments",))
    models.Testimony.objects.filter(pk=gentle.testimony.pk).update(suspicious=True)
    first = jobs.find(team.keyring(marlow), "gentle", marlow, timezone.now())
    assert (first.jobs, first.further) == ([], 3)
    second = jobs.find(team.keyring(marlow), "gentle", marlow, timezone.now(), start=first.further)
    assert [job.uuid for job in second.jobs] == [gentle.testimony.uuid] and second.further is None


def test_each_view_shows_its_own_and_counts_it(team: Team, marlow: Person, odile: Person) -> None:
    mine, theirs, answered = hold_one(marlow), hold_one(odile), send_one()
    models.Testimony.objects.filter(pk=answered.testimony.pk).update(answered=True)
    assert theirs.testimony.uuid != mine.testimony.uuid
    assert jobs.counts() == {"read": 1, "answered": 1, "second": 0, "hold": 0, "going": 0}
    assert "With you, 1<" in page(team.browser(marlow).get(reverse("moderation:queue")))
    found = jobs.find(team.keyring(marlow), "mine", marlow, timezone.now())
    assert [job.uuid for job in found.jobs] == [mine.testimony.uuid]
