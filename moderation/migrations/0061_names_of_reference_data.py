"""What the team's texts are called in the admin; nothing in the database."""

from django.db import migrations


class Migration(migrations.Migration):
    """A name only."""

    dependencies = [("moderation", "0060_team_texts")]

    operations = [
        migrations.AlterModelOptions(
            "teamtext", {"verbose_name": "text of the team", "verbose_name_plural": "texts of the team"}
        ),
    ]
