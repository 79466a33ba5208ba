"""The entries that come with the software, all unchecked."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from testimonies import support


def ship(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Once: what the team changes or takes off afterwards stays so."""
    support.ship(apps.get_model("testimonies", "SupportEntry"))


class Migration(migrations.Migration):
    dependencies = [("testimonies", "0020_support")]

    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
