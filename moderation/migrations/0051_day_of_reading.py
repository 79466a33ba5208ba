"""The day of a reading, so that a team of two can read again on another one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moderation", "0050_day")]

    operations = [migrations.AddField("history", "day", models.DateField(null=True))]
