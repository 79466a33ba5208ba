"""What the site says of itself, and what authorities asked for."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import vault.fields
from vault.schema import ALL, grant, keep_uncompressed


class Migration(migrations.Migration):
    dependencies = [("testimonies", "0073_concerns_taken_back")]

    operations = [
        migrations.CreateModel(
            name="AuthorityRequest",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("day", models.DateField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[("nothing", "Nothing"), ("refused", "Refused"), ("given", "Given")],
                        max_length=8,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Transparency",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("shown", models.JSONField()),
                ("behind", vault.fields.SealedField()),
                (
                    "group",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="testimonies.group"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(models.Value(1), name="one_row_of_transparency")],
            },
        ),
        grant("testimonies_transparency", site=ALL, public="SELECT"),
        grant("testimonies_authorityrequest", site=ALL),
        *keep_uncompressed("testimonies_transparency", "behind"),
    ]
