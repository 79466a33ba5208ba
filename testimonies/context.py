"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest

from testimonies import own_words


def site(request: HttpRequest) -> dict[str, object]:
    """The operator's words, the line over every page, and whether this is a demonstration."""
    return {
        "site_name": settings.CHORUS_SITE_NAME,
        "emergency_number": settings.CHORUS_EMERGENCY_NUMBER,
        "demonstration": settings.CHORUS_DEMONSTRATION,
        "asks_for_a_code": settings.CHORUS_SECOND_FACTOR,
        "goes_up_at_once": settings.CHORUS_GROUPS_AT_ONCE and not settings.CHORUS_UNDO,
        "announcement": own_words.announcement(),
        "search_engines": settings.CHORUS_SEARCH_ENGINES,
    }
