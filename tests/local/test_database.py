"""The embedded PostgreSQL lets in who has a password, and tells nobody what was asked of it."""

import stat
from pathlib import Path

import psycopg2
import pytest

from local.account import account_for
from local.cluster import ADMINISTRATOR
from local.postgres import SETTINGS
from local.roles import DATABASE, PUBLIC, ROLES, SITE, make_roles
from tests.local.conftest import Running


def ask(url: str, question: str) -> str:
    link = psycopg2.connect(url)
    try:
        with link.cursor() as run:
            run.execute(question)
            return run.fetchone()[0]
    finally:
        link.close()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_comes_in_with_its_own_password_and_is_no_superuser(running: Running, role: str) -> None:
    assert ask(running.urls[role], "SELECT current_user") == role
    assert (
        ask(running.urls[role], "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
        is False
    )


def test_the_three_passwords_differ(running: Running) -> None:
    assert len({url.split(":")[2].split("@")[0] for url in running.urls.values()}) == 3


@pytest.mark.parametrize("password", ["", "guessed"])
@pytest.mark.parametrize("role", [ADMINISTRATOR, *ROLES])
def test_nobody_comes_in_without_the_password(running: Running, role: str, password: str) -> None:
    with pytest.raises(psycopg2.OperationalError, match="password"):
        psycopg2.connect(running.server.url(role, password, DATABASE))


def test_the_owner_owns_the_database_and_the_public_role_makes_nothing_in_it(running: Running) -> None:
    owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
    assert ask(running.urls[SITE], owner) == "chorus_owner"
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        ask(running.urls[PUBLIC], "CREATE TABLE mine ()")


def test_every_rule_of_who_may_come_in_asks_for_a_password(running: Running) -> None:
    administrator = running.server.url(ADMINISTRATOR, running.server.password, "postgres")
    rules = "SELECT array_agg(DISTINCT auth_method) FROM pg_hba_file_rules"
    assert ask(administrator, rules) == ["scram-sha-256"]


@pytest.mark.parametrize("name", SETTINGS)
def test_the_server_runs_with_our_settings(running: Running, name: str) -> None:
    assert ask(running.urls[SITE], f"SHOW {name}") == SETTINGS[name]


def test_accents_fold_whatever_the_locale_of_the_machine(running: Running) -> None:
    assert ask(running.urls[SITE], "SELECT lower('ÉCOLE')") == "école"
    assert ask(running.urls[SITE], "SELECT to_tsvector('french', 'ÉCOLE')::text") == "'écol':1"


def test_the_socket_and_the_secrets_are_closed_to_others(running: Running) -> None:
    server = running.server
    assert server.sockets is not None
    assert mode(server.sockets) == 0o700
    assert server.sockets.stat().st_uid == server.data.cluster.stat().st_uid
    assert mode(server.data.secrets) == mode(server.data.cluster) == 0o700
    assert {mode(path) for path in server.data.secrets.iterdir()} == {0o600}


def test_the_log_holds_no_word_of_a_statement_that_failed(running: Running) -> None:
    for question in ("SELECT 'what happened to me'::date", "SELECT * FROM what_happened_to_me"):
        with pytest.raises(psycopg2.Error):
            ask(running.urls[SITE], question)
    assert "happened" not in running.server.data.log.read_text()


def test_a_lost_password_is_made_again_and_works(running: Running) -> None:
    (running.server.data.secrets / "database_chorus_public").unlink()
    urls = make_roles(running.server, running.server.data)
    assert urls[PUBLIC] != running.urls[PUBLIC]
    running.urls.update(urls)
    assert ask(urls[PUBLIC], "SELECT current_user") == PUBLIC


def test_the_account_of_a_cluster_is_its_owner(running: Running) -> None:
    account = account_for(running.server.data.cluster)
    assert account == running.server.account
