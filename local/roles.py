"""The database `chorus` and its three roles, each with a password of its own."""

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import connection, cursor, encrypt_password

from local.cluster import ADMINISTRATOR
from local.data import DataDirectory
from local.postgres import Server
from local.trouble import Trouble

DATABASE = "chorus"
OWNER = "chorus_owner"
SITE = "chorus_site"
PUBLIC = "chorus_public"
ROLES = (OWNER, SITE, PUBLIC)


def password_name(role: str) -> str:
    """Return the name of the file under `secrets/` that holds a role's password."""
    return f"database_{role}"


def make_roles(server: Server, data: DataDirectory) -> dict[str, str]:
    """Make what is missing, and return the address of the database for each role."""
    try:
        with_superuser = psycopg2.connect(server.url(ADMINISTRATOR, server.password, "postgres"))
    except psycopg2.OperationalError:
        raise Trouble(f"the passwords in {data.secrets} do not fit the database in {data.cluster}") from None
    try:
        with_superuser.autocommit = True
        with with_superuser.cursor() as run:
            for role in ROLES:
                _make_role(with_superuser, run, role, data.secret(password_name(role)))
            # Its housekeeping ends what the write-ahead log still holds of what was shredded.
            run.execute(f"GRANT pg_checkpoint TO {OWNER}")
            _make_database(run)
    finally:
        with_superuser.close()
    return {role: server.url(role, data.secret(password_name(role)), DATABASE) for role in ROLES}


def _make_role(link: connection, run: cursor, role: str, password: str) -> None:
    run.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    verb = "ALTER" if run.fetchone() else "CREATE"
    # Encrypted here: the server never sees the password itself, so it can neither log nor show it.
    verifier = encrypt_password(password, role, link, "scram-sha-256")
    statement = sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD {}")
    run.execute(statement.format(sql.SQL(verb), sql.Identifier(role), sql.Literal(verifier)))


def _make_database(run: cursor) -> None:
    run.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
    if run.fetchone():
        return
    run.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
    run.execute(f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC")
    run.execute(f"GRANT CONNECT ON DATABASE {DATABASE} TO {SITE}, {PUBLIC}")
