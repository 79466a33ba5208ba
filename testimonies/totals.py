"""The counts that are written when a group goes up, and read until the next one does."""

from typing import Any

from django.db.models import Count

from testimonies.models import Counted, Group, Story, Totals
from testimonies.models.story import StoryQuerySet

STEPS = (1, 2, 3, 4, 5)


def write(group: Group) -> None:
    """Count once for this group: stories by length, older and new, by years and language; counted experiences."""
    stories = Story.objects.published()
    older = _by_length(stories.exclude(group=group))
    new = _by_length(stories.filter(group=group))
    values = {
        "stories": sum(older.values()) + sum(new.values()),
        "counted": Counted.objects.filter(published=False).count(),
        **{f"older.{step}": older.get(step, 0) for step in STEPS},
        **{f"new.{step}": new.get(step, 0) for step in STEPS},
        # What there is to choose from in the feed: it changes with a group only, as everything else.
        **{f"years.{span}": count for span, count in _by("years", stories) if span},
        **{f"language.{code}": count for code, count in _by("language", stories)},
        **{f"country.{code}": count for code, count in _by("place__country", stories) if code},
    }
    Totals.objects.bulk_create(Totals(group=group, key=key, value=value) for key, value in values.items())


def _by(column: str, stories: StoryQuerySet) -> list[tuple[Any, int]]:
    return list(stories.values_list(column).annotate(Count("pk")).order_by())


def _by_length(stories: StoryQuerySet) -> dict[int, int]:
    return dict(_by("length_step", stories))


def latest() -> dict[str, int]:
    """The totals of the newest group; empty before the first."""
    newest = Group.objects.order_by("-number").values("number")[:1]
    return dict(Totals.objects.filter(group__in=newest).values_list("key", "value"))


def rounded(value: int) -> int:
    """Rounded down to ten, as totals are shown."""
    return value // 10 * 10
