"""The last way in: the recovery words open the team's key, and let a coordinator in under a new password."""

from django.db import transaction

from testimonies import record
from vault import keys, members, sealing
from vault.receipts import words_of
from vault.recovery import HOLDER

from . import people, second_step, sessions
from .models import Person


class WrongWords(Exception):
    """They do not open the team's key."""


@transaction.atomic
def recover(typed: str, *, name: str, password: str) -> str:
    """Let `name` in, whoever that is, as a coordinator; returns new recovery words, for these were typed.

    Their second step is forgotten: the next sign-in adds one. Raises WrongWords, ValidationError.
    """
    try:
        private = keys.unlock(HOLDER, " ".join(words_of(typed)))
        keyring = keys.keyring_of(HOLDER, private)
    except (sealing.Unsealable, keys.VaultClosed):
        raise WrongWords from None
    person = _coordinator(name, password)
    keys.let_in(keys.add_holder(person.uuid, password), keyring)
    record.write("recover", by="coordinator", actor=person.uuid)
    return members.new_recovery_phrase(keyring)


def _coordinator(name: str, password: str) -> Person:
    person = Person.objects.filter(name__iexact=name.strip()).first()
    if person is None:
        person = people.create(name, password, Person.Role.COORDINATOR)
    else:
        people.choose_password(person, password)
    person.role, person.is_active, person.was_let_in = Person.Role.COORDINATOR, True, True
    person.save()
    sessions.end_all(person)
    second_step.forget(person)
    return person
