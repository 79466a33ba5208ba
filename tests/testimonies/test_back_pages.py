"""The pages behind the six words, as a browser without script goes through them."""

import re
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from pytest_django import Settings

from redaction.spans import Span
from testimonies import answering, choosing, publishing, returning, waiting
from testimonies.models import Message, Story, Testimony, Waiting
from testimonies.states import State
from tests.cast import NOON, TEXT, Team, approve, come_back, send_story
from tests.look.form_reader import FormReader, filled
from tests.testimonies.visitor import PLAIN_FILES, Visitor, beside, text_of

pytestmark = pytest.mark.django_db
PAGE = "/back/page/"
LOST = "A cable was cut."


@pytest.fixture(autouse=True)
def _the_site(settings: Settings) -> None:
    settings.STORAGES = PLAIN_FILES


class Writer(Visitor):
    """Somebody who sent a story and is behind the six words."""

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__()
        self.words = words
        assert self.come_back(" ".join(words)).status_code == 302

    def page(self, address: str = PAGE) -> str:
        """A page of theirs."""
        return text_of(self.get(address))

    def send_form(self, address: str, on: str = "", **typed: str) -> HttpResponse:
        """Fill in the form that goes to `address`, on that page or another one, and press its button."""
        sent = dict(form_to(self.page(on or address), address))
        return self.post(address, {**sent, **typed})


def form_to(html: str, address: str) -> list[tuple[str, str]]:
    """The fields of the form that goes there."""
    for part in html.split("<form")[1:]:
        if f'action="{address}"' in part.split(">")[0]:
            return FormReader("<form" + part.split("</form>")[0]).pairs
    raise AssertionError(f"no form to {address}")


def writer_of(**chosen: object) -> tuple[Writer, Testimony]:
    """A story was sent, and its writer has come back."""
    words, testimony = send_story(**chosen)
    return Writer(words), testimony


def test_the_page_shows_no_word_of_the_story_until_it_is_asked_for(team: Team) -> None:
    writer, _testimony = writer_of(place="A school in Camden", notes=("touched",))
    html = writer.page()
    for word in ("rehearsal", "Ines", "Camden", "touched", "assault", "school"):
        assert word not in html
    assert "<title>Your page – Chorus</title>" in html
    assert "rehearsal" in writer.page(f"{PAGE}?text=1")


def test_the_way_so_far_has_a_season_and_no_clock(team: Team) -> None:
    writer, _testimony = writer_of()
    html = writer.page()
    assert "In spring 2020." in html
    assert not re.search(r"\d\d:\d\d", html)


def test_how_long_people_wait_is_said_while_somebody_waits(team: Team) -> None:
    writer, testimony = writer_of()
    assert "At the moment" not in writer.page()
    Waiting.objects.create(days=9)
    assert waiting.sentence() in writer.page()
    approve(testimony, team)
    assert "At the moment" not in writer.page()


def test_the_page_says_what_is_here_and_until_when(team: Team) -> None:
    writer, testimony = writer_of(use="read")
    assert "30 days after it has come to its end" in writer.page()
    approve(testimony, team)
    assert "We erase it on 3 April 2020." in writer.page()
    writer.send_form("/back/erase/", do="erase")
    gone = Writer(writer.words).page()
    assert "That these words were yours, until" in gone and "sealed" not in gone


@pytest.mark.parametrize(("believed", "said"), [(4, ""), (5, "Five people said"), (13, "13 people said")])
def test_belief_is_told_from_five_on_and_to_its_writer_alone(team: Team, believed: int, said: str) -> None:
    sent = [send_story(f"Story number {number}.") for number in range(5)]
    for _words, testimony in sent:
        approve(testimony, team)
    publishing.put_up(NOON.replace(day=24, hour=17))
    number = returning.standing(come_back(sent[0][0])).number
    Story.objects.filter(number=number).update(believed=believed)
    html = Writer(sent[0][0]).page()
    assert (said in html) if said else "people said" not in html
    assert "people said" not in text_of(Visitor().get(f"/stories/{number}/"))
    assert "people said" not in Writer(sent[1][0]).page()


def test_choices_are_shown_and_changed(team: Team) -> None:
    writer, _testimony = writer_of(show_first=True, publish_if_silent=True)
    assert "publish it" in writer.page() and "/back/choices/" in writer.page()
    sent = filled(writer.page("/back/choices/"))
    assert (sent["use"], sent["show_first"], sent["if_silent"]) == (["publish"], ["on"], ["yes"])
    assert writer.send_form("/back/choices/", use="count").status_code == 302
    assert "Count it, and do not publish it." in writer.page()


def test_a_choice_is_needed(team: Team) -> None:
    writer, _testimony = writer_of()
    assert "Tell us what to do with your story" in text_of(writer.send_form("/back/choices/", use=""))
    assert returning.text_of(come_back(writer.words)).use == "publish"


def test_a_question_is_answered_on_the_page(team: Team) -> None:
    writer, testimony = writer_of(may_ask=True)
    approve(testimony, team, target=State.QUESTION)
    html = writer.page()
    assert "Waiting for you. There is a question below" in html and "Publish it as it is" in html
    empty = text_of(writer.send_form("/back/message/", on=PAGE, do="say", typed=" "))
    assert "The box is empty." in empty
    assert writer.send_form("/back/message/", on=PAGE, do="say", typed="Yes.").status_code == 302
    html = writer.page()
    assert "Yes." in html and "Waiting to be read" in html


@pytest.mark.parametrize(
    ("use", "do", "said"), [("publish", "publish", ["Publish it as it is."]), ("count", "on", [])]
)
def test_going_on_without_an_answer_is_one_button(team: Team, use: str, do: str, said: list[str]) -> None:
    writer, testimony = writer_of(may_ask=True, use=use)
    approve(testimony, team, target=State.QUESTION)
    assert f'value="{do}"' in writer.page()
    writer.send_form("/back/message/", on=PAGE, do=do)
    who = come_back(writer.words)
    assert [one.text for one in answering.said(who)] == said
    assert returning.standing(who).state == State.RECEIVED


@pytest.mark.parametrize(
    ("do", "state"),
    [
        ("yes", State.APPROVED),
        ("no", State.HEARD),
        ("count", State.COUNTED),
        ("more", State.RECEIVED),
    ],
)
def test_the_version_is_answered_in_four_ways(team: Team, do: str, state: State) -> None:
    writer, testimony = writer_of(show_first=True)
    approve(testimony, team, spans=(Span(28, 32, "name"),))
    html = writer.page("/back/version/")
    assert "This is a person’s name." in html and "we do not publish it" in html
    answer = writer.send_form("/back/version/", do=do, typed="The rehearsal.")
    assert answer.status_code == 302
    assert returning.standing(come_back(writer.words)).state == state
    assert Message.objects.exists() is (do == "more")
    # Asked for again, it is not there; the session goes on.
    assert writer.get("/back/version/")["Location"] == PAGE
    assert writer.page()


@pytest.mark.parametrize("may_show", [True, False])
def test_a_second_text_that_would_go_up_is_shown_with_its_cuts_too(team: Team, may_show: bool) -> None:
    writer, testimony = writer_of(show_first=True, better="Ask Ines.", show_change=may_show)
    approve(
        testimony, team, spans=(Span(28, 32, "name"),), better_spans=(Span(4, 8, "name"),), notes=("assault",)
    )
    html = writer.page("/back/version/")
    assert ("What should change" in html) is may_show
    assert f"{'Two things were' if may_show else 'One thing was'} taken out." in html
    assert html.count("<b>Content note</b> <span>assault</span>") == 1


def test_sending_the_version_back_with_nothing_said_is_pointed_out(team: Team) -> None:
    writer, testimony = writer_of(show_first=True)
    approve(testimony, team)
    assert "Say which words should go too." in text_of(writer.send_form("/back/version/", do="more"))
    assert returning.standing(come_back(writer.words)).state == State.PROPOSED


def test_the_text_is_in_its_box_to_be_changed(team: Team) -> None:
    writer, _testimony = writer_of(better="More light.")
    assert filled(writer.page("/back/text/"))["typed"] == [TEXT]
    assert writer.send_form("/back/text/", typed="Other words.").status_code == 302
    document = returning.text_of(come_back(writer.words))
    assert (document.text, document.better) == ("Other words.", "More light.")


NAMED = "I told Ines Marr. Then I told Jonas Vale."


def test_the_changed_text_is_looked_at_as_the_first_one_was(team: Team) -> None:
    writer, _testimony = writer_of()
    html = text_of(writer.send_form("/back/text/", do="check", typed=NAMED, better="Ask Ines Marr."))
    assert "We marked three places" in html and "Change nothing" in html
    assert returning.text_of(come_back(writer.words)).text == TEXT
    sent = dict(form_to(html, "/back/text/")) | {"m1": "keep", "b3": "own", "b3_own": "somebody"}
    assert writer.post("/back/text/", {**sent, "do": "keep"})["Location"] == PAGE
    document = returning.text_of(come_back(writer.words))
    assert document.text == "I told Ines Marr. Then I told [name 2]." and document.better == "Ask somebody."


def test_what_was_chosen_for_the_changed_text_is_shown_and_comes_back_with_it(team: Team) -> None:
    writer, _testimony = writer_of()
    page = text_of(writer.send_form("/back/text/", do="check", typed=NAMED))
    sent = dict(form_to(page, "/back/text/")) | {"m1": "keep"}
    shown = dict(form_to(text_of(writer.post("/back/text/", sent | {"apply": "1"})), "/back/text/"))
    assert (shown["typed"], shown["m1"]) == ("I told Ines Marr. Then I told [name 2].", "keep")
    back = dict(form_to(text_of(writer.post("/back/text/", sent | {"do": "write"})), "/back/text/"))
    assert back["typed"] == NAMED
    again = dict(form_to(text_of(writer.post("/back/text/", back | {"do": "check"})), "/back/text/"))
    assert (again["m1"], again["m2"]) == ("keep", "swap")


def test_own_words_that_we_cannot_take_are_said_beside_them_behind_the_words_too(team: Team) -> None:
    writer, _testimony = writer_of()
    page = text_of(writer.send_form("/back/text/", do="check", typed=NAMED))
    sent = dict(form_to(page, "/back/text/")) | {"m2": "own", "m2_own": ""}
    html = text_of(writer.post("/back/text/", {**sent, "do": "keep"}))
    assert "This box is empty." in beside(html, "m2")
    assert returning.text_of(come_back(writer.words)).text == TEXT


def test_when_the_twenty_minutes_are_over_the_changed_text_comes_back_as_it_was_chosen(team: Team) -> None:
    writer, _testimony = writer_of()
    page = text_of(writer.send_form("/back/text/", do="check", typed=NAMED))
    sent = dict(form_to(page, "/back/text/")) | {"m1": "keep", "do": "keep"}
    del writer.cookies["return"]
    html = text_of(writer.post("/back/text/", sent), 403)
    kept = dict(form_to(html, "/back/text/"))
    assert kept["typed"] == "I told Ines Marr. Then I told [name 2]." and "m1_at" not in kept
    writer.post("/back/text/", kept | {"w": " ".join(writer.words)})
    assert returning.text_of(come_back(writer.words)).text == "I told Ines Marr. Then I told [name 2]."


def test_nothing_is_looked_at_once_somebody_reads(team: Team) -> None:
    writer, testimony = writer_of()
    sent = dict(form_to(writer.page("/back/text/"), "/back/text/")) | {"typed": LOST, "do": "check"}
    Testimony.objects.filter(pk=testimony.pk).update(begun=True)
    html = text_of(writer.post("/back/text/", sent))
    assert LOST in html and "Somebody has gone on with it" in html


def test_once_somebody_reads_there_is_no_box_and_what_was_typed_comes_back(team: Team) -> None:
    writer, testimony = writer_of()
    sent = {**dict(form_to(writer.page("/back/text/"), "/back/text/")), "typed": LOST}
    Testimony.objects.filter(pk=testimony.pk).update(begun=True)
    assert writer.get("/back/text/")["Location"] == PAGE
    html = text_of(writer.post("/back/text/", sent))
    assert LOST in html and "Somebody has gone on with it" in html
    assert "/back/text/" not in writer.page()


def test_a_decline_can_be_changed_and_sent_again_or_looked_at_again(team: Team) -> None:
    writer, testimony = writer_of()
    approve(testimony, team, target=State.DECLINED, reason="recognised")
    html = writer.page()
    assert "Change it and send it again" in html and "Ask another person to look" in html
    writer.send_form("/back/look-again/", typed="Nobody is named.")
    assert "A second person is reading it" in writer.page()
    assert "Ask another person to look" not in writer.page()
    Testimony.objects.filter(pk=testimony.pk).update(state=State.DECLINED)
    writer.send_form("/back/text/", typed="Other words.")
    assert "Waiting to be read" in writer.page()


def test_new_words_are_shown_before_they_are_in_use(team: Team) -> None:
    writer, _testimony = writer_of()
    shown = text_of(writer.send_form("/back/words/", do="show"))
    new = re.findall(r"<li>([a-z]+)</li>", shown)
    assert len(new) == 6 and returning.find(new) is None
    assert returning.find(list(writer.words))
    fields = dict(form_to(shown, "/back/words/"))
    assert not set(new) & set(fields["ticket"].split())
    assert "The new words are in use" in text_of(writer.post("/back/words/", {**fields, "do": "use"}))
    # The browser that did it goes on; the old words open nothing, also in another browser.
    assert "Your story" in writer.page()
    assert returning.find(list(writer.words)) is None and returning.find(new)


def test_a_browser_with_the_old_words_is_asked_for_the_new_ones(team: Team) -> None:
    writer, _testimony = writer_of()
    other = Writer(writer.words)
    fields = dict(form_to(text_of(writer.send_form("/back/words/", do="show")), "/back/words/"))
    writer.post("/back/words/", {**fields, "do": "use"})
    assert other.get(PAGE)["Location"] == "/back/"


@pytest.mark.parametrize("state", [State.APPROVED, State.PUBLISHED])
def test_count_it_instead_is_one_button(team: Team, state: State) -> None:
    writer, testimony = writer_of()
    approve(testimony, team)
    if state == State.PUBLISHED:
        publishing.put_up(NOON.replace(month=5))
        assert Story.objects.exists()
    assert "Or only take it off the site" in writer.page("/back/erase/")
    writer.send_form("/back/erase/", do="count")
    assert "Counted, not published" in writer.page()
    assert not Story.objects.exists()
    assert "Or only take it off the site" not in writer.page("/back/erase/")


TEXTS = pytest.mark.parametrize(
    "address", ["/back/text/", "/back/version/", "/back/message/", "/back/look-again/"]
)


def with_a_form_at(address: str, team: Team) -> tuple[Writer, dict[str, str], str]:
    """A writer where this form is, what it would send, and the page that it stands on."""
    writer, testimony = writer_of(show_first=address == "/back/version/")
    if address == "/back/version/":
        approve(testimony, team)
    if address == "/back/look-again/":
        approve(testimony, team, target=State.DECLINED, reason="spam")
    page = PAGE if address == "/back/message/" else address
    sent = dict(form_to(writer.page(page), address)) | {"typed": LOST, "do": "more"}
    return writer, sent | ({"do": "say"} if address == "/back/message/" else {}), page


@TEXTS
def test_what_was_typed_survives_a_database_that_is_gone(team: Team, address: str) -> None:
    writer, sent, _page = with_a_form_at(address, team)
    with patch.object(returning, "_of", side_effect=OperationalError):
        html = text_of(writer.post(address, sent), 503)
    assert LOST in html and "Nothing was sent." in html
    again = {name: values[0] for name, values in filled(html).items()}
    assert writer.post(address, again).status_code == 302


@TEXTS
def test_what_was_typed_survives_the_end_of_the_twenty_minutes(team: Team, address: str) -> None:
    writer, sent, _page = with_a_form_at(address, team)
    del writer.cookies["return"]
    html = text_of(writer.post(address, sent), 403)
    assert LOST in html and "Type your six words once more." in html
    again = {name: values[0] for name, values in filled(html).items()}
    wrong = text_of(writer.post(address, {**again, "w": "harbour linen"}), 403)
    assert LOST in wrong and "do not match" in wrong
    assert writer.post(address, {**again, "w": " ".join(writer.words)}).status_code == 302
    assert writer.page()


@TEXTS
def test_what_was_typed_survives_a_token_that_is_gone(team: Team, address: str) -> None:
    writer, sent, _page = with_a_form_at(address, team)
    html = text_of(writer.post(address, {**sent, "csrfmiddlewaretoken": "lost"}), 403)
    assert LOST in html
    again = {name: values[0] for name, values in filled(html).items()}
    assert writer.post(address, again).status_code == 302


@TEXTS
def test_what_is_too_long_stays_in_its_box(team: Team, address: str) -> None:
    writer, sent, _page = with_a_form_at(address, team)
    html = text_of(writer.post(address, {**sent, "typed": LOST * 2_000}))
    assert "longer than we can take" in html and LOST * 2_000 in html


def test_without_the_words_nothing_is_there(team: Team) -> None:
    for address in ("page", "version", "message", "choices", "text", "look-again", "words", "erase"):
        answer = Visitor().get(f"/back/{address}/")
        assert (answer.status_code, answer["Location"]) == (302, "/back/")


def test_what_has_moved_on_is_told_on_the_page(team: Team) -> None:
    writer, testimony = writer_of()
    approve(testimony, team)
    sent = dict(form_to(writer.page("/back/choices/"), "/back/choices/"))
    Testimony.objects.filter(pk=testimony.pk).update(state=State.HIDDEN)
    answer = writer.post("/back/choices/", {**sent, "use": "count"})
    assert answer["Location"] == PAGE
    assert choosing.of(returning.text_of(come_back(writer.words))).use == "publish"
