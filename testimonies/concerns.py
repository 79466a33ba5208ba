"""What a reader reports about a story: sealed to the team at once."""

import json
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from testimonies.errors import Gone
from testimonies.models import Concern, Story
from vault import keys, sealing

_SIZES = (1024, 16 * 1024)
COLUMN = "testimonies.Concern.body"
_WORKING_DAYS = 2


def report(number: int, *, why: str, what: str, today: date) -> None:
    """Keep a concern about a published story. Raises Gone when there is none of that number."""
    with transaction.atomic():
        if not Story.objects.published().filter(number=number).exists():
            raise Gone
        team = keys.team_public()
        uuid = uuid4()
        concern = Concern(
            uuid=uuid,
            story_number=number,
            day=today,
            due_day=due_day(today),
            body=sealed(uuid, why=why, what=what, team=team),
            generation=team.generation,
        )
        Concern.objects.bulk_create([concern])


def sealed(uuid: UUID, *, why: str, what: str, team: keys.TeamPublic) -> bytes:
    """Why and what, padded and sealed to the team."""
    raw = sealing.pad(json.dumps({"why": why, "what": what}, ensure_ascii=False).encode(), _SIZES)
    return team.seal(raw, column=COLUMN, row=uuid)


def due_day(day: date) -> date:
    """The second working day after `day`; weekends do not count."""
    left = _WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day


def opened(concern: Concern, keyring: keys.Keyring) -> dict[str, str]:
    """Why and what, for the team. Raises Unsealable."""
    raw = keyring.open(concern.body, concern.generation, column=COLUMN, row=concern.uuid)
    return json.loads(sealing.unpad(raw))
