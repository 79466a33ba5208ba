"""A published story that its writer wants counted only: the public side may say so of its row, and nothing else."""

from django.db import migrations

from vault.schema import ALL, grant


class Migration(migrations.Migration):
    dependencies = [("testimonies", "0010_behind_the_receipt"), ("testimonies", "0042_numbers")]

    operations = [grant("testimonies_counted", site=ALL, public="SELECT, UPDATE (published), DELETE")]
