"""What a reader reports about a published story, and what is said about it, under a key of its own."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models

from vault.fields import SealedField
from vault.models import DataKey, Receipt


class Concern(models.Model):
    """One concern. It lives on this side because readers write it; moderation decides about it."""

    class State(models.TextChoices):
        OPEN = "open"
        KEPT = "kept"
        CUT = "cut"
        REMOVED = "removed"
        # Its writer took the story down before anybody had decided.
        GONE = "gone"

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    receipt = models.OneToOneField(Receipt, models.DO_NOTHING, related_name="concern")
    data_key = models.OneToOneField(DataKey, models.DO_NOTHING)
    story_number = models.PositiveIntegerField(db_index=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    day = models.DateField()
    due_day = models.DateField()
    decided_day = models.DateField(null=True)
    # What the team has ticked of the steps that the law names; not for the public role.
    steps = ArrayField(models.CharField(max_length=12), default=list)
    record_subject = models.UUIDField(default=uuid4)
    body = SealedField()


class ConcernMessage(models.Model):
    """What the team answers, or the reader adds, under the concern's key."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    concern = models.ForeignKey(Concern, models.CASCADE, related_name="messages", db_index=False)
    number = models.PositiveSmallIntegerField()
    by_reader = models.BooleanField()
    body = SealedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["concern", "number"], name="concern_messages_in_order")
        ]
