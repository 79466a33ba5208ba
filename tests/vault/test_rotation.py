"""Another generation: everything opens at every moment, a crash loses nothing, and who left opens nothing new."""

from uuid import uuid4

import pytest
from django.apps import apps

from moderation import notes
from testimonies import concerns, documents, housekeeping, publishing
from testimonies.models import Concern, Counted, Group, Story, Testimony
from tests.cast import NOON, Team, as_role, found_team, new_ticket, send_story
from vault import keys, members, rotation, sealing
from vault.keys import Keyring
from vault.models import DataKey, Holder, TeamKey, TeamKeyBox

pytestmark = pytest.mark.django_db
PLACE = b"The school by the lake"


@pytest.fixture
def team() -> Team:
    """A coordinator and a moderator."""
    return found_team()


@pytest.fixture(name="sealed")
def _sealed(team: Team) -> list[Testimony]:
    """Three testimonies, and a row of every other kind that is sealed to the team."""
    sent = [send_story(f"Text number {n}.")[1] for n in range(3)]
    public = keys.team_public()
    group = Group.objects.create(number=1, day=NOON.date())
    story = Story(number=48213, group=group, text="Words.", length_step=1, generation=public.generation)
    story.receipt_box = public.seal(b"receipt", column=publishing.RECEIPT_BOX, row=story.uuid)
    story.place_sealed = public.seal(PLACE, column=publishing.PLACE, row=story.uuid)
    story.counted_box = public.seal(b"counted", column=publishing.COUNTED_BOX, row=story.uuid)
    story.removed_box = public.seal(b"removed", column="testimonies.Story.removed_box", row=story.uuid)
    story.save(force_insert=True)
    for place in (PLACE, None):
        counted = Counted(group=group)
        if place:
            counted.generation = public.generation
            counted.place_sealed = public.seal(
                place, column="testimonies.Counted.place_sealed", row=counted.uuid
            )
        counted.save(force_insert=True)
    notes.add(sent[0], keyring=team.keyring, by=team.coordinator, text="A note of the team.")
    concerns.report(48213, why="other", what="A line.", ticket=new_ticket(), now=NOON)
    return sent


def rows() -> list[tuple[str, str, object]]:
    """Every value that is sealed to the team: the label of its column, and its row."""
    found = []
    for label, column in keys.SEALED_TO_TEAM:
        for row in apps.get_model(label).objects.filter(**{f"{column}__isnull": False}):
            found.append((label, column, row))
    return found


def opens_all(keyring: Keyring) -> bool:
    """Whether each of them opens."""
    try:
        for label, column, row in rows():
            keyring.open(getattr(row, column), row.generation, column=f"{label}.{column}", row=row.pk)
    except sealing.Unsealable:
        return False
    return True


def rotate(keyring: Keyring) -> None:
    """From beginning to end."""
    rotation.begin(keyring)
    list(rotation.reseal(keyring))
    assert rotation.finish()


def fresh(team: Team) -> Keyring:
    """What the coordinator's next request opens."""
    reopen = team.keyring._reopen
    assert reopen is not None
    return Keyring(team.coordinator.uuid, reopen(), reopen)


def test_the_sample_has_every_column_that_is_sealed_to_the_team(sealed: list[Testimony]) -> None:
    assert {(label, column) for label, column, _row in rows()} == set(keys.SEALED_TO_TEAM)


def test_after_it_everything_is_of_the_new_generation_and_says_what_it_said(
    team: Team, sealed: list[Testimony]
) -> None:
    rotate(team.keyring)
    after = fresh(team)
    assert set(after.privates) == {2}
    assert opens_all(after)
    assert {row.generation for _label, _column, row in rows()} == {2}
    for number, testimony in enumerate(sealed):
        row = Testimony.objects.select_related("data_key").get(pk=testimony.pk)
        assert (
            documents.open_document(row, after.open_data_key(row.data_key)).text == f"Text number {number}."
        )
        assert documents.open_card(row, after).use == "publish"
    concern = Concern.objects.get()
    assert concerns.opened(concern, after.open_data_key(concern.data_key)) == ("other", "A line.")
    assert [each.text for each in notes.of(sealed[0], after)] == ["A note of the team."]
    assert (
        after.open(Story.objects.get().place_sealed, 2, column=publishing.PLACE, row=Story.objects.get().pk)
        == PLACE
    )


def test_at_every_moment_everything_opens_and_new_stories_come_in(
    team: Team, sealed: list[Testimony], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "_BATCH", 1)
    # Opened before it began, as by somebody whose request is under way.
    before = fresh(team)
    rotation.begin(team.keyring)
    steps = 0
    for _some in rotation.reseal(team.keyring):
        steps += 1
        send_story(f"Sent in step {steps}.")
        assert opens_all(fresh(team))
        assert opens_all(before)
        assert not rotation.finish() or steps > 8
    assert steps >= 9
    assert rotation.finish()
    assert opens_all(fresh(team))


def test_a_crash_in_the_middle_loses_nothing_and_the_next_one_goes_on(
    team: Team, sealed: list[Testimony], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "_BATCH", 2)
    rotation.begin(team.keyring)
    next(rotation.reseal(team.keyring))
    assert 0 < rotation.progress().done < rotation.progress().total
    assert not rotation.finish()
    assert opens_all(fresh(team))
    again = fresh(team)
    list(rotation.reseal(again))
    assert rotation.progress() == rotation.Progress(10, 10)
    assert rotation.finish()
    assert not rotation.is_running()


def test_nobody_begins_a_second_one_while_the_first_is_under_way(team: Team, sealed: list[Testimony]) -> None:
    rotation.begin(team.keyring)
    with pytest.raises(rotation.AlreadyRunning):
        rotation.begin(fresh(team))
    assert TeamKey.objects.count() == 2


def test_when_somebody_leaves_meanwhile_one_follows_the_other(team: Team, sealed: list[Testimony]) -> None:
    rotation.begin(team.keyring)
    next(rotation.reseal(team.keyring))
    members.shut_out(team.moderator.uuid)
    assert rotation.begin(fresh(team), although_running=True) == 3
    keyring = fresh(team)
    assert opens_all(keyring)
    list(rotation.reseal(keyring))
    assert rotation.finish()
    assert set(fresh(team).privates) == {3}
    assert opens_all(fresh(team))


def test_who_left_opens_nothing_that_is_sealed_from_then_on(team: Team, sealed: list[Testimony]) -> None:
    old = dict(team.keyring.privates)
    members.shut_out(team.moderator.uuid)
    assert not TeamKeyBox.objects.filter(holder=team.moderator.uuid).exists()
    rotate(team.keyring)
    # What they may have copied before they left: the team's key of that time.
    copied = Keyring(team.moderator.uuid, old)
    assert not opens_all(copied)
    _words, testimony = send_story("After they left.")
    with pytest.raises(sealing.Unsealable):
        copied.open_data_key(testimony.data_key)


def test_the_others_and_the_phrase_on_paper_get_the_new_generation(team: Team) -> None:
    rotate(team.keyring)
    assert TeamKeyBox.objects.count() == 3
    assert set(TeamKeyBox.objects.values_list("generation_id", flat=True)) == {2}
    assert keys.holders_who_can_open() == 2


def test_a_pair_put_into_the_database_behind_our_back_gets_no_new_generation(team: Team) -> None:
    thief = uuid4()
    _private, public = sealing.new_pair()
    holder = Holder.objects.create(uuid=thief, public=public, private=b"-", salt=b"-")
    TeamKeyBox.objects.create(generation_id=1, holder=thief, box=b"-", voucher=b"v" * 32)
    rotate(team.keyring)
    assert not TeamKeyBox.objects.filter(holder=holder.uuid).exists()


def test_a_pair_swapped_in_the_database_gets_no_new_generation(team: Team) -> None:
    _private, public = sealing.new_pair()
    Holder.objects.filter(uuid=team.moderator.uuid).update(public=public)
    rotate(team.keyring)
    assert not TeamKeyBox.objects.filter(holder=team.moderator.uuid).exists()


def test_who_was_vouched_for_by_nobody_cannot_lock_themselves_out(team: Team) -> None:
    TeamKeyBox.objects.filter(holder=team.coordinator.uuid).update(voucher=b"")
    with pytest.raises(rotation.NotVouchedFor):
        rotation.begin(team.keyring)
    assert TeamKey.objects.count() == 1


def test_a_damaged_row_keeps_the_old_boxes_and_stops_nobody_else(team: Team, sealed: list[Testimony]) -> None:
    DataKey.objects.filter(pk=sealed[0].data_key_id).update(box_team=b"damaged")
    rotation.begin(team.keyring)
    list(rotation.reseal(team.keyring))
    assert not rotation.finish()
    assert rotation.progress() == rotation.Progress(9, 10)
    assert set(fresh(team).privates) == {1, 2}


def test_what_was_written_anew_meanwhile_is_not_overwritten(team: Team, sealed: list[Testimony]) -> None:
    rotation.begin(team.keyring)
    changed = documents.card_of(documents.Document(text="Changed.", use="count"))
    steps = rotation.reseal(team.keyring)
    next(steps)
    row = Testimony.objects.get(pk=sealed[0].pk)
    public = keys.team_public()
    Testimony.objects.filter(pk=row.pk).update(
        card=documents.seal_card(changed, public, row.pk), generation=public.generation
    )
    list(steps)
    assert documents.open_card(Testimony.objects.get(pk=row.pk), fresh(team)).use == "count"


def test_the_public_side_seals_to_the_new_generation(team: Team) -> None:
    rotate(team.keyring)
    with as_role("chorus_public"):
        _words, testimony = send_story()
    assert testimony.generation == testimony.data_key.generation == 2


def test_housekeeping_goes_on_with_a_rotation_half_done(team: Team, sealed: list[Testimony]) -> None:
    rotation.begin(team.keyring)
    next(rotation.reseal(team.keyring))
    housekeeping.run(NOON)
    assert opens_all(fresh(team))
