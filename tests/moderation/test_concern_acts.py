"""What coordinators do about what readers told us: hide, cut, remove, keep, and again later."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from moderation import concern_pages
from moderation.models import Person
from redaction.spans import BadSpans, Span
from testimonies import choosing, hiding, housekeeping, returning, standings
from testimonies.errors import AlreadyDecided, Changed, Gone
from testimonies.models import Concern, Counted, Record, Story, Testimony, Totals
from testimonies.states import MoveRefused, State
from tests.moderation.cast import Team
from tests.moderation.desk import LIGHTHOUSE, Desk, shred_original
from tests.moderation.told import TEXT, put_up, state_of, tell

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]


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
