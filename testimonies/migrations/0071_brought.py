"""Which rows of an archive were taken in: a keyed hash each, so that nothing is doubled."""

from django.db import migrations

import vault.fields
from vault.schema import ALL, grant, keep_uncompressed


class Migration(migrations.Migration):
    dependencies = [("testimonies", "0070_place_becomes")]

    operations = [
        migrations.CreateModel(
            name="Brought",
            fields=[("mac", vault.fields.KeyField(primary_key=True, serialize=False))],
        ),
        grant("testimonies_brought", site=ALL),
        *keep_uncompressed("testimonies_brought", "mac"),
    ]
