"""Marks of a reading that was interrupted."""

import django.db.models.deletion
from django.db import migrations, models

import vault.fields
from vault.schema import ALL, cascade, grant, keep_uncompressed


class Migration(migrations.Migration):
    dependencies = [("moderation", "0052_notes")]

    operations = [
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "testimony",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="proposal",
                        serialize=False,
                        to="testimonies.testimony",
                    ),
                ),
                ("marks", vault.fields.SealedField()),
            ],
        ),
        cascade("moderation_proposal", "testimony_id", "testimonies_testimony"),
        grant("moderation_proposal", site=ALL),
        *keep_uncompressed("moderation_proposal", "marks"),
    ]
