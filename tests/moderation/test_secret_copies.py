"""A copy of the secrets: its words open it, other words do not, and it is put over nothing by accident."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from moderation import secret_copies
from moderation.management.commands import restore_secrets
from vault import secret_files

OTHER_WORDS = " ".join(["abacus"] * 12)
pytestmark = pytest.mark.usefixtures("quick_passwords")


@pytest.fixture
def lost(tmp_path: Path) -> Path:
    """The secrets of the server that was lost."""
    secret_files.create_missing(tmp_path / "lost")
    return tmp_path / "lost"


@pytest.fixture
def copied(lost: Path, tmp_path: Path, settings: Settings) -> tuple[Path, str]:
    """The copy of them, and its words, as the command made them."""
    settings.CHORUS_SECRETS_DIR = lost
    files = tmp_path / "copy", tmp_path / "words"
    call_command("backup_secrets", str(files[0]), words_file=files[1], stdout=io.StringIO())
    assert all(file.stat().st_mode & 0o077 == 0 for file in files)
    return files[0], files[1].read_text()


@pytest.fixture
def new_server(tmp_path: Path, settings: Settings) -> Path:
    """Where the secrets of another server will be."""
    settings.CHORUS_SECRETS_DIR = tmp_path / "new"
    return tmp_path / "new"


def restore(monkeypatch: pytest.MonkeyPatch, copy: Path, typed: str, **options: bool) -> None:
    """The command, with the words on standard input."""
    monkeypatch.setattr(restore_secrets.sys, "stdin", io.StringIO(typed))
    call_command("restore_secrets", str(copy), stdout=io.StringIO(), **options)


def content(directory: Path) -> dict[str, str]:
    """Every file, by name."""
    return {path.name: path.read_text() for path in directory.iterdir()}


def test_with_the_words_the_secrets_are_back_on_another_server(
    copied: tuple[Path, str], lost: Path, new_server: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    restore(monkeypatch, copied[0], copied[1].upper().replace(" ", ", "))
    assert content(new_server) == content(lost) and len(content(new_server)) == 3
    assert {path.stat().st_mode & 0o777 for path in new_server.iterdir()} == {0o600}


@pytest.mark.parametrize("damage", ["other words", "cut short", "one letter", "empty"])
def test_with_other_words_or_a_damaged_file_nothing_is_written(
    copied: tuple[Path, str], new_server: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    copy, words = copied
    line = copy.read_text()
    changed = line[:40] + ("B" if line[40] == "A" else "A") + line[41:]
    copy.write_text({"cut short": line[:40], "one letter": changed, "empty": ""}.get(damage, line))
    typed = OTHER_WORDS if damage == "other words" else words
    with pytest.raises(CommandError, match="do not open this file"):
        restore(monkeypatch, copy, typed)
    assert not new_server.exists()


def test_the_copy_tells_nothing_without_its_words(copied: tuple[Path, str], lost: Path) -> None:
    line = copied[0].read_text()
    assert not any(secret in line for secret in content(lost).values())
    assert not set(copied[1].split()) & set(line.split())


def test_secrets_that_are_in_use_are_replaced_only_when_it_is_said(
    copied: tuple[Path, str], lost: Path, new_server: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret_files.create_missing(new_server)
    before = content(new_server)
    with pytest.raises(CommandError, match="other secrets are there already"):
        restore(monkeypatch, *copied)
    assert content(new_server) == before
    restore(monkeypatch, *copied, replace=True)
    assert content(new_server) == content(lost)
    # The same ones again are no others.
    restore(monkeypatch, *copied)


def test_where_one_is_missing_there_is_no_copy(lost: Path) -> None:
    (lost / "pepper").unlink()
    with pytest.raises(secret_copies.CopyRefused, match="pepper is missing"):
        secret_copies.seal_secrets(lost)


def test_words_go_to_nobodys_terminal(lost: Path, tmp_path: Path, settings: Settings) -> None:
    settings.CHORUS_SECRETS_DIR = lost
    with pytest.raises(CommandError, match="nobody is at the terminal"):
        call_command("backup_secrets", str(tmp_path / "copy"), stdout=io.StringIO())
    assert not (tmp_path / "copy").exists()
