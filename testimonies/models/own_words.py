"""What those who run the site say on it in their own words, in each language."""

from uuid import uuid4

from django.db import models


class OwnWords(models.Model):
    """Their part of a page: as it was typed, and the HTML that was left of it after cleaning."""

    class Page(models.TextChoices):
        WHO = "who"
        PRIVACY = "privacy"
        TAKEDOWN = "takedown"

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    page = models.CharField(max_length=10, choices=Page)
    language = models.CharField(max_length=12)
    typed = models.TextField()
    html = models.TextField()

    class Meta:
        verbose_name, verbose_name_plural = "part of a page", "parts of pages"
        constraints = [
            models.UniqueConstraint(fields=["page", "language"], name="own_words_once_in_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.page}, {self.language}"


class OwnPage(models.Model):
    """A page of theirs: as it was typed, and what was left of it after cleaning. Nobody sees it before it is up."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    slug = models.CharField(max_length=30)
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=80)
    typed = models.TextField()
    html = models.TextField()
    is_up = models.BooleanField(default=False)

    class Meta:
        verbose_name, verbose_name_plural = "page of its own", "pages of their own"
        constraints = [
            models.UniqueConstraint(fields=["slug", "language"], name="own_page_once_in_a_language")
        ]


class Announcement(models.Model):
    """One line over every page, until a day."""

    language = models.CharField(max_length=12, primary_key=True)
    typed = models.TextField()
    html = models.TextField()
    until = models.DateField()

    class Meta:
        verbose_name, verbose_name_plural = "line over every page", "lines over every page"

    def __str__(self) -> str:
        return self.language
