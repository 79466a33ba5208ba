"""A copy of a real site, restored into a new database: who may read it still can, and what went stays gone."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg2
import pytest

from local.arguments import CHECKOUT
from local.cluster import ADMINISTRATOR
from local.roles import OWNER, PUBLIC, SITE, password_name
from moderation import backups
from tests.deploy.main_job import sign_in, take_down
from tests.whole.client import Client, Page, write
from tests.whole.parts import Parts
from tests.whole.site import SECONDS, free_port

STAYS, GOES = "There was a line that stays.", "There was a line that goes."
PUBLIC_TEXT = "There was a line for everybody."


class Site(Parts):
    """A site, and the commands of whoever looks after it."""

    def url(self, role: str, database: str) -> str:
        """The address of a database for a role."""
        return self.server.url(role, self.data.secret(password_name(role)), database)

    def manage(
        self, *words: str, database: str = "chorus", typed: str = "", **told: str
    ) -> subprocess.CompletedProcess:
        """`manage.py`, with both addresses of a database; `typed` is its standard input."""
        urls = {
            "DATABASE_URL": self.url(SITE, database),
            "CHORUS_OWNER_DATABASE_URL": self.url(OWNER, database),
        }
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(
            command,
            cwd=CHECKOUT,
            env=self.environment | urls | told,
            input=typed,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )

    def new_database(self, name: str) -> None:
        """Empty, as on another server that has the roles."""
        link = psycopg2.connect(self.server.url(ADMINISTRATOR, self.server.password, "postgres"))
        link.autocommit = True
        with link.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name} OWNER {OWNER}")
            cursor.execute(f"GRANT CONNECT ON DATABASE {name} TO {SITE}, {PUBLIC}")
        link.close()

    def serve(self, database: str, **told: str) -> int:
        """The web server over another database; returns its port."""
        port = free_port()
        self.others = [
            *getattr(self, "others", []),
            self._start_web(port, self.environment | {"DATABASE_URL": self.url(SITE, database)} | told),
        ]
        return port

    def stop(self) -> None:
        """End all of it."""
        for other in getattr(self, "others", []):
            other.terminate()
            other.wait(SECONDS)
        super().stop()


@pytest.fixture(scope="module")
def site(home: Path) -> Iterator[Site]:
    """A site with two directories for copies and keys."""
    made = Site(home)
    for name in ("copies", "keys"):
        (home / name).mkdir()
    yield made
    made.stop()


def send(port: int, words: str, use: str = "read") -> str:
    """The six words of a story that was sent."""
    client = Client(port)
    _page, form = write(client, words, use)
    return client.send(form).receipt


def come_back(port: int, words: str) -> tuple[Client, Page]:
    """The page behind six words."""
    client = Client(port)
    return client, client.send(client.get("/back/").form("w"), w=words)


def copy_of(site: Site) -> backups.Copy:
    """The copy that a backup made, and its key."""
    before = set((site.home / "copies").iterdir())
    done = site.manage("backup", "--copies", str(site.home / "copies"), "--keys", str(site.home / "keys"))
    assert done.returncode == 0, done.stderr
    (sealed,) = set((site.home / "copies").iterdir()) - before
    return backups.Copy(sealed, site.home / "keys" / f"{sealed.stem}.key")


def secrets_on_another_server(site: Site) -> Path:
    """What the copy of the secrets and its words give there."""
    files, there = (site.home / "secrets-copy", site.home / "secrets-words"), site.home / "new-secrets"
    done = site.manage("backup_secrets", str(files[0]), "--words-file", str(files[1]))
    assert done.returncode == 0, done.stderr
    typed = files[1].read_text()
    done = site.manage("restore_secrets", str(files[0]), typed=typed, CHORUS_SECRETS_DIR=str(there))
    assert done.returncode == 0, done.stderr
    return there


def test_a_copy_is_restored_and_opens_for_its_writer_and_a_moderator_only(site: Site) -> None:
    stays, goes = send(site.port, STAYS), send(site.port, GOES)
    copy = copy_of(site)
    take_down(come_back(site.port, goes)[0])
    assert site.manage("housekeeping").returncode == 0
    site.new_database("moved")
    present = str(site.data.path / "present")
    restore = ["restore", str(copy.sealed), "--key", str(copy.key), "--present", present]
    done = site.manage(*restore, database="moved")
    assert done.returncode == 0, done.stderr
    port = site.serve("moved", CHORUS_SECRETS_DIR=str(secrets_on_another_server(site)))
    client, page = come_back(port, stays)
    assert page.path == "/back/page/" and STAYS in client.get("/back/page/?text=1").text
    assert "Your story is gone" in come_back(port, goes)[1].text
    team = Client(port)
    sign_in(team)
    (take,) = team.get("/team/queue/").forms_to(r"/team/take/[0-9a-f-]{36}/")
    review = team.send(take)
    assert STAYS in team.get(f"{review.path}?show=1").text
    # Closed until a coordinator has looked.
    assert "form" not in Client(port).get("/begin/").text.split("<main")[1].split("</main")[0]
    again = site.manage(*restore, database="moved")
    assert again.returncode == 1 and "not empty" in again.stderr


def test_a_copy_tells_nothing_without_its_key(site: Site) -> None:
    copy = copy_of(site)
    raw = copy.sealed.read_bytes()
    assert len(raw) > 64 * 1024 and b"PGDMP" not in raw and b"testimonies_testimony" not in raw
    assert copy.sealed.stat().st_mode & 0o077 == copy.key.stat().st_mode & 0o077 == 0
    other = copy_of(site)
    site.new_database("refused")
    done = site.manage(
        "restore", str(copy.sealed), "--key", str(other.key), "--without-present", database="refused"
    )
    assert done.returncode == 1 and "does not open this copy" in done.stderr
    right = ["restore", str(copy.sealed), "--key", str(copy.key), "--without-present"]
    assert site.manage(*right, database="refused").returncode == 0


def test_a_copy_that_is_damaged_leaves_the_database_empty(site: Site, tmp_path: Path) -> None:
    copy = copy_of(site)
    cut = backups.Copy(tmp_path / "cut", copy.key)
    cut.sealed.write_bytes(copy.sealed.read_bytes()[:-1])
    site.new_database("damaged")
    url = site.url(OWNER, "damaged")
    with pytest.raises(backups.BackupFailed):
        backups.restore(url, cut)
    backups.restore(url, copy)


def test_keys_beside_the_copies_are_refused(site: Site) -> None:
    inside = site.home / "copies/keys"
    done = site.manage("backup", "--copies", str(site.home / "copies"), "--keys", str(inside))
    assert done.returncode == 1 and "keep the keys apart" in done.stderr


def test_after_28_days_a_key_is_thrown_away_and_not_before(tmp_path: Path) -> None:
    names = ["chorus-2026-01-01-aaaaaaaa.key", "chorus-2026-01-02-bbbbbbbb.key", "notes.key"]
    for name in names:
        (tmp_path / name).touch()
    gone = backups.forget_keys(tmp_path, date(2026, 1, 29))
    assert [path.name for path in gone] == names[:1]
    assert sorted(path.name for path in tmp_path.iterdir()) == names[1:]


def test_half_a_copy_is_taken_away_with_its_key(tmp_path: Path) -> None:
    for name in ("copies", "keys"):
        (tmp_path / name).mkdir()
    with pytest.raises(backups.BackupFailed):
        backups.back_up(
            f"postgresql://nobody@/nothing?host={tmp_path}",
            copies=tmp_path / "copies",
            keys=tmp_path / "keys",
            today=date(2026, 1, 1),
        )
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
