"""What readers told us: read by coordinators and by nobody else, answered, and in the record."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from moderation import concern_pages
from moderation.models import Person
from testimonies import concerns as telling
from testimonies import housekeeping, record, reported, returning
from testimonies.errors import Gone, Unread
from testimonies.models import Concern, Story
from tests.look.form_reader import filled
from tests.moderation.cast import Team, hold_one, page
from tests.moderation.desk import Desk, due_in
from tests.moderation.told import TEXT, state_of, tell

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]


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


@pytest.mark.parametrize(("name", "leads"), [("asa", True), ("marlow", False)])
def test_only_who_looks_at_concerns_is_led_to_them(
    team: Team, asa: Person, marlow: Person, name: str, leads: bool
) -> None:
    seen = page(team.browser(Person.objects.get(name=name)).get("/team/practice/"))
    assert ('href="/team/concerns/"' in seen) is leads


@pytest.mark.parametrize(
    ("address", "here"), [("/team/concerns/", True), ("/team/suggestions/", False), ("/team/site/", False)]
)
def test_only_concerns_are_called_concerns(team: Team, asa: Person, address: str, here: bool) -> None:
    seen = page(team.browser(asa).get(address))
    assert ('href="/team/concerns/" aria-current="page"' in seen) is here


def test_only_where_nothing_waits_it_says_so(team: Team, asa: Person, up: tuple) -> None:
    browser, nothing = team.browser(asa), "Nothing is waiting"
    assert nothing in page(browser.get("/team/concerns/"))
    tell(up[1])
    assert nothing not in page(browser.get("/team/concerns/"))
    assert nothing not in page(browser.get("/team/concerns/?view=closed"))
