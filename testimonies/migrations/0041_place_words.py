"""Places by their words, and the words by what a slip leaves of them: fast among 50,000, where trigrams were not."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

from vault.schema import ALL, grant


class Migration(migrations.Migration):
    dependencies = [("testimonies", "0040_places")]

    operations = [
        migrations.RemoveIndex(model_name="place", name="place_words"),
        migrations.RemoveField(model_name="place", name="words"),
        migrations.AddField(
            model_name="place",
            name="words",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=200), default=list, size=None
            ),
        ),
        migrations.AddIndex(
            model_name="place",
            index=django.contrib.postgres.indexes.GinIndex(fields=["words"], name="place_words"),
        ),
        migrations.CreateModel(
            name="PlaceWord",
            fields=[
                ("word", models.CharField(max_length=200, primary_key=True, serialize=False)),
                (
                    "forms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), size=None
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["forms"], name="place_word_forms")
                ]
            },
        ),
        grant("testimonies_placeword", site=ALL, public="SELECT"),
    ]
