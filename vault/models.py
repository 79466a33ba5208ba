"""The rows of the vault: keys, and who may unlock them."""

from uuid import uuid4

from django.db import models

from .fields import KeyField, SealedField, SealedToTeamField


class TeamKey(models.Model):
    """One generation of the team's pair; its private half lies in the boxes."""

    class State(models.TextChoices):
        NEW = "new"
        IN_USE = "in_use"
        OLD = "old"

    generation = models.PositiveIntegerField(primary_key=True)
    public = KeyField()
    state = models.CharField(max_length=8, choices=State)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=models.Q(state="in_use"), name="one_team_key_in_use"
            )
        ]


class TeamKeyBox(models.Model):
    """The team's private key of one generation, sealed to one holder."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    generation = models.ForeignKey(TeamKey, models.CASCADE, related_name="boxes")
    holder = models.UUIDField()
    box = SealedField()
    # Says that somebody who held this generation gave it to this holder's pair: a pair that was put into the
    # database behind our back has none, and gets no later generation either.
    voucher = KeyField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["generation", "holder"], name="one_box_a_holder")]


class Holder(models.Model):
    """A pair of a person, or of the recovery phrase: the private half wrapped under Argon2id."""

    uuid = models.UUIDField(primary_key=True)
    public = KeyField()
    private = SealedField()
    salt = KeyField()
    parameters = models.CharField(max_length=60)


class Receipt(models.Model):
    """A receipt's public half, and the hash by which its words find it."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    find = KeyField(unique=True)
    public = KeyField()
    # The one clock time of a survivor's row: half an hour long, then housekeeping empties it.
    shown_until = models.DateTimeField(null=True)
    used = models.BooleanField(default=False)


class DataKey(models.Model):
    """The key of one testimony, sealed to the team and to the writer. Small, so that it is quickly vacuumed."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    box_team = SealedToTeamField()
    generation = models.PositiveIntegerField()
    box_receipt = SealedField(null=True)
