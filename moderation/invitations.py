"""Links that are handed on: to join the team, or to choose a new password. None carries a key.

A link is used up by POST, never by GET: whoever previews it uses nothing up. What it leads to opens no story until a
coordinator has let the new pair in.
"""

import secrets
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from testimonies import record
from vault import keys, members, secret_files

from . import people, sessions
from .models import Invitation, Person

GOOD_FOR = timedelta(hours=48)
_TAKEN = _("Somebody here has this name. Choose another one.")


class Over(Exception):
    """This link was used, was taken back, or is older than two days."""


class NotForOneself(Exception):
    """One's own password is changed on one's own page; a link would only lock oneself out."""


@transaction.atomic
def invite(name: str, role: str, *, by: Person, now: datetime) -> str:
    """A link's secret for somebody new. Raises ValidationError for a name that somebody has."""
    name = name.strip()
    waiting = Invitation.objects.filter(name__iexact=name, person=None, expires__gt=now)
    if _is_taken(name) or waiting.exists():
        raise ValidationError({"name": _TAKEN})
    token = _new(name=name, role=role, expires=now + GOOD_FOR)
    record.write("invite", by=by.role, actor=by.uuid)
    return token


@transaction.atomic
def invite_back(person: Person, *, by: Person, now: datetime) -> str:
    """A link's secret with which `person` chooses a new password. The old one works until then."""
    if person == by:
        raise NotForOneself
    Invitation.objects.filter(person=person).delete()
    token = _new(name=person.name, role=person.role, person=person, expires=now + GOOD_FOR)
    record.write("make a link for a new password", by=by.role, actor=by.uuid, subject=person.uuid)
    return token


def find(token: str, now: datetime) -> Invitation:
    """What the link is for. Raises Over."""
    found = Invitation.objects.filter(mac=_mac(token), expires__gt=now).select_related("person").first()
    if found is None or found.person and not found.person.is_active:
        raise Over
    return found


@transaction.atomic
def accept(token: str, *, name: str, password: str, now: datetime) -> Person:
    """Use the link up: a password and a pair, which opens nothing yet. Raises Over, ValidationError."""
    # Of two who use it at once, the second one finds nothing.
    Invitation.objects.select_for_update().filter(mac=_mac(token)).first()
    invitation = find(token, now)
    person = invitation.person
    if person is None:
        if _is_taken(name):
            raise ValidationError({"name": _TAKEN})
        person = people.create(name, password, invitation.role)
        record.write("join", by=person.role, actor=person.uuid)
    else:
        _choose_again(person, password)
    invitation.delete()
    keys.add_holder(person.uuid, password)
    return person


def waiting(now: datetime) -> QuerySet[Invitation]:
    """Links that still work, by name."""
    return Invitation.objects.filter(expires__gt=now).order_by("name")


@transaction.atomic
def take_back(invitation: Invitation, *, by: Person) -> None:
    """The link does not work any more."""
    invitation.delete()
    record.write("take an invitation back", by=by.role, actor=by.uuid)


def sweep(now: datetime) -> None:
    """Forget those that are over."""
    Invitation.objects.filter(expires__lte=now).delete()


def _choose_again(person: Person, password: str) -> None:
    people.choose_password(person, password)
    person.save(update_fields=["password"])
    sessions.end_all(person)
    # The pair of the forgotten password is replaced by the caller; boxes sealed to it would open for nobody.
    members.shut_out(person.uuid)
    record.write("choose a new password", by=person.role, actor=person.uuid)


def _is_taken(name: str) -> bool:
    return Person.objects.filter(name__iexact=name.strip()).exists()


def _new(**values: object) -> str:
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(mac=_mac(token), **values)
    return token


def _mac(token: str) -> bytes:
    return secret_files.keyed_hash("invitation", token.encode())
