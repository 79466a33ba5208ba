"""Roles, grants and columns as DESIGN sections 4 and 5 have them."""

from django.db import migrations

from vault.schema import ALL, create_roles, grant, keep_uncompressed


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]

    operations = [
        create_roles(),
        grant("vault_teamkey", site=ALL, public="SELECT"),
        # Enough to know whether anybody could read what would be sent; the boxes themselves stay out of reach.
        grant("vault_teamkeybox", site=ALL, public="SELECT (generation_id, holder)"),
        grant("vault_holder", site=ALL),
        grant("vault_receipt", site=ALL, public=ALL),
        grant("vault_datakey", site=ALL, public=ALL),
        *keep_uncompressed("vault_teamkeybox", "box"),
        *keep_uncompressed("vault_holder", "private"),
        *keep_uncompressed("vault_receipt", "find", "public"),
        *keep_uncompressed("vault_datakey", "box_team", "box_receipt"),
    ]
