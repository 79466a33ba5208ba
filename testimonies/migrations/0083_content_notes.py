"""What coordinators make of the content notes: one row a note from the start, words only where they change them."""

import uuid

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from vault.schema import ALL, grant

# Position, whether it folds the story, whether writers are asked for it: as the code had it on this day.
_NOTES = {
    "harassment": (10, False, False),
    "comments": (20, False, True),
    "catcalling": (30, False, True),
    "pressure": (40, False, True),
    "touched": (50, True, True),
    "assault": (60, True, True),
    "drugged": (70, True, True),
    "stealthing": (80, True, True),
    "pictures": (90, False, True),
    "bullying": (100, False, True),
    "stalking": (110, False, True),
    "not_believed": (120, False, True),
    "in_charge": (130, False, False),
    "under_13": (140, True, False),
}


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Each note as it is used today."""
    setting = apps.get_model("testimonies", "NoteSetting")
    setting.objects.bulk_create(
        setting(key=key, position=position, strong=strong, offered=offered)
        for key, (position, strong, offered) in _NOTES.items()
    )


class Migration(migrations.Migration):
    dependencies = [("testimonies", "0082_feed_by_note")]

    operations = [
        migrations.CreateModel(
            name="NoteSetting",
            fields=[
                ("key", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("strong", models.BooleanField()),
                ("offered", models.BooleanField()),
            ],
            options={
                "verbose_name": "use of a content note",
                "verbose_name_plural": "use of content notes",
            },
        ),
        migrations.CreateModel(
            name="NoteWords",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=16)),
                ("language", models.CharField(max_length=12)),
                ("ticked", models.CharField(max_length=100)),
                ("shown", models.CharField(max_length=100)),
            ],
            options={
                "verbose_name": "wording of a content note",
                "verbose_name_plural": "wording of content notes",
                "constraints": [
                    models.UniqueConstraint(fields=("key", "language"), name="note_words_once_in_a_language")
                ],
            },
        ),
        grant("testimonies_notesetting", site=ALL, public="SELECT"),
        grant("testimonies_notewords", site=ALL, public="SELECT"),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
