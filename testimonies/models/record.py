"""The append-only record. The serving roles may INSERT and SELECT; triggers refuse everything else to everyone."""

from uuid import uuid4

from django.db import models


class Record(models.Model):
    """One change of state: who, what, which testimony (opaque), which day. Never content, never a clock time."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    # Empty for the writer and for the site; the move says which.
    actor = models.UUIDField(null=True)
    by = models.CharField(max_length=12)
    move = models.CharField(max_length=40)
    subject = models.UUIDField(null=True)
    day = models.DateField(db_index=True)


class RecordDay(models.Model):
    """How a day closed: a hash over its rows and the head of the day before."""

    day = models.DateField(primary_key=True)
    head = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
