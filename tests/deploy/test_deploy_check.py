"""Django's own list for a server finds nothing in the settings that deploy/ gives it; with one less, it does."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from local.arguments import CHECKOUT
from tests.deploy.units import DEPLOY, NAME
from tests.whole.site import SECONDS, clean_environment
from vault import secret_files


def settings_of_a_server() -> dict[str, str]:
    """What stands in chorus.env once the installer has put the names in."""
    text = (DEPLOY / "chorus.env").read_text(encoding="utf-8").replace("@HOSTS@", NAME)
    return dict(re.findall(r"^([A-Z_]+)=(.*)$", text, re.MULTILINE))


def check(secrets: Path, **told: str) -> subprocess.CompletedProcess:
    """`manage.py check --deploy`, where a warning is an error."""
    secret_files.create_missing(secrets)
    mine = {"CHORUS_SECRETS_DIR": str(secrets), "DATABASE_URL": os.environ["DATABASE_URL"]}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=CHECKOUT,
        env=clean_environment() | settings_of_a_server() | mine | told,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )


@pytest.mark.parametrize("serve", ["public", "team"])
def test_django_finds_nothing_to_warn_of_on_a_server(serve: str, tmp_path: Path) -> None:
    said = check(tmp_path, CHORUS_SERVE=serve)
    assert (said.returncode, said.stderr) == (0, "")


def test_with_the_settings_of_ones_own_computer_it_warns(tmp_path: Path) -> None:
    said = check(tmp_path, CHORUS_SERVE="team", CHORUS_LOCAL="True")
    assert said.returncode == 1 and "security.W012" in said.stderr
