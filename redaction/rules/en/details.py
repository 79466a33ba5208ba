"""What is true of one person only: suggested, and left in unless somebody takes it out."""

import re
from collections.abc import Iterator

from ...marks import POSSIBLE, Mark
from ...wording import Text
from .. import matches_by_digits, matches_near
from .vocabulary import SETS

_PERSON = (
    r"(?:girl|boy|woman|man|student|person|kid|pupil|one|trainee|apprentice|child|female|male|lad|"
    r"lass|cadet|boarder|member|nurse|player)s?"
)
_ONLY_ONE = re.compile(
    rf"\b(?:one of )?the (?:only|first|youngest|oldest|smallest|tallest) (?:(?!person\b|"
    rf"time\b)[\w\-]{{2,20}} ){{1,3}}{_PERSON}\b(?! (?:who|that|to|i)\b)"
)
_ONE_OF_FEW = re.compile(
    r"\b(?:one|two) of (?:only |just )?(?:two|three|four|five|the (?:two|three|four|"
    r"five)) (?:[\w\-]{3,20} ){0,2}(?:girls|boys|women|men|students|people|kids|pupils|trainees|"
    r"members)\b"
)
_RARE = re.compile(
    r"\b(?:cystic fibrosis|sickle cell|brittle bones?|osteogenesis|muscular dystrophy|"
    r"cerebral palsy|spina bifida|tourette['’]?s|narcolepsy|albinism|alopecia|vitiligo|"
    r"cleft (?:lip|palate)|marfan|ehlers[- ]danlos|haemophilia|hemophilia|leukaemia|leukemia|"
    r"hodgkin['’]?s|cochlear implants?"
    r"|bassoon|oboe|harp|tuba|bagpipes|theremin|sitar|tabla|euphonium|harpsichord|accordion|hurdy[- ]gurdy"
    r"|falconer|falconry centre|lighthouse keeper|beekeeper|taxidermist|thatcher|farrier|"
    r"puppeteer|glassblower|undertaker|embalmer|steeplejack|blacksmith|luthier|tram driver|"
    r"organ builder|bell founder)\b"
)
_MONTH_AND_YEAR = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|sept?|oct|nov|dec) (?:of )?(?:19|20)\d\d\b"
)
_BY_WORDS = (
    (SETS["words of the only one"], _ONLY_ONE),
    (frozenset({"of"}), _ONE_OF_FEW),
    (SETS["words of rare things"], _RARE),
)


def find(text: Text) -> Iterator[Mark]:
    """Marks of the kind detail."""
    for words, pattern in _BY_WORDS:
        yield from matches_near(words, pattern, text, "detail", POSSIBLE, "rare detail")
    yield from matches_by_digits(_MONTH_AND_YEAR, text, "detail", POSSIBLE, "rare detail")
