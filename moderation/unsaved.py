"""What somebody sent from the bench after their session had ended: it comes back when they have signed in again.

Sealed to the team at once, and kept with the browser's next session, half an hour long: whoever sends it is nobody
yet, and whoever reads the table of sessions must not read what they typed.
"""

import json
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, QueryDict

from testimonies import limits
from vault import keys, sealing
from vault.keys import Keyring

_KEY, _COLUMN = "unsaved", "moderation.unsaved"
_SIZES = (16 * 1024, 128 * 1024)
_NOT_KEPT = ("csrfmiddlewaretoken", "seen")


def keep(request: HttpRequest, uuid: UUID) -> None:
    """Put by what was sent about this testimony. Of what is too much, or sent too often, nothing is kept."""
    if limits.over(request, "unsaved", limits.SIGN_IN):
        return
    fields = {name: values for name, values in request.POST.lists() if name not in _NOT_KEPT}
    with suppress(keys.NoTeam, sealing.TooLong):
        padded = sealing.pad(json.dumps(fields, ensure_ascii=False).encode(), _SIZES)
        with transaction.atomic():
            team = keys.team_public()
        sealed = team.seal(padded, column=_COLUMN, row=uuid).hex()
        request.session[_KEY] = {"of": str(uuid), "sealed": sealed, "generation": team.generation}


def held_back(request: HttpRequest) -> dict[str, Any] | None:
    """What is put by in this session, to be carried over a sign-in."""
    return request.session.get(_KEY)


def carry_over(request: HttpRequest, kept: dict[str, Any] | None) -> None:
    """Into the session that has just begun."""
    if kept is not None:
        request.session[_KEY] = kept


def bring_back(request: HttpRequest, uuid: UUID, keyring: Keyring) -> QueryDict | None:
    """What was sent about this testimony, once; None when nothing was."""
    kept = request.session.get(_KEY)
    if kept is None or kept["of"] != str(uuid):
        return None
    del request.session[_KEY]
    try:
        padded = keyring.open(bytes.fromhex(kept["sealed"]), kept["generation"], column=_COLUMN, row=uuid)
    except sealing.Unsealable:
        return None
    data = QueryDict(mutable=True)
    for name, values in json.loads(sealing.unpad(padded)).items():
        data.setlist(name, values)
    return data
