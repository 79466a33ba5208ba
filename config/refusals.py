"""What a site that others reach must not be started with: one clear line each, before the first request."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

SECRETS = ("pepper", "site_key", "django_key")


def reasons() -> Iterator[str]:
    """Why this process must not serve; nothing when it may."""
    if settings.DEBUG:
        yield "DEBUG shows people's words to whoever causes an error: it must be False."
    for name in SECRETS:
        if not (Path(settings.CHORUS_SECRETS_DIR) / name).is_file():
            yield f"the secret {name} is missing in CHORUS_SECRETS_DIR: run manage.py prepare, or put the old one back."
    if settings.CHORUS_LOCAL:
        return
    if not settings.CHORUS_SECOND_FACTOR:
        yield "CHORUS_SECOND_FACTOR is off: on a site that others reach, a password alone must not open stories."
    if not settings.CHORUS_ADDRESS_HEADER and settings.CHORUS_SERVE != "both":
        yield "CHORUS_ADDRESS_HEADER is empty: behind a proxy all visitors would share one limit."


def refuse() -> None:
    """Raises SystemExit with the first reason."""
    for reason in reasons():
        raise SystemExit(f"Chorus does not start: {reason}")
