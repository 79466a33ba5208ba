"""French: days and titles; a proof that a language is one folder. What else English has is still to be written."""

from collections.abc import Iterator

from ...marks import CERTAIN, LIKELY, Mark
from ...wording import Text
from .. import matches
from ..announced import after_names_of, after_titles
from ..calendar import days

MONTHS = (
    "janvier",
    "février",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
    "decembre",
)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
TITLES = (
    "monsieur",
    "madame",
    "mademoiselle",
    "mme",
    "mlle",
    "m",
    "mr",
    "dr",
    "docteur",
    "professeur",
    "maître",
    "père",
    "sœur",
    "frère",
    "tante",
    "oncle",
)
NAMING = (
    "s.appelle",
    "s.appelait",
    "m.appelle",
    "nommée?",
    "nomme",
    "prénom est",
    "ma sœur",
    "mon frère",
    "mon amie?",
    "ma copine",
    "mon copain",
)

_DAYS = days(MONTHS, WEEKDAYS, of="de", ordinal="er")
_TITLED, _NAMED = after_titles(TITLES), after_names_of(NAMING)


def find(text: Text) -> Iterator[Mark]:
    """Marks of the kinds date and person."""
    for pattern in _DAYS:
        yield from matches(pattern, text.low, "date", CERTAIN, "day")
    yield from matches(_TITLED, text.raw, "person", CERTAIN, "title")
    yield from matches(_NAMED, text.raw, "person", LIKELY, "naming")
