"""Who can help, in which country, with what. Facts that change: each carries the day on which somebody looked."""

import re
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models


class SupportEntryQuerySet(models.QuerySet):
    """What may be shown, said once."""

    def confirmed(self) -> Self:
        """Those that somebody has checked."""
        return self.filter(checked__isnull=False)

    def in_order(self) -> Self:
        """By country, and within one as the team put them."""
        return self.order_by("country", "position", "key")

    def to_check(self) -> Self:
        """Those that were never checked first, then those checked longest ago."""
        return self.order_by(models.F("checked").asc(nulls_first=True), "country", "position", "key")


class SupportEntry(models.Model):
    """One line, text number or page of help."""

    key = models.SlugField(primary_key=True, max_length=40)
    country = models.CharField(max_length=2)
    position = models.PositiveSmallIntegerField(default=1000)
    needs = ArrayField(models.CharField(max_length=12))
    name = models.CharField(max_length=100)
    phone = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=40, blank=True)
    web = models.CharField(max_length=100, blank=True)
    chat = models.BooleanField(default=False)
    who = models.CharField(max_length=200, blank=True)
    hours = models.CharField(max_length=100, blank=True)
    cost = models.CharField(max_length=100, blank=True)
    bill = models.CharField(max_length=100, blank=True)
    # The day on which somebody of this site checked it. Empty: it is shown to nobody.
    checked = models.DateField(null=True)

    objects = SupportEntryQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "support line", "support lines"

    def __str__(self) -> str:
        return self.name

    @property
    def dials(self) -> str:
        """The number as a telephone wants it."""
        return re.sub(r"[^\d+]", "", self.phone)

    @property
    def texts(self) -> str:
        """The number that a text goes to: of "SHOUT to 85258", the end."""
        return re.sub(r"[^\d+]", "", self.text.rpartition(" to ")[2])

    @property
    def address(self) -> str:
        """The page's whole address."""
        return f"https://{self.web}"
