"""What somebody does not read, sealed to them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import vault.fields
from vault.schema import ALL, grant, keep_uncompressed


class Migration(migrations.Migration):
    dependencies = [("moderation", "0053_proposal")]

    operations = [
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="preference",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("blob", vault.fields.SealedField()),
            ],
        ),
        grant("moderation_preference", site=ALL),
        *keep_uncompressed("moderation_preference", "blob"),
    ]
