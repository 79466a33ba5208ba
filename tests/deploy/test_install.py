"""deploy/install in a fresh Debian, twice; then its services as their units start them, and the main job through nginx.

What stays untried here: systemd's own start of the units (it does not run in a directory), a certificate of others.
"""

import time
from collections.abc import Iterator

import pytest

from tests.deploy.behind import NAME, TOLD, Visitor
from tests.deploy.debian import Debian
from tests.deploy.main_job import WORDS, main_job
from tests.needs import need_program

PASSWORD = "a long invented password"


@pytest.fixture(scope="module")
def debian() -> Iterator[Debian]:
    """Installed twice: the second time changes nothing that works."""
    need_program("debootstrap")
    made = Debian()
    try:
        for _time in range(2):
            made.run("/src/deploy/install", "--name", NAME)
        yield made
    finally:
        made.stop()


def set_up(debian: Debian) -> None:
    """A moderator, and what a test cannot wait for."""
    with (debian.root / "etc/chorus/chorus.env").open("a") as file:
        file.writelines(f"{name}={value}\n" for name, value in TOLD.items() if name.startswith("CHORUS_U"))
        file.write("CHORUS_SECOND_READER=False\nCHORUS_PRACTICE=False\nCHORUS_GROUPS_AT_ONCE=True\n")
    password = debian.root / "var/lib/chorus/password"
    password.write_text(PASSWORD)
    debian.run("chown", "chorus-keeper", "/var/lib/chorus/password")
    files = ["--password-file", "/var/lib/chorus/password", "--recovery-file", "/var/lib/chorus/recovery"]
    debian.run("chorus-manage", "setup_team", "--name", "wren", *files)


def test_the_main_job_goes_through_what_was_installed(debian: Debian) -> None:
    set_up(debian)
    for unit in ("chorus-public.service", "chorus-team.service"):
        debian.start(*debian.as_its_unit(unit))
    debian.start("nginx", "-g", "daemon off;")
    until = time.monotonic() + 60
    while Visitor(443).get("/healthz").status != 200:
        assert time.monotonic() < until, (debian.root / "said.txt").read_text()
        time.sleep(0.5)
    housekeeping = debian.as_its_unit("chorus-housekeeping.service")
    main_job(lambda: Visitor(443), lambda: Visitor(443), lambda: debian.run(*housekeeping))
    logs = "".join(file.read_text() for file in (debian.root / "var/log").rglob("*.log"))
    assert "database system is ready" in logs
    assert WORDS not in logs and "127.0.0.1" not in logs + (debian.root / "said.txt").read_text()


@pytest.mark.parametrize("account", ["chorus-public", "chorus-team", "www-data", "nobody"])
def test_only_the_keeper_reads_the_secrets(debian: Debian, account: str) -> None:
    read = ("cat", "/var/lib/chorus/secrets/pepper")
    assert debian.run("setpriv", f"--reuid={account}", "--clear-groups", *read, check=False).returncode == 1
    assert debian.run("setpriv", "--reuid=chorus-keeper", "--clear-groups", *read).stdout


@pytest.mark.parametrize(
    ("account", "role", "gets_in"),
    [
        ("chorus-public", "chorus_public", True),
        ("chorus-public", "chorus_site", False),
        ("chorus-public", "chorus_owner", False),
        ("chorus-team", "chorus_site", True),
        ("chorus-team", "chorus_owner", False),
        ("nobody", "chorus_public", False),
    ],
)
def test_the_kernel_says_who_may_be_which_role(
    debian: Debian, account: str, role: str, gets_in: bool
) -> None:
    ask = ("psql", "-h", "/var/run/postgresql", "-U", role, "-d", "chorus", "-Atc", "SELECT 1")
    answer = debian.run("setpriv", f"--reuid={account}", "--clear-groups", *ask, check=False)
    assert (answer.returncode == 0) == gets_in
