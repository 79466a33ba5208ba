"""Who can help. Filled by 0021, apart from making the table: rows and tables do not mix in one migration."""

import django.contrib.postgres.fields
from django.db import migrations, models

from vault.schema import ALL, grant


class Migration(migrations.Migration):
    dependencies = [("testimonies", "0010_behind_the_receipt")]

    operations = [
        migrations.CreateModel(
            name="SupportEntry",
            fields=[
                ("key", models.SlugField(max_length=40, primary_key=True, serialize=False)),
                ("country", models.CharField(max_length=2)),
                ("position", models.PositiveSmallIntegerField(default=1000)),
                (
                    "needs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), size=None
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("text", models.CharField(blank=True, max_length=40)),
                ("web", models.CharField(blank=True, max_length=100)),
                ("chat", models.BooleanField(default=False)),
                ("who", models.CharField(blank=True, max_length=200)),
                ("hours", models.CharField(blank=True, max_length=100)),
                ("cost", models.CharField(blank=True, max_length=100)),
                ("bill", models.CharField(blank=True, max_length=100)),
                ("checked", models.DateField(null=True)),
            ],
        ),
        grant("testimonies_supportentry", site=ALL, public="SELECT"),
    ]
