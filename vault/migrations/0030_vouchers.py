"""Boxes say that somebody of the team gave them. Those from before have no voucher, and get no later generation."""

from django.db import migrations

import vault.fields
from vault.schema import keep_uncompressed


class Migration(migrations.Migration):
    dependencies = [("vault", "0002_database")]

    operations = [
        migrations.AddField(
            model_name="teamkeybox",
            name="voucher",
            field=vault.fields.KeyField(default=b""),
            preserve_default=False,
        ),
        *keep_uncompressed("vault_teamkeybox", "voucher"),
    ]
