"""A column in a table that people may be using."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("testimonies", "0001_initial"),
    ]
    operations = [migrations.RunSQL("ALTER TABLE testimonies_story ADD COLUMN tried text")]
