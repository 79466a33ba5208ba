"""Houses, halls, teams, clubs: groups small enough to point to someone."""

import re
from collections.abc import Iterator

from ..marks import CERTAIN, LIKELY, Mark
from . import matches

_NAME = r"[A-Z][\w'’\-]{1,30}"
_BODY = (
    r"(?:club|team|group|squad|society|soc|choir|band|orchestra|crew|troop|league|union|ensemble"
    r"|committee|network|brigade)"
)
_ACTIVITY = (
    r"(?:hockey|football|rugby|netball|cricket|swim(?:ming)?|rowing|drama|theatre|debat(?:e|ing)|film|chess|art|choir|book"
    r"|running|tennis|lacrosse|basketball|volleyball|water polo|athletics|gym(?:nastics)?|dance"
    r"|cheer|cadet|youth|music"
    r"|photography|maths|science|robotics|sailing|climbing|judo|karate|boxing|student|parish|prayer|jazz|brass|chamber|girls['’]?"
    r"|boys['’]?|track|badminton|fencing|gaming|anime|poetry|journalism|homework|after[- ]school)"
)
_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day (?:night |evening |morning |afternoon )?)"
_WHO = (
    r"(?:(?:junior|senior|women['’]?s|men['’]?s|girls['’]?|boys['’]?|first|second|third|1st|2nd|3rd"
    r"|under[- ]\d\d|u\d\ds?) )?"
)
_ACTIVITIES = re.compile(rf"\b{_DAY}?{_WHO}{_ACTIVITY} {_BODY}\b", re.IGNORECASE)
_OF_A_DAY = re.compile(rf"\b{_DAY}(?:[a-z]{{3,15}} ){{0,2}}{_BODY}\b", re.IGNORECASE)
_HOUSES = re.compile(
    rf"(?<!\w)(?!(?:The|My|Our|His|Her|Their|Your|A|In|At|Open|White|Full|Sixth) ){_NAME} (?:House|Hall)\b"
)
_BODIES = re.compile(
    rf"(?<!\w)(?:[Tt]he )?(?!(?:The|My|Our|His|Her|A|In) )(?:{_NAME} ){{1,3}}"
    r"(?:Club|Team|Society|Soc|Choir|Band|Orchestra|Squad|Union|Network|Brigade|Watch"
    r"|Theatre Company|Company|Youth Theatre"
    r"|Taxis|Cabs|Ltd|Solicitors|Scouts|Guides|Brownies|Cubs|FC|RFC|Committee)\b"
)
_NATIONAL = re.compile(rf"\bNational Youth {_NAME}")
_ELEVENS = re.compile(
    r"\bthe (?:first|second|third|fourth|1st|2nd|3rd|4th) (?:xv|xi|viii|team|eleven|fifteen|eight)\b",
    re.IGNORECASE,
)
_UNDERS = re.compile(
    r"\bu\d\ds?(?: (?:water polo|[a-z]{4,12}ball|rugby|hockey|cricket|swimming|athletics))?\b", re.IGNORECASE
)
_FORMS = re.compile(
    r"\b(?:form|class|tutor group|set) (?=[a-z\d]*\d)(?=\d*[a-z])[a-z\d]{2,4}\b", re.IGNORECASE
)


def find(text: str) -> Iterator[Mark]:
    """Marks of the kind group."""
    for pattern in (_ACTIVITIES, _OF_A_DAY, _HOUSES, _BODIES, _NATIONAL, _ELEVENS):
        yield from matches(pattern, text, "group", CERTAIN)
    yield from matches(_UNDERS, text, "group", LIKELY)
    yield from matches(_FORMS, text, "group", LIKELY)
