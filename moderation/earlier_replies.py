"""What stood in the answer of a place before, with the name of who changed it."""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from testimonies import replies
from testimonies.models import Place

from .models import Person


class Earlier(NamedTuple):
    """What it said until a day, and who changed it then."""

    asked: date | None
    answered: date | None
    text: str
    until: date
    who: str


def of(place: Place) -> list[Earlier]:
    """All of them, newest first."""
    names = dict(Person.objects.values_list("uuid", "name"))
    return [
        Earlier(each.asked, each.answered, each.text, each.until, names.get(each.by, _("Somebody who left")))
        for each in replies.earlier(place)
    ]
