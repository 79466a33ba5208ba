"""The counts that are written when a group goes up, and read until the next one does."""

from django.db.models import Count

from testimonies.models import Counted, Group, Story, Totals
from testimonies.models.story import StoryQuerySet

STEPS = (1, 2, 3, 4, 5)


def write(group: Group) -> None:
    """Count once for this group: stories, counted experiences, and strokes by length, older and new."""
    stories = Story.objects.published()
    older = _by_length(stories.exclude(group=group))
    new = _by_length(stories.filter(group=group))
    values = {
        "stories": sum(older.values()) + sum(new.values()),
        "counted": Counted.objects.filter(published=False).count(),
        **{f"older.{step}": older.get(step, 0) for step in STEPS},
        **{f"new.{step}": new.get(step, 0) for step in STEPS},
    }
    Totals.objects.bulk_create(Totals(group=group, key=key, value=value) for key, value in values.items())


def _by_length(stories: StoryQuerySet) -> dict[int, int]:
    return dict(stories.values_list("length_step").annotate(Count("pk")).order_by())


def latest() -> dict[str, int]:
    """The totals of the newest group; empty before the first."""
    newest = Group.objects.order_by("-number").values("number")[:1]
    return dict(Totals.objects.filter(group__in=newest).values_list("key", "value"))


def rounded(value: int) -> int:
    """Rounded down to ten, as totals are shown."""
    return value // 10 * 10
