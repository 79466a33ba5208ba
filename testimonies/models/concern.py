"""What a reader reports about a published story, sealed to the team."""

from uuid import uuid4

from django.db import models

from vault.fields import SealedToTeamField


class Concern(models.Model):
    """One concern. It lives on this side because readers write it; moderation decides about it."""

    class State(models.TextChoices):
        OPEN = "open"
        KEPT = "kept"
        CUT = "cut"
        REMOVED = "removed"

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    story_number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    day = models.DateField()
    due_day = models.DateField()
    body = SealedToTeamField()
    generation = models.PositiveIntegerField()
