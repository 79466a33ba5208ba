"""Reading one story: closed first, nothing but removal, and what the writer agreed to."""

import html
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from moderation import cuts, decisions, offer, queue, review
from moderation.models import History, Hold, Person
from moderation.review import Work
from redaction.spans import BadSpans, Span, redact
from testimonies.deciding import marks_of
from testimonies.errors import AlreadyDecided, NotYours
from testimonies.models import Message, Ready, Record, Stub
from testimonies.ready import open_payload
from testimonies.states import State
from tests.moderation.cast import TEXT, Sent, Team, hold_one, names, page, state_of, taking

pytestmark = pytest.mark.django_db
NAMES = names()


WORK = taking(*NAMES, kind="school", notes=("in_charge",))


def approve(team: Team, person: Person, sent: Sent, work: Work = WORK, **how: object) -> str:
    """Approve with the name taken out; returns the state."""
    how |= {"keyring": team.keyring(person), "now": timezone.now()}
    decisions.approve(person, sent.testimony.uuid, work=work, **how)
    return state_of(sent)


def fields(seen: str) -> dict[str, str]:
    """What a browser without script would send of the review page: ticked boxes, hidden fields, choices."""
    inputs = re.findall(r"<input([^>]*)>", seen)
    named = [(dict(re.findall(r'([\w-]+)="([^"]*)"', each)), each) for each in inputs]
    sent = {
        each["name"]: html.unescape(each.get("value", "on" if each.get("type") == "checkbox" else ""))
        for each, raw in named
        if "name" in each and (each.get("type") != "checkbox" or " checked" in raw)
    }
    for name, options in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', seen, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    return sent


@pytest.fixture
def held(marlow: Person) -> Sent:
    """One that marlow holds."""
    return hold_one(marlow, notes=("in_charge",), place="a school")


@pytest.fixture
def browser(team: Team, marlow: Person) -> Client:
    """Marlow's."""
    return team.browser(marlow)


def address(sent: Sent, show: bool = True) -> str:
    """The review page."""
    return f"/team/review/{sent.testimony.uuid}/" + ("?show=1" if show else "")


def test_a_story_opens_closed_and_its_text_is_not_in_the_page(browser: Client, held: Sent) -> None:
    seen = page(browser.get(address(held, show=False)))
    assert "Show the story" in seen
    assert "Put it back, no reason needed" in seen
    assert "a person in charge" in seen.lower()
    assert re.search(r"About \d+ words, English\.", seen)
    for word in ("Jonas", "tutor", "[name]", "Approve", "film group"):
        assert word not in seen


DANGER, CHILD, CALM = {"danger": True}, {"age": "under_13", "when": "last_year"}, {"age": "16_17"}


@pytest.mark.parametrize("show", [False, True], ids=["closed", "shown"])
@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (DANGER | {"may_ask": True}, ("May be in danger now.", "where help is")),
        (DANGER, ("May be in danger now.", "so there is nothing to write")),
        (CHILD, ("May be a child now.", "agreed for children")),
        (CALM, ()),
    ],
    ids=["danger, may ask", "danger", "a child", "neither"],
)
def test_the_page_says_why_a_story_came_first_and_what_one_can_do(
    browser: Client, marlow: Person, answers: dict[str, object], said: tuple[str, ...], show: bool
) -> None:
    seen = page(browser.get(address(hold_one(marlow, **answers), show=show)))
    assert all(words in seen for words in said)
    assert ("They were shown whom to call." in seen) == bool(said)


def test_the_story_is_shown_when_it_is_asked_for_with_its_marks_and_the_preview(
    browser: Client, held: Sent
) -> None:
    seen = page(browser.get(address(held)))
    assert ">Jonas Vale<sup>" in seen
    assert '<span class="mended">[name]</span>' in seen
    assert re.search(r"Approve with \d+ changes", seen)


def test_the_page_of_somebody_else_stays_shut(team: Team, odile: Person, held: Sent) -> None:
    seen = page(team.browser(odile).get(address(held), follow=True))
    assert "is not with you." in seen
    assert "Jonas" not in seen


def test_unticking_a_mark_keeps_its_words_in_the_preview(browser: Client, held: Sent) -> None:
    sent = fields(page(browser.get(address(held))))
    ticked = next(name for name in sent if re.fullmatch(r"c\d+", name))
    del sent[ticked]
    response = browser.post(address(held), {**sent, "do": "preview"})
    assert response.url == address(held)
    again = fields(page(browser.get(response.url)))
    assert ticked not in again
    assert again.keys() == sent.keys()


def test_typed_words_are_taken_out_wherever_they_stand(browser: Client, held: Sent) -> None:
    sent = fields(page(browser.get(address(held))))
    browser.post(address(held), {**sent, "add": "WAS", "addk": "detail", "do": "preview"})
    preview = page(browser.get(address(held))).split('class="paper"')[1]
    assert preview.count("[detail]") >= 2
    assert " was " not in preview.split("</section>")[0]


def test_words_that_are_not_there_stay_in_the_box(browser: Client, held: Sent) -> None:
    sent = fields(page(browser.get(address(held))))
    seen = page(browser.post(address(held), {**sent, "add": "lighthouse", "addk": "place", "do": "preview"}))
    assert "These words are not in the story" in seen
    assert 'value="lighthouse"' in seen


def test_adding_a_part_of_what_is_out_shows_nothing_again(browser: Client, held: Sent) -> None:
    sent = fields(page(browser.get(address(held))))
    browser.post(address(held), {**sent, "add": "Vale", "addk": "name", "do": "preview"})
    preview = page(browser.get(address(held))).split('class="paper"')[1].split("</section>")[0]
    assert "Jonas" not in preview


def test_approving_asks_whether_anybody_could_be_recognised_and_keeps_what_was_typed(
    browser: Client, held: Sent
) -> None:
    sent = fields(page(browser.get(address(held)))) | {"kind": "college", "do": "approve"}
    seen = page(browser.post(address(held), sent))
    assert "Look for this once more" in seen
    assert 'value="college" selected' in seen
    assert state_of(held) == State.IN_REVIEW


@pytest.mark.parametrize("change", [{"c3": None}, {"k3": "detail"}], ids=["a tick", "a label"])
def test_what_the_preview_did_not_show_is_shown_before_it_can_be_approved(
    browser: Client, held: Sent, change: dict[str, str | None]
) -> None:
    sent = fields(page(browser.get(address(held)))) | {"sure": "on", "memo": "Ask Ines."}
    changed = {name: value for name, value in (sent | change).items() if value is not None}
    seen = page(browser.post(address(held), {**changed, "do": "approve"}))
    assert "The preview was of other marks." in seen
    preview = seen.split('class="paper"')[1].split("</section>")[0]
    assert ("14 March" in preview, "[detail]" in preview) == ("c3" not in changed, "k3" in change)
    assert "Ask Ines." in seen and state_of(held) == State.IN_REVIEW
    again = fields(seen)
    ticked = ("at3", "c3", "k3", "c1", "k1", "sure")
    assert [again.get(name) for name in ticked] == [changed.get(name) for name in ticked]
    browser.post(address(held), {**again, "do": "approve"})
    assert state_of(held) == State.DECIDED


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({"kind": "home"}, "At home · "),
        ({"kind": ""}, f'data-between=" · ">{timezone.localdate().year - 5} to'),
        ({"note": "touched"}, "being touched</span>"),
        ({"without": "when"}, "A school</span>"),
        ({"coarser": "when"}, f"{timezone.localdate().year}</span>"),
    ],
)
def test_what_would_stand_above_the_text_is_shown_before_it_can_be_approved(
    browser: Client, marlow: Person, change: dict[str, str], shown: str
) -> None:
    held = hold_one(marlow, setting="school", when="1_5")
    sent = fields(page(browser.get(address(held)))) | {"sure": "on", "do": "approve"}
    seen = page(browser.post(address(held), sent | change))
    assert "The preview had another kind of place" in seen and state_of(held) == State.IN_REVIEW
    assert shown in seen.split('class="paper"')[1].split("data-preview")[0]
    browser.post(address(held), fields(seen) | {"do": "approve"})
    assert state_of(held) == State.DECIDED


def test_what_stands_above_the_text_and_was_not_changed_needs_no_second_press(
    browser: Client, marlow: Person
) -> None:
    held = hold_one(marlow, setting="school", when="1_5")
    browser.post(address(held), fields(page(browser.get(address(held)))) | {"sure": "on", "do": "approve"})
    assert state_of(held) == State.DECIDED


@pytest.mark.parametrize("shown", [True, False])
def test_the_preview_of_what_should_change_counts_where_it_may_be_shown(
    browser: Client, marlow: Person, shown: bool
) -> None:
    sent = hold_one(marlow, better="Somebody told Jonas Vale about it.", show_change=shown)
    typed = fields(page(browser.get(address(sent)))) | {"sure": "on", "do": "approve"}
    assert ("bc1" in typed) == shown
    typed.pop("bc1", None)
    seen = page(browser.post(address(sent), typed, follow=True))
    assert ("The preview was of other marks." in seen) == shown
    assert state_of(sent) == (State.IN_REVIEW if shown else State.DECIDED)


def test_approving_leads_to_the_queue_which_offers_to_undo(browser: Client, held: Sent) -> None:
    sent = fields(page(browser.get(address(held)))) | {"sure": "on", "do": "approve"}
    seen = page(browser.post(address(held), sent, follow=True))
    assert "with the next group." in seen
    assert "Undo, for one hour" in seen
    assert state_of(held) == State.DECIDED


def test_where_nothing_waits_an_approved_story_is_up_at_once(
    browser: Client, held: Sent, settings: Settings
) -> None:
    settings.CHORUS_UNDO, settings.CHORUS_GROUPS_AT_ONCE = timedelta(0), True
    sent = fields(page(browser.get(address(held)))) | {"sure": "on", "do": "approve"}
    seen = page(browser.post(address(held), sent, follow=True))
    assert " is up." in seen
    assert "Undo" not in seen


def test_what_is_published_is_the_preview_letter_for_letter(team: Team, marlow: Person, held: Sent) -> None:
    opened = review.open_held(marlow, held.testimony.uuid, keyring=team.keyring(marlow), now=timezone.now())
    approve(team, marlow, held, opened.work)
    assert open_payload(Ready.objects.get()).text == redact(TEXT, cuts.spans_of(opened.work.story))


def test_declining_needs_a_reason(browser: Client, held: Sent) -> None:
    sent = fields(page(browser.get(address(held)))) | {"do": "decline"}
    assert "Choose the reason" in page(browser.post(address(held), sent))
    browser.post(address(held), {**sent, "reason": "recognised"})
    assert Ready.objects.get().target == State.DECLINED


def test_putting_back_works_before_anything_was_shown(browser: Client, held: Sent) -> None:
    browser.post(address(held, show=False), {"do": "skip"})
    assert state_of(held) == State.RECEIVED


@pytest.mark.parametrize(
    ("facets", "words", "target"),
    [
        ({"use": "count"}, "Count it", State.COUNTED),
        ({"use": "read"}, "I have read it", State.HEARD),
        ({"show_first": True}, "Show the writer, ", State.PROPOSED),
    ],
)
def test_the_button_says_what_the_writer_chose_and_does_it(
    team: Team, browser: Client, marlow: Person, facets: dict, words: str, target: State
) -> None:
    sent = hold_one(marlow, **facets)
    assert words in page(browser.get(address(sent)))
    assert approve(team, marlow, sent) == State.DECIDED
    assert Ready.objects.get().target == target


def test_a_second_moderator_cannot_decide_twice(
    team: Team, marlow: Person, odile: Person, held: Sent
) -> None:
    approve(team, marlow, held)
    for person in (marlow, odile):
        with pytest.raises(AlreadyDecided):
            approve(team, person, held)
    assert Record.objects.filter(move="decide: approved").count() == 1


def test_spans_that_do_not_fit_the_text_change_nothing(team: Team, marlow: Person, held: Sent) -> None:
    with pytest.raises(BadSpans):
        approve(team, marlow, held, taking(Span(0, len(TEXT) + 1, "name")))
    assert state_of(held) == State.IN_REVIEW
    assert Hold.objects.exists()
    assert not Ready.objects.exists()


def test_cuts_that_no_page_of_ours_sends_are_refused_in_words(browser: Client, held: Sent) -> None:
    crafted = {"at1": "0:999999", "c1": "on", "k1": "name", "sure": "on", "do": "approve"}
    assert "does not fit the text" in page(browser.post(address(held), crafted))
    assert "does not fit the text" in page(browser.post(address(held), {**crafted, "k1": "a new word"}))


def test_a_button_that_we_do_not_have_gives_a_page_of_ours_and_opens_no_text(
    browser: Client, held: Sent
) -> None:
    for typed in ({"do": "publish"}, {}):
        answer = browser.post(address(held), typed)
        assert answer.status_code == 400 and "is not on this page any more" in answer.content.decode()
        assert "tutor" not in answer.content.decode()


@pytest.mark.parametrize(("do", "status"), [("publish", 400), ("note", 302)])
def test_a_button_that_we_do_not_have_leaves_marks_and_words_on_the_page(
    browser: Client, held: Sent, do: str, status: int
) -> None:
    seen = fields(page(browser.get(address(held))))
    typed = {**seen, "memo": "Please look at the tutor.", "sure": "on"} | {"do": do}
    left = {name: value for name, value in typed.items() if name != "c1"}
    answer = browser.post(address(held), left)
    assert answer.status_code == status and state_of(held) == State.IN_REVIEW
    if status == 400:
        again = answer.content.decode()
        assert "no such button" in again and "Please look at the tutor.</textarea>" in again
        assert "c1" not in fields(again) and "sure" in fields(again)


def test_marks_are_kept_sealed_and_come_back(team: Team, marlow: Person, held: Sent) -> None:
    uuid, keyring, now = held.testimony.uuid, team.keyring(marlow), timezone.now()
    work = review.open_held(marlow, uuid, keyring=keyring, now=now).work
    work = Work(work.story[:1], (), "other", ("harassment",))
    review.save_marks(marlow, uuid, keyring=keyring, work=work, now=now)
    assert b"harassment" not in bytes(Hold.objects.get().marks)
    assert review.open_held(marlow, uuid, keyring=keyring, now=now).work == work


def test_details_are_suggested_and_not_ticked(team: Team, marlow: Person) -> None:
    sent = hold_one(marlow, text="I have a rare condition called marbling. I play the oboe for the county.")
    opened = review.open_held(marlow, sent.testimony.uuid, keyring=team.keyring(marlow), now=timezone.now())
    assert all(not cut.taken for cut in opened.work.story if cut.label == "detail")


@pytest.mark.parametrize("facets", [{"age": "under_13"}, {"notes": ("under_13",)}])
def test_a_story_of_somebody_under_13_is_read_by_two(
    team: Team, marlow: Person, odile: Person, facets: dict
) -> None:
    sent = hold_one(marlow, **facets)
    assert approve(team, marlow, sent, replace(WORK, notes=())) == State.SECOND_READER
    assert not Hold.objects.exists()
    with pytest.raises(NotYours):
        queue.take(marlow, sent.testimony.uuid, timezone.now())
    assert queue.take_next(marlow, timezone.now()) is None
    assert queue.take_next(odile, timezone.now()).pk == sent.testimony.pk
    assert approve(team, odile, sent) == State.DECIDED
    assert History.objects.get().first_reader == marlow.uuid


def test_whoever_reads_second_finds_the_first_ones_marks_and_not_their_opinion(
    team: Team, marlow: Person, odile: Person
) -> None:
    sent = hold_one(marlow, text="Jonas Vale was there, and so was Wren.")
    keyring = team.keyring(marlow)
    work = review.open_held(marlow, sent.testimony.uuid, keyring=keyring, now=timezone.now()).work
    marked = replace(work, story=cuts.add(work.story, [(33, 37)], "name"))
    decisions.ask_second_reader(marlow, sent.testimony.uuid, keyring=keyring, work=marked, now=timezone.now())
    assert state_of(sent) == State.SECOND_READER and not Hold.objects.exists() and not Ready.objects.exists()
    queue.take(odile, sent.testimony.uuid, timezone.now())
    seen = review.open_held(odile, sent.testimony.uuid, keyring=team.keyring(odile), now=timezone.now()).work
    assert Span(33, 37, "name") in cuts.spans_of(seen.story)
    assert approve(team, odile, sent, Work(), overruled=["left"]) == State.DECIDED


def test_two_are_a_small_team_and_the_same_one_reads_again_on_another_day_which_the_record_says(
    team: Team, marlow: Person, odile: Person
) -> None:
    sent, now = hold_one(marlow, age="under_13"), timezone.now()
    approve(team, marlow, sent)
    assert offer.take_next(marlow, team.keyring(marlow), now) is None
    with pytest.raises(NotYours):
        queue.take(marlow, sent.testimony.uuid, now)
    History.objects.update(day=timezone.localdate(now) - timedelta(days=1))
    queue.take(marlow, sent.testimony.uuid, now)
    assert approve(team, marlow, sent) == State.DECIDED
    assert Record.objects.filter(move="read again alone", actor=marlow.uuid).count() == 1


def test_in_a_team_of_three_it_is_always_somebody_else(
    team: Team, marlow: Person, odile: Person, asa: Person
) -> None:
    sent, now = hold_one(marlow, age="under_13"), timezone.now()
    approve(team, marlow, sent)
    History.objects.update(day=timezone.localdate(now) - timedelta(days=1))
    with pytest.raises(NotYours):
        queue.take(marlow, sent.testimony.uuid, now)
    queue.take(asa, sent.testimony.uuid, now)
    assert not Record.objects.filter(move="read again alone").exists()


def test_a_second_reader_can_be_asked_from_the_page_once(team: Team, marlow: Person, odile: Person) -> None:
    sent = hold_one(marlow)
    shown = page(team.browser(marlow).get(address(sent)))
    assert 'value="second"' in shown
    team.browser(marlow).post(address(sent), fields(shown) | {"do": "second"})
    assert state_of(sent) == State.SECOND_READER
    queue.take(odile, sent.testimony.uuid, timezone.now())
    assert 'value="second"' not in page(team.browser(odile).get(address(sent)))


def test_all_that_the_writer_answered_stands_beside_the_story_and_nothing_else(
    browser: Client, marlow: Person
) -> None:
    silent = page(browser.get(address(hold_one(marlow))))
    assert "They answered no other question." in silent
    answers = {"setting": "party", "place": "the boat house", "land": "Wales", "when": "1_5", "age": "16_17"}
    answers |= {"who": "partner", "told": "not_helped"}
    seen = page(browser.get(address(hold_one(marlow, danger=True, **answers))))
    for said in (
        "Party or night out",
        "the boat house",
        "Wales",
        "1 to 5 years ago",
        "16 to 17",
        "A partner",
    ):
        assert said in seen
    assert "it did not help" in seen and "I am in danger now" in seen
    assert "I am in danger now" not in silent


def test_what_should_change_is_cut_too_and_shown_only_with_consent(
    team: Team, browser: Client, marlow: Person
) -> None:
    silent = hold_one(marlow, better="Somebody should have asked Mrs Marr.")
    assert "It is not published" in page(browser.get(address(silent)))
    queue.put_back(marlow, silent.testimony.uuid, timezone.now())
    shown = hold_one(marlow, better="Somebody should have asked Mrs Marr.", show_change=True)
    sent = fields(page(browser.get(address(shown)))) | {"sure": "on", "do": "approve"}
    browser.post(address(shown), sent)
    assert open_payload(Ready.objects.get()).second_text == "Somebody should have asked [name]."


def test_the_writers_words_are_escaped(team: Team, browser: Client, marlow: Person) -> None:
    sent = hold_one(marlow, text="<b>I told Jonas Vale</b> & left.")
    seen = page(browser.get(address(sent)))
    assert "<b>I told" not in seen
    assert "&lt;b&gt;I told" in seen


def test_nothing_is_told_to_the_writer_before_the_hour_is_over(
    team: Team, marlow: Person, held: Sent
) -> None:
    approve(team, marlow, held)
    assert not Stub.objects.exists()
    assert not Message.objects.exists()
    key = team.keyring(marlow).open_data_key(held.testimony.data_key)
    assert marks_of(held.testimony, key).spans == NAMES
