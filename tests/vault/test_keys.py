"""Who can open what: the team's pair, the people's, a testimony's data key."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError

from tests.cast import PASSWORD, Team, found_team
from vault import keys, passwords, recovery, sealing
from vault.fields import SealedToTeamField
from vault.keys import NoTeam, VaultClosed
from vault.models import DataKey, Holder, Receipt, TeamKey, TeamKeyBox

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Team:
    """A coordinator and a moderator."""
    return found_team()


@pytest.fixture
def receipt() -> Receipt:
    """Of a writer whose words are known to the test alone."""
    private, public = sealing.new_pair()
    receipt = Receipt.objects.create(find=b"f" * 32, public=public)
    receipt.private = private
    return receipt


def test_every_column_that_is_sealed_to_the_team_is_named_and_no_other() -> None:
    models = [model for model in apps.get_models() if model.__module__.split(".")[0] != "django"]
    found = {
        (model._meta.label, field.name)
        for model in models
        for field in model._meta.get_fields()
        if isinstance(field, SealedToTeamField)
    }
    assert set(keys.SEALED_TO_TEAM) == found
    assert len(keys.SEALED_TO_TEAM) == len(found)


@pytest.mark.parametrize(("label", "_column"), keys.SEALED_TO_TEAM)
def test_a_row_sealed_to_the_team_carries_its_generation(label: str, _column: str) -> None:
    assert apps.get_model(label)._meta.get_field("generation")


def test_both_open_what_is_sealed_to_the_team(team: Team) -> None:
    private = _unlock_cheaply(team.moderator.uuid)
    theirs = keys.keyring_of(team.moderator.uuid, private)
    sealed = keys.team_public().seal(b"words", column="c", row=1)
    for keyring in (team.keyring, theirs):
        assert keyring.open(sealed, 1, column="c", row=1) == b"words"
    assert keys.holders_who_can_open() == 2


def _unlock_cheaply(uuid: object) -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "MEMORY", 8192)
        patch.setattr(passwords, "OPERATIONS", 1)
        return keys.unlock(uuid, PASSWORD)


def test_the_phrase_on_paper_opens_the_teams_key_when_nobody_else_can() -> None:
    person = uuid4()
    phrase = keys.create_team(person, PASSWORD)
    sealed = keys.team_public().seal(b"words", column="c", row=1)
    private = keys.unlock(recovery.HOLDER, phrase)
    assert keys.keyring_of(recovery.HOLDER, private).open(sealed, 1, column="c", row=1) == b"words"
    assert len(phrase.split()) == recovery.PHRASE_WORDS


def test_a_wrong_password_opens_nothing_and_costs_what_it_should() -> None:
    person = uuid4()
    keys.add_holder(person, PASSWORD)
    assert keys.unlock(person, PASSWORD)
    with pytest.raises(sealing.Unsealable):
        keys.unlock(person, PASSWORD + "!")
    assert (passwords.MEMORY, passwords.OPERATIONS) == (64 * 1024 * 1024, 3)


def test_a_wrapped_key_moved_to_somebody_elses_row_is_refused(team: Team) -> None:
    theirs = Holder.objects.get(uuid=team.moderator.uuid)
    Holder.objects.filter(uuid=team.coordinator.uuid).update(
        private=theirs.private, salt=theirs.salt, public=theirs.public
    )
    with pytest.raises(sealing.Unsealable):
        _unlock_cheaply(team.coordinator.uuid)


def test_a_box_moved_to_another_generation_or_person_is_refused(team: Team) -> None:
    private = _unlock_cheaply(team.moderator.uuid)
    assert keys.keyring_of(team.moderator.uuid, private)
    other = TeamKeyBox.objects.get(holder=team.coordinator.uuid)
    TeamKeyBox.objects.filter(holder=team.moderator.uuid).update(box=other.box)
    with pytest.raises(VaultClosed):
        keys.keyring_of(team.moderator.uuid, private)


def test_who_was_not_let_in_holds_no_keyring(team: Team) -> None:
    holder = keys.add_holder(uuid4(), PASSWORD)
    private = keys.unlock(holder.uuid, PASSWORD)
    with pytest.raises(VaultClosed):
        keys.keyring_of(holder.uuid, private)
    keys.let_in(holder, team.keyring)
    assert keys.keyring_of(holder.uuid, private).privates == team.keyring.privates


def test_somebody_whom_the_vault_does_not_know_unlocks_nothing() -> None:
    with pytest.raises(VaultClosed):
        keys.unlock(uuid4(), PASSWORD)


def test_a_generation_that_we_do_not_hold_opens_nothing(team: Team) -> None:
    sealed = keys.team_public().seal(b"words", column="c", row=1)
    with pytest.raises(sealing.Unsealable):
        team.keyring.open(sealed, 2, column="c", row=1)


def test_a_swapped_public_half_is_noticed(team: Team) -> None:
    assert keys.matches_what_is_in_use(team.keyring)
    _private, thiefs = sealing.new_pair()
    TeamKey.objects.update(public=thiefs)
    assert not keys.matches_what_is_in_use(team.keyring)


def test_without_a_team_nothing_can_be_sealed_to_it() -> None:
    with pytest.raises(NoTeam):
        keys.team_public()
    assert keys.holders_who_can_open() == 0


def test_the_recovery_phrase_is_nobody_who_can_open(team: Team) -> None:
    TeamKeyBox.objects.exclude(holder=recovery.HOLDER).delete()
    assert keys.holders_who_can_open() == 0


def test_only_one_generation_is_in_use(team: Team) -> None:
    with pytest.raises(IntegrityError):
        TeamKey.objects.create(generation=2, public=b"p" * 32, state=TeamKey.State.IN_USE)


def test_the_team_and_the_writer_open_the_same_data_key(team: Team, receipt: Receipt) -> None:
    row, key = keys.new_data_key(keys.team_public(), receipt)
    assert team.keyring.open_data_key(row) == key
    assert (
        sealing.unseal_with(
            receipt.private, row.box_receipt, column="vault.DataKey.box_receipt", row=row.uuid
        )
        == key
    )


def test_two_data_keys_swapped_between_rows_or_columns_are_refused(team: Team, receipt: Receipt) -> None:
    one, _key = keys.new_data_key(keys.team_public(), receipt)
    other, _other_key = keys.new_data_key(keys.team_public(), receipt)
    with pytest.raises(sealing.Unsealable):
        team.keyring.open_data_key(
            DataKey(uuid=one.uuid, box_team=other.box_team, generation=other.generation)
        )
    with pytest.raises(sealing.Unsealable):
        sealing.unseal_with(
            receipt.private, other.box_receipt, column="vault.DataKey.box_receipt", row=one.uuid
        )


def test_neither_the_password_nor_a_private_half_lies_in_the_rows(team: Team) -> None:
    stored = b"".join(
        bytes(value) if isinstance(value, bytes) else str(value).encode()
        for model in (Holder, TeamKey, TeamKeyBox)
        for row in model.objects.values_list()
        for value in row
    )
    assert PASSWORD.encode() not in stored
    assert not any(private in stored for private in team.keyring.privates.values())
