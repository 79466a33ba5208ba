"""What the page behind the six words needs: begun, looked at again, questions that wait, how long people wait."""

from django.db import migrations, models

from vault.schema import ALL, grant


class Migration(migrations.Migration):
    dependencies = [("testimonies", "0002_database")]

    operations = [
        migrations.AddField("testimony", "begun", models.BooleanField(default=False)),
        migrations.AddField("testimony", "looked_again", models.BooleanField(default=False)),
        migrations.AddField("message", "held", models.BooleanField(default=False)),
        migrations.CreateModel(
            name="Waiting",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("days", models.PositiveSmallIntegerField()),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="one_waiting")]
            },
        ),
        grant("testimonies_waiting", site=ALL, public="SELECT"),
        # A published story becomes a counted one when its writer says so: one more row, none changed.
        grant("testimonies_counted", site=ALL, public="SELECT, INSERT, DELETE"),
        # A choice made in the hour of undo ends that hour.
        grant("testimonies_review", site=ALL, public="SELECT, UPDATE (undo_until), DELETE"),
    ]
