"""What readers told us: read, looked into, decided and answered by coordinators, and by nobody else."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from moderation import concern_pages, concerns
from moderation.models import Person
from redaction.spans import BadSpans, Span
from testimonies import choosing, hiding, housekeeping, record, reported, returning, standings
from testimonies import concerns as telling
from testimonies.errors import AlreadyDecided, Changed, Gone, Unread
from testimonies.lock import locked
from testimonies.models import Concern, Counted, Record, Story, Testimony, Totals
from testimonies.states import MoveRefused, Reason, State
from tests.look.form_reader import filled
from tests.moderation.cast import Sent, Team, hold_one, page
from tests.moderation.told import TEXT, Told, put_up, state_of, tell

pytestmark = pytest.mark.django_db
LIGHTHOUSE = Span(TEXT.index("by the old"), TEXT.index(".\n\n"), "place")


@pytest.fixture(autouse=True)
def _at_once(settings: Settings) -> None:
    settings.CHORUS_GROUPS_AT_ONCE = True
    settings.CHORUS_UNDO = timedelta(0)


@pytest.fixture(name="up")
def _up(team: Team, marlow: Person) -> tuple[Sent, int]:
    return put_up(team, marlow)


class Desk:
    """What a coordinator does about a concern, with everything but the act filled in."""

    def __init__(self, team: Team, person: Person) -> None:
        self.person, self.keyring = person, team.keyring(person)

    def hide(self, told: Told) -> None:
        concerns.hide(self.person, told.concern.uuid, keyring=self.keyring)

    def show(self, told: Told) -> None:
        concerns.show_again(self.person, told.concern.uuid, keyring=self.keyring, now=timezone.now())

    def keep(self, told: Told, **how: object) -> None:
        concerns.keep(self.person, told.concern.uuid, **self._how(how))

    def remove(self, told: Told, reason: Reason = Reason.RECOGNISED, **how: object) -> None:
        concerns.remove(self.person, told.concern.uuid, reason=reason, **self._how(how))

    def close(self, told: Told, **how: object) -> None:
        concerns.close(self.person, told.concern.uuid, **self._how(how))

    def cut(self, told: Told, *spans: Span, **how: object) -> None:
        story = Story.objects.get(number=told.concern.story_number)
        drawn_on = how.pop("drawn_on", hiding.fingerprint(story))
        concerns.cut(
            self.person,
            told.concern.uuid,
            spans=list(spans),
            second_spans=[],
            drawn_on=drawn_on,
            **self._how(how),
        )

    def answer(self, told: Told, say: str) -> None:
        concerns.answer(self.person, told.concern.uuid, keyring=self.keyring, say=say)

    def _how(self, how: dict) -> dict:
        return {"keyring": self.keyring, "say": "", "seen": 0, "now": timezone.now(), **how}


@pytest.fixture(name="desk")
def _desk(team: Team, asa: Person) -> Desk:
    return Desk(team, asa)


def due_in(told: Told, days: int) -> None:
    Concern.objects.filter(pk=told.concern.pk).update(due_day=timezone.localdate() + timedelta(days=days))


def shred_original(sent: Sent) -> None:
    with transaction.atomic():
        returning.shred(locked(sent.testimony.pk))


# ---- reading ----


def test_the_first_due_comes_first_and_says_when(team: Team, asa: Person, up: tuple) -> None:
    later, late, today = tell(up[1]), tell(up[1]), tell(up[1])
    for told, days in ((later, 1), (late, -1), (today, 0)):
        due_in(told, days)
    rows = concern_pages.waiting(team.keyring(asa), timezone.localdate())
    assert [row.uuid for row in rows] == [each.concern.uuid for each in (late, today, later)]
    assert [row.due for row in rows] == ["Was due yesterday", "Due this evening", "Due tomorrow"]
    assert [row.clock for row in rows] == ["late", "last", "early"]


def test_a_coordinator_reads_the_reason_in_the_list_and_the_words_on_the_page(
    team: Team, asa: Person, up: tuple
) -> None:
    told, browser = tell(up[1]), team.browser(asa)
    seen = page(browser.get("/team/concerns/"))
    assert "Somebody else could be recognised" in seen and "Open, 1" in seen
    assert "names a place" not in seen
    assert "names a place" in page(browser.get(f"/team/concerns/{told.concern.uuid}/"))


def test_a_volunteer_who_is_no_coordinator_is_told_who_looks_after_them(
    team: Team, marlow: Person, up: tuple
) -> None:
    told, browser = tell(up[1]), team.browser(marlow)
    where = f"/team/concerns/{told.concern.uuid}/"
    for response in (browser.get("/team/concerns/"), browser.get(where), browser.post(where, {"do": "hide"})):
        assert response.status_code == 403
        assert "Coordinators look after this" in response.content.decode()
        assert "names a place" not in response.content.decode()
    assert state_of(up[1]) == "published"


def test_a_concern_that_does_not_exist_is_not_found(team: Team, asa: Person) -> None:
    assert team.browser(asa).get(f"/team/concerns/{uuid4()}/").status_code == 404


# ---- acting ----


def test_a_hidden_story_is_off_the_site_and_its_writer_is_told_so(
    desk: Desk, up: tuple, django_capture_on_commit_callbacks: Callable
) -> None:
    sent, number = up
    assert Client().get(f"/stories/{number}/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        desk.hide(tell(number))
    assert Client().get(f"/stories/{number}/").status_code == 404
    assert str(number) not in Client().get("/stories/").content.decode()
    seen = standings.page(sent.back)
    assert seen["heading"] == "It is not on the site while we look at something"
    assert seen["story_number"] is None and seen["can_count"] is False


def test_while_it_is_hidden_the_original_is_not_shredded_and_after_it_thirty_days(
    desk: Desk, up: tuple
) -> None:
    sent, told = up[0], tell(up[1])
    desk.hide(told)
    much_later = timezone.now() + timedelta(days=31)
    housekeeping.shred_due(much_later)
    assert Testimony.objects.filter(pk=sent.testimony.pk).exists()
    desk.keep(told)
    housekeeping.shred_due(timezone.now() + timedelta(days=29))
    assert Testimony.objects.filter(pk=sent.testimony.pk).exists()
    housekeeping.shred_due(much_later)
    assert not Testimony.objects.filter(pk=sent.testimony.pk).exists()
    assert standings.page(sent.back)["heading"] == f"Published. It is story {up[1]}"


@pytest.mark.parametrize("original", ["with its original", "a stub only"])
def test_the_writer_reads_the_truth_in_each_state(desk: Desk, up: tuple, original: str) -> None:
    (sent, number), said = up, []
    told = tell(number)
    if original == "a stub only":
        shred_original(sent)
    for act in (desk.hide, desk.show, desk.hide, desk.remove):
        act(told)
        said.append(standings.page(sent.back))
    off, on = "It is not on the site while we look at something", f"Published. It is story {number}"
    assert [each["heading"] for each in said] == [off, on, off, "It was taken off the site"]
    assert said[-1]["line"] == "Reason: it still points to a person."


def test_only_what_is_up_can_be_hidden_and_only_what_is_hidden_shown_or_removed(
    desk: Desk, up: tuple
) -> None:
    told = tell(up[1])
    for act in (desk.show, desk.remove, lambda told: desk.cut(told, LIGHTHOUSE)):
        with pytest.raises(MoveRefused):
            act(told)
    assert (state_of(up[1]), told.concern.state) == ("published", "open")
    desk.hide(told)
    with pytest.raises(MoveRefused):
        desk.hide(told)
    desk.show(told)
    desk.hide(told)
    desk.remove(told)
    assert state_of(up[1]) == "removed"


def test_more_is_taken_out_of_the_public_text_and_brackets_that_are_there_stay(desk: Desk, up: tuple) -> None:
    number, first, second = up[1], tell(up[1]), tell(up[1])
    desk.hide(first)
    desk.cut(first, LIGHTHOUSE)
    text = "My tutor wrote to me. He lives [place].\n\nThen I left."
    assert Story.objects.get().text == text
    across = Span(text.index("lives"), text.index("]"), "detail")
    inside = Span(text.index("place"), text.index("]"), "name")
    for span in (across, inside):
        with pytest.raises(BadSpans):
            desk.cut(second, span)
    desk.cut(second, Span(text.index("lives"), text.index("[") - 1, "detail"))
    assert Story.objects.get().text == text.replace("lives", "[detail]")
    assert state_of(number) == "published"
    assert "[detail] " in Client().get(f"/stories/{number}/").content.decode().replace("</span>", "")


def test_cuts_that_were_drawn_on_another_text_change_nothing(desk: Desk, up: tuple) -> None:
    first, second = tell(up[1]), tell(up[1])
    desk.hide(first)
    drawn_on = hiding.fingerprint(Story.objects.get())
    desk.cut(first, LIGHTHOUSE, drawn_on=drawn_on)
    before = Story.objects.get().text
    with pytest.raises(Changed):
        desk.cut(second, LIGHTHOUSE, drawn_on=drawn_on)
    assert (Story.objects.get().text, state_of(up[1])) == (before, "hidden")


def test_a_removed_story_is_sealed_for_thirty_days_and_then_gone(desk: Desk, up: tuple) -> None:
    (sent, _number), told = up, tell(up[1])
    desk.hide(told)
    desk.remove(told)
    story = Story.objects.get()
    assert (story.text, story.second_text, story.counted_box, story.place_sealed) == ("", "", None, None)
    assert hiding.texts_of(story, desk.keyring) == (TEXT, "")
    for days, left in ((29, 1), (31, 0)):
        housekeeping.run(timezone.now() + timedelta(days=days))
        assert Story.objects.count() == Testimony.objects.filter(pk=sent.testimony.pk).count() == left
    assert standings.page(sent.back)["heading"] == "It was taken off the site"
    returning.withdraw(sent.back, timezone.now())
    assert returning.standing(sent.back).state == State.WITHDRAWN


def test_numbers_change_with_the_next_group_and_only_when_it_is_removed(
    team: Team, marlow: Person, desk: Desk, up: tuple
) -> None:
    told, before = tell(up[1]), list(Totals.objects.order_by("uuid").values_list("uuid", "value"))
    desk.hide(told)
    assert Counted.objects.count() == 1
    desk.remove(told)
    assert list(Totals.objects.order_by("uuid").values_list("uuid", "value")) == before
    assert Counted.objects.count() == 0
    put_up(team, marlow, "Another one.")
    assert Totals.objects.filter(key="stories", group__number=2).get().value == 1


@pytest.mark.parametrize("state", ["open", "hidden", "removed", "kept"])
@pytest.mark.parametrize("original", ["with its original", "a stub only"])
def test_its_writer_takes_it_down_whatever_was_done_about_it(
    desk: Desk, up: tuple, state: str, original: str
) -> None:
    (sent, number), told = up, tell(up[1])
    if original == "a stub only":
        shred_original(sent)
    if state in ("hidden", "removed"):
        desk.hide(told)
    if state in ("removed", "kept"):
        (desk.remove if state == "removed" else desk.keep)(told)
    returning.withdraw(sent.back, timezone.now())
    assert state_of(number) is None and not Counted.objects.exists()
    assert returning.standing(sent.back).state == State.WITHDRAWN
    if state in ("open", "hidden"):
        for act in (desk.hide, desk.show, desk.keep, desk.remove):
            with pytest.raises(Gone):
                act(told)
        desk.close(told, say="It is not there any more.")
        assert Concern.objects.get().state == "gone"
    else:
        with pytest.raises(AlreadyDecided):
            desk.close(told)


def test_a_hidden_story_cannot_be_counted_instead_and_a_published_one_can(desk: Desk, up: tuple) -> None:
    (sent, number), told = up, tell(up[1])
    desk.hide(told)
    with pytest.raises(MoveRefused):
        choosing.count_instead(sent.back, timezone.now())
    desk.keep(told)
    choosing.count_instead(sent.back, timezone.now())
    assert state_of(number) is None


def test_the_record_has_every_move_and_no_word(desk: Desk, up: tuple, asa: Person) -> None:
    sent, told = up[0], tell(up[1])
    desk.hide(told)
    desk.answer(told, "We are looking.")
    desk.cut(told, LIGHTHOUSE, seen=1)
    lines = Record.objects.filter(actor=asa.uuid).values_list("move", "subject")
    of_story, of_concern = sent.testimony.record_subject, told.concern.record_subject
    assert set(lines) == {
        ("hide", of_story),
        ("cut further", of_story),
        ("show again", of_story),
        ("answer a concern", of_concern),
        ("close a concern: cut", of_concern),
    }
    assert Record.objects.get(move="report a concern").by == "reader"


# ---- several about one story, and again later ----


def test_a_hidden_story_stays_hidden_until_the_last_concern_about_it_is_decided(
    desk: Desk, up: tuple
) -> None:
    first, second = tell(up[1]), tell(up[1], why="me")
    desk.hide(first)
    desk.keep(first)
    assert state_of(up[1]) == "hidden"
    assert (
        "One more"
        in concern_pages.one(first.concern.uuid, desk.keyring, timezone.localdate(), by=desk.person).others
    )
    desk.keep(second)
    assert state_of(up[1]) == "published"


def test_a_new_concern_about_a_story_that_was_kept_opens_again_and_says_so(desk: Desk, up: tuple) -> None:
    first = tell(up[1])
    desk.keep(first)
    today = timezone.localdate()
    again = tell(up[1])
    rows = concern_pages.waiting(desk.keyring, today)
    assert [row.uuid for row in rows] == [again.concern.uuid]
    assert rows[0].before == f"Looked at before: kept on {today.day} {today:%B}."
    assert concern_pages.one(first.concern.uuid, desk.keyring, today, by=desk.person).before == ""


def test_what_was_decided_cannot_be_decided_again(desk: Desk, up: tuple) -> None:
    told = tell(up[1])
    desk.keep(told)
    for act in (desk.hide, desk.show, desk.keep, desk.remove, desk.close):
        with pytest.raises(AlreadyDecided):
            act(told)
    assert state_of(up[1]) == "published"


def test_only_a_story_that_is_not_there_is_closed_without_a_decision(desk: Desk, up: tuple) -> None:
    first, second = tell(up[1]), tell(up[1])
    desk.hide(first)
    with pytest.raises(MoveRefused):
        desk.close(second)
    desk.remove(first)
    with pytest.raises(MoveRefused):
        desk.keep(second)
    desk.close(second)
    assert set(Concern.objects.values_list("state", flat=True)) == {"removed"}


# ---- answering ----


def test_the_answer_is_read_behind_the_six_words_of_the_one_who_reported_it(desk: Desk, up: tuple) -> None:
    told, other = tell(up[1]), tell(up[1])
    desk.answer(told, "Which line?")
    telling.say_more(told.back, "The third.")
    desk.keep(told, say="It says no place.", seen=2)
    seen = reported.page(told.back)
    assert [(each.by_writer, each.text) for each in seen["messages"]] == [
        (False, "Which line?"),
        (True, "The third."),
        (False, "It says no place."),
    ]
    assert seen["heading"] == "We looked at it. The story stays as it is"
    assert reported.page(other.back)["messages"] == []


def test_nothing_is_decided_over_what_the_reader_has_just_added(desk: Desk, up: tuple) -> None:
    told = tell(up[1])
    telling.say_more(told.back, "And the fourth.")
    with pytest.raises(Unread):
        desk.keep(told)
    assert Concern.objects.get().state == "open"
    desk.keep(told, seen=1)


def test_whoever_reported_it_is_not_told_who_took_it_down(desk: Desk, up: tuple) -> None:
    by_team, by_writer = tell(up[1]), tell(up[1])
    desk.hide(by_team)
    assert reported.page(by_team.back)["heading"] == "The story is not on the site at the moment"
    desk.remove(by_team)
    returning.withdraw(up[0].back, timezone.now())
    desk.close(by_writer)
    assert Concern.objects.get(pk=by_writer.concern.pk).state == "gone"
    said = [reported.page(each.back) for each in (by_team, by_writer)]
    assert said[0] == said[1]
    assert said[0]["heading"] == "The story is not on the site any more"


def test_ninety_days_after_the_outcome_nothing_is_left_of_it(desk: Desk, up: tuple) -> None:
    told, still_open = tell(up[1]), tell(up[1])
    desk.keep(told, say="We kept it.")
    housekeeping.run(timezone.now() + timedelta(days=89))
    assert Concern.objects.count() == 2
    housekeeping.run(timezone.now() + timedelta(days=91))
    assert list(Concern.objects.values_list("pk", flat=True)) == [still_open.concern.pk]
    with pytest.raises(Gone):
        telling.standing(told.back)
    assert telling.standing(still_open.back).state == "open"


# ---- the page ----


def test_the_steps_of_the_law_stand_beside_what_is_said_to_be_untrue_and_keep_their_ticks(
    team: Team, asa: Person, up: tuple
) -> None:
    untrue, other, browser = tell(up[1], why="untrue"), tell(up[1]), team.browser(asa)
    assert "not legal advice" not in page(browser.get(f"/team/concerns/{other.concern.uuid}/"))
    where = f"/team/concerns/{untrue.concern.uuid}/"
    assert "not legal advice" in page(browser.get(where))
    browser.post(where, {"do": "steps", "steps": ["tell", "notice"]})
    assert Concern.objects.get(pk=untrue.concern.pk).steps == ["notice", "tell"]
    assert page(browser.get(where)).count("checked") == 2


def test_a_coordinator_hides_cuts_and_answers_without_a_script(team: Team, asa: Person, up: tuple) -> None:
    told, browser = tell(up[1]), team.browser(asa)
    where = f"/team/concerns/{told.concern.uuid}/"
    assert browser.post(where, {"do": "hide", "seen": "0"}).status_code == 302
    html = page(browser.get(where))
    assert "lighthouse" in html
    html = page(browser.post(where, filled(html, do="preview", add="the old lighthouse", addk="place")))
    start = TEXT.index("the old")
    place = f"{start}:{start + len('the old lighthouse')}"
    sent = filled(html, do="cut", say="We took the place out.", add="")
    at = next(name[2:] for name, value in sent.items() if name.startswith("at") and value[0] == place)
    assert browser.post(where, {**sent, f"c{at}": "on"}).status_code == 302
    assert Story.objects.get().text == TEXT.replace("the old lighthouse", "[place]")
    assert reported.page(told.back)["messages"][0].text == "We took the place out."
    assert "Closed, 1" in page(browser.get("/team/concerns/?view=closed"))


def test_what_was_typed_survives_that_somebody_else_was_quicker(
    team: Team, asa: Person, desk: Desk, up: tuple
) -> None:
    told, browser = tell(up[1]), team.browser(asa)
    desk.keep(told)
    answer = browser.post(
        f"/team/concerns/{told.concern.uuid}/", {"do": "keep", "say": "Our <answer>.", "seen": "0"}
    )
    html = answer.content.decode()
    assert answer.status_code == 409 and "Somebody else has decided" in html and "Our &lt;answer&gt;." in html


def test_a_cut_without_words_and_a_removal_without_a_reason_are_asked_about(
    team: Team, asa: Person, desk: Desk, up: tuple
) -> None:
    told, browser = tell(up[1]), team.browser(asa)
    desk.hide(told)
    where = f"/team/concerns/{told.concern.uuid}/"
    html = page(browser.get(where))
    assert "Nothing is ticked." in page(browser.post(where, filled(html, do="cut")))
    assert "Choose the reason" in page(browser.post(where, filled(html, do="remove")))
    assert "The box is empty." in page(browser.post(where, filled(html, do="answer")))
    assert state_of(up[1]) == "hidden"
    browser.post(where, filled(html, do="remove", reason="unlawful"))
    assert state_of(up[1]) == "removed"


# ---- the record ----


def test_the_record_says_who_did_what_and_forgets_which_story_is_gone(team: Team, marlow: Person) -> None:
    sent, browser = hold_one(marlow), team.browser(marlow)
    seen = page(browser.get("/team/record/"))
    assert "marlow" in seen
    assert "took it" in seen
    assert "The writer" in seen
    assert "no longer here" not in seen
    returning.withdraw(sent.back, timezone.now())
    assert "no longer here" in page(browser.get("/team/record/"))


def test_the_record_names_what_was_done_about_a_concern(
    team: Team, desk: Desk, up: tuple, asa: Person
) -> None:
    told = tell(up[1])
    desk.hide(told)
    desk.keep(told)
    seen = page(team.browser(asa).get("/team/record/"))
    for words in ("A reader", "reported a concern", "took it off the site", "kept as it is"):
        assert words in seen


def test_the_record_shows_how_a_day_closed(team: Team, marlow: Person) -> None:
    hold_one(marlow)
    record.close_days(timezone.localdate() + timedelta(days=1))
    head = record.head()
    assert f"{head[:4]} {head[4:8]} {head[8:12]}" in page(team.browser(marlow).get("/team/record/"))


def test_coordinators_see_in_the_queue_how_many_are_open(
    team: Team, asa: Person, marlow: Person, up: tuple, desk: Desk
) -> None:
    told = tell(up[1])
    tell(up[1])
    desk.keep(told)
    assert "Concerns, 1" in page(team.browser(asa).get("/team/queue/"))
    assert "Concerns, " not in page(team.browser(marlow).get("/team/queue/"))
