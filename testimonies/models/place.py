"""Institutions that people write about: a list to pick from, whether anybody wrote about one or not."""

from typing import Self
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

BY_TEAM = "team:"
"""Where a place comes from that a moderator added."""


class PlaceQuerySet(models.QuerySet):
    """The words in which places are asked for."""

    def with_page(self) -> Self:
        """Those that have a page, and other names of these: for readers there are no others."""
        return self.filter(models.Q(numbers__isnull=False) | models.Q(alias_of__numbers__isnull=False))

    def listed(self) -> Self:
        """Those that somebody who writes may pick from.

        One that the team added because of a story would tell, while it has no page, that there is such a story.
        """
        added = models.Q(source__startswith=BY_TEAM)
        return self.filter(~added | models.Q(pk__in=self.with_page().values("pk")))

    def themselves(self) -> Self:
        """Without their other names."""
        return self.filter(alias_of=None)


class Place(models.Model):
    """One institution, or another name of one. That it is in here says nothing about it."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    name = models.CharField(max_length=200)
    # One of facets.KINDS; checked where places are added, so that a longer list needs no migration.
    kind = models.CharField(max_length=12)
    town = models.CharField(max_length=100, blank=True)
    region = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=2, blank=True)
    alias_of = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="aliases")
    # The place whose other name this one becomes with the next group: nothing of the public's changes before.
    becomes = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    # Where it comes from, so that the same list can be read again without doubling: "gias:100000".
    source = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    # Of name, town and region, as places.plain() writes them: what a search looks at.
    words = ArrayField(models.CharField(max_length=200), default=list)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        indexes = [GinIndex(fields=["words"], name="place_words")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(alias_of=models.F("uuid")), name="no_alias_of_itself")
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.name, self.town or self.region]))


class PlaceWord(models.Model):
    """A word that some place has, and what is left of it with one letter out: so a slip finds the word."""

    word = models.CharField(max_length=200, primary_key=True)
    forms = ArrayField(models.CharField(max_length=200))

    class Meta:
        indexes = [GinIndex(fields=["forms"], name="place_word_forms")]


class Reply(models.Model):
    """What an institution that has a page said when the team wrote to it: in full, or not yet."""

    place = models.OneToOneField(Place, models.CASCADE, primary_key=True, related_name="reply")
    asked = models.DateField(null=True, blank=True)
    answered = models.DateField(null=True, blank=True)
    text = models.TextField(blank=True)


class EarlierReply(models.Model):
    """What stood in an answer until a coordinator changed it: for the team, never for readers."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    place = models.ForeignKey(Place, models.CASCADE, related_name="earlier_replies")
    # How many were there before: two may be of one day.
    number = models.PositiveIntegerField()
    asked = models.DateField(null=True, blank=True)
    answered = models.DateField(null=True, blank=True)
    text = models.TextField(blank=True)
    # Until which day it stood, and who put something else in its place.
    until = models.DateField()
    by = models.UUIDField()
