"""What somebody of the team changes about themselves."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from testimonies import record
from vault import members, sealing

from . import people, sessions
from .models import Person

_WRONG = _("That is not your password.")


@transaction.atomic
def change_password(person: Person, old: str, new: str) -> None:
    """Wrap the same pair under another password, and sign out everywhere. Raises ValidationError."""
    if not person.check_password(old):
        raise ValidationError({"old": _WRONG})
    try:
        people.choose_password(person, new)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from None
    try:
        members.change_password(person.uuid, old, new)
    except sealing.Unsealable:
        raise ValidationError({"old": _WRONG}) from None
    person.save(update_fields=["password"])
    sessions.end_all(person)
    record.write("choose a new password", by=person.role, actor=person.uuid)
