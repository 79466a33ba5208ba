"""How far moderators and the finder agree, counted by kind and rule."""

import uuid

from django.db import migrations, models

from vault.schema import ALL, grant


class Migration(migrations.Migration):
    dependencies = [("moderation", "0055_practice")]

    operations = [
        migrations.CreateModel(
            name="RuleCount",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=12)),
                ("rule", models.CharField(blank=True, max_length=40)),
                ("added", models.PositiveIntegerField(default=0)),
                ("unticked", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "rule"), name="one_row_a_rule")],
            },
        ),
        grant("moderation_rulecount", site=ALL),
    ]
