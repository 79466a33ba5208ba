"""Schools, universities, churches that no last word gives away: 'St Winifred's', 'University of …', 'Ysgol …'."""

import re
from collections.abc import Iterator

from ...lexicon import COMMON, FIRST, FUNCTION, VERB, sorts_of
from ...marks import CERTAIN, LIKELY, Mark, mark
from ...wording import Text, Word
from .. import matches_by_capitals, matches_near
from .names import looks_like_a_name
from .vocabulary import PLACES_MAY_FOLLOW, SETS

_NAME = r"[A-Z][\w'’\-]{1,30}"
_OF = re.compile(
    rf"\b(?:University|Uni|College|School|Church|Academy|Institute|Convent|Hospital|Parish|Abbey|"
    rf"Cathedral) (?:of|for) "
    rf"(?:[Tt]he )?(?:(?:Our|St\.?|the) )?{_NAME}(?: {_NAME}){{0,2}}"
)
_SMALL_OF = re.compile(
    r"\b(?:(?:university|uni) of (?:the )?[a-z]{4,20}|church of (?:the |our |saint |"
    r"st )(?:[a-z]{3,12} )?[a-z]{4,12})\b"
)
_HOLY = re.compile(
    rf"(?<!\w)(?:Our Lady|Holy|Sacred|Blessed|Immaculate|All) (?!Communion|Week|Spirit|Ghost|Bible|"
    rf"Water)(?:of |and )?"
    rf"(?:{_NAME} ?){{1,4}}(?<! )"
)
# What churches and their schools are dedicated to, in small letters too.
_DEDICATIONS = re.compile(
    r"\b(?:(?:the )?(?:holy|sacred|blessed|most holy|precious) (?:trinity|rood|cross|family|heart|name|"
    r"redeemer|rosary|child|apostles|innocents|saviour|angels|souls|blood|sacrament|hearts)|"
    r"(?:all|christ|good) (?:saints|souls|hallows|the king|church|shepherd|counsel)|"
    r"our lady(?:['’]?s|(?: of)(?: the)? [a-z]{3,12}(?: heart| rosary)?)?|corpus christi|"
    r"immaculate (?:conception|heart)|(?:mount|mt) carmel|notre dame|star of the sea|queen of (?:heaven|"
    r"peace|"
    r"martyrs)|(?:church of the )?(?:ascension|annunciation|assumption|nativity|resurrection|transfiguration)"
    r"(?= (?:church|school|primary|college|parish)))(?: [a-z]{4,12}(?= (?:school|primary|church|college))"
    r"| rc| ce| c of e)?(?: (?:school|primary|secondary|church|college|academy|high|parish|infants|"
    r"juniors))?\b"
)
_KINGS = re.compile(
    r"\b(?:king|queen|prince|princess|lady|sir|lord|bishop|archbishop|cardinal|dame|abbot|duke|earl) "
    r"(?!of |and |the |in |is |was |you |size)(?:[a-z]{3,12} )?[a-z]{3,14}(?:['’]s|s)(?= on| in|"
    r"[.,;!?]|$| and| for| when| where| as| "
    r"school| grammar| college| academy| primary| high| hospital| church| house)"
    r"(?: (?:school|grammar|college|academy|primary|high|hospital|church|house))?"
)
_HOMES = re.compile(
    r"\b(?P<it>(?!my |his |her |our |the |that |this |some |any |new |old |nice |good |same |another )"
    r"[a-z]{4,15}(?<!in)(?<!into)(?<!from) (?:house |lodge |court |grange )?(?:children['’]?s|care|nursing|"
    r"residential|foster|"
    r"rest|retirement) home)\b"
)
_INDIAN = re.compile(
    r"\b(?!the |my |our |his |her |this |that |from |into |and )[a-z]{3,14} (?:niketan|vidyalaya|vidyapeeth|"
    r"vidya mandir|bhavan|bhawan|gurukul|matriculation|"
    r"madrass?ah?|"
    r"madressa|yeshiva|maktab|tabernacle|ministries)\b"
)
_OTHER_TONGUES = re.compile(
    r"\b(?:scoil|gaelscoil|gaelcholáiste|coláiste|colaiste|ysgol|coleg|prifysgol|institut|"
    r"instituto|lyc[ée]e|coll[èe]ge|colegio"
    r"|liceo|école|escuela|escola|scuola|szkoła|szkola|gymnasium|realschule|grundschule|kura|universidad|"
    r"université) (?!is |was |and |"
    r"in )[^\W\d_]{2,20}(?:[ \-](?-i:[A-Z])[^\W\d_]{1,20}){0,2}",
    re.IGNORECASE,
)
_LETTERS = re.compile(
    r"\b(?:at|to|from|attend|attended|joined|left) (?P<it>[A-Z]{3,5})\b(?!['’]?s? (?:phone|office))"
)
_NO_SCHOOLS = frozenset(word.upper() for word in SETS["no schools"])
_STREETS = SETS["streets"]
_OF_SAINTS = frozenset(
    {
        "school",
        "primary",
        "high",
        "college",
        "academy",
        "church",
        "hospital",
        "ambulance",
        "juniors",
        "infants",
    }
)


def find(text: Text) -> Iterator[Mark]:
    """Marks of the kind institution."""
    yield from matches_near(SETS["schools of"], _OF, text, "institution", CERTAIN, "of", raw=True)
    yield from matches_near(SETS["schools of"], _SMALL_OF, text, "institution", LIKELY, "of", raw=True)
    yield from matches_near(
        SETS["words of dedications to a name"], _HOLY, text, "institution", LIKELY, "holy", raw=True
    )
    yield from matches_near(SETS["schools of india"], _INDIAN, text, "institution", CERTAIN, "other tongues")
    yield from matches_near(SETS["words of dedications"], _DEDICATIONS, text, "institution", LIKELY, "holy")
    yield from matches_near(
        SETS["schools abroad"], _OTHER_TONGUES, text, "institution", CERTAIN, "other tongues", raw=True
    )
    yield from matches_near(SETS["kings and bishops"], _KINGS, text, "institution", LIKELY, "king or bishop")
    for found in matches_near(frozenset({"home"}), _HOMES, text, "institution", LIKELY, "home"):
        if not sorts_of(text.low[found.start : found.end].partition(" ")[0]) & (COMMON | FUNCTION | VERB):
            yield found
    for found in matches_by_capitals(_LETTERS, text, "institution", LIKELY, "initials"):
        if text.raw[found.start : found.end] not in _NO_SCHOOLS:
            yield found
    yield from _saints(text.words)


def _saints(words: list[Word]) -> Iterator[Mark]:
    for i, word in enumerate(words[:-1]):
        if (
            word.low in ("st", "saint", "sts", "sainte", "ste")
            and words[i + 1].gap in (" ", ". ")
            and _is_a_saint(words, i + 1)
        ):
            end = i + 2
            while end < min(len(words), i + 5) and words[end].joined and _belongs_to_a_saint(words[end]):
                end += 1
            last = words[end - 1]
            kind = "place" if last.low in _STREETS else "institution"
            yield mark(word.start, last.end + 2 * last.possessive, kind, CERTAIN, "saint")


def _is_a_saint(words: list[Word], i: int) -> bool:
    """'St Bride's', 'st brides', 'st winifreds'; not 'the high st was shut'."""
    name = words[i]
    if not name.text[0].isalpha() or name.sorts & FUNCTION:
        return False
    if name.cap or name.possessive or name.sorts & FIRST or looks_like_a_name(name):
        return True
    return name.low.endswith("s") and i > 1 and words[i - 2].low in PLACES_MAY_FOLLOW | {"go", "goes", "went"}


def _belongs_to_a_saint(word: Word) -> bool:
    return word.cap and not word.sorts & FUNCTION or word.low in _OF_SAINTS
