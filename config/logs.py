"""What must not be written down by those beside us: the web server's log of requests, and PostgreSQL's of statements.

psycopg2 puts values into the statement text: a statement in PostgreSQL's log is somebody's words.
"""

import os
import sys
from collections.abc import Iterator

from django.db import Error, connections

# A visitor's address stands in each of its lines.
_ASKS_FOR_IT = "--access-log"
_OFF = ("", "0", "false", "no", "off")
# What each must say; with anything else a statement, or the row that it failed on, may be written.
OF_POSTGRESQL = {
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_transaction_sample_rate": "0",
}


def reasons() -> Iterator[str]:
    """Why what is written beside us would hold addresses or words."""
    if _ASKS_FOR_IT in sys.argv or os.environ.get("GRANIAN_LOG_ACCESS_ENABLED", "").lower() not in _OFF:
        yield "the web server would write visitors' addresses: start it with --no-access-log only."
    for alias in connections:
        for name, value in _said_by(alias).items():
            if value != OF_POSTGRESQL[name]:
                yield f"PostgreSQL's {name} is {value}: its log may hold what people write. Set {OF_POSTGRESQL[name]}."


def _said_by(alias: str) -> dict[str, str]:
    """What a database says of its log; nothing while it is away, for the site starts without it, too."""
    link = connections[alias]
    try:
        with link.cursor() as cursor:
            cursor.execute(
                "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(OF_POSTGRESQL)]
            )
            return dict(cursor.fetchall())
    except Error:
        return {}
    finally:
        link.close()
