"""What a volunteer typed is on the page that says it was not taken: a bad token, a slow window, an ended session."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from moderation.models import Person
from testimonies.models import Record, Review
from testimonies.states import State
from tests.moderation.cast import Sent, Team, hold_one, state_of
from tests.moderation.test_notes import on_page
from tests.moderation.test_review import address

pytestmark = pytest.mark.django_db

WORDS = "Leave out <the> day, & send it again."
SHOWN = "Leave out &lt;the&gt; day, &amp; send it again."
TEXTS = "/team/texts/say-thanks/"
HERE, ELSEWHERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}, {"HTTP_SEC_FETCH_SITE": "cross-site"}


@pytest.fixture(name="held")
def _held(marlow: Person) -> Sent:
    return hold_one(marlow)


@pytest.fixture(name="browser")
def _browser(team: Team, marlow: Person) -> Client:
    return team.browser(marlow)


def strict(browser: Client) -> Client:
    """The same browser, whose forms must have the right token."""
    browser.handler.enforce_csrf_checks = True
    browser.cookies["form"] = "a" * 32
    return browser


def hidden_in(html: str) -> dict[str, str]:
    """What the button of the page would send."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html))


def test_a_bad_token_loses_neither_words_nor_marks_and_decides_nothing(browser: Client, held: Sent) -> None:
    typed = on_page(browser, held, do="decline", reason="harmful", words=WORDS, memo="Ask Ines.")
    answer = strict(browser).post(address(held), typed, **HERE)
    html = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"]) == (403, "no-store")
    assert SHOWN in html and "Ask Ines." in html
    assert state_of(held) == State.IN_REVIEW
    again = hidden_in(html)
    assert again["at1"] == typed["at1"] and again["do"] == "decline"
    token = {"csrfmiddlewaretoken": browser.cookies["form"].value}
    sent = {name: value for name, value in typed.items() if name != "csrfmiddlewaretoken"}
    browser.post(address(held), sent | token, **HERE)
    assert state_of(held) == State.DECIDED


@pytest.mark.parametrize(("where", "button"), [(HERE, True), (ELSEWHERE, False), ({}, False)])
def test_what_another_site_sent_gets_no_button_that_would_do_it(
    browser: Client, held: Sent, where: dict[str, str], button: bool
) -> None:
    typed = on_page(browser, held, do="decline", reason="harmful", words=WORDS)
    html = strict(browser).post(address(held), typed, **where).content.decode()
    assert SHOWN in html
    assert ("Send it once more" in html) is button
    assert ("at1" in hidden_in(html)) is button


def test_no_password_is_on_the_page_of_a_bad_token(browser: Client) -> None:
    sent = {"old": "kettle harbour lantern 27", "words": "something", "password": "museum action slaw"}
    html = strict(browser).post("/team/you/password/", sent, **HERE).content.decode()
    assert "something" in html and "kettle" not in html and "museum" not in html
    plain = strict(browser).post("/team/sign-in/", {"name": "marlow", "password": "museum action"}, **HERE)
    assert plain.status_code == 403 and "Not taken" not in plain.content.decode()


def test_after_the_session_ended_the_words_are_on_the_page_and_in_no_session(team: Team, asa: Person) -> None:
    browser = team.browser(asa)
    Session.objects.filter(session_key=browser.cookies["team"].value).delete()
    answer = browser.post(TEXTS, {"body": WORDS, "seen": "0"}, **HERE)
    assert answer.status_code == 403 and SHOWN in answer.content.decode()
    assert not Record.objects.filter(move="change a text of the team").exists()
    assert not any("Leave out" in str(session.get_decoded()) for session in Session.objects.all())
    # Without words it leads to signing in, as ever.
    assert browser.post(TEXTS, {"body": "", "seen": "0"}).url.startswith("/team/sign-in/")


def test_words_from_a_window_that_came_too_late_are_shown(browser: Client, held: Sent) -> None:
    first, second = on_page(browser, held, do="approve", sure="on"), on_page(browser, held, do="decline")
    browser.post(address(held), first)
    answer = browser.post(address(held), second | {"reason": "harmful", "words": WORDS})
    assert answer.status_code == 409 and SHOWN in answer.content.decode()
    assert "was decided already" in answer.content.decode()
    assert Review.objects.count() == 1 and Record.objects.filter(move="decide: declined").count() == 0
    assert browser.post(address(held), second | {"do": "preview"}).url == "/team/queue/"


def test_words_about_one_that_somebody_else_holds_are_shown_and_the_marks_are_kept(
    team: Team, browser: Client, odile: Person, held: Sent
) -> None:
    typed = on_page(browser, held, do="note", memo=WORDS)
    browser.post(address(held), {"do": "skip"})
    answer = browser.post(address(held), typed)
    assert answer.status_code == 409 and SHOWN in answer.content.decode()
    assert "is kept for whoever reads it next" in answer.content.decode()


def test_a_link_that_somebody_made_up_makes_the_queue_say_nothing(browser: Client, held: Sent) -> None:
    browser.post(address(held), {"do": "skip"})
    browser.post(f"/team/take/{held.testimony.uuid}/")
    said = browser.post(address(held), {"do": "skip"}).url
    assert "is back in the queue." in browser.get(said).content.decode()
    for spoilt in (said.partition("&by=")[0], said.replace("put-back", "gone"), said[:-3] + "abc"):
        assert 'role="status"' not in browser.get(spoilt).content.decode()


def test_a_link_that_somebody_made_up_makes_the_page_of_people_say_nothing(team: Team, asa: Person) -> None:
    browser = team.browser(asa)
    made_up = f"/team/people/?said=left&of={asa.uuid}"
    assert "can open nothing any more" not in browser.get(made_up).content.decode()
    said = browser.post(f"/team/people/{asa.uuid}/let-in/", {"do": "different"}).url
    assert "was not let in" in browser.get(said).content.decode()


@pytest.mark.parametrize(
    ("minutes", "said", "not_said"),
    [(60, "Undo, for one hour", "minute"), (15, "Undo, for 15 minutes", "one hour")],
)
def test_the_button_says_how_long_a_decision_can_be_undone(
    browser: Client, held: Sent, settings: object, minutes: int, said: str, not_said: str
) -> None:
    settings.CHORUS_UNDO = settings.CHORUS_UNDO.__class__(minutes=minutes)
    browser.post(address(held), on_page(browser, held, do="approve", sure="on"))
    html = browser.get("/team/queue/").content.decode()
    button = html[html.index('data-key="u"') :][:80]
    assert said in button and not_said not in button


def test_where_nothing_can_be_undone_no_page_says_so(browser: Client, held: Sent, settings: object) -> None:
    settings.CHORUS_UNDO = settings.CHORUS_UNDO.__class__(0)
    browser.post(address(held), on_page(browser, held, do="approve", sure="on"))
    assert "Undo" not in browser.get("/team/queue/").content.decode()
