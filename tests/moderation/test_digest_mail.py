"""The one letter that leaves the site, through a real mail server: what arrives, and what is said when none does."""

import io
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from config import env, mail
from moderation.models import Person
from testimonies.models import RecordDay
from tests.mail_server import NAME, PASSWORD, Mailboxes, certificate, mail_server
from tests.moderation.cast import Team, send_one

pytestmark = pytest.mark.django_db
TO = ("asa@example.org", "odile@example.org")
HEAD = "ab" * 32
# All that a letter says beside its numbers; a test of the words in it would not see a line too many.
LETTER = f"""Waiting to be read: 1. Days that the oldest has waited: 0
On hold: 0
Approved and not up yet: 0
Concerns that are open: 0. Late: 0
New stories: open
People who can open the stories: 1

The newest head of the record. Keep this letter: {env.manage()} verify_record --head compares.
{HEAD}"""
HEADERS = {
    "Content-Type",
    "MIME-Version",
    "Content-Transfer-Encoding",
    "Subject",
    "From",
    "To",
    "Date",
    "Message-ID",
}


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate that this process trusts."""
    made = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made))
    return made


@pytest.fixture(autouse=True)
def _told(settings: Settings) -> None:
    settings.CHORUS_DIGEST_TO = TO


def digest(settings: Settings, port: int, *, scheme: str = "smtp", password: str = PASSWORD) -> str:
    """What the command says with this mail server."""
    settings.CHORUS_MAIL = mail.from_url(
        f"{scheme}://{NAME}:{password}@localhost:{port}?from=site@example.org"
    )
    said = io.StringIO()
    call_command("digest", stdout=said, stderr=said)
    return said.getvalue()


def refusal(settings: Settings, port: int, **more: str) -> str:
    """The one line about a letter that nobody got."""
    with pytest.raises(CommandError) as refused:
        digest(settings, port, **more)
    # Django prints this line and nothing else: no cause is left that a traceback would show.
    assert refused.value.__cause__ is None and refused.value.__context__ is None
    assert not re.search(r"@|localhost|geheim|\n", str(refused.value))
    return str(refused.value)


# The mail server does not see that it speaks TLS when it did from the start.
@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_what_arrives_has_counts_and_the_head_and_nothing_else(
    team: Team, marlow: Person, settings: Settings, trusted: Path, scheme: str
) -> None:
    send_one()
    RecordDay.objects.create(day="2026-03-02", head=HEAD, previous="")
    boxes = Mailboxes()
    with mail_server(boxes, trusted, from_the_start=scheme == "smtps") as port:
        assert digest(settings, port, scheme=scheme) == "2 sent\n"
    assert [to for to, _letter in boxes.came] == [[address] for address in TO]
    for (to,), letter in boxes.came:
        assert letter["To"] == to and set(letter.keys()) <= HEADERS | {"X-Peer", "X-MailFrom", "X-RcptTo"}
        assert letter["Subject"] == "Chorus: how it stands"
        assert letter.get_payload(decode=True).decode().replace("\r\n", "\n").strip() == LETTER


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        ("password", "SMTPAuthenticationError"),
        ("certificate", "SSLCertVerificationError"),
        ("no TLS", "SMTPNotSupportedError"),
        ("away", "ConnectionRefusedError"),
    ],
)
def test_a_letter_that_does_not_go_is_one_line_and_goes_the_next_time(
    team: Team, settings: Settings, trusted: Path, monkeypatch: pytest.MonkeyPatch, wrong: str, kind: str
) -> None:
    boxes = Mailboxes()
    with (
        mail_server(boxes, None if wrong == "no TLS" else trusted) as port,
        monkeypatch.context() as until_then,
    ):
        if wrong == "certificate":
            until_then.delenv("SSL_CERT_FILE")
        said = refusal(
            settings, 1 if wrong == "away" else port, password="wrong" if wrong == "password" else PASSWORD
        )
    assert said == f"the mail server did not take it ({kind})" and boxes.came == []
    with mail_server(boxes, trusted) as port:
        assert digest(settings, port) == "2 sent\n"
    assert len(boxes.came) == 2


def test_one_wrong_address_keeps_no_letter_from_the_others(
    team: Team, settings: Settings, trusted: Path
) -> None:
    boxes = Mailboxes(unknown=TO[0])
    with mail_server(boxes, trusted) as port:
        assert digest(settings, port) == "1 sent, 1 not (SMTPRecipientsRefused)\n"
    assert [to for to, _letter in boxes.came] == [[TO[1]]]
