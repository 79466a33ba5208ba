"""What a site that others reach must not be started with: one clear line each, before the first request."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config import env, logs, workers

SECRETS = ("pepper", "site_key", "django_key")


def reasons() -> Iterator[str]:
    """Why this process must not serve; nothing when it may."""
    if settings.DEBUG:
        yield "DEBUG shows people's words to whoever causes an error: it must be False."
    for name in SECRETS:
        if not (Path(settings.CHORUS_SECRETS_DIR) / name).is_file():
            how = f"run {env.manage()} prepare, or put the old one back."
            yield f"the secret {name} is missing in CHORUS_SECRETS_DIR: {how}"
    if settings.CHORUS_LOCAL:
        return
    if not settings.CHORUS_SECOND_FACTOR:
        yield "CHORUS_SECOND_FACTOR is off: on a site that others reach, a password alone must not open stories."
    if not settings.CHORUS_ADDRESS_HEADER and settings.CHORUS_SERVE != "both":
        yield "CHORUS_ADDRESS_HEADER is empty: behind a proxy all visitors would share one limit."
    if workers.asked_for() > settings.CHORUS_PROCESSES:
        yield "the web server was told to start more processes than CHORUS_PROCESSES says: each would count for itself."
    yield from logs.reasons()


def refuse() -> None:
    """Raises SystemExit with the first reason."""
    for reason in reasons():
        raise SystemExit(f"Chorus does not start: {reason}")


@contextmanager
def in_one_line() -> Iterator[None]:
    """Settings that cannot be read, or do not go together, are said in one line as well, without a traceback."""
    try:
        yield
    except ImproperlyConfigured as wrong:
        raise SystemExit(f"Chorus does not start: {wrong}") from None
