"""A second step: what an app makes codes from, and ten codes for paper."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import vault.fields
from vault.schema import ALL, grant, keep_uncompressed


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0002_database"),
    ]

    operations = [
        migrations.CreateModel(
            name="SecondStep",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="second_step",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("secret", vault.fields.SealedField(null=True)),
                ("pending", vault.fields.SealedField(null=True)),
                ("last_step", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="PaperCode",
            fields=[
                ("hash", vault.fields.KeyField(primary_key=True, serialize=False)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="paper_codes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        grant("moderation_secondstep", site=ALL),
        grant("moderation_papercode", site=ALL),
        *keep_uncompressed("moderation_secondstep", "secret", "pending"),
    ]
