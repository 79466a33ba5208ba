"""The commands of a start: what they make once, what they say, what they refuse."""

import io
import os
import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from config import env
from moderation import demonstration, people, preparing
from moderation.demonstration_stories import PUBLISHED, WAITING
from moderation.management.commands import housekeeping
from moderation.models import Hold, Person
from testimonies import intake, models
from testimonies.states import State
from tests.moderation.volunteer import NAME, PASSWORD
from vault import keys
from vault.recovery import HOLDER

pytestmark = pytest.mark.django_db


class Terminal(io.StringIO):
    """Somebody sits there and reads."""

    def isatty(self) -> bool:
        """Yes."""
        return True


@pytest.fixture
def data(tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data directory of its own; the tests' database stands in for the owner's."""
    settings.CHORUS_DATA_DIR = tmp_path / "var"
    settings.STATIC_ROOT = tmp_path / "staticfiles"
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    monkeypatch.delenv("CHORUS_OWNER_DATABASE_URL", raising=False)
    return tmp_path


def _said(*command: str, to: io.StringIO | None = None) -> str:
    out = to or io.StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def _password_file(directory: Path) -> Path:
    path = directory / "password"
    path.write_text(PASSWORD + "\n")
    return path


def _is_ours_alone(path: Path) -> bool:
    return stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_empty_site_shows_its_first_secrets_to_a_terminal_once(data: Path) -> None:
    said = _said("prepare", to=Terminal())
    name, password = said.partition("First moderator: ")[2].strip().split(" / ")
    phrase = said.partition("Recovery phrase: ")[2].splitlines()[0]
    assert people.recognise(name, password) == Person.objects.get()
    assert len(password) >= 14
    assert keys.unlock(HOLDER, phrase)
    assert _said("prepare", to=Terminal()) == ""


def test_an_empty_site_that_nobody_watches_stays_closed_and_says_how_to_go_on(data: Path) -> None:
    said = _said("prepare")
    how = f"Set up the team: {env.manage()} setup_team --name NAME"
    assert said == f"Nobody can read yet, so intake is closed. {how}\n"
    assert not people.team_exists()
    assert not intake.is_open()


@pytest.mark.parametrize(("mode", "typed"), [(0o755, "chorus-manage"), (0o644, "manage.py")])
def test_a_server_says_its_own_command_and_another_machine_that_of_the_checkout(
    data: Path, monkeypatch: pytest.MonkeyPatch, mode: int, typed: str
) -> None:
    installed = data / "sbin" / "chorus-manage"
    installed.parent.mkdir()
    installed.write_text("#!/bin/sh\n")
    installed.chmod(mode)
    monkeypatch.setenv("PATH", str(installed.parent))
    assert f"Set up the team: {typed} setup_team --name NAME" in _said("prepare")


def test_a_moderator_from_files_needs_no_terminal(data: Path) -> None:
    phrase = data / "phrase"
    command = ["prepare", "--moderator", NAME, "--password-file", str(_password_file(data))]
    command += ["--recovery-file", str(phrase)]
    assert _said(*command) == ""
    assert people.recognise(NAME, PASSWORD)
    assert _is_ours_alone(phrase)
    assert keys.unlock(HOLDER, phrase.read_text().strip())
    assert _said(*command) == ""


def test_a_phrase_that_nobody_would_see_is_not_made(data: Path) -> None:
    with pytest.raises(CommandError, match="--recovery-file"):
        _said("prepare", "--moderator", NAME, "--password-file", str(_password_file(data)))
    assert not people.team_exists()


def test_a_recovery_file_is_never_written_over(data: Path) -> None:
    (data / "phrase").write_text("another phrase")
    with pytest.raises(CommandError, match="exists already"):
        _said(
            "setup_team",
            *("--name", NAME, "--password-file", str(_password_file(data))),
            *("--recovery-file", str(data / "phrase")),
        )
    assert (data / "phrase").read_text() == "another phrase"
    assert not people.team_exists()


def test_a_refused_password_leaves_no_recovery_file(data: Path) -> None:
    (data / "password").write_text("short")
    with pytest.raises(CommandError, match="too short"):
        _said(
            "setup_team",
            *("--name", NAME, "--password-file", str(data / "password")),
            *("--recovery-file", str(data / "phrase")),
        )
    assert not (data / "phrase").exists()


def test_setting_up_a_team_writes_what_it_makes_to_files_of_its_owner_alone(data: Path) -> None:
    files = ["--password-file", str(data / "new-password"), "--recovery-file", str(data / "phrase")]
    said = _said("setup_team", "--name", NAME, *files)
    password = (data / "new-password").read_text().strip()
    assert people.recognise(NAME, password)
    assert _is_ours_alone(data / "new-password")
    assert password not in said


def test_setting_up_a_team_prints_nothing_secret_into_a_pipe(data: Path) -> None:
    with pytest.raises(CommandError, match="nobody is at the terminal"):
        _said("setup_team", "--name", NAME)
    assert not people.team_exists()


@pytest.mark.parametrize(("first", "second"), [([], ["--demonstration"]), (["--demonstration"], [])])
def test_a_site_does_not_become_a_demonstration_nor_the_other_way_round(
    data: Path, monkeypatch: pytest.MonkeyPatch, first: list[str], second: list[str]
) -> None:
    monkeypatch.setattr(demonstration, "show_once", lambda *_: None)
    _said("prepare", *first)
    with pytest.raises(CommandError, match="this data directory"):
        _said("prepare", *second)


def test_a_demonstration_shows_stories_that_came_the_whole_way(data: Path, settings: object) -> None:
    said = _said("prepare", "--demonstration")
    password = said.strip().rpartition(" / ")[2]
    assert said.startswith("Demonstration moderator: marlow / ")
    assert people.recognise("marlow", password)
    assert models.Story.objects.published().count() == len(PUBLISHED) == 40
    assert models.Group.objects.count() == 4
    assert models.Testimony.objects.in_state(State.RECEIVED).count() == len(WAITING) == 3
    assert not Hold.objects.exists()
    assert not models.Story.objects.filter(kind="").exists()
    shown = " ".join(models.Story.objects.values_list("text", flat=True))
    assert {label for label in ("[name]", "[name 2]", "[place]", "[date]") if label in shown} == {
        "[name]",
        "[name 2]",
        "[place]",
        "[date]",
    }
    assert "Tobin" not in shown
    assert _said("prepare", "--demonstration") == said
    assert models.Story.objects.count() == 40


def test_the_invented_stories_are_short_and_each_says_what_is_wanted() -> None:
    assert all(40 <= len(document.text.split()) <= 160 for document in (*PUBLISHED, *WAITING))
    assert [document.use for document in WAITING] == ["count", "read", "publish"]
    assert {document.use for document in PUBLISHED} == {"publish"}


def test_static_files_are_gathered_again_only_when_one_changed(
    data: Path, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.STATICFILES_DIRS = [data / "static"]
    (data / "static").mkdir()
    (data / "static" / "one.css").write_text("a")
    gathered = []
    monkeypatch.setattr(preparing, "call_command", lambda name, **_: gathered.append(name))
    settings.STATIC_ROOT.mkdir()
    for _ in range(2):
        preparing.collect_static()
    assert gathered == ["collectstatic"]
    os.utime(data / "static" / "one.css", ns=(1, 1))
    preparing.collect_static()
    assert gathered == ["collectstatic"] * 2


def test_one_failing_half_of_housekeeping_does_not_stop_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(now: object) -> None:
        raise ValueError("words that somebody wrote")

    ran = []
    monkeypatch.setattr(housekeeping, "ROUNDS", (failing, ran.append))
    errors = io.StringIO()
    with pytest.raises(CommandError):
        call_command("housekeeping", stderr=errors)
    assert len(ran) == 1
    assert errors.getvalue().startswith("housekeeping: ValueError at ")
    assert "words" not in errors.getvalue()


def test_a_round_of_housekeeping_does_both_sides() -> None:
    sides = {"testimonies.housekeeping", "moderation.housekeeping"}
    rounds = [run for run in housekeeping.ROUNDS if run.__module__ in sides]
    assert len(rounds) == 3
    for run in rounds:
        run(timezone.now())
