"""What is public: stories, the groups in which they went up, and the totals written with each group."""

from typing import Self
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models

from testimonies import facets
from vault.fields import SealedField, SealedToTeamField

from .place import Place
from .testimony import random_order

_FACETS = ("kind", "years", "language")


class Group(models.Model):
    """The stories that became public together. Its number says which is newer, not when."""

    number = models.PositiveIntegerField(primary_key=True)
    day = models.DateField()


class Totals(models.Model):
    """A count as it stood when a group went up. Pages read these; nothing is counted while somebody looks."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    group = models.ForeignKey(Group, models.CASCADE, related_name="totals")
    key = models.CharField(max_length=60)
    value = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "key"], name="one_total_a_key")]


class Number(models.Model):
    """A story number that was used once, and never is again."""

    number = models.PositiveIntegerField(primary_key=True)


class StoryQuerySet(models.QuerySet):
    """The public queryset, said once."""

    def published(self) -> Self:
        """What anyone may read."""
        return self.filter(state=Story.State.PUBLISHED)

    def newest_first(self) -> Self:
        """By group, and within it by the random number."""
        return self.order_by("-group", "ord")

    def older_than(self, group: int, ord: int) -> Self:
        """Those after this place in the feed."""
        return self.filter(group__lte=group).exclude(group=group, ord__lte=ord)

    def newer_than(self, group: int, ord: int) -> Self:
        """Those before this place in the feed, nearest first."""
        return self.filter(group__gte=group).exclude(group=group, ord__gte=ord).order_by("group", "-ord")


class Story(models.Model):
    """A published story. It holds no key to the testimony that it was; its receipt's id is sealed to the team."""

    class State(models.TextChoices):
        PUBLISHED = "published"
        HIDDEN = "hidden"
        REMOVED = "removed"

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    number = models.PositiveIntegerField(unique=True)
    group = models.ForeignKey(Group, models.PROTECT, db_index=False)
    ord = models.BigIntegerField(default=random_order)
    state = models.CharField(max_length=10, choices=State, default=State.PUBLISHED)
    language = models.CharField(max_length=12, default="en")
    text = models.TextField()
    second_text = models.TextField(blank=True, default="")
    length_step = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, blank=True)
    years = models.CharField(max_length=12, blank=True)
    notes = ArrayField(models.CharField(max_length=16), default=list)
    # Shown: only with a page, only if its writer agreed, and with the company that every facet needs.
    place = models.ForeignKey(Place, models.SET_NULL, null=True, db_index=False)
    # The place, if its writer agreed that it is shown once it has a page; under the site key.
    place_agreed = SealedField(null=True)
    place_sealed = SealedToTeamField(null=True)
    # Which row of the numbers is this story's.
    counted_box = SealedToTeamField(null=True)
    receipt_box = SealedToTeamField()
    # What it said, once it was removed: nothing of it stays in the clear, and the row goes on that day.
    removed_box = SealedToTeamField(null=True)
    until_day = models.DateField(null=True)
    # How often more was taken out after it went up: a restored copy with fewer is not shown.
    times_cut = models.PositiveSmallIntegerField(default=0)
    generation = models.PositiveIntegerField()
    believed = models.PositiveIntegerField(default=0)

    objects = StoryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["-group", "ord"], condition=models.Q(state="published"), name="feed_newest_first"
            ),
            models.Index(
                fields=["place", "-group", "ord"],
                condition=models.Q(state="published", place__isnull=False),
                name="stories_of_a_place",
            ),
            # What few stories show must not be looked for in all of them. The other facets stand at the end, so that
            # two which no story has together are told from each other in the index: a row costs fifty times as much.
            *(
                models.Index(
                    fields=[column, "-group", "ord", *(other for other in _FACETS if other != column)],
                    condition=models.Q(state="published"),
                    name=f"feed_with_{column}",
                )
                for column in _FACETS
            ),
            # Nor by a note: the planner takes one that no story has for half as common as the rarest.
            *(
                models.Index(
                    fields=["-group", "ord", *_FACETS],
                    condition=models.Q(state="published", notes__contains=[note]),
                    name=f"feed_with_{note}",
                )
                for note in facets.NOTE_WORDS
            ),
            models.Index(fields=["ord"], condition=models.Q(state="published"), name="one_at_random"),
        ]


class Counted(models.Model):
    """One experience in the numbers, published or not: its coarse facets, sealed under the site key; no text.

    Of a published one it holds no key to the story either: only its writer's words lead from one to the other, and,
    sealed to the team, what a moderator needs who removes the story.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    group = models.ForeignKey(Group, models.PROTECT)
    published = models.BooleanField(default=False)
    facets = SealedField(null=True)
    place_sealed = SealedToTeamField(null=True)
    generation = models.PositiveIntegerField(null=True)


class Numbers(models.Model):
    """The numbers of everything, or of one place, as they are shown: already rounded, the small ones hidden.

    That there is a row for a place is what gives it a page. `behind` is what the next drawing must know of this one.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    place = models.OneToOneField(Place, models.CASCADE, null=True, related_name="numbers")
    group = models.ForeignKey(Group, models.PROTECT)
    shown = models.JSONField()
    behind = SealedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=models.Q(place=None), name="one_row_for_everything"
            )
        ]
