"""A moderator's session: what the server keeps opens only with the key that their cookie alone holds."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse

from moderation.models import Person
from vault import keys, sealing
from vault import sessions as vault_sessions

COOKIE = "team-key"
PATH = "/team/"
LONGEST = timedelta(hours=12)
ENROLMENT = timedelta(minutes=20)
_KEPT, _ENROLLING = "vault", "adds a second step"


class Ended(Exception):
    """This session opens nothing any more: sign in again."""


def begin(request: HttpRequest, person: Person, private: bytes, *, now: datetime) -> str:
    """Sign `person` in on this request's session; returns the key for `put_cookie`, kept nowhere else."""
    login(request, person)
    # A random id of our own: the session's key changes and is itself a secret of the cookie.
    row = uuid4().hex
    stored, key = vault_sessions.seal_private(private, session=row)
    request.session[_KEPT] = {"row": row, "private": stored, "since": now.timestamp()}
    return key


def put_cookie(response: HttpResponse, key: str) -> None:
    """Hand the key to the browser, for the team's pages only, until it is closed."""
    response.set_cookie(
        COOKIE, key, path=PATH, httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE
    )


def open_keyring(
    session: Mapping[str, Any], cookies: Mapping[str, str], person: Person, *, now: datetime
) -> keys.Keyring:
    """The team's keys as this session and this cookie open them together. Raises Ended."""
    kept = session.get(_KEPT)
    if not kept or now.timestamp() - kept["since"] >= LONGEST.total_seconds():
        raise Ended
    try:
        private = vault_sessions.open_private(kept["private"], cookies.get(COOKIE, ""), session=kept["row"])
        return keys.keyring_of(person.uuid, private)
    except (sealing.Unsealable, keys.VaultClosed) as error:
        raise Ended from error


def begin_enrolment(request: HttpRequest, person: Person, *, now: datetime) -> None:
    """Remember for twenty minutes that this browser may add a second step for `person`. It opens nothing else."""
    request.session.flush()
    request.session[_ENROLLING] = {"person": str(person.uuid), "since": now.timestamp()}


def who_enrols(request: HttpRequest, *, now: datetime) -> Person:
    """Whose password this browser typed rightly, when they have no second step yet. Raises Ended."""
    kept = request.session.get(_ENROLLING)
    if not kept or now.timestamp() - kept["since"] >= ENROLMENT.total_seconds():
        raise Ended
    waiting = Person.objects.filter(uuid=kept["person"], is_active=True)
    person = waiting.exclude(second_step__secret__isnull=False).first()
    if person is None:
        raise Ended
    return person


def end(request: HttpRequest, response: HttpResponse) -> None:
    """Forget the session here, and the key in the browser."""
    request.session.flush()
    response.delete_cookie(COOKIE, path=PATH, samesite="Strict")
