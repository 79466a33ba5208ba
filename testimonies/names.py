"""Under which of its own names the site says where it is, in files that are read elsewhere."""

from django.conf import settings
from django.http import HttpRequest


def onion_of(request: HttpRequest) -> str:
    """The configured onion name by which somebody asked; empty for everybody else.

    Compared with the settings, letter for letter: no header of a visitor is ever repeated.
    """
    asked = request.META.get("HTTP_HOST", "")
    return next((name for name in settings.ALLOWED_HOSTS if name.endswith(".onion") and name == asked), "")


def whole(request: HttpRequest, path: str) -> str:
    """The whole address of a path: over Tor by the onion name, else by the first name, whichever was asked for."""
    if settings.CHORUS_LOCAL:
        return request.build_absolute_uri(path)
    onion = onion_of(request)
    return f"http://{onion}{path}" if onion else lasting(path)


def lasting(path: str) -> str:
    """The same for everybody and for ever: by the first name."""
    return f"https://{settings.ALLOWED_HOSTS[0]}{path}"
