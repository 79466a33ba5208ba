"""The digest: counts and the record's head, to each coordinator alone, and nothing that tells of a story."""

import io
import re
from datetime import date, timedelta

import pytest
from django.core import mail as outbox
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from config import mail
from moderation import digest
from moderation.models import Person
from testimonies.models import RecordDay, Testimony
from tests.moderation.cast import Team, hold_one, page, send_one
from tests.moderation.told import put_up, tell

pytestmark = pytest.mark.django_db
TO = ("asa@example.org", "odile@example.org")


@pytest.fixture
def mailed(settings: Settings) -> None:
    """Mail is set up, and lands in the tests' outbox."""
    settings.CHORUS_DIGEST_TO = TO
    here = {"backend": "django.core.mail.backends.locmem.EmailBackend"}
    settings.CHORUS_MAIL = mail.Mail("site@example.org", here)


def printed() -> str:
    """What the command says."""
    said = io.StringIO()
    call_command("digest", stdout=said)
    return said.getvalue()


def test_it_counts_what_waits_what_is_late_and_who_can_open(team: Team, marlow: Person) -> None:
    today = timezone.localdate()
    send_one()
    old = send_one()
    Testimony.objects.filter(pk=old.testimony.pk).update(day=date(2026, 1, 1))
    hold_one(marlow)
    made = digest.digest(today)
    assert (made.waiting, made.people, made.concerns) == (2, 1, 0)
    assert made.oldest_days in ((today - date(2026, 1, 1)).days, 0)


def test_a_concern_that_is_late_is_told_apart_from_one_that_is_not(
    team: Team, marlow: Person, settings: Settings
) -> None:
    settings.CHORUS_UNDO, settings.CHORUS_GROUPS_AT_ONCE = timedelta(), True
    _sent, number = put_up(team, marlow)
    concern = tell(number).concern
    assert (digest.digest(concern.due_day).concerns, digest.digest(concern.due_day).late) == (1, 0)
    assert digest.digest(date(2200, 1, 1)).late == 1


def test_each_coordinator_gets_a_letter_of_their_own_with_the_head(
    team: Team, marlow: Person, mailed: None
) -> None:
    sent = send_one()
    RecordDay.objects.create(day=date(2026, 3, 2), head="ab" * 32, previous="")
    assert printed() == "2 sent\n"
    assert [letter.to for letter in outbox.outbox] == [[address] for address in TO]
    assert not any(letter.cc or letter.bcc for letter in outbox.outbox)
    text = outbox.outbox[0].body
    assert "Waiting to be read: 1." in text and "ab" * 32 in text
    # Counts, and the head; no id, no day.
    assert str(sent.testimony.uuid) not in text and not re.search(r"20\d\d", text)


def test_where_no_mail_is_set_up_it_is_printed_and_nothing_leaves(team: Team) -> None:
    assert "Waiting to be read: 0." in printed()
    assert outbox.outbox == []


def test_a_mail_server_that_is_away_is_said_without_its_name(team: Team, settings: Settings) -> None:
    settings.CHORUS_DIGEST_TO = TO
    settings.CHORUS_MAIL = mail.from_url("smtp://user:geheim@127.0.0.1:1?from=site@example.org")
    with pytest.raises(CommandError) as refused:
        call_command("digest", stdout=io.StringIO())
    assert str(refused.value) == "the mail server did not take it (ConnectionRefusedError)"


def test_coordinators_read_the_same_above_the_record_and_others_do_not(
    team: Team, asa: Person, marlow: Person
) -> None:
    send_one()
    assert "Waiting to be read: 1." in page(team.browser(asa).get("/team/record/"))
    assert "Waiting to be read" not in page(team.browser(marlow).get("/team/record/"))


@pytest.mark.parametrize(
    ("url", "port", "tls"),
    [
        ("smtps://u:p%40w@mail.example.org?from=a@b.org", 465, False),
        ("smtp://mail.example.org:25?from=a@b.org", 25, True),
    ],
)
def test_a_mail_server_is_told_by_one_address(url: str, port: int, tls: bool) -> None:
    made = mail.from_url(url)
    assert (made.sender, made.connection["port"], made.connection["use_tls"]) == ("a@b.org", port, tls)
    assert made.connection["use_ssl"] is not tls and "p@w" not in repr(made)


@pytest.mark.parametrize("url", ["http://mail.example.org?from=a@b.org", "smtps://mail.example.org", "mail"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="CHORUS_MAIL_URL"):
        mail.from_url(url)
