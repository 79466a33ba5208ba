"""Teams, clubs, forms, chats, servers, fraternities: groups small enough to point to someone."""

import re
from collections.abc import Iterator

from ...lexicon import COMMON, FUNCTION, VERB, sorts_of
from ...marks import CERTAIN, LIKELY, POSSIBLE, Mark, mark
from ...wording import Text, Word
from .. import matches, matches_by_digits, matches_near
from .vocabulary import HEADS, SETS

_BODY = (
    r"(?:club|team|group|squad|society|soc|choir|band|orchestra|crew|troop|league|union|ensemble|"
    r"committee|network|brigade|council|cadets|choral|camp|gc|group ?chat|company|troupe)"
)
_ACTIVITY = (
    r"(?:hockey|football|footy|rugby|netball|cricket|swim(?:ming)?|rowing|drama|theatre|debat(?:e|"
    r"ing)|film|chess|art|choir|book|running|tennis|lacrosse|basketball|volleyball|water polo|"
    r"athletics|gym(?:nastics)?|dance"
    r"|cheer|cheerleading|cadet|youth|music|photography|maths|science|robotics|sailing|climbing|"
    r"judo|karate|boxing|student|parish|prayer|jazz|brass|chamber|girls['’]?|boys['’]?|"
    r"women['’]?s|men['’]?s|track|cross country|badminton|fencing|gaming"
    r"|anime|poetry|journalism|homework|after[- ]school|young farmers['’]?|young carers['’]?|"
    r"christian|islamic|jewish|hindu|lgbt\w?|feminist|labour|conservative|surf|ski|archery|"
    r"handball|softball|baseball|soccer|wrestling|polo|riding|pony|cycling|triathlon|quiz|coding|"
    r"computer"
    r"|gardening|knitting|glee|acapella|a cappella|steel|wind|string|marching|church|gospel|"
    r"sunday|school|swing|ceilidh|bell ?ringing|rounders|squash|trampoline|trampolining|skating|canoe|"
    r"kayak|orienteering|hunt ball|eco|year ?book|newspaper|model un|mun|dnd|d&d|worship|"
    r"bible study|bible)"
)
_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day (?:night |evening |morning |afternoon )?)"
_WHO = (
    r"(?:(?:junior|senior|varsity|jv|county|women['’]?s|men['’]?s|girls['’]?|boys['’]?|ladies|first|"
    r"second|third|1st|2nd|3rd|under[- ]\d\d|u\d\ds?) )?"
)
_OF_WHOM = re.compile(
    r"\b(?:deaf|blind|disabled|disability|queer|trans|gay|lgbt\w{0,5}|asian|black|african|caribbean|polish|"
    r"muslim|hindu|sikh|"
    r"jewish|catholic|christian|young|new|survivors?['’]?|carers['’]?|refugee|autistic|neurodivergent|"
    r"international) "
    r"(?:(?:women|girl|men|boy|student|parent|people|mum|dad|youth|young people)['’]?s?['’]? )?"
    r"(?:circle|society|soc|group|network|club|choir|union|association|forum|meet-?up)\b"
)
_AND_SONS = re.compile(
    r"\b(?P<it>(?!my |his |her |our |their |your |"
    r"the )[a-z]{3,15}(?<!and)(?<!with)(?<!wife)(?<!wives)(?<!two)(?<!three)(?<!their)"
    r" (?:and|&) (?:sons?|daughters?|co|partners|bros|brothers)(?= ltd| limited| where| at | in |"
    r" as | who | for | he | she | and | because | after | last |"
    r"[.,]|$))\b"
)
_FIRM_AND_SMALL = re.compile(
    r"\b(?:at|for|agency(?: is| was|,)|firm(?: is| was|,)|company(?: is| was|,)|called|from) "
    r"(?P<it>(?!me |us |him |her )[a-z]{3,15} & (?!me\b|i\b|my |a |the |his |"
    r"her )[a-z]{3,15}(?: [a-z]{4,12}(?= |[.,]))?)\b"
)
_ACTIVITIES = re.compile(rf"\b{_DAY}?{_WHO}{_ACTIVITY} (?:youth )?{_BODY}\b(?! teacher| captain| coach)")
_OF_A_DAY = re.compile(rf"\b{_DAY}(?:[a-z]{{3,15}} ){{0,2}}{_BODY}\b")
_FIXED = re.compile(
    r"\b(?:duke of edinburgh(?:['’]?s award)?|dofe|(?:army|sea|air|police|fire|ccf|rowing) cadets|"
    r"(?:girls|boys)['’]? brigade|"
    r"(?:red|blue|green|white) watch|young farmers|girl ?guiding|christian union|student(?:s['’]?)? union|"
    r"student council|"
    r"school council|head of the river crew|jv [a-z]{4,12}|varsity [a-z]{4,12}"
    r"|sunday school|youth parliament|national youth \w{3,12}|county youth \w{3,12}|the (?:blues|"
    r"reds|greens|colts|seconds|thirds|firsts|lionesses)\b(?= together|[.,]| team)|(?:men|"
    r"women)['’]?s (?:lacrosse|rugby|hockey|football|rowing|basketball|tennis|swimming|soccer|"
    r"water polo|volleyball))\b"
)
_UNIFORMED = re.compile(
    r"\b(?:in|at|from|to|did|do|joined|left|of|through|with) (?P<it>(?:the )?(?:\d+(?:st|nd|rd|"
    r"th) [a-z]{3,15} )?(?:scouts|explorers|rangers|squirrels|brownies|cubs|beavers|girl guides|"
    r"guides|rainbows|cadets|scouts?|"
    r"brownie pack|guide unit|cub pack|scout group))\b"
)
_NUMBERED = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)? (?:platoon|troop|squadron|regiment|battalion|brigade|para|commando)\b|"
    r"\b(?:platoon|troop|section|squad|pod|unit|company|division|cabin|dorm|bunk) (?:\d{1,3}|"
    r"alpha|bravo|charlie|delta)\b"
)
_AGES = re.compile(r"\bthe (?:under )?(?:[7-9]|1[0-9]|2[0-3])s\b(?! and under| bus|\d)")
_SETS = re.compile(
    r"\b(?:year|yr|y) ?\d{1,2} (?:top |bottom )?set \d[a-z]?\b(?! of)|\b(?:year|yr|"
    r"y) ?\d{1,2} (?:form|class|tutor group) [a-z\d]{1,3}\b"
)
_YEAR_CHAT = re.compile(
    r"\b(?:in|on|to|called|named|from|of) (?P<it>(?:yr|year|y) ?\d{1,2} (?!girls?|boys?|lads?|kids?|"
    r"when|and|in|at|on|now|maths|english|"
    r"science|assembly|trip|camp|form|students?|pupils?|set|class|block|at|as|he|she|i|we|they|parents?|exams?|mocks?|prom|art|music|"
    r"history|drama|french|spanish|tutor|head|teacher|leavers|council|geography|but|so|because|cos|too|then|with|for|to|who|it|my|"
    r"by|until|or|this|is|was|there|all|had|have|are|were|got|has|the|a|after|before|last|again|just|this|that|everyone|some|people|"
    r"only|about|still|like|year|since)[a-z]{4,12})(?=[.,;!?)\n]|$| and| where| which| he | she |"
    r" they | that | is | was )"
)
_ELEVENS = re.compile(
    r"\b(?:the|our|their|boys['’]?|girls['’]?|lads['’]?|women['’]?s|men['’]?s) (?:first|second|third|fourth|"
    r"1st|2nd|3rd|4th) (?:xv|xi|viii|iv|vi|team|eleven|fifteen|"
    r"eight|four|seven)\b"
)
_UNDERS = re.compile(
    r"\b(?:[a-z]{3,12} ladies )?u(?:nder)?[- ]?\d\d['’]?s?(?: (?:[abc]s?|girls|boys|water polo|"
    r"[a-z]{4,12}ball|rugby|hockey|cricket|swimming|athletics|gymnastics|squad|team|"
    r"reds|blues|greens|whites|golds|blacks))?\b(?! year)"
)
_FORMS = re.compile(
    r"\b(?:form|class|tutor group|set|tutor|year|room|in|of|for|with|from) (?P<it>(?:form |"
    r"class )?(?:[7-9]|1[0-3])[a-z]{1,2}\d?)(?= gc| chat| group|[.,;!?)\n]| and| with| at| we| i |"
    r"$)(?!m\b)"
)
_FORM_ANYWHERE = re.compile(
    r"\b(?:in|from|with|of|for|is|was|im) (?P<it>(?:[7-9]|1[0-3])[abcdefghjlnqrstwyz]\d?)(?![\w/.:%-]|\.\d)"
    r"(?! (?:miles|hours|of them))"
)
_NAMED_FORM = re.compile(
    r"\b(?:[Ff]orm|[Cc]lass|[Gg]roup|in|is|was|from|of|with) (?P<it>(?:[7-9]|1[0-3])[ -][A-Z][a-z]{2,14})\b"
)
_LETTERED_TEAM = re.compile(
    r"\b(?:the|our|their|school|house|club|u\d\ds?|girls['’]?|boys['’]?) (?P<it>[a-e] (?:team|squad|side|"
    r"string|eleven|fifteen))\b"
)
_NTH = re.compile(
    r"(?<!\w)(?P<it>\d{1,2}(?:st|nd|rd|th) (?!Year|Street|Avenue|Grade|Form|Floor|Of|Jan|Feb|Mar|Apr|May|"
    r"Jun|Jul|Aug|Sep|Oct|Nov|"
    r"Dec|Century)[A-Z][a-z]{3,15}(?: [A-Z][a-z]{3,15})?)\b"
)
_GOSSIP = re.compile(
    r"\b(?:on|in|at|to|from|called|page|account|of) (?P<it>(?!the |my |our |his |her |any |"
    r"some )(?:[\w'’&.]{2,15} )?[\w'’&.]{2,15} "
    r"(?:confessions?|leaks|exposed|crushes|spotted|memes|rates|tea|secrets|hot or not|gossip))\b|"
    r"\bspotted:? (?:at )?[a-z]{4,15}(?= page| account|[.,])"
)
_FORM = re.compile(r"\b(?:form|class|tutor group) (?=[a-z\d]{0,3}\d)(?=\d{0,2}[a-z])[a-z\d]{2,4}\b")
_CHATS = re.compile(
    r"\b(?P<it>(?:yr|year|y) ?\d{1,2} [a-z]{3,12}|\d{1,2}[a-z]{1,2} (?:gc|group ?chat|"
    r"chat))(?= gc| group ?chat| chat)|\b(?:yr|year|y) ?\d{1,2} (?:leaks|bants|banter|gossip|"
    r"squad|tea|confessions|crew|besties|girlies|exposed|spotted|memes|crushes|rates)\b"
)
_FORM_CHAT = re.compile(
    r"\b(?P<it>(?:\d{1,2}[a-z]{1,3}|(?!the |this |that |our |her |his |their )[a-z]{3,15}) (?:gc|groupchat))\b"
)
_GREEK = [
    "alpha",
    "beta",
    "gamma",
    "delta",
    "epsilon",
    "zeta",
    "eta",
    "theta",
    "iota",
    "kappa",
    "lambda",
    "mu",
    "nu",
    "xi",
    "omicron",
    "pi",
    "rho",
    "sigma",
    "tau",
    "upsilon",
    "phi",
    "chi",
    "psi",
    "omega",
]
_GREEKS = re.compile(rf"\b(?:{'|'.join(_GREEK)})(?: (?:{'|'.join(_GREEK)})){{1,3}}\b")
_FIRM_AND = re.compile(r"(?<!\w)(?:[A-Z][\w'’]{1,20}) & (?:[A-Z][\w'’]{1,20})(?: [A-Z][\w'’]{1,20})?")
_TUTOR_GROUPS = re.compile(r"\b(?:mr|mrs|ms|miss|dr) [a-z]{2,15}['’]?s (?:form|class|tutor group|set)\b")
_QUOTED = re.compile(
    r"\b(?:chat|gc|server|group|groupchat|band|gang|account|page|team|club|society|"
    r"club night) (?:was |is |we were |they were |he was )?(?:called |"
    r"named )?[\"“‘'](?P<it>[^\"”’'\n]{2,40})[\"”’']"
)
# What each match holds one of: where none stands, a costly pattern need not look.
_BY_WORDS = (
    (SETS["words of teams"], _ACTIVITIES),
    (SETS["words of circles"], _OF_WHOM),
    (SETS["words of teams"], _OF_A_DAY),
    (SETS["words of fixed groups"], _FIXED),
    (SETS["words of elevens"], _ELEVENS),
    (SETS["words of uniforms"], _UNIFORMED),
    (SETS["words of troops"], _NUMBERED),
)
_CHATS_BY_WORDS = (
    (SETS["words of sides"], _LETTERED_TEAM),
    (SETS["words of gossip"], _GOSSIP),
    (frozenset({"gc", "groupchat"}), _FORM_CHAT),
)
_THINGS = SETS["groups that are called"]
_THEMSELVES = frozenset({"themselves", "themselvs", "themself", "ourselves", "themselfs"})
_CALL = frozenset({"call", "calls", "called", "calling", "name", "named"})
_MOST = 4
_CHATTING = frozenset({"chat", "gc", "groupchat", "server"})
_BEFORE_A_CHAT = frozenset({"the", "a", "our", "their", "this", "in", "on"})
_GENERAL_CHATS = HEADS["general"] | {
    "video",
    "live",
    "public",
    "snap",
    "a",
    "main",
    "little",
    "quick",
}


def find(text: Text) -> Iterator[Mark]:
    """Marks of the kind group."""
    for words, pattern in _BY_WORDS:
        yield from matches_near(words, pattern, text, "group", CERTAIN, "team or club")
    yield from matches_near(SETS["words of forms"], _TUTOR_GROUPS, text, "group", CERTAIN, "form or chat")
    for pattern in (_UNDERS, _AGES, _SETS, _YEAR_CHAT, _FORMS, _FORM, _FORM_ANYWHERE, _CHATS):
        yield from matches_by_digits(pattern, text, "group", LIKELY, "form or chat")
    for words, pattern in _CHATS_BY_WORDS:
        yield from matches_near(words, pattern, text, "group", LIKELY, "form or chat")
    for pattern in (_NAMED_FORM, _NTH):
        yield from matches_by_digits(pattern, text, "group", LIKELY, "form or chat", raw=True)
    yield from matches_near(frozenset(_GREEK), _GREEKS, text, "group", CERTAIN, "fraternity")
    for found in matches_near(SETS["words of firms"], _AND_SONS, text, "group", POSSIBLE, "firm"):
        if not sorts_of(text.low[found.start : found.end].partition(" ")[0]) & (FUNCTION | VERB | COMMON):
            yield found
    if "&" in text.raw:
        yield from matches(_FIRM_AND, text.raw, "group", LIKELY, "firm")
        yield from matches(_FIRM_AND_SMALL, text.low, "group", POSSIBLE, "firm")
    yield from matches_near(
        SETS["groups that are quoted"], _QUOTED, text, "group", LIKELY, "quoted", raw=True
    )
    yield from _called(text.words)
    yield from _of_themselves(text.words)
    yield from _introduced(text.words)
    yield from _chats(text.words)


def _called(words: list[Word]) -> Iterator[Mark]:
    """'a server called Lilypad Lounge', 'the gc is called sixers'."""
    for i, word in enumerate(words[:-1]):
        if word.low not in ("called", "named") or not any(w.low in _THINGS for w in words[max(0, i - 5) : i]):
            continue
        end = _end_of_a_name(words, i + 1)
        if end > i + 1:
            yield mark(words[i + 1].start, words[end - 1].end, "group", LIKELY, "called")


def _end_of_a_name(words: list[Word], i: int) -> int:
    """The word after the name that begins at i, with its article; i if there is none."""
    first = i + (words[i].low == "the")
    end = first
    while (
        end < len(words)
        and end - first < _MOST
        and words[end].gap in (" ", ' "', " “")
        and _may_be_called(words[end])
    ):
        end += 1
    return end if end > first else i


def _of_themselves(words: list[Word]) -> Iterator[Mark]:
    """'they called themselves the wolfpack'."""
    for i, word in enumerate(words[:-1]):
        if (
            i
            and word.low in _THEMSELVES
            and words[i - 1].low in _CALL
            and words[i + 1].gap in (" ", ' "', " “")
        ):
            end = _end_of_a_name(words, i + 1)
            # 'called themselves friends': what has no article and no capital says what they are.
            if end > i + 1 and (words[i + 1].low == "the" or words[i + 1].cap):
                yield mark(words[i + 1].start, words[end - 1].end, "group", LIKELY, "called")


def _introduced(words: list[Word]) -> Iterator[Mark]:
    """'the band, Velvet Hammer,'."""
    for i, word in enumerate(words[:-2]):
        if (
            word.low in _THINGS
            and words[i + 1].gap == ", "
            and words[i + 1].cap
            and words[i + 2].joined
            and words[i + 2].cap
        ):
            end = i + 2
            while end < len(words) and end - i <= _MOST and words[end].joined and words[end].cap:
                end += 1
            yield mark(words[i + 1].start, words[end - 1].end, "group", LIKELY, "called")


def _may_be_called(word: Word) -> bool:
    return word.cap or not word.sorts & FUNCTION


def _chats(words: list[Word]) -> Iterator[Mark]:
    """'the bants chat', 'the dodgeball gc', 'put it on river rats story'; not 'the group chat'."""
    for i, word in enumerate(words):
        if i > 1 and word.low in _CHATTING and word.joined and words[i - 1].joined:
            name, before = words[i - 1], words[i - 2]
            plain = name.low in _GENERAL_CHATS or name.sorts & (FUNCTION | VERB) or not name.text[0].isalnum()
            if before.low in _BEFORE_A_CHAT and not plain and not name.possessive:
                yield mark(name.start, word.end, "group", LIKELY, "form or chat")
