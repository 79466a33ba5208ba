"""Whoever reported something may take it back, on the public side."""

from django.db import migrations
from django.db.migrations.operations import RunSQL


class Migration(migrations.Migration):
    dependencies = [("testimonies", "0072_own_words")]

    operations = [
        RunSQL(
            "GRANT DELETE ON testimonies_concern, testimonies_concernmessage TO chorus_public",
            "REVOKE DELETE ON testimonies_concern, testimonies_concernmessage FROM chorus_public",
        )
    ]
