"""Concerns with six words of their own, and stories that were removed.

What was reported before this cannot be given words, for nobody but the team can open it: no site was in use then.
"""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import vault.fields
from vault.schema import ALL, grant, keep_uncompressed

# Not `steps`: what the team has ticked.
PUBLIC = (
    "SELECT (uuid, receipt_id, data_key_id, story_number, state, day, due_day, decided_day, record_subject, body),"
    " INSERT"
)


class Migration(migrations.Migration):
    dependencies = [
        ("testimonies", "0051_replies"),
        ("vault", "0002_database"),
    ]

    operations = [
        migrations.DeleteModel(name="Concern"),
        migrations.CreateModel(
            name="Concern",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("story_number", models.PositiveIntegerField(db_index=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("kept", "Kept"),
                            ("cut", "Cut"),
                            ("removed", "Removed"),
                            ("gone", "Gone"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("day", models.DateField()),
                ("due_day", models.DateField()),
                ("decided_day", models.DateField(null=True)),
                (
                    "steps",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), default=list, size=None
                    ),
                ),
                ("record_subject", models.UUIDField(default=uuid.uuid4)),
                ("body", vault.fields.SealedField()),
                (
                    "data_key",
                    models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, to="vault.datakey"),
                ),
                (
                    "receipt",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="concern",
                        to="vault.receipt",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ConcernMessage",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("by_reader", models.BooleanField()),
                ("body", vault.fields.SealedField()),
                (
                    "concern",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="testimonies.concern",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("concern", "number"), name="concern_messages_in_order")
                ],
            },
        ),
        migrations.AddField("story", "removed_box", vault.fields.SealedToTeamField(null=True)),
        migrations.AddField("story", "until_day", models.DateField(null=True)),
        migrations.AddField("story", "times_cut", models.PositiveSmallIntegerField(default=0)),
        grant("testimonies_concern", site=ALL, public=PUBLIC),
        grant("testimonies_concernmessage", site=ALL, public="SELECT, INSERT"),
        *keep_uncompressed("testimonies_concern", "body"),
        *keep_uncompressed("testimonies_concernmessage", "body"),
        *keep_uncompressed("testimonies_story", "removed_box"),
    ]
