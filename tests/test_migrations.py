"""A migration runs while the release before it still serves people: nothing of theirs may go or lock."""

from pathlib import Path

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

from tests.zero_downtime import complaints

OURS = ("vault", "testimonies", "moderation")
LIST = Path(__file__).with_name("migrations_before_the_first_release.txt")
INDEX = models.Index(fields=["day"], name="by_day")


def found() -> dict[str, list[str]]:
    """What is wrong with each of our migrations, by name."""
    every = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return {
        f"{app}.{name}": wrong
        for (app, name), migration in sorted(every.items())
        if app in OURS and (wrong := list(complaints(migration.operations)))
    }


def exempt() -> list[str]:
    """Those that no running site has ever met: they came before the first release."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_no_migration_hurts_the_release_before_it() -> None:
    assert {name: wrong for name, wrong in found().items() if name not in exempt()} == {}


def test_the_list_names_only_migrations_that_would_hurt() -> None:
    assert sorted(set(exempt()) - set(found())) == []


@pytest.mark.parametrize(
    ("hurts", "does_not"),
    [
        (
            migrations.RemoveField("story", "day"),
            migrations.AlterModelOptions("story", {"ordering": ["day"]}),
        ),
        (
            migrations.RenameField("story", "day", "date"),
            migrations.AddField("story", "date", models.DateField(null=True)),
        ),
        (
            migrations.AddField("story", "kind", models.TextField(default="")),
            migrations.AddField("story", "kind", models.TextField(db_default="")),
        ),
        (
            migrations.AddField("story", "kind", models.TextField(null=True, db_index=True)),
            migrations.AddField("story", "kind", models.TextField(null=True)),
        ),
        (migrations.AddIndex("story", INDEX), AddIndexConcurrently("story", INDEX)),
        (
            migrations.AlterField("story", "kind", models.IntegerField()),
            migrations.AlterField("story", "kind", models.TextField(choices=[("a", "A")])),
        ),
        (migrations.DeleteModel("Story"), migrations.CreateModel("Story", [])),
        (
            migrations.RunSQL("CREATE INDEX by_day ON testimonies_story (day)"),
            migrations.RunSQL("CREATE INDEX CONCURRENTLY by_day ON testimonies_story (day)"),
        ),
        (
            migrations.RunSQL("ALTER TABLE testimonies_story ALTER COLUMN day SET NOT NULL"),
            migrations.RunSQL("ALTER TABLE testimonies_story ALTER COLUMN day SET STATISTICS 0"),
        ),
    ],
    ids=lambda each: each.describe() if hasattr(each, "describe") else None,
)
def test_what_hurts_is_found_and_its_twin_is_not(
    hurts: migrations.operations.base.Operation, does_not: migrations.operations.base.Operation
) -> None:
    assert list(complaints([hurts])) and list(complaints([does_not])) == []


def test_what_a_migration_made_itself_is_its_own() -> None:
    assert list(complaints([migrations.CreateModel("Story", []), migrations.AddIndex("story", INDEX)])) == []
