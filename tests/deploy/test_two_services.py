"""Two services, as on a server: the public one as a role that cannot read keys, sessions or people; the team's."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from local.arguments import CHECKOUT
from local.processes import end
from local.roles import OWNER, PUBLIC, make_roles
from tests.deploy.main_job import main_job
from tests.whole.client import Client
from tests.whole.parts import Parts
from tests.whole.site import SECONDS, free_port


class TwoServices(Parts):
    """The team's service, and beside it the public one over the same database."""

    def __init__(self, home: Path) -> None:
        super().__init__(home, CHORUS_SERVE="team")
        urls, self.public = make_roles(self.server, self.data), free_port()
        self.owner, self.public_url = urls[OWNER], urls[PUBLIC]
        told = self.environment | {"CHORUS_SERVE": "public", "DATABASE_URL": self.public_url}
        self.public_web = self._start_web(self.public, told)

    def housekeeping(self) -> None:
        """One round of it, as its own service does it."""
        told = self.environment | {"CHORUS_OWNER_DATABASE_URL": self.owner}
        command = [sys.executable, "manage.py", "housekeeping"]
        subprocess.run(command, cwd=CHECKOUT, env=told, check=True, timeout=SECONDS)

    def stop(self) -> None:
        """End all three."""
        end(self.public_web)
        super().stop()


@pytest.fixture(scope="module")
def services(home: Path) -> Iterator[TwoServices]:
    """Both, until the end of the module."""
    made = TwoServices(home)
    yield made
    made.stop()


def test_the_main_job_goes_through_both(services: TwoServices) -> None:
    main_job(lambda: Client(services.public), lambda: Client(services.port), services.housekeeping)


@pytest.mark.parametrize(("side", "status"), [("public", 404), ("port", 200)])
def test_the_public_service_has_no_page_of_the_team(services: TwoServices, side: str, status: int) -> None:
    assert Client(getattr(services, side)).get("/team/sign-in/").status == status


@pytest.mark.parametrize(("side", "status"), [("public", 200), ("port", 404)])
@pytest.mark.parametrize("path", ["/", "/begin/", "/back/", "/support/"])
def test_the_service_of_the_team_has_no_page_of_the_public(
    services: TwoServices, side: str, status: int, path: str
) -> None:
    assert Client(getattr(services, side)).get(path).status == status


@pytest.mark.parametrize("side", ["public", "port"])
def test_both_say_whether_they_work(services: TwoServices, side: str) -> None:
    assert Client(getattr(services, side)).get("/healthz").status == 200


@pytest.mark.parametrize(
    "table", ["vault_holder", "django_session", "moderation_person", "testimonies_record"]
)
def test_what_the_public_service_signs_in_as_reads_no_keys_sessions_or_people(
    services: TwoServices, table: str
) -> None:
    link = psycopg2.connect(services.public_url)
    try:
        with link.cursor() as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute(f"SELECT * FROM {table}")
    finally:
        link.close()
