"""What the site refuses to be started with, one clear line each; beside it the twin that starts."""

import os
import shlex
import subprocess
import time
from pathlib import Path

import pytest
from pytest_django import Settings

from config import refusals
from local.arguments import CHECKOUT
from local.processes import end
from tests.deploy.behind import answers
from tests.deploy.units import NAME, command_of, environment_of
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


@pytest.mark.parametrize("name", refusals.SECRETS)
def test_without_one_of_its_secrets_it_does_not(name: str, tmp_path: Path) -> None:
    (tmp_path / name).unlink()
    with pytest.raises(SystemExit, match=name):
        refusals.refuse()


def test_on_ones_own_computer_a_password_is_enough(settings: Settings) -> None:
    settings.CHORUS_LOCAL, settings.CHORUS_SECOND_FACTOR, settings.CHORUS_ADDRESS_HEADER = True, False, ""
    assert list(refusals.reasons()) == []


def server_of(side: str, *, told: dict[str, str], secrets: Path, where: Path) -> subprocess.Popen:
    """The web server of one side, started as its unit starts it, with what differs."""
    environment = clean_environment() | environment_of(f"chorus-{side}.service")
    environment |= {"CHORUS_SECRETS_DIR": str(secrets), "DATABASE_URL": os.environ["DATABASE_URL"]}
    environment |= {"CHORUS_ADDRESS_HEADER": "X-Chorus-Address", "CHORUS_HOSTS": NAME}
    environment |= {"PYTHONPATH": str(where)} | told
    command = command_of(f"chorus-{side}.service", where) + shlex.split(environment.pop("FLAGS", ""))
    (where / f"chorus-{side}").mkdir(exist_ok=True)
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=CHECKOUT, env=environment, stdout=pipe, stderr=pipe, text=True)


WITH_DEBUG = {"DJANGO_SETTINGS_MODULE": "settings_with_debug"}
TELLING = "?options=-c%20log_statement%3Dall"
# What is told, and what is said about it; everything else is as on a server.
DANGEROUS = {
    "DEBUG": (WITH_DEBUG, "DEBUG shows people's words"),
    "no pepper": ({"CHORUS_SECRETS_DIR": "/nowhere"}, "the secret pepper is missing"),
    "no second step": ({"CHORUS_SECOND_FACTOR": "False"}, "CHORUS_SECOND_FACTOR is off"),
    "no addresses": ({"CHORUS_ADDRESS_HEADER": ""}, "CHORUS_ADDRESS_HEADER is empty"),
    "processes without a cache": ({"CHORUS_PROCESSES": "2"}, "Several processes need CHORUS_CACHE_URL"),
    "more workers than said": ({"FLAGS": "--workers 2"}, "more processes than CHORUS_PROCESSES says"),
    "addresses in a log": ({"FLAGS": "--access-log"}, "would write visitors' addresses"),
    "words in a log": ({"DATABASE_URL": TELLING}, "PostgreSQL's log_statement is all"),
    "a word that is no flag": (
        {"CHORUS_SECOND_FACTOR": "no"},
        "for CHORUS_SECOND_FACTOR: use 'True' or 'False'",
    ),
}


@pytest.mark.parametrize("danger", DANGEROUS)
def test_neither_service_starts_and_each_says_why_in_one_line(danger: str, tmp_path: Path) -> None:
    told, reason = DANGEROUS[danger]
    if "DATABASE_URL" in told:
        told = {"DATABASE_URL": os.environ["DATABASE_URL"].replace("?", f"{TELLING}&", 1)}
    (tmp_path / "settings_with_debug.py").write_text("from config.settings import *\n\nDEBUG = True\n")
    services = [server_of(side, told=told, secrets=tmp_path, where=tmp_path) for side in ("public", "team")]
    for service in services:
        out, errors = service.communicate(timeout=SECONDS)
        assert service.returncode == 1
        # Of several workers each says it.
        (line,) = {line for line in (out + errors).splitlines() if reason in line}
        assert line.startswith("Chorus does not start: ") and "Traceback" not in out + errors
        assert tmp_path.name not in errors and "postgresql://" not in errors


def test_with_none_of_these_both_services_start(tmp_path: Path) -> None:
    services = {
        side: server_of(side, told={}, secrets=tmp_path, where=tmp_path) for side in ("public", "team")
    }
    try:
        until = time.monotonic() + SECONDS
        while not all(answers(tmp_path / f"chorus-{side}" / "site.sock") for side in services):
            assert all(service.poll() is None for service in services.values()) and time.monotonic() < until
            time.sleep(0.05)
    finally:
        for service in services.values():
            end(service)
            assert "Chorus does not start" not in "".join(service.communicate())
