"""What coordinators switch while the site runs."""

from django.db import models


class Intake(models.Model):
    """Whether new testimonies are taken. One row; without it, intake is open if somebody can open the vault."""

    class State(models.TextChoices):
        OPEN = "open"
        SLOW = "slow"
        CLOSED = "closed"

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)

    class Meta:
        verbose_name = verbose_name_plural = "intake"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_intake")]

    def __str__(self) -> str:
        return self.state


class Waiting(models.Model):
    """How many days people wait until somebody reads. One row, worked out from the record by housekeeping."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    days = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_waiting")]
