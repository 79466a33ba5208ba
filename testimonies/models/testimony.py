"""What a survivor sent, sealed, and the rows that hang on it.

Foreign keys to a testimony cascade in the database (by SQL in the migration), not in Django: withdrawing happens as
a role that must not know every table that hangs here.
"""

import secrets
from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models

from testimonies.states import END_STATES, State
from vault.fields import KeyField, SealedField, SealedToTeamField
from vault.models import DataKey, Receipt


def random_order() -> int:
    """63 random bits: the order within a day, which must not tell who came first."""
    return secrets.randbits(63)


class UsedTicket(models.Model):
    """A ticket that was sent, for a day, whatever happened to the testimony: Send pressed twice finds it.

    And each text that its form had held (see held).
    """

    mac = KeyField(primary_key=True)
    receipt = models.UUIDField()
    day = models.DateField()


class Brought(models.Model):
    """That one row of an archive was taken in, so that reading it again doubles nothing: a keyed hash of its own id."""

    mac = KeyField(primary_key=True)


class TestimonyQuerySet(models.QuerySet):
    """The words in which testimonies are asked for."""

    def in_state(self, *states: State) -> Self:
        """Those in one of these states."""
        return self.filter(state__in=[str(state) for state in states])

    def in_queue_order(self) -> Self:
        """Urgent first, those marked suspicious last, then the oldest day, then the random number."""
        return self.order_by("suspicious", "-urgency", "day", "ord")

    def due(self, today: date) -> Self:
        """Those in an end state whose thirty days are over."""
        return self.in_state(*END_STATES).filter(due_day__lte=today)


class Testimony(models.Model):
    """One testimony. In the clear: random ids, days, the state and what the moves need; nothing else."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    receipt = models.ForeignKey(
        Receipt, models.DO_NOTHING, null=True, related_name="testimonies", db_index=True
    )
    data_key = models.OneToOneField(DataKey, models.DO_NOTHING)
    day = models.DateField()
    state = models.CharField(max_length=16, default=State.RECEIVED)
    urgency = models.PositiveSmallIntegerField(default=0)
    ord = models.BigIntegerField(default=random_order)
    answered = models.BooleanField(default=False)
    suspicious = models.BooleanField(default=False)
    # Whether anybody has taken it since it was sent: from then on its writer cannot change the text.
    begun = models.BooleanField(default=False)
    # A decline is looked at again once.
    looked_again = models.BooleanField(default=False)
    due_day = models.DateField(null=True)
    record_subject = models.UUIDField(default=uuid4)
    document = SealedField()
    card = SealedToTeamField()
    generation = models.PositiveIntegerField()
    on_timeout = models.CharField(max_length=8, default="heard")

    objects = TestimonyQuerySet.as_manager()

    class Meta:
        indexes = [
            # With `answered` in it, those that wait are counted without a look at their rows.
            models.Index(
                fields=["state", "suspicious", "-urgency", "day", "ord"],
                include=["answered"],
                name="queue_in_order",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=sorted(set(State) - {State.WITHDRAWN})), name="known_state"
            ),
            models.CheckConstraint(
                condition=models.Q(on_timeout__in=["publish", "heard"]), name="known_on_timeout"
            ),
        ]


class Message(models.Model):
    """A message of a volunteer or of the writer, under the testimony's data key."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    testimony = models.ForeignKey(Testimony, models.DO_NOTHING, db_constraint=False, related_name="messages")
    number = models.PositiveSmallIntegerField()
    by_writer = models.BooleanField()
    read = models.BooleanField(default=False)
    # A question waits for the end of undo with the decision that it belongs to; its writer is not told before.
    held = models.BooleanField(default=False)
    body = SealedField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["testimony", "number"], name="messages_in_order")]


class Review(models.Model):
    """What was decided and how: spans, notes, facets, target, under the data key; and until when it can be undone."""

    testimony = models.OneToOneField(
        Testimony, models.DO_NOTHING, db_constraint=False, primary_key=True, related_name="review"
    )
    body = SealedField()
    decided_by = models.UUIDField()
    decided_day = models.DateField()
    # A clock time of the moderator's, emptied when it is over.
    undo_until = models.DateTimeField(null=True)


class Ready(models.Model):
    """What waits to become public, or merely to take effect; sealed under the site key: nobody is signed in then."""

    testimony = models.OneToOneField(
        Testimony, models.DO_NOTHING, db_constraint=False, primary_key=True, related_name="ready"
    )
    target = models.CharField(max_length=16)
    payload = SealedField()
    since_day = models.DateField()
    # The end of undo; emptied once the decision took effect.
    at = models.DateTimeField(null=True)


class Stub(models.Model):
    """What remains for the writer: how it ended and, sealed to the receipt, the number of the story."""

    receipt = models.OneToOneField(Receipt, models.DO_NOTHING, primary_key=True, related_name="stub")
    outcome = models.CharField(max_length=16)
    until_day = models.DateField(null=True)
    payload = SealedField()
