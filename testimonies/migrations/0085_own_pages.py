"""Pages that those who run the site write: off until they say so."""

import uuid

from django.db import migrations, models

from vault.schema import ALL, grant


class Migration(migrations.Migration):
    dependencies = [("testimonies", "0084_transparency_by_what_is_seen")]

    operations = [
        migrations.CreateModel(
            name="OwnPage",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("slug", models.CharField(max_length=30)),
                ("language", models.CharField(max_length=12)),
                ("title", models.CharField(max_length=80)),
                ("typed", models.TextField()),
                ("html", models.TextField()),
                ("is_up", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "page of its own",
                "verbose_name_plural": "pages of their own",
                "constraints": [
                    models.UniqueConstraint(fields=("slug", "language"), name="own_page_once_in_a_language")
                ],
            },
        ),
        grant("testimonies_ownpage", site=ALL, public="SELECT"),
    ]
