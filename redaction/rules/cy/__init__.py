"""Welsh: days and titles; a proof that a language is one folder. What else English has is still to be written."""

from collections.abc import Iterator

from ...marks import CERTAIN, LIKELY, Mark
from ...wording import Text
from .. import matches
from ..announced import after_names_of, after_titles
from ..calendar import days

MONTHS = (
    "ionawr",
    "chwefror",
    "mawrth",
    "ebrill",
    "mai",
    "mehefin",
    "gorffennaf",
    "awst",
    "medi",
    "hydref",
    "tachwedd",
    "rhagfyr",
)
WEEKDAYS = ("dydd llun", "dydd mawrth", "dydd mercher", "dydd iau", "dydd gwener", "dydd sadwrn", "dydd sul")
TITLES = (
    "mr",
    "mrs",
    "miss",
    "ms",
    "dr",
    "parch",
    "yr athro",
    "syr",
    "anti",
    "wncwl",
    "ewythr",
    "modryb",
    "nain",
    "taid",
)
NAMING = ("enw (?:oedd|yw|ydy)", "o.r enw", "fy chwaer", "fy mrawd", "fy ffrind")

_DAYS = days(MONTHS, WEEKDAYS, of="o", ordinal="af|ail|ydd|fed|eg|ain")
_TITLED, _NAMED = after_titles(TITLES), after_names_of(NAMING)


def find(text: Text) -> Iterator[Mark]:
    """Marks of the kinds date and person."""
    for pattern in _DAYS:
        yield from matches(pattern, text.low, "date", CERTAIN, "day")
    yield from matches(_TITLED, text.raw, "person", CERTAIN, "title")
    yield from matches(_NAMED, text.raw, "person", LIKELY, "naming")
