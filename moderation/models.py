"""The rows of the moderators' side."""

from datetime import date
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models.functions import Lower

from testimonies.models import Testimony
from vault.fields import KeyField, SealedField, SealedToTeamField


class PersonManager(BaseUserManager["Person"]):
    """How people are looked up by the name that they chose."""

    def get_by_natural_key(self, name: str) -> "Person":
        """Names are compared without regard to case."""
        return self.get(name__iexact=name)


class Person(AbstractBaseUser):
    """Somebody of the team. Their pair lies in vault.Holder under the same uuid."""

    class Role(models.TextChoices):
        MODERATOR = "moderator"
        COORDINATOR = "coordinator"

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    name = models.CharField(max_length=60, unique=True)
    role = models.CharField(max_length=12, choices=Role, default=Role.MODERATOR)
    since = models.DateField(default=date.today)
    is_active = models.BooleanField(default=True)
    was_let_in = models.BooleanField(default=False)
    last_login = None

    objects = PersonManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), name="one_person_a_name_whatever_its_case")]

    USERNAME_FIELD = "name"

    def __str__(self) -> str:
        return self.name

    @property
    def is_coordinator(self) -> bool:
        """Whether this person also looks after people, settings, places, concerns and holds."""
        return self.role == self.Role.COORDINATOR


class SecondStep(models.Model):
    """What a person's app makes its codes from, sealed under the pepper: whoever has the database alone has it not."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="second_step")
    secret = SealedField(null=True)
    # Shown as a QR code until its first right code; the one before counts until then.
    pending = SealedField(null=True)
    # The thirty seconds that the newest right code belongs to: none of them or before is taken again.
    last_step = models.BigIntegerField(default=0)


class PaperCode(models.Model):
    """One of ten codes on paper, as a hash under the pepper; gone once it was used."""

    hash = KeyField(primary_key=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="paper_codes")


class Day(models.Model):
    """What one person has read on one day: the weight of each story, and for how long. Gone with the day."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    person = models.ForeignKey(Person, models.CASCADE, related_name="days", db_index=False)
    day = models.DateField()
    stories = ArrayField(models.PositiveSmallIntegerField(), default=list)
    seconds = models.PositiveIntegerField(default=0)
    last_step = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="one_row_a_day")]


class Preference(models.Model):
    """What somebody does not read and how much they read in a day: theirs alone, sealed to them."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="preference")
    blob = SealedField()


class Practice(models.Model):
    """That somebody worked through one practice story, and on which day; not how."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    person = models.ForeignKey(Person, models.CASCADE, related_name="practice", db_index=False)
    item = models.PositiveSmallIntegerField()
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "item"], name="practised_once")]


class Invitation(models.Model):
    """A link that somebody was handed: to join, or to choose a new password. It carries no key, and works once."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    mac = KeyField(unique=True)
    name = models.CharField(max_length=60)
    role = models.CharField(max_length=12, choices=Person.Role, default=Person.Role.MODERATOR)
    # Whose new password this is for; empty for somebody new.
    person = models.OneToOneField(Person, models.CASCADE, null=True, related_name="new_password")
    # A clock time of the team's; the row goes when it is over.
    expires = models.DateTimeField()


class Visit(models.Model):
    """Whose session this is, so that one can see one's own and end them. No address, no name of a browser."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    person = models.ForeignKey(Person, models.CASCADE, related_name="visits")
    session = models.OneToOneField(Session, models.CASCADE, related_name="visit")
    # A clock time of the moderator's; the row goes with the session.
    began = models.DateTimeField()


class Hold(models.Model):
    """The lease: who holds a testimony, until when, where it came from, and the marks made so far."""

    testimony = models.OneToOneField(
        Testimony, models.DO_NOTHING, db_constraint=False, primary_key=True, related_name="lease"
    )
    person = models.ForeignKey(Person, models.CASCADE, related_name="leases")
    until = models.DateTimeField()
    came_from = models.CharField(max_length=16)
    marks = SealedField(null=True)


class Proposal(models.Model):
    """Marks of somebody whose lease or session ended before they decided; whoever holds it next may take them."""

    testimony = models.OneToOneField(
        Testimony, models.DO_NOTHING, db_constraint=False, primary_key=True, related_name="proposal"
    )
    # Sealed as Hold.marks, column and all: a lease ends while nobody is there to open it.
    marks = SealedField()


class NoteKey(models.Model):
    """The key of what the team notes about one testimony, sealed to the team alone: its writer cannot open it."""

    testimony = models.OneToOneField(
        Testimony, models.DO_NOTHING, db_constraint=False, primary_key=True, related_name="note_key"
    )
    box = SealedToTeamField()
    generation = models.PositiveIntegerField()


class Note(models.Model):
    """One note of the team, under the note key. No day: the order is enough."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    testimony = models.ForeignKey(Testimony, models.DO_NOTHING, db_constraint=False, related_name="notes")
    number = models.PositiveSmallIntegerField()
    by = models.UUIDField()
    body = SealedField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["testimony", "number"], name="notes_in_order")]


class History(models.Model):
    """Who read a testimony first and who declined it, so that a second reading is a second person's."""

    testimony = models.OneToOneField(
        Testimony, models.DO_NOTHING, db_constraint=False, primary_key=True, related_name="history"
    )
    first_reader = models.UUIDField(null=True)
    decliner = models.UUIDField(null=True)
    # The day of the last of these readings: a team of two reads again on another day, where others ask somebody else.
    day = models.DateField(null=True)
    needs_second = models.CharField(max_length=40, blank=True)


class RuleCount(models.Model):
    """How often moderators took out a kind of words that a rule had not marked for them, and left in what it had.

    The rule "" is none: nothing had marked these words. No word, no story, no day.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    kind = models.CharField(max_length=12)
    rule = models.CharField(max_length=40, blank=True)
    added = models.PositiveIntegerField(default=0)
    unticked = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "rule"], name="one_row_a_rule")]


class TeamText(models.Model):
    """One version of a text that the team agreed on. Only added to: what a text said before stays to be read."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    key = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    body = models.TextField()
    by = models.UUIDField()
    day = models.DateField()

    class Meta:
        verbose_name, verbose_name_plural = "text of the team", "texts of the team"
        constraints = [models.UniqueConstraint(fields=["key", "number"], name="versions_in_order")]

    def __str__(self) -> str:
        return f"{self.key} {self.number}"
