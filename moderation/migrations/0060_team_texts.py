"""What the team agreed on, in versions: texts to writers, the guide, practice."""

import uuid

from django.db import migrations, models

from vault.schema import grant


class Migration(migrations.Migration):
    dependencies = [("moderation", "0056_rule_counts")]

    operations = [
        migrations.CreateModel(
            name="TeamText",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=40)),
                ("number", models.PositiveIntegerField()),
                ("body", models.TextField()),
                ("by", models.UUIDField()),
                ("day", models.DateField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("key", "number"), name="versions_in_order")],
            },
        ),
        grant("moderation_teamtext", site="SELECT, INSERT"),
    ]
