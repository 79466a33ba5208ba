"""What institutions answered before a coordinator changed it: for the team."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from vault.schema import ALL, grant


class Migration(migrations.Migration):
    dependencies = [("testimonies", "0075_names_of_reference_data")]

    operations = [
        migrations.CreateModel(
            name="EarlierReply",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("asked", models.DateField(blank=True, null=True)),
                ("answered", models.DateField(blank=True, null=True)),
                ("text", models.TextField(blank=True)),
                ("until", models.DateField()),
                ("by", models.UUIDField()),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="earlier_replies",
                        to="testimonies.place",
                    ),
                ),
            ],
        ),
        grant("testimonies_earlierreply", site=ALL),
    ]
