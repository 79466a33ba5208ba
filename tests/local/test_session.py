"""What tests/conftest.py promises to every other test."""

import os
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

REFUSES = """
CREATE TABLE refuses (word text);
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'never'; END $$;
CREATE TRIGGER refuse BEFORE TRUNCATE ON refuses EXECUTE FUNCTION refuse();
"""


@pytest.mark.django_db
def test_a_test_that_uses_the_database_is_marked(request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker("database") is not None


def test_a_test_that_does_not_is_not_marked(request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker("database") is None


@pytest.mark.django_db
def test_tables_that_refuse_to_be_emptied_are_emptied_after_a_test_only() -> None:
    with connection.cursor() as run:
        run.execute(REFUSES)
        connection.ops.execute_sql_flush(["TRUNCATE refuses"])
        with pytest.raises(Exception, match="never") as told:
            run.execute("TRUNCATE refuses")
    assert isinstance(told.value.__cause__, psycopg2.Error)


def test_the_secrets_of_the_tests_are_nobodys_else() -> None:
    secrets = Path(settings.CHORUS_SECRETS_DIR)
    assert secrets.stat().st_mode & 0o777 == 0o700
    assert secrets.stat().st_uid == os.geteuid()
    assert not settings.CHORUS_LOCAL


@pytest.mark.parametrize("turn", [1, 2])
def test_no_test_finds_what_another_left_in_the_cache(turn: int) -> None:
    assert cache.get("turn") is None
    cache.set("turn", turn)
