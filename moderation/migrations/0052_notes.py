"""Notes of the team on a testimony, and the key that they are sealed under."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import vault.fields
from vault.schema import ALL, cascade, grant, keep_uncompressed


class Migration(migrations.Migration):
    dependencies = [("moderation", "0051_day_of_reading")]

    operations = [
        migrations.CreateModel(
            name="NoteKey",
            fields=[
                (
                    "testimony",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="note_key",
                        serialize=False,
                        to="testimonies.testimony",
                    ),
                ),
                ("box", vault.fields.SealedToTeamField()),
                ("generation", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("by", models.UUIDField()),
                ("body", vault.fields.SealedField()),
                (
                    "testimony",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="notes",
                        to="testimonies.testimony",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("testimony", "number"), name="notes_in_order")
                ],
            },
        ),
        cascade("moderation_notekey", "testimony_id", "testimonies_testimony"),
        cascade("moderation_note", "testimony_id", "testimonies_testimony"),
        grant("moderation_notekey", site=ALL),
        grant("moderation_note", site=ALL),
        *keep_uncompressed("moderation_notekey", "box"),
        *keep_uncompressed("moderation_note", "body"),
    ]
