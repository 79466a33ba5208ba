"""A mail server's address as Django's connections want it."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

NOWHERE = "django.core.mail.backends.dummy.EmailBackend"
PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True)
class Mail:
    """Who writes, and what `get_connection` is told; never printed, as a password is among it."""

    sender: str = ""
    connection: dict[str, Any] = field(default_factory=lambda: {"backend": NOWHERE}, repr=False)


def from_url(url: str) -> Mail:
    """What `smtps://user:password@host:port?from=address` says; without an address no mail leaves.

    `smtp` begins in clear and goes on under TLS, or not at all; `smtps` is under TLS from the start.
    """
    if not url:
        return Mail()
    parts = urlsplit(url)
    sender = dict(parse_qsl(parts.query)).get("from", "")
    if parts.scheme not in PORTS or not parts.hostname or "@" not in sender:
        raise ImproperlyConfigured(
            "CHORUS_MAIL_URL must be smtps://user:password@host?from=address, or smtp://."
        )
    connection = {
        "backend": "django.core.mail.backends.smtp.EmailBackend",
        "host": parts.hostname,
        "port": parts.port or PORTS[parts.scheme],
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": parts.scheme == "smtp",
        "use_ssl": parts.scheme == "smtps",
        "timeout": 30,
    }
    return Mail(sender, connection)
