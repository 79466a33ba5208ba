"""What the site says of itself: drawn with a group, of the record; and what authorities asked for."""

from uuid import uuid4

from django.db import models

from vault.fields import SealedField

from .story import Group


class Transparency(models.Model):
    """One row: the numbers as they are shown, already rounded. `behind` is what the next drawing must know of them."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    group = models.ForeignKey(Group, models.PROTECT)
    shown = models.JSONField()
    behind = SealedField()

    class Meta:
        constraints = [models.UniqueConstraint(models.Value(1), name="one_row_of_transparency")]


class AuthorityRequest(models.Model):
    """The police, a court or another authority asked for something: when, and what came of it."""

    class Outcome(models.TextChoices):
        NOTHING = "nothing"
        REFUSED = "refused"
        GIVEN = "given"

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    day = models.DateField()
    outcome = models.CharField(max_length=8, choices=Outcome)
