"""What an institution with a page answered."""

import django.db.models.deletion
from django.db import migrations, models

from vault.schema import ALL, grant


class Migration(migrations.Migration):
    dependencies = [("testimonies", "0050_search")]

    operations = [
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "place",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="reply",
                        serialize=False,
                        to="testimonies.place",
                    ),
                ),
                ("asked", models.DateField(blank=True, null=True)),
                ("answered", models.DateField(blank=True, null=True)),
                ("text", models.TextField(blank=True)),
            ],
        ),
        # They hold more from now on, and are drawn again with the next group, those of places with the next quarter.
        migrations.RunSQL(
            ["UPDATE testimonies_story SET place_id = NULL", "DELETE FROM testimonies_numbers"],
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL("DELETE FROM testimonies_totals WHERE key = 'quarter'", migrations.RunSQL.noop),
        grant("testimonies_reply", site=ALL, public="SELECT"),
    ]
