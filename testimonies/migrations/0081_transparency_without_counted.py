"""What the site says of itself no longer says how many were only counted: it is drawn again with the next group."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("testimonies", "0080_earlier_replies")]

    operations = [
        migrations.RunSQL("DELETE FROM testimonies_transparency", migrations.RunSQL.noop),
    ]
