"""What migrations need and Django does not write: roles, grants, cascades in the database, quiet columns.

Three roles from the first migration on: chorus_owner migrates, chorus_site serves the team and the public,
chorus_public serves the public alone and cannot read keys, sessions or people.
"""

from django.db.migrations.operations import RunSQL
from django.db.migrations.operations.base import Operation

ROLES = ("chorus_owner", "chorus_site", "chorus_public")
ALL = "SELECT, INSERT, UPDATE, DELETE"


def create_roles() -> RunSQL:
    """Make the roles that are missing, unable to sign in; who may sign in is the operator's business."""
    each = "\n".join(
        f"IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') "  # nosec B608 # the three names in ROLES
        f"THEN CREATE ROLE {role} NOLOGIN; END IF;"
        for role in ROLES
    )
    return RunSQL(f"DO $$ BEGIN {each} END $$", RunSQL.noop)


def grant(table: str, *, site: str = "", public: str = "") -> RunSQL:
    """What the two serving roles may do with a table; nothing else."""
    statements = [f"REVOKE ALL ON {table} FROM PUBLIC, chorus_site, chorus_public"]
    if site:
        statements.append(f"GRANT {site} ON {table} TO chorus_site")
    if public:
        statements.append(f"GRANT {public} ON {table} TO chorus_public")
    return RunSQL(statements, RunSQL.noop)


def cascade(table: str, column: str, target: str) -> RunSQL:
    """A foreign key with ON DELETE CASCADE: withdrawing happens as a role that must not know `table`."""
    name = f"{table}_{column}_cascade"
    return RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}) REFERENCES {target} (uuid)"
        " ON DELETE CASCADE",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


def keep_uncompressed(table: str, *columns: str) -> list[Operation]:
    """Ciphertext: no point in compressing it, and its length would say what was inside."""
    return [
        RunSQL(
            f"ALTER TABLE {table} ALTER COLUMN {column} SET STORAGE EXTERNAL,"
            f" ALTER COLUMN {column} SET STATISTICS 0",
            RunSQL.noop,
        )
        for column in columns
    ]


def keep_no_statistics(table: str, *columns: str) -> list[Operation]:
    """Words: else ANALYZE keeps whole sentences of deleted rows in pg_statistic."""
    return [
        RunSQL(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0", RunSQL.noop)
        for column in columns
    ]
