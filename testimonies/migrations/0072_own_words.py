"""What those who run the site say in their own words."""

import uuid

from django.db import migrations, models

from vault.schema import ALL, grant


class Migration(migrations.Migration):
    dependencies = [("testimonies", "0071_brought")]

    operations = [
        migrations.CreateModel(
            name="Announcement",
            fields=[
                ("language", models.CharField(max_length=12, primary_key=True, serialize=False)),
                ("typed", models.TextField()),
                ("html", models.TextField()),
                ("until", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="OwnWords",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "page",
                    models.CharField(
                        choices=[("who", "Who"), ("privacy", "Privacy"), ("takedown", "Takedown")],
                        max_length=10,
                    ),
                ),
                ("language", models.CharField(max_length=12)),
                ("typed", models.TextField()),
                ("html", models.TextField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("page", "language"), name="own_words_once_in_a_language")
                ],
            },
        ),
        grant("testimonies_announcement", site=ALL, public="SELECT"),
        grant("testimonies_ownwords", site=ALL, public="SELECT"),
    ]
