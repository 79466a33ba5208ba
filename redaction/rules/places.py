"""Places small enough to point to someone: streets, buildings, pubs, rooms with a number, post codes."""

import re
from collections.abc import Iterator

from ..marks import CERTAIN, LIKELY, Mark
from . import matches

_NAME = r"[A-Z][\w'’\-]{1,30}"
_STREET = (
    r"(?:Road|Rd|Street|Lane|Drive|Avenue|Ave|Close|Rise|Way|Court|Crescent|Gardens|Terrace|Grove"
    r"|Mews|Row|Alley)"
)
_SITE = (
    r"(?:Park|Square|Station|Pools?|Leisure Centre|Centre|Center|Library|Tower|Theatre|Cinema|Lodge"
    r"|Mansions|Diner|Cafe"
    r"|Café|Arms|Inn|Hotel|Travelodge|Stadium|Building|Bridge|Woods|Beach|Estate|Market|Mall|Gate)"
)
_NUMBER = r"(?:(?:[Ff]lat )?\d{1,4}[a-zA-Z]?,? )?"
_STREETS = re.compile(rf"(?<!\w){_NUMBER}(?:{_NAME} ){{1,2}}{_STREET}\b")
_SMALL_STREETS = re.compile(
    r"\b(?:(?:on|in|at|down|off|from|to|near) )(?P<it>(?!the |my |our |this |that |a )"
    rf"(?:(?:flat )?\d{{1,4}}[a-z]? )?[a-z]{{3,20}} {_STREET.lower()})\b"
)
_CHAINS = re.compile(
    r"\b(?:spoons|wetherspoons|costa|starbucks|mcdonald['’]?s|maccies|kfc|greggs|nando['’]?s"
    r"|travelodge|premier inn)\b",
    re.IGNORECASE,
)
_STOPS = re.compile(
    r"\bgot (?:off|on|out) at (?P<it>(?!the |my |a )[^\W\d_]{3,20}(?: (?:woods|park|road|lane|street"
    r"|cross))?)\b"
)
_SITES = re.compile(rf"(?<!\w)(?:[Tt]he )?(?:{_NAME} ){{1,2}}{_SITE}\b(?: [Gg]ates?\b)?")
_PUBS = re.compile(r"\bthe [a-z]{2,15}['’]s (?:head|arms|inn|tavern|rest)\b", re.IGNORECASE)
_ROOMS = re.compile(
    r"\b(?:room|ward|gate|annexe?|block|flat|platform|hut|lab|studio|court|dorm|floor) "
    r"(?:no\.? ?)?(?:[a-z]?\d{1,4}[a-z]?|[A-Z])(?!\w)",
    re.IGNORECASE,
)
_ROUTES = re.compile(
    r"\b(?:route|bus|number) (?P<it>(?=[a-z]{0,2}\d)[a-z\d]{1,4}[a-z]?)(?![\w.-])", re.IGNORECASE
)
_BY_BEHIND = re.compile(
    r"\b(?P<it>the (?:old )?(?:[a-z]{3,15} )?(?:nets|bandroom|boiler room|squash courts?|weir|kiln"
    r"|boathouse|ha-ha"
    r"|bike sheds?|pavilion|chapel|darkroom|turret room|costume store|sports hall cupboard)"
    r"(?: (?:behind|by|near|under) the [a-z]{3,15})?)\b",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?!\w)", re.IGNORECASE)
_EIRCODE = re.compile(r"(?<!\w)[A-Z]\d[\dW] (?=[A-Z]{0,3}\d)[A-Z\d]{4}(?!\w)", re.IGNORECASE)
_ZIP_PLUS_4 = re.compile(r"(?<![\w-])\d{5}-\d{4}(?![\w-])")


def find(text: str) -> Iterator[Mark]:
    """Marks of the kind place."""
    for pattern in (_POSTCODE, _EIRCODE, _ZIP_PLUS_4, _STREETS):
        yield from matches(pattern, text, "place", CERTAIN)
    for pattern in (_SMALL_STREETS, _CHAINS, _STOPS, _SITES, _PUBS, _ROOMS, _ROUTES, _BY_BEHIND):
        yield from matches(pattern, text, "place", LIKELY)
