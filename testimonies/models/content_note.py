"""What coordinators make of the content notes; which notes there are is in testimonies.facets."""

from uuid import uuid4

from django.db import models

from testimonies import facets


class NoteSetting(models.Model):
    """Where a note stands in lists, whether it folds the story, whether writers are asked for it."""

    key = models.CharField(max_length=16, primary_key=True)
    position = models.PositiveSmallIntegerField()
    strong = models.BooleanField()
    offered = models.BooleanField()

    class Meta:
        verbose_name, verbose_name_plural = "use of a content note", "use of content notes"

    def __str__(self) -> str:
        return str(dict(facets.TEAM_NOTES).get(self.key, self.key))


class NoteWords(models.Model):
    """What a note is called in one language: where it is ticked, and above a story."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    key = models.CharField(max_length=16)
    language = models.CharField(max_length=12)
    ticked = models.CharField(max_length=100)
    shown = models.CharField(max_length=100)

    class Meta:
        verbose_name, verbose_name_plural = "wording of a content note", "wording of content notes"
        constraints = [
            models.UniqueConstraint(fields=["key", "language"], name="note_words_once_in_a_language")
        ]

    def __str__(self) -> str:
        return self.ticked
