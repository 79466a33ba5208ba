"""Stands in for the site: says which role of the database it has."""

import os
from collections.abc import Callable
from typing import Any

import psycopg2


def application(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    """Answer with the name of the role."""
    link = psycopg2.connect(os.environ["DATABASE_URL"])
    with link.cursor() as run:
        run.execute("SELECT current_user")
        role = run.fetchone()[0]
    link.close()
    start("200 OK", [("Content-Type", "text/plain")])
    return [role.encode()]
