"""Exact days and clock times in words. Not a bare month, weekday or year."""

import re
from collections.abc import Iterator

from ...marks import CERTAIN, LIKELY, Mark
from ...wording import Text
from .. import matches_by_digits, matches_near
from ..calendar import days
from .vocabulary import SETS

_MONTHS = (
    "jan(?:uary)?", "feb(?:r?uary|ruray)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?",
    "sept?(?:ember|embre)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
_WEEKDAYS = (
    "mon(?:day)?",
    "tue(?:s(?:day)?)?",
    "wed(?:s|nesday|ensday)?",
    "thu(?:rs?(?:day)?)?",
    "fri(?:day)?",
    "sat(?:urday)?",
    "sun(?:day)?",
)
_WEEK_OF = re.compile(
    r"\bweek (?:of|beginning|commencing|starting|ending) (?:the )?\d{1,2}(?:st|nd|rd|th)?(?: of)? [a-z]{3,9}"
)
_DAYS = days(_MONTHS, _WEEKDAYS, of="of", ordinal="st|nd|rd|th")
# 'we may 3', 'in march 10 of us': between a month that is a word and a bare number nothing is sure.
_DOUBTFUL = re.compile(r"(?:may|sat|sun|march) \d{1,2}$")
_WORDS = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth"
    r"|twentieth|twenty[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|"
    r"thirtieth|thirty[- ]first)"
)
_IN_WORDS = re.compile(rf"\b(?:the )?{_WORDS} (?:of )?(?:{'|'.join(_MONTHS)})\b(?:,? (?:19|20)\d\d)?")
_MONTH_IN_WORDS = re.compile(
    rf"\b(?:{'|'.join(month for month in _MONTHS if month != 'may')}) (?:the )?{_WORDS}\b"
)
# 'ramadan' alone is a month like any.
_OTHER_MONTHS = rf"(?:{'|'.join(sorted(SETS['months of other calendars']))})"
_OTHER_DAYS = re.compile(
    rf"\b(?:the )?(?:[12]\d|30|0?[1-9])(?:st|nd|rd|th)?(?: of)? {_OTHER_MONTHS}\b(?:,? \d{{4}})?"
)
_NTH_WEEKDAY = re.compile(
    rf"\b(?:the )?(?:first|second|third|fourth|last) (?:{'|'.join(_WEEKDAYS)})s?(?: (?:of|in|after))? "
    rf"(?:{'|'.join((*sorted(SETS['times of the church']), *_MONTHS))})\b(?:,? (?:19|20)\d\d)?"
)
_BEHIND_A_WEEKDAY = SETS["months"] | SETS["times of the church"]
_FEASTS = re.compile(
    r"\b(?:(?:xmas|christmas|new year['’]?s?|easter|diwali|eid|pongal|holi) (?:eve|day|night|"
    r"monday|sunday|saturday)|boxing day|nye|(?:good|holy|maundy|spy|whit|palm|passion) (?:wednesday|"
    r"thursday|friday|saturday|monday)"
    r"|may day(?! call)|bonfire night|guy fawkes(?: night)?|hogmanay|burns night|twelfth night|"
    r"st\.? (?!and)[a-z]{4,10}['’]?s (?:day|eve)|(?:valentine['’]?s?|paddy['’]?s|patrick['’]?s|"
    r"mother['’]?s|father['’]?s|mothering sunday|all saints['’]?|all souls['’]?|remembrance|"
    r"armistice|canada|waitangi|australia|anzac|independence|labou?r|memorial|republic|freedom|"
    r"heritage|africa|groundhog|martin luther king|mlk|presidents['’]?|columbus|veterans['’]?|"
    r"leap|pi) day"
    r"|(?:ascension|assumption|epiphany|candlemas|michaelmas|lammas|low|advent|st\.? stephen['’]?s|"
    r"st\.? john['’]?s|"
    r"boxing|gaudete|laetare|easter) (?:day|sunday)|mardi gras|juneteenth|eid[- ](?:al|ul)[- ](?:fitr|adha)|"
    r"raksha bandhan|"
    r"janmashtami|ganesh chaturthi|dussehra|gurpurab|vesak|songkran|mid-?autumn festival|"
    r"midsummer(?:['’]?s)? (?:day|night|eve)|"
    r"(?:the )?feast (?:day )?of (?:the |our |all |corpus )?(?:st\.? |saint |sts )?[a-z]{3,12}|"
    r"bastille day|kings?['’]? day"
    r"|valentines|pancake day|shrove tuesday|ash wednesday|palm sunday|whit (?:sunday|monday)|"
    r"pentecost sunday|trinity sunday|remembrance sunday|halloween|hallowe['’]en|"
    r"thanksgiving(?: day)?|(?:the )?fourth of july|cinco de mayo|chinese new year|lunar new year|"
    r"nowruz|laylat al-qadr|yom kippur|rosh hashanah"
    r"|(?:august |may |spring |early may )?bank holiday (?:monday|weekend)|st\.? (?:david|patrick|"
    r"george|andrew)s day"
    r"|(?<=\bon )(?:eid|diwali|holi|vaisakhi|easter|nowruz)(?! holidays?| break| weekend)"
    r"|(?<=was )(?:eid|diwali|holi|vaisakhi|nowruz)\b"
    r"|(?:armistice|remembrance|mothering|advent|trinity|stir-up|rogation|rally) sunday"
    r"|(?:eid|diwali|pongal|holi|vaisakhi|ramadan|hanukkah|thanksgiving|onam|navratri|"
    r"christmas day|easter)(?= (?:19|20)\d\d))\b(?:,? (?:19|20)\d\d\b)?"
)
_NOT_A_DAY = (
    r"(?! (?:of(?! (?:the )?(?:month|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))|century|floor|"
    r"grade|year|form|time|birthday|xv|xi|viii|team|person|day|one|step|lesson|period|house|row|place|"
    r"street|avenue|hour|girl|boy|attempt|round|bday|grader|formers?|place|anniversary|infantry|"
    r"generation|week|term|hole|bed|date|and (?:the )?\d)\b)"
)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)"
_THE_NTH = re.compile(
    rf"(?:\b(?:night of|morning of|evening of|afternoon of|day of|on|by|until|since|from|was|before|"
    rf"after|till|is|it's|like|about|around) |(?:mon|"
    rf"tues|wednes|thurs|fri|satur|sun)day )(?P<it>the {_DAY})\b{_NOT_A_DAY}"
)
_OF_THE_MONTH = re.compile(
    rf"\b(?:the )?(?:{_DAY}|{_WORDS}|last day) of (?:the|this|that|last|every|each) month\b"
)
_FIRST_IN_SENTENCE = re.compile(rf"(?:^|[.!?\n] ?|, )(?P<it>the {_DAY}) (?:it|he|she|they|we|i|was|is)\b")
_WEEKDAY_NTH = re.compile(
    rf"\b(?:mon|tue|tues|wed|weds|thu|thurs|fri|sat|sun)(?:day|nesday|sday|rsday|"
    rf"urday)?,? (?:the )?{_DAY}\b{_NOT_A_DAY}"
)
_DAY_AND_MONTH = re.compile(
    r"\b(?:on|on the|since|from|until|till|before|by|of) (?P<it>(?:0?[1-9]|[12]\d|"
    r"3[01])/(?:0?[1-9]|1[0-2]))(?![\w/%]|\.\d)"
)
# '23/11' can be nothing else, but for round the clock.
_NO_MONTH_FIRST = re.compile(
    r"(?<![\w/.\-£$€])(?!24/7)(?:1[3-9]|2\d|3[01])/(?:0?[1-9]|1[0-2])(?![\w/%]|\.\d)"
)
_NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|[1-9])"
_CLOCK = re.compile(
    rf"\b(?:half[- ](?:past )?{_NUMBER}|(?:a )?quarter (?:past|to|after|of) {_NUMBER}|(?:five|ten|"
    rf"twenty|twenty[- ]five|5|10|20|25) (?:past|to) {_NUMBER}|(?:one|two|three|four|five|six|"
    rf"seven|eight|nine|ten|eleven|twelve) (?:fifteen|thirty|forty[- ]five|oh five|ten|twenty|"
    rf"forty|fifty)(?= (?:in|at|pm|am|on)|[.,]))\b"
    r"(?! (?:of|or|years?|people|minutes?|mins|hours?|stone|inches|foot|feet|quid|pounds|times|"
    r"weeks|months|days)\b)(?!\d|[:.]\d)"
)
_AT_A_DAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days? (?:at )?\d{1,2}[:.](?!00)[0-5]\d(?: ?[ap]m)?(?!\d|\.\d)"
)
_DOTTED_CLOCK = re.compile(
    r"\b(?:at|about|around|by|til|till|until|before|after|like|every day,|the|"
    r"was) (?P<it>(?:[01]?\d|2[0-3])\.(?!00)[0-5]\d ?(?:[ap]\.?m\b)?)(?![\w%]|\.\d| ?(?:miles|km|"
    r"kg|gpa|out|percent|metres|an hour|million|inches))|(?<![\w.£$€])(?:1[0-2]|"
    r"[1-9])\.(?!00)[0-5]\d ?[ap]\.?m\b|(?:[01]?\d|2[0-3])\.[0-5][1-9] (?:train|bus|from|to) "
    r"|(?<![\w.£$€])(?:1[0-2]|[1-9])\.(?!00)[0-5]\d (?:in the (?:morning|afternoon|evening)|at night|sharp|"
    r"on the dot)\b"
)
_MILITARY = re.compile(
    r"\b(?:at|the|by|about|around) (?P<it>(?:0\d|1\d|2[0-3])(?!00)[0-5]\d)(?: hours| hrs|"
    r"(?= (?:to|train|bus|from)))"
)


def find(text: Text) -> Iterator[Mark]:
    """Marks of the kind date."""
    low = text.low
    for pattern in _DAYS:
        for found in matches_by_digits(pattern, text, "date", CERTAIN, "day"):
            if text.raw[found.start].isupper() or not _DOUBTFUL.match(low, found.start, found.end):
                yield found
    yield from matches_near(SETS["words of feasts"], _FEASTS, text, "date", CERTAIN, "day")
    yield from matches_near(SETS["months of other calendars"], _OTHER_DAYS, text, "date", CERTAIN, "day")
    yield from matches_near(_BEHIND_A_WEEKDAY, _NTH_WEEKDAY, text, "date", CERTAIN, "day")
    yield from matches_by_digits(_WEEK_OF, text, "date", CERTAIN, "day")
    for pattern in (_IN_WORDS, _MONTH_IN_WORDS):
        yield from matches_near(SETS["months"], pattern, text, "date", CERTAIN, "day")
    yield from matches_near(frozenset({"month"}), _OF_THE_MONTH, text, "date", LIKELY, "day of a month")
    for pattern in (_THE_NTH, _FIRST_IN_SENTENCE, _WEEKDAY_NTH, _DAY_AND_MONTH, _NO_MONTH_FIRST):
        yield from matches_by_digits(pattern, text, "date", LIKELY, "day of a month")
    yield from matches_near(SETS["words of clocks"], _CLOCK, text, "date", LIKELY, "clock")
    for pattern in (_CLOCK, _AT_A_DAY, _DOTTED_CLOCK, _MILITARY):
        yield from matches_by_digits(pattern, text, "date", LIKELY, "clock")
