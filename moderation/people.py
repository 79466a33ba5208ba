"""Who is in the team, and how they are recognised."""

from django.contrib.auth import authenticate, password_validation
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from moderation.models import Person
from testimonies import record
from testimonies.models import Intake
from vault import fingerprints, keys, sealing
from vault.models import TeamKey


class NotLetIn(Exception):
    """The password is right, but the vault does not open with it: a coordinator has to let this person in.

    `words` are the four of the pair that the password opened, not of what the database says; empty without a pair.
    """

    def __init__(self, words: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.words = words


class KeysSwapped(Exception):
    """What people write would be sealed to a key that is not the team's. Intake was closed."""


def recognise(name: str, password: str) -> Person | None:
    """Who this is, or None. Takes as long for a name that we do not know; unwraps nothing."""
    return authenticate(username=name, password=password)


def open_vault(person: Person, password: str) -> bytes:
    """The person's private half; to be called only when password and second step were both right.

    Raises NotLetIn, or KeysSwapped after it closed intake.
    """
    try:
        private = keys.unlock(person.uuid, password)
    except (sealing.Unsealable, keys.VaultClosed) as error:
        raise NotLetIn from error
    try:
        keyring = keys.keyring_of(person.uuid, private)
        is_ours = keys.matches_what_is_in_use(keyring)
    except (keys.VaultClosed, keys.NoTeam) as error:
        raise NotLetIn(fingerprints.words_of(sealing.public_of(private))) from error
    if not is_ours:
        _close_intake()
        raise KeysSwapped
    return private


@transaction.atomic
def _close_intake() -> None:
    Intake.objects.update_or_create(id=1, defaults={"state": Intake.State.CLOSED})
    record.write("close intake: another key is in use", by="site")


def team_exists() -> bool:
    """Whether a first person was set up."""
    return TeamKey.objects.exists() or Person.objects.exists()


@transaction.atomic
def create_first(name: str, password: str) -> str:
    """The first coordinator and the team's keys; returns the recovery phrase. Raises ValidationError."""
    if team_exists():
        raise ValidationError(_("There is a team already. Its coordinators invite others."))
    person = create(name, password, Person.Role.COORDINATOR)
    Person.objects.filter(pk=person.pk).update(was_let_in=True)
    return keys.create_team(person.uuid, password)


def create(name: str, password: str, role: str) -> Person:
    """Somebody new, who can open nothing yet. Raises ValidationError."""
    person = Person(name=name.strip(), role=role)
    choose_password(person, password)
    person.full_clean()
    person.save(force_insert=True)
    return person


def choose_password(person: Person, password: str) -> None:
    """Set it, not yet saved. Raises ValidationError for one that is short or can be guessed."""
    password_validation.validate_password(password, person)
    person.set_password(password)
