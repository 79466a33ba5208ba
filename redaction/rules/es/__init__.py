"""Spanish: days and titles; a proof that a language is one folder. What else English has is still to be written."""

from collections.abc import Iterator

from ...marks import CERTAIN, LIKELY, Mark
from ...wording import Text
from .. import matches
from ..announced import after_names_of, after_titles
from ..calendar import days

MONTHS = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "sep?tiembre",
    "octubre",
    "noviembre",
    "diciembre",
)
WEEKDAYS = ("lunes", "martes", "miércoles", "miercoles", "jueves", "viernes", "sábado", "sabado", "domingo")
TITLES = (
    "señor",
    "señora",
    "señorita",
    "sr",
    "sra",
    "srta",
    "don",
    "doña",
    "dr",
    "dra",
    "doctora?",
    "profesora?",
    "maestr[oa]",
    "padre",
    "hermana",
    "hermano",
    "tí[oa]",
)
NAMING = (
    "se llama",
    "se llamaba",
    "me llamo",
    "llamad[oa]",
    "mi amig[oa]",
    "mi herman[oa]",
    "mi prim[oa]",
    "mi novi[oa]",
)

_DAYS = days(MONTHS, WEEKDAYS, of="de|del", ordinal="º|ª")
_TITLED, _NAMED = after_titles(TITLES), after_names_of(NAMING)


def find(text: Text) -> Iterator[Mark]:
    """Marks of the kinds date and person."""
    for pattern in _DAYS:
        yield from matches(pattern, text.low, "date", CERTAIN, "day")
    yield from matches(_TITLED, text.raw, "person", CERTAIN, "title")
    yield from matches(_NAMED, text.raw, "person", LIKELY, "naming")
