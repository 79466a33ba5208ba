"""An update of the tables while people use them: nobody waits for long, and the next try goes on."""

from collections.abc import Iterator

import pytest
from django.core.management import CommandError
from django.db import connection
from pytest_django import Settings

from moderation import preparing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _one_more(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("CHORUS_OWNER_DATABASE_URL", raising=False)
    settings.MIGRATION_MODULES = {"contenttypes": "tests.moderation.one_more_migration"}
    yield
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE testimonies_story DROP COLUMN IF EXISTS tried")
        cursor.execute("DELETE FROM django_migrations WHERE name = '0003_tried'")
    # With it goes what was said about waiting.
    connection.close()


def has_column() -> bool:
    """Whether the migration was made."""
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, "testimonies_story")
    return "tried" in {column.name for column in columns}


def test_a_table_that_is_in_use_is_left_alone_after_three_seconds_and_changed_the_next_time() -> None:
    reader = connection.copy()
    try:
        with reader.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT count(*) FROM testimonies_story")
        with pytest.raises(CommandError, match="the tables are in use"):
            preparing.migrate()
        assert not has_column()
    finally:
        reader.close()
    preparing.migrate()
    assert has_column()
