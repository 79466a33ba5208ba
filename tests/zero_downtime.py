"""What a migration must not do while the release before it still serves people; docs/migrations.md says why."""

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models.fields import NOT_PROVIDED

GOES = (
    migrations.RemoveField,
    migrations.DeleteModel,
    migrations.RenameField,
    migrations.RenameModel,
    migrations.AlterModelTable,
)
IN_SQL = {
    r"\bDROP\s+(COLUMN|TABLE)\b": "drops what the release before still reads",
    r"\bRENAME\b": "renames what the release before still reads",
    r"\bSET\s+NOT\s+NULL\b": "refuses what the release before still writes",
    r"\bCREATE\s+(UNIQUE\s+)?INDEX\s+(?!CONCURRENTLY)": "builds an index while nobody can write",
    r"\bALTER\s+COLUMN\s+\S+\s+TYPE\b": "writes the whole table anew while nobody can read",
    r"\bGENERATED\s+ALWAYS\b": "writes the whole table anew while nobody can read",
    r"\bLOCK\s+TABLE\b": "keeps everybody waiting",
}


def complaints(operations: list[Any], tables: set[str] | None = None) -> Iterator[str]:
    """What is wrong with a migration, one line each; `tables` collects those that it made itself."""
    new = set() if tables is None else tables
    for each in operations:
        if isinstance(each, migrations.CreateModel):
            new.add(each.name_lower)
        elif isinstance(each, migrations.SeparateDatabaseAndState):
            yield from complaints(each.database_operations, new)
        elif isinstance(each, migrations.RunSQL):
            yield from _of_sql(each.sql, new)
        elif getattr(each, "model_name", getattr(each, "name", "")).lower() not in new:
            yield from _of(each)


def _of_sql(sql: Any, new: set[str]) -> Iterator[str]:
    parts = [sql] if isinstance(sql, str) else [part if isinstance(part, str) else part[0] for part in sql]
    text = re.sub(r"--[^\n]*", "", " ; ".join(parts))
    for statement in text.split(";"):
        # A table that this migration made is nobody's yet.
        if any(re.search(rf"\b\w+_{name}\b", statement) for name in new):
            continue
        for pattern, why in IN_SQL.items():
            if re.search(pattern, statement, re.IGNORECASE):
                yield f"SQL {why}"


def _of(each: Any) -> Iterator[str]:
    said = each.describe()
    if isinstance(each, GOES):
        yield f"{said}: the release before still uses it"
    elif isinstance(each, migrations.AddField):
        if not each.field.null and each.field.db_default is NOT_PROVIDED and not each.field.many_to_many:
            yield f"{said}: the release before writes rows without it; give it null=True or db_default"
        if each.field.unique or each.field.db_index:
            yield f"{said}: its index is built while nobody can write; add it without, then AddIndexConcurrently"
    elif isinstance(each, migrations.AlterField) and not _is_only_for_python(each.field):
        yield f"{said}: may write the whole table anew or refuse what the release before writes"
    elif isinstance(each, migrations.AddIndex) and not isinstance(each, AddIndexConcurrently):
        yield f"{said}: built while nobody can write; use AddIndexConcurrently"
    elif isinstance(each, migrations.AddConstraint):
        yield f"{said}: looks at each row while nobody can write; AddConstraintNotValid, then ValidateConstraint"


def _is_only_for_python(field: models.Field) -> bool:
    """Whether the database hears nothing of a change: choices of a text, and names, are Python's business."""
    return isinstance(field, models.TextField) and bool(field.choices) and not field.unique
