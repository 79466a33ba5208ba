"""A real mail server on this machine: TLS, a name and a password, and mailboxes that it knows or does not."""

import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

from tests.whole.site import free_port

NAME, PASSWORD = "site", "geheim"


class Mailboxes:
    """What came, as it came."""

    def __init__(self, unknown: str = "") -> None:
        self.unknown = unknown
        self.came: list[tuple[list[str], Message]] = []

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Envelope, to: str, _options: Any
    ) -> str:
        """Whom it does not know it says by name, as mail servers do."""
        if to == self.unknown:
            return f"550 no mailbox here for {to}"
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:
        """Keep it."""
        self.came.append((list(envelope.rcpt_tos), message_from_bytes(envelope.content)))
        return "250 OK"


def certificate(directory: Path) -> Path:
    """For localhost, by nobody that others trust; its key is in the same file."""
    made = directory / "mail.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
    names = ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(directory / "key.pem")]
    subprocess.run([*command.split(), *names, "-out", str(made)], check=True, capture_output=True)
    made.write_text(made.read_text() + (directory / "key.pem").read_text())
    return made


@contextmanager
def mail_server(boxes: Mailboxes, by: Path | None, *, from_the_start: bool = False) -> Iterator[int]:
    """Its port. With a certificate it takes a letter under TLS only, from the start or after STARTTLS."""
    how: dict[str, Any] = {}
    if by:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(by)
        how = {"authenticator": _knows, "auth_required": True}
        how |= (
            {"ssl_context": context, "auth_require_tls": False}
            if from_the_start
            else {"tls_context": context}
        )
    controller = Controller(boxes, hostname="127.0.0.1", port=free_port(), **how)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def _knows(*asked: Any) -> AuthResult:
    told = asked[-1]
    right = isinstance(told, LoginPassword) and (told.login, told.password) == (
        NAME.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=right, handled=right)
