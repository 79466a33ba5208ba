"""What the site refuses to be started with, one clear line each; beside it the twin that starts."""

import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django import Settings

from config import refusals
from local.arguments import CHECKOUT
from tests.whole.site import SECONDS, clean_environment
from vault import secret_files

SAFE = {
    "CHORUS_LOCAL": False,
    "CHORUS_SECOND_FACTOR": True,
    "CHORUS_SERVE": "public",
    "CHORUS_ADDRESS_HEADER": "X-Chorus-Address",
}


@pytest.fixture(autouse=True)
def _server(settings: Settings, tmp_path: Path) -> None:
    """As on a server."""
    secret_files.create_missing(tmp_path)
    settings.CHORUS_SECRETS_DIR = tmp_path
    for name, value in SAFE.items():
        setattr(settings, name, value)


def test_with_the_settings_of_a_server_it_starts() -> None:
    assert list(refusals.reasons()) == []
    refusals.refuse()


@pytest.mark.parametrize(
    ("name", "value"),
    [("DEBUG", True), ("CHORUS_SECOND_FACTOR", False), ("CHORUS_ADDRESS_HEADER", "")],
)
def test_with_one_dangerous_setting_it_does_not(settings: Settings, name: str, value: object) -> None:
    setattr(settings, name, value)
    with pytest.raises(SystemExit, match=name):
        refusals.refuse()


@pytest.mark.parametrize("name", refusals.SECRETS)
def test_without_one_of_its_secrets_it_does_not(name: str, tmp_path: Path) -> None:
    (tmp_path / name).unlink()
    with pytest.raises(SystemExit, match=name):
        refusals.refuse()


def test_on_ones_own_computer_a_password_is_enough(settings: Settings) -> None:
    settings.CHORUS_LOCAL, settings.CHORUS_SECOND_FACTOR, settings.CHORUS_ADDRESS_HEADER = True, False, ""
    assert list(refusals.reasons()) == []


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"CHORUS_SECRETS_DIR": "/nowhere"}, "Chorus does not start: the secret pepper is missing"),
        ({"CHORUS_PROCESSES": "2"}, "Several processes need CHORUS_CACHE_URL"),
    ],
)
def test_the_web_server_ends_and_says_why(told: dict[str, str], said: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--uds", str(tmp_path / "site.sock")]
    quiet = ["--workers", "1", "--no-access-log", "--log-level", "error", "config.wsgi:application"]
    ended = subprocess.run(
        [*command, *quiet],
        cwd=CHECKOUT,
        env=clean_environment() | told,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert ended.returncode == 1 and said in ended.stdout + ended.stderr
