"""What deploy/ says, held to what the site says: settings, roles, and how closed the services are."""

import re
import subprocess
from pathlib import Path

import pytest

from local.roles import OWNER, PUBLIC, SITE
from tests.deploy.units import DEPLOY, UNITS, environment_of, lines_of
from tests.needs import need_program
from tests.test_docs import first_names_of

SERVICES = [unit.name for unit in UNITS if unit.suffix == ".service"]
OWNERS = ("chorus-backup.service", "chorus-housekeeping.service")
ROLES = {"chorus-public.service": PUBLIC, "chorus-team.service": SITE} | dict.fromkeys(OWNERS, SITE)
ROLES["chorus-digest.service"] = SITE
# systemd's own scale, from 0 (closed) to 10; the one that sends mail has the network, and none of the secrets.
MOST_EXPOSED, OF_THE_DIGEST = 1.0, 1.5


def role_of(url: str) -> str:
    """Whose address of the database this is."""
    return re.match(r"postgresql://(\w+)@/chorus\?host=/var/run/postgresql$", url)[1]


def test_every_setting_stands_in_the_one_file() -> None:
    text = (DEPLOY / "chorus.env").read_text(encoding="utf-8")
    named = re.findall(r"^#?([A-Z_]+)=", text, re.MULTILINE)
    assert sorted(named) == sorted(first_names_of("settings.md"))


@pytest.mark.parametrize("service", SERVICES)
def test_each_service_signs_in_as_its_own_role(service: str) -> None:
    told = environment_of(service)
    assert role_of(told["DATABASE_URL"]) == ROLES[service]
    owner = told.get("CHORUS_OWNER_DATABASE_URL")
    assert (owner and role_of(owner)) == (OWNER if service in OWNERS else None)


def test_an_account_may_sign_in_as_the_roles_of_its_services_and_no_other() -> None:
    allowed = (DEPLOY / "postgresql/pg_ident.conf").read_text(encoding="utf-8")
    pairs = set(re.findall(r"^chorus (\S+) +(\S+)$", allowed, re.MULTILINE))
    wanted = {(lines_of(service, "User")[0], role) for service, role in ROLES.items()}
    assert pairs == wanted | {("chorus-keeper", OWNER)}


@pytest.mark.parametrize("service", SERVICES)
def test_nothing_of_a_service_reaches_the_disk_when_it_dies_or_is_swapped_out(service: str) -> None:
    assert (lines_of(service, "LimitCORE"), lines_of(service, "MemorySwapMax")) == (["0"], ["0"])


def test_what_reaches_other_machines_has_no_secret_and_nothing_else_reaches_any() -> None:
    without = [service for service in SERVICES if not lines_of(service, "LoadCredential")]
    reaching = [service for service in SERVICES if lines_of(service, "PrivateNetwork") != ["yes"]]
    assert without == reaching == ["chorus-digest.service"]


def test_a_letter_that_nobody_got_is_tried_again_until_the_next_half_day() -> None:
    unit = "chorus-digest.service"
    assert (lines_of(unit, "Restart"), lines_of(unit, "RestartSec")) == (["on-failure"], ["1h"])
    assert (lines_of(unit, "StartLimitIntervalSec"), lines_of(unit, "StartLimitBurst")) == (["1d"], ["13"])


@pytest.mark.parametrize("service", ["chorus-public.service", "chorus-team.service"])
def test_what_people_reach_keeps_its_socket_over_a_restart(service: str) -> None:
    keys = ("FileDescriptorStoreMax", "NotifyAccess", "RuntimeDirectoryPreserve")
    assert [lines_of(service, key) for key in keys] == [["1"], ["main"], ["restart"]]
    assert " -m config.serve " in lines_of(service, "ExecStart")[0]


def test_a_copy_and_its_key_go_to_two_places_that_are_not_this_disk() -> None:
    (looked_at,) = lines_of("chorus-backup.service", "ExecStartPre")
    places = re.findall(r"/var/lib/chorus-\w+", looked_at)
    (command,) = lines_of("chorus-backup.service", "ExecStart")
    assert command.endswith(f"manage.py backup --copies {places[0]} --keys {places[1]}")
    assert lines_of("chorus-backup.service", "ReadWritePaths") == [" ".join(places)]
    text = (DEPLOY / "install").read_text(encoding="utf-8")
    assert f"chorus-keeper {' '.join(places)}\n" in text


@pytest.mark.parametrize(
    "unit", [unit for unit in UNITS if unit.suffix == ".timer"], ids=lambda unit: unit.name
)
def test_systemd_takes_each_timer_which_has_its_service(unit: Path) -> None:
    need_program("systemd-analyze")
    assert unit.with_suffix(".service") in UNITS
    (when,) = lines_of(unit.name, "OnCalendar") or ["daily"]
    said = subprocess.run(["systemd-analyze", "calendar", when], capture_output=True, text=True)
    assert said.returncode == 0 and lines_of(unit.name, "WantedBy") == ["timers.target"]


@pytest.mark.parametrize("service", SERVICES)
def test_systemd_takes_each_service_and_finds_it_closed(service: str, tmp_path: Path) -> None:
    need_program("systemd-analyze")
    here = tmp_path / service
    text = (DEPLOY / "systemd" / service).read_text(encoding="utf-8")
    # The programs are where the installer puts them, not here.
    here.write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", text, flags=re.MULTILINE))
    said = subprocess.run(["systemd-analyze", "verify", here], capture_output=True, text=True)
    assert (said.returncode, said.stderr) == (0, "")
    most = OF_THE_DIGEST if service == "chorus-digest.service" else MOST_EXPOSED
    judged = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", here], capture_output=True, text=True
    )
    assert float(re.search(r"exposure level for .*: ([0-9.]+)", judged.stdout)[1]) <= most
