"""Reporting a story: sealed, six words of its own, once however often it is sent; and coming back with them."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from testimonies import concerns, publishing, returning
from testimonies.errors import AlreadyDecided, Gone
from testimonies.models import Concern, Record, Story
from tests.cast import NOON, Team, approve, as_role, come_back, found_team, new_ticket, send_story
from tests.look.form_reader import filled
from tests.testimonies.visitor import PLAIN_FILES, Visitor, six_words, text_of
from vault import keys, tickets
from vault.models import DataKey, Receipt
from vault.sealing import Unsealable

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def _the_site(settings: Settings) -> None:
    settings.STORAGES = PLAIN_FILES
    settings.CHORUS_GROUPS_AT_ONCE = True


def put_up(team: Team) -> int:
    """The number of a story that is up."""
    _words, testimony = send_story()
    approve(testimony, team)
    publishing.put_up(NOON)
    return Story.objects.get().number


@pytest.fixture(name="number")
def _number(team: Team) -> int:
    return put_up(team)


def report(number: int, **how: object) -> tuple[str, ...] | None:
    """What comes back."""
    given = {"why": "other", "what": "The third line.", "now": NOON, **how}
    ticket = given.pop("ticket", None) or new_ticket()
    return concerns.report(number, ticket=ticket, **given).words


class Reader(Client):
    """Somebody who reads, and says what is wrong."""

    def form(self, number: int) -> str:
        """The page with the form."""
        return text_of(self.get(f"/stories/{number}/concern/"))

    def send(self, number: int, html: str, **typed: str) -> HttpResponse:
        """Send that form, from our own page."""
        given = {"why": "other", "what": "The third line.", **typed}
        return self.post(f"/stories/{number}/concern/", filled(html, **given), headers=SAME_ORIGIN)


@pytest.mark.django_db
def test_no_word_of_it_lies_in_the_database_and_the_team_and_its_reader_can_open_it(
    team: Team, number: int
) -> None:
    words = report(number, what="The lighthouse keeper.")
    who, concern = come_back(words), Concern.objects.get()
    assert concerns.opened(concern, team.keyring.open_data_key(concern.data_key)) == (
        "other",
        "The lighthouse keeper.",
    )
    concerns.say_more(who, "Another lighthouse.")
    with connection.cursor() as cursor:
        for table in ("testimonies_concern", "testimonies_concernmessage"):
            cursor.execute(f"SELECT string_agg(t::text, ' ') FROM {table} t")
            kept = cursor.fetchone()[0]
            assert "lighthouse" not in kept and b"lighthouse".hex() not in kept
    assert concerns.standing(who).said[0].text == "Another lighthouse."
    other = come_back(report(number))
    with pytest.raises(Unsealable):
        keys.open_data_key(concern.data_key, other.key)


@pytest.mark.django_db
def test_the_public_side_reports_comes_back_and_adds_and_cannot_read_the_ticks(number: int) -> None:
    with as_role("chorus_public"):
        who = come_back(report(number))
        assert concerns.standing(who).state == "open"
        concerns.say_more(who, "And the fourth.")
    assert Concern.objects.get().messages.count() == 1
    assert set(Record.objects.filter(by="reader").values_list("move", flat=True)) == {
        "report a concern",
        "add to a concern",
    }


@pytest.mark.django_db
def test_only_about_a_story_that_is_up(number: int) -> None:
    assert report(number)
    for state in ("hidden", "removed"):
        Story.objects.update(state=state)
        with pytest.raises(Gone):
            report(number)
    with pytest.raises(Gone):
        report(number + 1)
    assert Concern.objects.count() == Receipt.objects.exclude(concern=None).count() == 1


@pytest.mark.django_db
def test_sent_twice_it_is_one_and_shows_its_words_again_only_for_the_same_text(number: int) -> None:
    ticket = new_ticket()
    words = report(number, ticket=ticket)
    assert words == ticket.words
    assert report(number, ticket=ticket, now=NOON + timedelta(minutes=29)) == words
    assert report(number, ticket=ticket, what="Another line.") is None
    assert report(number, ticket=ticket, why="me") is None
    assert report(number, ticket=ticket, now=NOON + timedelta(minutes=31)) is None
    come_back(words)
    assert report(number, ticket=ticket) is None
    assert Concern.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_sends_at_the_same_moment_are_one_concern() -> None:
    number, ticket = put_up(found_team()), new_ticket()
    start, said = Barrier(2), []

    def send() -> None:
        start.wait()
        said.append(report(number, ticket=ticket))
        connections.close_all()

    threads = [Thread(target=send) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert said == [ticket.words, ticket.words]
    assert Concern.objects.count() == 1


@pytest.mark.django_db
def test_the_same_ticket_makes_no_story_and_no_second_concern_of_another_story(number: int) -> None:
    ticket = new_ticket()
    report(number, ticket=ticket)
    assert report(number + 1, ticket=ticket) == ticket.words
    assert Concern.objects.get().story_number == number


@pytest.mark.django_db
def test_a_reader_sends_it_is_shown_six_words_once_and_comes_back_with_them(number: int) -> None:
    reader = Reader()
    html = reader.form(number)
    answer = reader.send(number, html)
    words = six_words(answer)
    assert len(words) == 6 and answer["Cache-Control"] == "no-store"
    assert six_words(reader.send(number, html)) == words
    visitor = Visitor()
    assert visitor.come_back(" ".join(words)).status_code == 302
    page = text_of(visitor.get("/back/page/"))
    assert "Waiting to be looked at" in page and "The third line." not in page
    assert visitor.post("/back/concern/", filled(page, typed="And the fourth.")).status_code == 302
    assert "And the fourth." in text_of(visitor.get("/back/page/"))
    assert six_words(reader.send(number, html)) == []


@pytest.mark.django_db
def test_the_form_sets_no_cookie_has_a_ticket_of_its_own_and_is_kept_by_nobody(number: int) -> None:
    first, second = (Client().get(f"/stories/{number}/concern/") for _ in range(2))
    for answer in (first, second):
        assert not answer.cookies and answer["Cache-Control"] == "no-store"
    tickets_of = [filled(text_of(each))["ticket"][0] for each in (first, second)]
    assert tickets_of[0] != tickets_of[1] and tickets.read(tickets_of[0])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Origin": "http://testserver"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://example.org"}, False),
        ({}, False),
    ],
)
def test_only_our_own_pages_can_send_it(number: int, headers: dict[str, str], taken: bool) -> None:
    client = Client()
    sent = filled(text_of(client.get(f"/stories/{number}/concern/")), why="me")
    assert client.post(f"/stories/{number}/concern/", sent, headers=headers).status_code == (
        200 if taken else 403
    )
    assert Concern.objects.count() == taken


@pytest.mark.django_db
def test_what_was_typed_comes_back_when_the_browser_does_not_say_that_it_was_our_page(number: int) -> None:
    reader = Reader()
    sent = filled(reader.form(number), why="me", what="The third line.")
    address = f"/stories/{number}/concern/"
    html = text_of(reader.post(address, sent, headers={"Origin": "null"}), 403)
    assert "The third line." in html and not Concern.objects.exists()
    assert len(six_words(reader.send(number, html))) == 6


@pytest.mark.django_db
def test_a_concern_that_was_changed_after_it_was_sent_comes_back_to_be_sent_by_itself(number: int) -> None:
    reader = Reader()
    html = reader.form(number)
    first = six_words(reader.send(number, html))
    again = text_of(reader.send(number, html, what="The fourth line."), 409)
    assert "The fourth line." in again and "it is not with us yet" in again
    second = six_words(reader.send(number, again, what="The fourth line."))
    assert Concern.objects.count() == 2 and set(first) != set(second)


@pytest.mark.django_db
def test_a_concern_sent_twice_is_one(number: int) -> None:
    reader = Reader()
    html = reader.form(number)
    assert six_words(reader.send(number, html)) == six_words(reader.send(number, html))
    assert Concern.objects.count() == 1


@pytest.mark.django_db
def test_what_was_typed_survives_an_old_ticket_a_missing_reason_and_a_story_that_has_gone(
    number: int,
) -> None:
    reader = Reader()
    html = reader.form(number)
    answers = [
        (reader.send(number, html, ticket=tickets.issue(0)), 400),
        (reader.send(number, html, why=""), 400),
    ]
    Story.objects.update(state="hidden")
    answers.append((reader.send(number, html), 404))
    for answer, status in answers:
        assert "The third line." in text_of(answer, status)
    Story.objects.update(state="published")
    again = text_of(answers[0][0], 400)
    assert len(six_words(reader.send(number, again))) == 6


@pytest.mark.django_db
def test_what_was_typed_survives_a_failure_on_our_side_and_can_be_sent_again(number: int) -> None:
    reader = Reader()
    html = reader.form(number)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE testimonies_concern RENAME TO away")
        again = text_of(reader.send(number, html), 503)
        cursor.execute("ALTER TABLE away RENAME TO testimonies_concern")
    assert "The third line." in again and "Something went wrong on our side." in again
    assert not Concern.objects.exists()
    # The same ticket is still good: nothing of the first try was kept.
    assert len(six_words(reader.send(number, again))) == 6
    assert Concern.objects.count() == 1


@pytest.mark.django_db
def test_words_of_a_concern_and_of_a_story_open_each_their_own_page(number: int) -> None:
    story_words, _testimony = send_story()
    concern_words = report(number)
    said = {}
    for kind, words in (("story", story_words), ("concern", concern_words)):
        visitor = Visitor()
        visitor.come_back(" ".join(words))
        said[kind] = text_of(visitor.get("/back/page/"))
        # What belongs to the other kind leads back to the own page, or is not there.
        for where in ("/back/erase/", "/back/concern/", "/back/version/", "/back/words/"):
            answer = visitor.get(where)
            assert answer.status_code in (200, 302) and answer.get("Location", "/back/page/") == "/back/page/"
    assert "Waiting to be read" in said["story"] and "What you told us" in said["concern"]
    with pytest.raises(Gone):
        returning.withdraw(come_back(concern_words), NOON)
    with pytest.raises(Gone):
        concerns.say_more(come_back(story_words), "No.")


@pytest.mark.django_db
def test_words_can_be_added_while_it_is_open_and_a_refused_one_is_still_in_the_box(number: int) -> None:
    words = report(number)
    visitor = Visitor()
    visitor.come_back(" ".join(words))
    page = text_of(visitor.get("/back/page/"))
    assert "The box is empty." in text_of(visitor.post("/back/concern/", filled(page, typed="")))
    Concern.objects.update(state="kept", decided_day=NOON.date())
    with pytest.raises(AlreadyDecided):
        concerns.say_more(come_back(words), "Too late.")
    assert "Too late." in text_of(visitor.post("/back/concern/", filled(page, typed="Too late.")))
    page = text_of(visitor.get("/back/page/"))
    assert "The story stays as it is" in page and "2 June 2020" in page and "Tell us again" in page


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["testimony", "stub", "concern", "nothing"])
def test_the_door_asks_the_database_as_often_whatever_the_words_open(
    number: int, kind: str, django_assert_num_queries: Callable
) -> None:
    words, _testimony = send_story()
    if kind == "stub":
        returning.withdraw(come_back(words), NOON)
    elif kind == "concern":
        words = report(number)
    elif kind == "nothing":
        words = new_ticket().words
    Receipt.objects.update(used=True)
    with django_assert_num_queries(1):
        assert (returning.find(list(words)) is None) == (kind == "nothing")


@pytest.mark.django_db
def test_a_concern_without_a_team_is_refused_with_its_words(number: int) -> None:
    reader = Reader()
    html = reader.form(number)
    keys.TeamKey.objects.update(state="old")
    assert "The third line." in text_of(reader.send(number, html), 503)
    assert not Concern.objects.exists() and DataKey.objects.count() == 1


def test_its_words_are_shown_again_until_somebody_says_that_they_are_written_down(number: int) -> None:
    visitor, address = Visitor(), f"/stories/{number}/concern/"
    form = filled(text_of(visitor.get(address)), why="else", what="The third line.")

    def sent() -> HttpResponse:
        return visitor.post(address, form, headers={"sec-fetch-site": "same-origin"})

    thanks = sent()
    assert len(six_words(thanks)) == 6 and six_words(thanks) == six_words(sent())
    assert "For half an hour" in text_of(thanks) and "We show them once" not in text_of(thanks)
    away = visitor.post("/thanks/words/", filled(text_of(thanks), end="1"))
    assert "are not shown again" in text_of(away)
    assert six_words(sent()) == []
