"""Who worked through which practice story."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from vault.schema import ALL, grant


class Migration(migrations.Migration):
    dependencies = [("moderation", "0054_preference")]

    operations = [
        migrations.CreateModel(
            name="Practice",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("item", models.PositiveSmallIntegerField()),
                ("day", models.DateField()),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="practice",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("person", "item"), name="practised_once")],
            },
        ),
        grant("moderation_practice", site=ALL),
    ]
