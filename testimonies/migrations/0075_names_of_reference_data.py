"""What the reference data are called in the admin; nothing in the database."""

from django.db import migrations


class Migration(migrations.Migration):
    """Names only."""

    dependencies = [("testimonies", "0074_transparency")]

    operations = [
        migrations.AlterModelOptions(
            "announcement",
            {"verbose_name": "line over every page", "verbose_name_plural": "lines over every page"},
        ),
        migrations.AlterModelOptions("intake", {"verbose_name": "intake", "verbose_name_plural": "intake"}),
        migrations.AlterModelOptions(
            "ownwords", {"verbose_name": "part of a page", "verbose_name_plural": "parts of pages"}
        ),
        migrations.AlterModelOptions(
            "supportentry", {"verbose_name": "support line", "verbose_name_plural": "support lines"}
        ),
    ]
