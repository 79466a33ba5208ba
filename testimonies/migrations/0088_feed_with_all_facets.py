"""The indexes of the feed hold all facets: two that no story has together were looked for in the stories."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

FACETS = ("kind", "years", "language")
NOTES = (
    "harassment",
    "comments",
    "catcalling",
    "pressure",
    "touched",
    "assault",
    "drugged",
    "stealthing",
    "pictures",
    "bullying",
    "stalking",
    "not_believed",
    "in_charge",
    "under_13",
)


def with_facet(column: str) -> models.Index:
    """The feed of the stories with one answer, newest first, and what else they show."""
    others = [other for other in FACETS if other != column]
    condition = models.Q(state="published")
    return models.Index(
        fields=[column, "-group", "ord", *others], condition=condition, name=f"feed_with_{column}"
    )


def with_note(note: str) -> models.Index:
    """The same for a note."""
    condition = models.Q(state="published", notes__contains=[note])
    return models.Index(fields=["-group", "ord", *FACETS], condition=condition, name=f"feed_with_{note}")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("testimonies", "0087_queue_counted_by_its_index")]
    operations = [
        *(AddIndexConcurrently("story", with_facet(column)) for column in FACETS),
        *(AddIndexConcurrently("story", with_note(note)) for note in NOTES),
        *(RemoveIndexConcurrently("story", f"feed_by_{name}") for name in (*FACETS, *NOTES)),
    ]
