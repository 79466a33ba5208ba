"""Each forbidden move beside its allowed twin, one thing apart: through the pages, and the functions under them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from moderation import asking, queue, review
from moderation.models import Person
from testimonies import answering, deciding, publishing, ready, returning
from testimonies.deciding import Decision
from testimonies.documents import Document, open_document
from testimonies.errors import ConsentForbids
from testimonies.lock import locked
from testimonies.models import Counted, Message, Ready, Story, Testimony
from testimonies.states import State
from tests.moderation.cast import Sent, Team, hold_one, page, state_of
from tests.moderation.test_review import address, fields
from vault import sessions

pytestmark = pytest.mark.django_db
CHANGE = "Let them ask the next one sooner."


def press(browser: Client, sent: Sent, do: str, **typed: str) -> str:
    """Press a button of the review page, everything ticked that it asks for; the address that it leads to."""
    filled = fields(page(browser.get(address(sent))))
    answer = browser.post(address(sent), {**filled, "sure": "on", "kept": "on", "do": do, **typed})
    return answer.get("Location", "")


def let_it_go_up(sent: Sent) -> None:
    """The hour of undo passes, and three weeks later the next group."""
    later = timezone.now() + timedelta(days=30)
    if state_of(sent) == State.DECIDED:
        with transaction.atomic():
            deciding.take_effect(locked(sent.testimony.pk), timezone.now())
    for days in range(8):
        at = (later + timedelta(days=days)).replace(hour=18, minute=30)
        publishing.put_up(at)


def writer(sent: Sent) -> Client:
    """A browser of the writer, who has typed the six words."""
    client = Client()
    client.cookies["return"] = sessions.seal_return(sent.back)
    return client


def decide(team: Team, person: Person, sent: Sent, target: State) -> None:
    """The function under every button that decides."""
    with transaction.atomic():
        testimony = locked(sent.testimony.pk)
        key = team.keyring(person).open_data_key(testimony.data_key)
        document, now = open_document(testimony, key), timezone.now()
        decision = Decision(target)
        deciding.decide(testimony, key=key, document=document, decision=decision, by=person.uuid, now=now)


@pytest.mark.parametrize(("use", "published"), [("publish", True), ("count", False), ("read", False)])
def test_only_what_is_to_be_published_ever_is(team: Team, marlow: Person, use: str, published: bool) -> None:
    sent = hold_one(marlow, use=use)
    press(team.browser(marlow), sent, "approve")
    let_it_go_up(sent)
    assert Story.objects.exists() is published
    assert Counted.objects.filter(published=False).exists() is (use == "count")
    other = hold_one(marlow, use=use)
    if published:
        decide(team, marlow, other, State.APPROVED)
    else:
        with pytest.raises(ConsentForbids):
            decide(team, marlow, other, State.APPROVED)
    assert state_of(other) == (State.DECIDED if published else State.IN_REVIEW)


@pytest.mark.parametrize(("use", "published"), [("publish", True), ("count", False)])
def test_nor_by_way_of_a_version_that_its_writer_is_shown(
    team: Team, marlow: Person, use: str, published: bool
) -> None:
    sent = hold_one(marlow, use=use)
    where = press(team.browser(marlow), sent, "propose")
    assert ("said=forbidden" in where) is not published
    assert state_of(sent) == (State.DECIDED if published else State.IN_REVIEW)


@pytest.mark.parametrize("taken_back", [True, False])
def test_who_took_back_that_it_may_be_published_is_not(team: Team, marlow: Person, taken_back: bool) -> None:
    sent = hold_one(marlow)
    browser = team.browser(marlow)
    held_open = fields(page(browser.get(address(sent))))
    if taken_back:
        assert writer(sent).post("/back/choices/", {"use": "count"})["Location"] == "/back/page/"
    # The page of the moderator still says "approve": the move asks the story, not the page.
    browser.post(address(sent), {**held_open, "sure": "on", "do": "approve"})
    let_it_go_up(sent)
    assert Story.objects.exists() is not taken_back


@pytest.mark.parametrize("agreed", [True, False])
def test_nothing_is_published_before_its_writer_has_agreed(team: Team, marlow: Person, agreed: bool) -> None:
    sent = hold_one(marlow, show_first=True)
    press(team.browser(marlow), sent, "approve")
    with transaction.atomic():
        deciding.take_effect(locked(sent.testimony.pk), timezone.now())
    if agreed:
        writer(sent).post("/back/version/", {"do": "yes"})
    let_it_go_up(sent)
    assert Story.objects.exists() is agreed


@pytest.mark.parametrize("may_name", [True, False])
@pytest.mark.parametrize("later", [True, False])
def test_a_place_may_be_named_only_by_the_writers_choice(
    team: Team, marlow: Person, may_name: bool, later: bool
) -> None:
    sent = hold_one(marlow, place="Harbour Academy", show_place=may_name or later)
    press(team.browser(marlow), sent, "approve")
    with transaction.atomic():
        deciding.take_effect(locked(sent.testimony.pk), timezone.now())
    if later and not may_name:
        writer(sent).post("/back/choices/", {"use": "publish"})
    assert ready.open_payload(Ready.objects.get()).show_place is may_name


@pytest.mark.parametrize("may_ask", [True, False])
@pytest.mark.parametrize("do", ["ask", "say"])
def test_only_who_said_that_we_may_is_asked(team: Team, marlow: Person, may_ask: bool, do: str) -> None:
    sent = hold_one(marlow, may_ask=may_ask)
    browser = team.browser(marlow)
    assert ("Ask the writer" in page(browser.get(address(sent)))) is may_ask
    where = press(browser, sent, do, say={"ask": "May we?", "say": "Thank you."}[do])
    # Refused, it leads nowhere: the page shows what was typed.
    assert bool(where) is may_ask
    assert Message.objects.exists() is may_ask
    other = hold_one(marlow, may_ask=may_ask) if do == "ask" else sent
    if may_ask:
        ask(team, marlow, other)
    else:
        with pytest.raises(ConsentForbids):
            ask(team, marlow, other)
        assert not Message.objects.exists()


def ask(team: Team, person: Person, sent: Sent) -> None:
    """The function under the button."""
    work = review.suggested(Document("Nothing.", "publish"))
    how = {"keyring": team.keyring(person), "question": "May we?", "work": work, "now": timezone.now()}
    asking.ask(person, sent.testimony.uuid, **how)


@pytest.mark.parametrize("may_show", [True, False])
@pytest.mark.parametrize("taken_back", [True, False])
def test_the_second_text_is_published_only_with_its_own_consent(
    team: Team, marlow: Person, may_show: bool, taken_back: bool
) -> None:
    sent = hold_one(marlow, better=CHANGE, show_change=may_show)
    press(team.browser(marlow), sent, "approve")
    with transaction.atomic():
        deciding.take_effect(locked(sent.testimony.pk), timezone.now())
    if taken_back:
        writer(sent).post("/back/choices/", {"use": "publish"})
    let_it_go_up(sent)
    assert Story.objects.get().second_text == (CHANGE if may_show and not taken_back else "")


@pytest.mark.parametrize("unread", [True, False])
@pytest.mark.parametrize("do", ["approve", "decline", "ask"])
def test_nothing_is_decided_over_words_that_nobody_has_seen(
    team: Team, marlow: Person, unread: bool, do: str
) -> None:
    sent = hold_one(marlow, may_ask=True)
    browser = team.browser(marlow)
    seen = fields(page(browser.get(address(sent))))
    if unread:
        answering.write(sent.back, "Please take the tutor out.", timezone.now())
    typed = {"sure": "on", "reason": "spam", "say": "May we?", "do": do}
    answer = browser.post(address(sent), {**seen, **typed})
    assert state_of(sent) == (State.IN_REVIEW if unread else State.DECIDED)
    if unread:
        again = page(browser.get(answer["Location"]))
        assert "Please take the tutor out." in again
        browser.post(address(sent), {**fields(again), **typed})
        assert state_of(sent) == State.DECIDED


def test_the_question_is_asked_and_its_answer_read_on_the_two_pages(team: Team, marlow: Person) -> None:
    sent = hold_one(marlow, may_ask=True)
    browser = team.browser(marlow)
    assert "The box is empty." in page(
        browser.post(address(sent), {**fields(page(browser.get(address(sent)))), "do": "ask"})
    )
    press(browser, sent, "ask", say="May we take the tutor out?")
    assert "is asked" in page(browser.get("/team/queue/"))
    with transaction.atomic():
        deciding.take_effect(locked(sent.testimony.pk), timezone.now())
    assert "May we take the tutor out?" in page(writer(sent).get("/back/page/"))
    writer(sent).post("/back/message/", {"do": "say", "typed": "Yes, please."})
    assert state_of(sent) == State.RECEIVED
    queue.take(marlow, sent.testimony.uuid, timezone.now())
    assert "The writer has answered." in page(browser.get(address(sent, show=False)))
    seen = page(browser.get(address(sent)))
    assert "Yes, please." in seen and 'href="#msgs"' in seen


@pytest.mark.parametrize(
    ("do", "say", "other", "state"),
    [
        ("ask", "Thank you for telling us.", "May we take the tutor out?", State.DECIDED),
        ("say", "May we take the tutor out?", "Thank you for telling us.", State.IN_REVIEW),
    ],
)
def test_words_under_the_wrong_button_are_asked_about_once_and_stay_in_the_box(
    team: Team, marlow: Person, do: str, say: str, other: str, state: State
) -> None:
    sent, browser = hold_one(marlow, may_ask=True), team.browser(marlow)
    again = page(
        browser.post(address(sent), {**fields(page(browser.get(address(sent)))), "say": say, "do": do})
    )
    assert "question mark in it" in again and f"{say}</textarea>" in again
    assert state_of(sent) == State.IN_REVIEW and not Message.objects.exists()
    # The same button again says that it was meant so; other words under it were right from the start.
    browser.post(address(sent), {**fields(again), "say": say, "do": do})
    assert state_of(sent) == state and Message.objects.count() == 1
    second = hold_one(marlow, may_ask=True) if do == "ask" else sent
    press(browser, second, do, say=other)
    assert Message.objects.filter(testimony=second.testimony.pk).exists()
    assert state_of(second) == state


@pytest.mark.parametrize(
    ("say", "heading"),
    [
        ("May we take the tutor out?", "There is a question below"),
        ("هل تسمحين بذلك؟", "There is a question below"),
        ("Thank you for telling us.", "A volunteer wrote to you below"),
    ],
)
def test_the_writer_is_told_of_a_question_only_where_one_was_asked(
    team: Team, marlow: Person, say: str, heading: str
) -> None:
    sent, browser = hold_one(marlow, may_ask=True), team.browser(marlow)
    press(browser, sent, "ask", say=say, meant="ask")
    with transaction.atomic():
        deciding.take_effect(locked(sent.testimony.pk), timezone.now())
    assert f"Waiting for you. {heading}" in page(writer(sent).get("/back/page/"))


def test_only_where_the_writer_wrote_last_the_page_leads_to_their_words_first(
    team: Team, marlow: Person
) -> None:
    sent, browser = hold_one(marlow, may_ask=True), team.browser(marlow)
    assert 'href="#msgs"' not in page(browser.get(address(sent)))
    answering.write(sent.back, "Please take the tutor out.", timezone.now())
    assert 'href="#msgs"' in page(browser.get(address(sent)))
    press(browser, sent, "say", say="We did.")
    assert 'href="#msgs"' not in page(browser.get(address(sent)))


def test_the_marks_are_there_again_for_whoever_reads_the_answer(
    team: Team, marlow: Person, odile: Person
) -> None:
    sent = hold_one(marlow, may_ask=True)
    browser = team.browser(marlow)
    seen = fields(page(browser.get(address(sent))))
    browser.post(address(sent), {**seen, "add": "WAS", "addk": "detail", "do": "preview"})
    press(browser, sent, "ask", say="May we?")
    with transaction.atomic():
        deciding.take_effect(locked(sent.testimony.pk), timezone.now())
    answering.answer(sent.back, "Yes.", timezone.now())
    queue.take(odile, sent.testimony.uuid, timezone.now())
    assert "[detail]" in page(team.browser(odile).get(address(sent)))


def test_what_its_writer_takes_off_the_site_is_gone_from_it_at_once(
    team: Team, marlow: Person, django_capture_on_commit_callbacks: Callable
) -> None:
    sent = hold_one(marlow)
    press(team.browser(marlow), sent, "approve")
    let_it_go_up(sent)
    number = Story.objects.get().number
    assert Client().get(f"/stories/{number}/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        writer(sent).post("/back/erase/", {"do": "count"})
    assert Client().get(f"/stories/{number}/").status_code == 404
    assert returning.standing(sent.back).state == State.COUNTED
    assert Testimony.objects.get().state == State.COUNTED
