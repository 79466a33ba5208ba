"""What the site says of itself counts apart what anyone can see: it is drawn again with the next group."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("testimonies", "0083_content_notes")]

    operations = [
        migrations.RunSQL("DELETE FROM testimonies_transparency", migrations.RunSQL.noop),
    ]
