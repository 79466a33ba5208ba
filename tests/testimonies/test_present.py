"""A copy of yesterday, and the list of what is here today: nothing that went comes back with it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction

from testimonies import (
    choosing,
    concerns,
    hiding,
    housekeeping,
    present,
    publishing,
    renewing,
    returning,
    standings,
)
from testimonies.choosing import Choices
from testimonies.models import Concern, Counted, Intake, Ready, Story, Testimony
from testimonies.states import WORDS, State
from tests.cast import NOON, TEXT, Team, approve, come_back, new_ticket, send_story
from vault.models import DataKey, Receipt

pytestmark = pytest.mark.django_db
Words = tuple[str, ...]


def restored(since: Callable[[], object]) -> None:
    """The database as it is, restored with the list from after `since`."""
    with transaction.atomic():
        since()
        here = present.now()
        transaction.set_rollback(True)
    present.keep_only(here)


def nothing() -> None:
    """Nobody did anything since the copy was made."""


def published(team: Team) -> Words:
    """Somebody whose story is up."""
    words, testimony = send_story()
    approve(testimony, team)
    publishing.put_up(NOON + timedelta(days=30))
    return words


def sent(team: Team) -> Words:
    """Somebody whose story waits to be read."""
    return send_story()[0]


def ready(team: Team) -> Words:
    """Somebody whose story waits for its group."""
    words, testimony = send_story()
    approve(testimony, team)
    return words


@pytest.mark.parametrize(
    ("kind", "state"), [(sent, State.RECEIVED), (ready, State.APPROVED), (published, State.PUBLISHED)]
)
def test_what_is_as_it_was_stays(team: Team, kind: Callable[[Team], Words], state: State) -> None:
    words = kind(team)
    restored(nothing)
    assert returning.standing(come_back(words)).state == state
    assert returning.text_of(come_back(words)).text == TEXT
    assert Story.objects.count() == (state == State.PUBLISHED)
    assert Ready.objects.count() == (state == State.APPROVED)


@pytest.mark.parametrize("kind", [sent, ready, published])
def test_what_was_taken_down_since_stays_gone(team: Team, kind: Callable[[Team], Words]) -> None:
    words = kind(team)
    restored(lambda: returning.withdraw(come_back(words), NOON))
    assert not any(rows.objects.exists() for rows in (Testimony, Story, DataKey, Ready, Counted))
    assert returning.standing(come_back(words)).state == State.WITHDRAWN
    assert returning.standing(come_back(words)).until == (NOON + timedelta(days=30)).date()


def test_what_was_taken_down_and_forgotten_since_is_forgotten(team: Team) -> None:
    words = published(team)

    def since() -> None:
        returning.withdraw(come_back(words), NOON)
        housekeeping.end_stubs(NOON + timedelta(days=31))

    restored(since)
    assert returning.find(list(words)) is None
    assert not Receipt.objects.exists() and not Story.objects.exists()


@pytest.mark.parametrize(("use", "state"), [("count", State.ON_HOLD), ("publish", State.APPROVED)])
def test_nothing_goes_up_by_choices_that_were_changed_since(team: Team, use: str, state: State) -> None:
    words = ready(team)
    restored(lambda: choosing.change(come_back(words), Choices(use), NOON))
    assert returning.standing(come_back(words)).state == state
    assert Ready.objects.exists() == (state == State.APPROVED)


def test_a_published_one_that_is_only_counted_since_is_not_on_the_site(team: Team) -> None:
    words = published(team)
    restored(lambda: choosing.count_instead(come_back(words), NOON))
    assert not Story.objects.exists()


def test_words_that_somebody_had_seen_open_nothing_again(team: Team) -> None:
    words = sent(team)
    restored(lambda: renewing.use_new_words(come_back(words), new_ticket()))
    assert returning.find(list(words)) is None
    assert Testimony.objects.exists()


@pytest.mark.parametrize("state", [Story.State.HIDDEN, Story.State.REMOVED])
def test_one_that_was_hidden_or_removed_since_is_not_shown_again(team: Team, state: str) -> None:
    published(team)
    restored(lambda: Story.objects.update(state=state))
    assert not Story.objects.published().exists()
    assert Story.objects.exists() == (state == Story.State.HIDDEN)


@pytest.mark.parametrize(
    ("move", "state"), [("hide", State.HIDDEN), ("remove", State.REMOVED), (None, State.PUBLISHED)]
)
def test_its_writer_reads_what_the_site_shows_though_the_copy_is_older(
    team: Team, move: str | None, state: State
) -> None:
    who = come_back(published(team))
    number = returning.standing(who).number
    how = {"keyring": team.keyring, "by": team.coordinator.uuid}

    def since() -> None:
        if move:
            hiding.hide(number, **how)
        if move == "remove":
            hiding.remove(number, reason="recognised", now=NOON, **how)

    restored(since)
    page = standings.page(who)
    assert page["heading"] == str(WORDS[state].heading) % {"number": number}
    assert (page["story_number"] == number) == (state == State.PUBLISHED)
    # The reason went with what was done since; the page does not say a sentence without its end.
    assert "Reason: ." not in str(page["line"])
    if state == State.HIDDEN:
        hiding.show_again(number, now=NOON, **how)
        assert returning.standing(who).state == State.PUBLISHED


def test_words_that_were_taken_out_since_are_not_shown_again(team: Team) -> None:
    published(team)
    before = Story.objects.get().times_cut
    listed = present.now()
    present.keep_only(listed)
    assert Story.objects.published().exists()
    number = Story.objects.get().number
    cut = replace(listed, stories={number: ("published", before + 1)})
    present.keep_only(cut)
    assert Story.objects.get().state == Story.State.HIDDEN


def test_a_concern_that_was_shredded_since_is_gone_again(team: Team) -> None:
    published(team)
    number = Story.objects.get().number
    keeps = present.now()
    concerns.report(number, why="other", what="A line.", ticket=new_ticket(), now=NOON)
    present.keep_only(present.now())
    assert Concern.objects.exists()
    present.keep_only(keeps)
    assert not Concern.objects.exists()


def test_new_stories_are_not_taken_until_somebody_has_looked(team: Team) -> None:
    restored(nothing)
    assert Intake.objects.get().state == Intake.State.CLOSED


def test_the_list_comes_back_from_its_file_as_it_was(team: Team, tmp_path: Path) -> None:
    published(team)
    returning.withdraw(come_back(sent(team)), NOON)
    present.write(tmp_path / "present")
    assert present.read(tmp_path / "present") == present.now()
    assert (tmp_path / "present").stat().st_mode & 0o777 == 0o600


def test_a_list_that_says_the_same_is_not_written_again(team: Team, tmp_path: Path) -> None:
    written = []
    for change in (nothing, nothing, lambda: sent(team)):
        change()
        present.write(tmp_path / "present")
        written.append((tmp_path / "present").stat().st_ino)
    assert written[0] == written[1] != written[2]


def test_a_list_that_was_cut_short_is_refused(team: Team, tmp_path: Path) -> None:
    sent(team)
    file = tmp_path / "present"
    present.write(file)
    lines = file.read_text().splitlines()
    for text in ("", "\n".join(lines[:-1]), "\n".join(lines[1:]), "\n".join([*lines[:-1], "story", "end"])):
        file.write_text(text)
        with pytest.raises(present.NoList):
            present.read(file)
