"""The queue's index holds what the queue page counts by, so that no row is read to count who waits."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

IN_ORDER = models.Index(
    fields=["state", "suspicious", "-urgency", "day", "ord"], include=["answered"], name="queue_in_order"
)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("testimonies", "0086_no_index_of_all_notes")]
    operations = [
        AddIndexConcurrently("testimony", IN_ORDER),
        RemoveIndexConcurrently("testimony", "queue_order"),
    ]
