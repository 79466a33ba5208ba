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
        "announcement": own_words.announcement(),
        "search_engines": settings.CHORUS_SEARCH_ENGINES,
    }
