"""An index of the feed for each note: one that no story has was looked for in all of them."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

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


def feed_by(note: str) -> models.Index:
    """The feed of the stories with this note, newest first."""
    condition = models.Q(state="published", notes__contains=[note])
    return models.Index(fields=["-group", "ord"], condition=condition, name=f"feed_by_{note}")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("testimonies", "0081_transparency_without_counted")]
    operations = [AddIndexConcurrently("story", feed_by(note)) for note in NOTES]
