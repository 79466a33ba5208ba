"""Places small enough to point to someone: towns and villages, chains, rooms with a number, buses, described spots."""

import re
from collections.abc import Iterator

from ...lexicon import (
    CITY,
    COMMON,
    FIRST,
    FUNCTION,
    NOBODY,
    SURNAME,
    TOWN,
    TWOFOLD,
    VERB,
    WORD,
    may_begin_a_town,
    sorts_of,
)
from ...marks import LIKELY, POSSIBLE, Mark, mark
from ...wording import Text, Word
from .. import matches, matches_by_capitals, matches_by_digits, matches_near
from .names import looks_like_a_name
from .vocabulary import HEADS, PLACES_FOLLOW, PLACES_MAY_FOLLOW, SETS, TITLES, VILLAGE_ENDINGS

_CHAIN = SETS["chains"]
_CHAINS = re.compile(
    r"\b(?:burger king|pizza (?:hut|express)|premier inn|jd sports|sports direct|caff[eè] nero|"
    r"taco bell|dairy queen|tim hortons|big w|card factory|five guys|holiday inn|best western)\b"
)
_PUBS = re.compile(
    r"\bthe (?:[a-z]{2,15}['’]s (?:head|arms|inn|tavern|rest)|(?:red|white|black|golden|green|"
    r"blue|old) (?:lion|hart|horse|bull|swan|dragon|cock|bell|boar|bear|oak|stag|ship|cow|fox|hare|dog|hind|rose)"
    r"|(?:kings?|queens?|dukes?) (?:head|arms)|(?:rose and|fox and|crown and|hare and|dog and|"
    r"coach and) [a-z]{3,10}|malt shovel|royal oak|plough|station inn)\b"
)
# What many pubs and halls are called, where one can go.
_KNOWN_PUBS = re.compile(
    r"\b(?:at|in|to|from|outside|behind|near|into|down|round|leaving|left|by|past) (?P<it>the (?:anchor|"
    r"crown|ship|swan|plough|"
    r"bell|george|bull|fleece|lamb|greyhound|wheatsheaf|railway|star|feathers|grapes|griffin|harp|mitre|"
    r"new inn|globe|"
    r"rising sun|unicorn|vine|windmill|woolpack|woodman|volunteer|victoria|albion|albert|duke|barley mow|"
    r"bay horse|bird in hand|"
    r"black boy|cricketers|cross keys|drovers|eagle|falcon|fountain|foresters|horseshoes?|jolly \w{4,8}|"
    r"nags head|"
    r"packhorse|phoenix|punch bowl|robin hood|shoulder of mutton|sportsman|talbot|three \w{4,9}s|trafalgar|"
    r"travellers rest|"
    r"turks head|saracens head|waggon|coach and horses|cooperage|british legion|legion|"
    r"working men['’]?s(?: club)?|"
    r"miners['’]? (?:welfare|institute)|playhouse|hippodrome|empire|alhambra|corn exchange|guildhall|"
    r"assembly rooms|ritz|"
    r"roxy|gaumont|civic(?: centre| hall)?|masonic hall|memorial hall|village hall|town hall|parish hall|"
    r"church hall))\b"
    r"(?! (?:of|off|on|and gown|jewels|wheel|player|went down|shone|came|house party|sign))"
)
_ROOM = re.compile(
    r"\b(?:room|rm|ward|gate|annexe?|block|flat|platform|hut|lab|studio|dorm|floor|unit|house|"
    r"aisle|kiosk|counter|seat|window|desk|lock|lane|box|till|berth|pier|booth|cubicle|carriage|dock|staircase|corridor|locker|pitch|court|theatre|bay|stand|hostel|cottage|cabin|villa|"
    r"practice room|site|caravan|pod|workshop|"
    r"music|science|maths|english|art|drama|gym|hall|studio) "
    r"(?:no\. ?|no |number )?(?:(?=[a-z]{0,2}\d)[a-z]{0,2}\d{1,4}(?:\.\d{1,3})?[a-z]?|[b-hj-z](?=[.,;!?)\n]|$|"
    r" (?:one|at|with|on|in|and|"
    r"for|where|to|when|after|because|cos|then|that|with|we|he|she)\b))(?!\w)(?! (?:years?|weeks?|months?|times|people|"
    r"lessons?|teachers?|hours|days|minutes|exams?|papers?))"
)
_LETTERED = re.compile(r"\b(?:[Bb]lock|[Ss]taircase|[Gg]ate|[Ff]lat|[Ww]ard|[Hh]ut|[Ll]ab) [A-Z](?!\w)")
_ROUTES = re.compile(
    r"\b(?:(?:route|bus|tram|line|number) (?P<a>(?=[a-z]{0,2}\d)[a-z]{0,2}\d{1,3}[a-z]?)(?![\w.\-/:])"
    r"|(?P<b>the (?:number |no\.? ?)?(?=[a-z]{0,2}\d)[a-z]{0,2}\d{1,3}[a-z]?) (?:bus|tram|night bus|coach to|"
    r"train to|stop|home|into town|back home|towards)\b"
    r"|(?:get|got|caught|took|take|on|catch|off|drives?|drove|driving|missed|boarded|rides?|rode) "
    r"(?P<c>the (?!\d0s)(?:[a-z]{1,2}\d{1,3}|"
    r"\d{1,3}[a-z]?))(?= to | from | home| into| so | and | when | at |[.,;!?]|$)(?!\.\d))",
)
_BUS_FIRST = re.compile(
    r"\b(?:bus|tram|train|coach),? (?P<it>(?:the |number |"
    r"no\.? ?)(?=[a-z]{0,2}\d)[a-z]{0,2}\d{1,3}[a-z]?)(?![\w/:%]|\.\d)"
)
# Villages and houses of Wales, Ireland and Scotland: 'pen y bryn', 'pont-ar-wen'.
_CELTIC = re.compile(
    r"\b(?:pen|pant|bryn|cwm|nant|rhos|ty|tal|llan|aber|coed|maes|plas|glan|craig|blaen|cefn|caer|bwlch|pont|"
    r"tre|porth)[- ](?:y[rn]?|ar|uwch|is)[- ][a-z]{3,14}\b"
)
_BY_FIRST_WORD = re.compile(
    r"\b(?:Camp|Lake|Loch|Lough|Fort|Port|Isle of|Mount|Upper|Lower|Little|Great|Nether|Much|Temple|Market|"
    r"Chipping|Glen|Castle|"
    r"Exit|Junction|Stoke|Sutton|Newton|Kirk|Bishops?|Abbots?|Cape|Point) (?!And|The|Of|I\b|It|He|She|They|"
    r"We)"
    r"(?:[A-Z][a-z]{2,15}(?: [A-Z][a-z]{2,15})?|\d{1,2}[A-Z]?)\b"
)
_BLOCK = re.compile(
    r"\b(?:in|to|at|outside|behind|by|near|from|past) (?P<it>(?:the )?[a-hj-z] (?:block|wing|"
    r"corridor|floor|hall|staircase|building|unit))\b"
)
_ROOM_CODE = re.compile(
    r"\b(?:in|outside|to|into|by|near|is|was|from|past|at) (?P<it>(?!y\d|ks\d|ps\d|m8|b4|l8|gr8|f1|"
    r"a4|a5|mp\d|k\d|u\d)[a-z]{1,2}\d{1,3})"
    r"(?=[.,;!?)\n]|$| (?:and|when|while|with|at|on|after|because|cos|for|where|then|he|she|i|we|they|but|so)\b)"
)
_NUMBER_OF_A_HOME = re.compile(
    r"\b(?:(?:live|lives|lived|living|moved|stay|stays|stayed|round|house|home)(?: is| was)? (?:at|in|to)|next door at|"
    r"at|from|outside|of|opposite) "
    r"(?P<it>(?:number |no\.? ?)\d{1,4}[a-z]?(?:,? (?:the )?[a-z]{3,15})?)\b"
)
_SAID_IN_CAPITALS = re.compile(
    r"\b(?:in|at|to|from|by|outside|near|behind) (?P<it>the [A-Z]{2,5})\b(?! [A-Z])"
)
_EXIT = re.compile(r"\b(?:exit|junction|jct) \d{1,2}[a-z]?\b")
_NUMBERED_OF = re.compile(
    r"\b(?:room|flat|apartment|unit|ward|floor|platform|studio|dorm) \d{1,4}[a-z]? (?:of|in|at) "
    r"[a-z]{3,15} (?:court|house|hall|block|building|towers?)\b"
)
_FOREIGN = re.compile(
    r"\b(?:gare|place|rue|avenue|boulevard|piazza|via|viale|plaza|calle|avenida|platz|campo|largo|rua)"
    r" (?:de|du|des|della|del|di|do|da|san|santa|saint) (?:la |l['’]|los |las )?[^\W\d_]{3,15}\b"
)
_MOTORWAY = re.compile(r"\b(?:the )?\b(?:[ABM]\d{1,4}|[IN]-?\d{2,3})(?:\(M\))?(?![\w-])")
_SMALL_MOTORWAY = re.compile(r"\bthe [abm]\d{1,4}\b")
_SPOT = (
    r"(?:lady chapel|side chapel|choir stalls|nets|band ?room|boiler room|squash courts?|weir|kiln|"
    r"boat ?house|boat shed|ha-ha|"
    r"bike ?sheds?|cycle sheds?|pavilion|dark ?room|turret room|turret|costume store|"
    r"costume cupboard"
    r"|sports hall cupboard|p\.?e\.? cupboard|bell tower|clock tower|pier|lighthouse|cenotaph|"
    r"war memorial|marina|jetty|dam|gazebo|band stand|organ loft|vestry|sacristy|"
    r"crypt|cloisters?|bandstand|walled garden|rose garden|orchard|old gym|old library|towpath|"
    r"tow path|underpass|skate ?park"
    r"|ski lodge|quarry|linen room|sick ?bay|sanatorium|tuck shop|prop(?:s)? (?:room|store|"
    r"cupboard)|music (?:huts?|rooms?|block)|practice rooms?|sound booth|lighting box|lamp ?room|"
    r"tack room|hay ?loft|hay ?barn|barn"
    r"|video suite|drama studio|dance studio|dance hall|art hut|pottery shed|potting shed|"
    r"greenhouse|glasshouse|groundsman['’]?s (?:hut|shed)|caretaker['’]?s (?:hut|shed|room|"
    r"office)|scout hut|cricket (?:hut|pavilion|nets)|rugby (?:hut|clubhouse)|club ?house|"
    r"bottom field|top field"
    r"|retail park|precinct|multi-?storey|bus (?:garage|depot)|lock-ups?|allotments?|rec|viaduct|"
    r"water tower|water tank|pump house|summer ?house|gatehouse|lych-?gate|reservoir|lido|"
    r"baptistery|confessional|projection room|print room|server room|staff flat|seclusion room|"
    r"therapy room"
    r"|prayer room|chaplaincy|wet room|plant room|cold store|stock ?room|appliance bay|"
    r"language labs?|3d printer room|minibus shed|tennis pavilion|swimming pool changing rooms)"
)
_SPOTS = re.compile(
    rf"\b(?P<it>(?:the|a|this) (?:(?:old|new|big|little|upper|lower|far|disused|empty|school|"
    rf"chapel|church) )?{_SPOT}(?: (?:behind|by|near|under|opposite|beside|at the back of|"
    rf"at the end of) the [a-z]{{3,15}}(?: (?:labs?|block|room|rooms|hall|shed|sheds|court|courts|"
    rf"office))?)?)\b"
)
_THINGS = (
    r"(?:bins?|bench|benches|wall|shed|hut|toilets?|loos?|stairs|stairwell|steps|alley|alleyway|path|"
    r"gate|car park|bus stop|field|tree|trees|bushes|swings|courts?|cupboard|office|room|door|bridge|"
    r"phone box|garages?|fence|hedge|stage|lockers?|shelter|shop|park|pitch|lay-?by|lake|pond|stile|"
    r"ditch|tunnel|ramp|lift|bit|corner|gap|patch)"
)
_WHERE = (
    r"(?:behind|beside|under|opposite|next to|above|below|at the back of|round the back of|"
    r"at the end of|at the bottom of|by|near|outside|across from)"
)
_DESCRIBED = re.compile(
    rf"\b(?P<it>(?:the |a )(?:[a-z]{{3,12}} )?{_THINGS} {_WHERE} (?:the )?(?!my |his |her |our |me|"
    rf"him|us|it\b)[a-z'’]{{3,15}}(?: (?:block|room|rooms|hall|shed|sheds|labs?|courts?|office|"
    rf"park|shop|school|centre|club|gym|field|machine|machines|building))?)\b"
)
_LANDMARKS = re.compile(
    r"\b(?:by|near|behind|under|at|round|past|on|to|from|over|opposite|beside|outside) (?P<it>the "
    r"(?!main |other |same )[a-z]{3,12} "
    r"(?:bridge|pond|tunnel|steps|quay|pier|jetty|slipway|lock|mill|dam|gorge|cliffs?|dunes|"
    r"meadow|copse|spinney|stile|statue"
    r"|fountain|memorial|clock|arch|ruins|barn|kiosk|lighthouse|golf course|bowling green|"
    r"phone box|crossroads|creek|woods|estate|marina|viaduct|harbour|docks))\b"
)
_ON_A_FLOOR = re.compile(
    r"\b(?P<it>the (?:[a-z]{3,12} )?(?:toilets?|loos?|office|room|staffroom|classroom|flat|"
    r"landing|kitchen|stairwell) on the (?:first|second|third|fourth|top|ground|lower) floor)\b"
)
_STOPS = re.compile(
    r"\b(?:got|get|getting|gets) (?:off|out|on) at (?P<it>(?!the |my |a |"
    r"about )[^\W\d_]{3,20}(?: (?:woods|park|road|lane|street|cross))?)\b"
)
# 'the big tesco', 'tesco on mill lane': which one it is.
_BRANCH = re.compile(
    rf"\b(?:the (?:big|little|new|old|massive|retail park|one stop) (?:{'|'.join(sorted(_CHAIN))})|"
    rf"(?:{'|'.join(sorted(_CHAIN))}) (?:on|at|by|in|near) (?:the )?(?!my|his|her|our|me|him|night|the|a|"
    rf"work|it|once|then|when)"
    rf"[a-z]{{4,15}}(?: (?:road|rd|street|lane|park|centre|cross|station|hill|way))?)\b"
)
_SMALL_ROOM = re.compile(
    r"\b(?P<it>the (?P<x>[a-z]{4,12}) (?:room|chamber|loft|turret|tower|parlour|studio|cupboard|cellar|shed|"
    r"hut|workshop))\b(?! (?:mate|service|was full|where))"
)
# What each match holds one of: where none stands, a costly pattern need not look.
_BY_WORDS = ((SETS["words of wales"], _CELTIC), (SETS["words of streets abroad"], _FOREIGN))
_SPOTS_BY_WORDS = (
    (SETS["words of where"], _DESCRIBED),
    (SETS["words of landmarks"], _LANDMARKS),
    (frozenset({"floor"}), _ON_A_FLOOR),
)
_BEGINNINGS = ("llan", "aber", "bally", "inver", "pont", "kil", "strath", "clon")
# School rooms and the like that people write with a capital.
_NOT_PLACES = SETS["no places"]
_GENERAL = HEADS["general"] | {
    "other",
    "whole",
    "locked",
    "actual",
    "next",
    "last",
    "nearest",
    "cleaning",
}
_SHORTEST, _SHORTEST_UNKNOWN = 5, 4


def find(text: Text) -> Iterator[Mark]:
    """Marks of the kind place."""
    low = text.low
    for pattern in (_BUS_FIRST, _EXIT, _NUMBERED_OF, _ROOM_CODE, _NUMBER_OF_A_HOME):
        yield from matches_by_digits(pattern, text, "place", LIKELY, "place by its words")
    yield from _in_capitals(text)
    yield from matches_near(SETS["words of blocks"], _BLOCK, text, "place", LIKELY, "room")
    for words, pattern in _BY_WORDS:
        yield from matches_near(words, pattern, text, "place", LIKELY, "place by its words")
    yield from matches_near(SETS["words of chains"], _CHAINS, text, "place", LIKELY, "chain")
    yield from matches_near(
        SETS["words before a place"], _BY_FIRST_WORD, text, "place", POSSIBLE, "place by its words", raw=True
    )
    yield from matches_near(SETS["words of pubs"], _PUBS, text, "place", LIKELY, "pub")
    yield from matches_near(SETS["words of known pubs"], _KNOWN_PUBS, text, "place", POSSIBLE, "pub")
    yield from matches_near(SETS["words of rooms"], _ROOM, text, "place", LIKELY, "room")
    yield from matches_near(
        SETS["words of lettered rooms"], _LETTERED, text, "place", LIKELY, "room", raw=True
    )
    for start, end in text.by_digits:
        for match in _ROUTES.finditer(low, start, end):
            yield mark(*match.span(match.lastgroup or 0), "place", LIKELY, "route")
    yield from matches_by_digits(_MOTORWAY, text, "place", LIKELY, "road number", raw=True)
    yield from matches_by_digits(_SMALL_MOTORWAY, text, "place", LIKELY, "road number")
    yield from matches(_SPOTS, low, "place", LIKELY, "spot")
    for words, pattern in _SPOTS_BY_WORDS:
        yield from matches_near(words, pattern, text, "place", POSSIBLE, "described spot")
    yield from matches_near(SETS["words of stops"], _STOPS, text, "place", LIKELY, "stop", raw=True)
    for word in text.words:
        if word.low in _CHAIN and (word.cap or not word.sorts & COMMON):
            yield mark(word.start, word.end, "place", LIKELY, "chain")
    yield from matches_near(_CHAIN, _BRANCH, text, "place", LIKELY, "chain")
    yield from _small_rooms(text)
    yield from _towns(text.words)


def _in_capitals(text: Text) -> Iterator[Mark]:
    """'walked to the RER': short for a place that people there know."""
    if sum(word.shout for word in text.words) * 5 < len(text.words):
        for found in matches_by_capitals(_SAID_IN_CAPITALS, text, "place", POSSIBLE, "capitals"):
            if not sorts_of(text.low[found.start + 4 : found.end]) & (NOBODY | FUNCTION | COMMON):
                yield found


def _small_rooms(text: Text) -> Iterator[Mark]:
    """'the ringing chamber', 'the loom room': one of its kind; not 'the dining room'."""
    stretches = text.stretches(SETS["words of small rooms"])
    for match in (match for place in stretches for match in _SMALL_ROOM.finditer(text.low, *place)):
        if match["x"] not in _GENERAL and not sorts_of(match["x"]) & FUNCTION:
            yield mark(*match.span("it"), "place", POSSIBLE, "spot")


def _towns(words: list[Word]) -> Iterator[Mark]:
    i = 0
    while i < len(words):
        end = _town_end(words, i)
        if end > i:
            yield mark(
                words[i].start,
                words[end - 1].end,
                "place",
                LIKELY if end - i > 1 or words[i].sorts & TOWN else POSSIBLE,
                "town",
            )
        i = max(end, i + 1)


def _town_end(words: list[Word], i: int) -> int:
    """The word after the town or village that begins at word i; i itself if none does."""
    word, before = words[i], words[i - 1].low if i and words[i].joined else ""
    if word.sorts & FUNCTION or not word.text[0].isalpha() or word.low in TITLES:
        return i
    for length in (3, 2) if may_begin_a_town(word.low) else ():
        row = words[i : i + length]
        if (
            len(row) == length
            and all(each.joined for each in row[1:])
            and (word.cap or before in PLACES_MAY_FOLLOW or not all(each.sorts & WORD for each in row))
        ):
            sorts = sorts_of("_".join(each.low for each in row))
            if sorts & (TOWN | CITY) and not (row[-1].sorts & FUNCTION):
                return i + length if sorts & TOWN else i
    if word.cap and not word.shout and (not word.begins or word.sorts & TOWN):
        return _capital_town(words, i, before)
    lives = before in ("in", "to") and i > 1 and words[i - 2].low in SETS["live"]
    return i + 1 if _is_small_town(word, "near" if lives else before) else i


def _capital_town(words: list[Word], i: int, before: str) -> int:
    word = words[i]
    the = before == "the" and i > 1 and words[i - 1].joined and words[i - 2].low in PLACES_MAY_FOLLOW
    if before not in PLACES_MAY_FOLLOW and not the:
        return (
            i + 1
            if word.sorts & TOWN and not word.sorts & (WORD | FIRST | SURNAME | CITY | NOBODY | TWOFOLD)
            else i
        )
    goes_on = i + 1 < len(words) and words[i + 1].joined and words[i + 1].cap and not words[i + 1].shout
    if word.sorts & (CITY | NOBODY) or word.low in _NOT_PLACES and not goes_on:
        return i
    if word.sorts & FIRST and not (word.sorts & TOWN and before in PLACES_FOLLOW):
        return i
    if word.sorts & WORD and (
        word.begins
        or word.sorts & (COMMON | TWOFOLD)
        and before not in ("in", "at", "near", "from", "on")
        and not the
    ):
        return i
    end = i + 1
    while (
        end < len(words)
        and end - i < 3
        and words[end].joined
        and words[end].cap
        and not words[end].sorts & (FUNCTION | NOBODY)
    ):
        end += 1
    return end


def _is_small_town(word: Word, before: str) -> bool:
    if (
        word.sorts & TOWN
        and before in ("from", "near")
        and not word.sorts & (COMMON | VERB | CITY | NOBODY | FIRST)
    ):
        return True
    if word.sorts & (WORD | CITY | NOBODY) or word.possessive:
        return False
    if (
        not word.sorts & FIRST
        and len(word.low) > _SHORTEST
        and word.low.startswith(_BEGINNINGS)
        and not word.cap
    ):
        return True
    if word.sorts & TOWN:
        if before in PLACES_FOLLOW or (before in PLACES_MAY_FOLLOW and not word.sorts & (FIRST | SURNAME)):
            return not word.cap
        return len(word.low) > _SHORTEST and not word.sorts & (FIRST | SURNAME)
    if (
        word.sorts & (FIRST | SURNAME | TWOFOLD)
        or before not in PLACES_FOLLOW
        or before in ("like", "with", "into")
    ):
        return False
    if len(word.low) >= _SHORTEST and word.low.endswith(VILLAGE_ENDINGS) or word.low.startswith(_BEGINNINGS):
        return True
    return (
        before in ("in", "at", "near", "outside")
        and len(word.low) >= _SHORTEST_UNKNOWN
        and looks_like_a_name(word)
    )
