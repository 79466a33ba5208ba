"""Who gets a box and who loses it: letting in by four words, shutting out, another password, another phrase."""

from hmac import compare_digest
from uuid import UUID

from django.db import transaction

from . import keys, passwords, recovery
from .models import Holder, TeamKeyBox


class AnotherKey(Exception):
    """The pair to be let in is not the one whose four words were compared."""


def let_in_pair(uuid: UUID, public: bytes, keyring: keys.Keyring) -> None:
    """The same for the pair whose four words were compared. Raises AnotherKey when it is another one by now."""
    holder = Holder.objects.filter(uuid=uuid).first()
    if holder is None or not compare_digest(holder.public, public):
        raise AnotherKey
    keys.let_in(holder, keyring)


@transaction.atomic
def shut_out(uuid: UUID, *, keep_pair: bool = False) -> None:
    """Take a person's boxes away, and their pair: what they hold opens nothing that is here."""
    keys.hold_generations()
    TeamKeyBox.objects.filter(holder=uuid).delete()
    if not keep_pair:
        Holder.objects.filter(uuid=uuid).delete()


def change_password(uuid: UUID, old: str, new: str) -> None:
    """The same pair under another password. Raises Unsealable for a wrong old one."""
    wrapped = passwords.wrap(keys.unlock(uuid, old), new, row=uuid)
    Holder.objects.filter(uuid=uuid).update(
        private=wrapped.private, salt=wrapped.salt, parameters=wrapped.parameters
    )


@transaction.atomic
def new_recovery_phrase(keyring: keys.Keyring) -> str:
    """Another phrase in place of the one before, which opens nothing from now on."""
    phrase = recovery.new_phrase()
    keys.let_in(keys.add_holder(recovery.HOLDER, phrase), keyring)
    return phrase
