"""Moderators' sessions: what the server keeps opens only with the key that their cookie alone holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moderation.models import Person, Visit
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
    # What was open here before ends, also when it was this person's own.
    request.session.flush()
    login(request, person)
    # A random id of our own: the session's key changes and is itself a secret of the cookie.
    row = uuid4().hex
    stored, key = vault_sessions.seal_private(private, session=row)
    request.session[_KEPT] = {"row": row, "private": stored, "since": now.timestamp()}
    # Saved here, for the visit points to it.
    request.session.save()
    Visit.objects.create(uuid=row, person=person, session_id=request.session.session_key, began=now)
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


def until(session: Mapping[str, Any], *, now: datetime) -> datetime:
    """When this session ends if nobody clicks: after thirty minutes, or with its twelve hours."""
    begun = datetime.fromtimestamp(session[_KEPT]["since"], tz=now.tzinfo)
    return min(now + timedelta(seconds=settings.SESSION_COOKIE_AGE), begun + LONGEST)


@dataclass(frozen=True)
class Open:
    """One session of a person: when it began, how long ago it was last used, whether it is the one that asks."""

    uuid: UUID
    began: datetime
    idle: timedelta
    is_this: bool

    @property
    def idle_words(self) -> str:
        """How long ago the last click was, in words."""
        minutes = int(self.idle.total_seconds() // 60)
        if minutes < 1:
            return _("Used just now")
        return ngettext("Used %(n)d minute ago", "Used %(n)d minutes ago", minutes) % {"n": minutes}


def of(person: Person, session: Mapping[str, Any], *, now: datetime) -> list[Open]:
    """The sessions of a person that are not over, newest first."""
    row = session.get(_KEPT, {}).get("row")
    idle = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    visits = Visit.objects.filter(person=person, session__expire_date__gt=now, began__gt=now - LONGEST)
    return [
        # A session is good for thirty minutes from its last click, so its end tells that click.
        Open(each.uuid, each.began, now - (each.session.expire_date - idle), each.uuid.hex == row)
        for each in visits.select_related("session").order_by("-began")
    ]


def end_one(person: Person, uuid: UUID) -> None:
    """End one session of this person's."""
    Session.objects.filter(visit__person=person, visit__uuid=uuid).delete()


def end_all(person: Person) -> None:
    """Sign this person out everywhere."""
    Session.objects.filter(visit__person=person).delete()


@transaction.atomic
def sweep(now: datetime) -> None:
    """Forget what is over: sessions nobody clicked in, those of twelve hours."""
    Session.objects.filter(expire_date__lte=now).delete()
    Session.objects.filter(visit__began__lte=now - LONGEST).delete()


def end(request: HttpRequest, response: HttpResponse) -> None:
    """Forget the session here, and the key in the browser."""
    request.session.flush()
    response.delete_cookie(COOKIE, path=PATH, samesite="Strict")
