"""The words on paper, when nobody's password opens the vault: by the command that an operator runs."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from moderation import people, recovering, second_step
from moderation.management.commands import recover
from moderation.models import Person
from testimonies.models import Record
from tests.moderation.cast import PLAIN_FILES, send_one
from tests.moderation.volunteer import NAME, PASSWORD, QUEUE, Browser
from vault import keys, rotation
from vault.models import TeamKeyBox
from vault.recovery import HOLDER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]
NEW = "violet tundra basket 4 compass"


@pytest.fixture
def phrase() -> str:
    """The words that the first coordinator wrote on paper, before the password was lost."""
    return people.create_first(NAME, PASSWORD)


@pytest.fixture(name="files")
def _files(tmp_path: Path) -> dict[str, Path]:
    (tmp_path / "password").write_text(NEW + "\n", encoding="utf-8")
    return {"password_file": tmp_path / "password", "recovery_file": tmp_path / "words"}


def run(typed: str, monkeypatch: pytest.MonkeyPatch, name: str = NAME, **options: object) -> str:
    """Run the command as a script does; what it printed."""
    monkeypatch.setattr(recover.sys, "stdin", io.StringIO(typed))
    said = io.StringIO()
    call_command("recover", name=name, stdout=said, **options)
    return said.getvalue()


def test_the_words_let_the_coordinator_in_again_who_then_reads_what_waits(
    phrase: str, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.STORAGES, settings.CHORUS_SECOND_FACTOR = PLAIN_FILES, False
    sent = send_one()
    run(phrase, monkeypatch, **files)
    browser = Browser()
    assert browser.sign_in().status_code == 403
    assert browser.sign_in(password=NEW).url == QUEUE
    assert browser.get(QUEUE).status_code == 200
    person = Person.objects.get()
    keyring = keys.keyring_of(person.uuid, keys.unlock(person.uuid, NEW))
    assert keyring.open_data_key(sent.testimony.data_key)
    assert Record.objects.filter(move="recover").count() == 1


def test_new_words_take_the_place_of_those_that_were_typed(
    phrase: str, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = run(phrase, monkeypatch, **files)
    new = files["recovery_file"].read_text().strip()
    assert len(new.split()) == 12 and new != phrase
    assert new not in said and NEW not in said
    assert keys.keyring_of(HOLDER, keys.unlock(HOLDER, new))
    with pytest.raises(recovering.WrongWords):
        recovering.recover(phrase, name=NAME, password=NEW)


def test_words_are_taken_however_they_are_typed(phrase: str) -> None:
    typed = ", ".join(word.capitalize() for word in phrase.split()) + "\n"
    assert recovering.recover(typed, name=NAME, password=NEW)


def test_somebody_new_is_let_in_when_nobody_of_the_team_is_left(phrase: str) -> None:
    Person.objects.update(is_active=False)
    recovering.recover(phrase, name="robin", password=NEW)
    robin = Person.objects.get(name="robin")
    assert robin.is_coordinator and robin.is_active
    assert set(keys.keyring_of(robin.uuid, keys.unlock(robin.uuid, NEW)).privates) == {1}


def test_an_app_that_was_lost_as_well_is_forgotten(phrase: str) -> None:
    person = Person.objects.get()
    second_step.secret_for(person)
    recovering.recover(phrase, name=NAME, password=NEW)
    assert not second_step.is_enrolled(person)
    assert second_step.paper_codes_left(person) == 0


def test_after_it_the_key_can_be_changed_and_the_new_words_follow(phrase: str) -> None:
    new = recovering.recover(phrase, name=NAME, password=NEW)
    person = Person.objects.get()
    rotation.begin(keys.keyring_of(person.uuid, keys.unlock(person.uuid, NEW)))
    assert rotation.finish()
    assert set(keys.keyring_of(HOLDER, keys.unlock(HOLDER, new)).privates) == {2}


def test_wrong_words_change_nothing(
    phrase: str, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = list(TeamKeyBox.objects.order_by("pk").values_list())
    with pytest.raises(CommandError, match="not the recovery words"):
        run(" ".join(reversed(phrase.split())), monkeypatch, **files)
    assert list(TeamKeyBox.objects.order_by("pk").values_list()) == before
    assert not files["recovery_file"].exists()
    assert keys.unlock(Person.objects.get().uuid, PASSWORD)


def test_a_weak_password_changes_nothing(
    phrase: str, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    files["password_file"].write_text("Password123456!", encoding="utf-8")
    with pytest.raises(CommandError, match="can be guessed"):
        run(phrase, monkeypatch, **files)
    assert keys.unlock(HOLDER, phrase)
    assert not files["recovery_file"].exists()


def test_without_a_terminal_new_words_need_a_file(
    phrase: str, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CommandError, match="--recovery-file"):
        run(phrase, monkeypatch, password_file=files["password_file"])
    assert keys.unlock(HOLDER, phrase)
