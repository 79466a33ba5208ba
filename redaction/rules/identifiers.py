"""Numbers that belong to one person or thing, number plates, and post codes."""

import re
from collections.abc import Iterator

from ..marks import CERTAIN, LIKELY, POSSIBLE, Mark
from ..wording import Text
from . import matches_by_capitals, matches_by_digits

_CASE = re.compile(r"(?<![\w-])[a-z]{2,6}[-/]?\d{2,6}(?:[-/]\d{2,8}){1,2}(?![\w-])")
_MIXED = re.compile(
    r"(?<![\w-])(?=\d{0,8}[a-z]|[a-z]{1,8}\d)(?:\d{2,8}[a-z]{1,3}\d{2,8}|[a-z]{1,3}\d{5,9}|"
    r"\d{5,9}[a-z])[a-z]?(?![\w-])"
)
_CUE = (
    r"(?:number|num|no\.?|id|ref|reference|code|plate|reg|registration|case|badge|file|claim|report|"
    r"incident|crime|collar|shoulder|candidate|student|pupil|staff|employee|patient|nhs|passport|"
    r"licence|license|ticket|exhibit|docket|policy|account|membership|member|roll|matric|index|locker|"
    r"pin|ucas|hospital|log|complaint)"
)
_AFTER_CUE = re.compile(
    rf"\b{_CUE}(?: (?:number|no\.?|ref|reference|id|code))?(?: (?:is|was|it was|said|=)|"
    rf":)? (?P<it>#?(?=[a-z\-/]{{0,12}}\d)(?:(?=[\d]{{4}})|"
    rf"(?=[a-z\d]{{0,12}}[a-z\-/]))[a-z\d][a-z\d\-/]{{2,20}}[a-z\d](?: \d{{3,4}})?)(?![\w-])",
)
# 'P-3307', 'OMB-1187'; not 'covid-19', 'summer-2019'.
_HYPHENED = re.compile(r"(?<![\w-])[a-z]{1,4}-(?!(?:19|20)\d\d(?!\d))\d{3,7}(?![\w-])")
# 'D4471', 'W8841-207', 'TN-40019-B'; not 'A4', 'm25', 'y2000'.
_LETTERED = re.compile(
    r"(?<![\w#@/.-])(?!y(?:ear)?(?:19|20))(?:[a-z]{1,2}-?\d{4,7}(?:-[a-z\d]{1,4})?|[a-z]{1,3}-\d{4,7}-[a-z\d]{1,4})(?![\w-])"
)
# 'FAR 20931'; in small letters only after what a number is given under.
_SPACED = re.compile(r"(?<![\w-])[A-Z]{2,5} (?!(?:19|20)\d\d(?!\d))\d{4,8}(?![\w:%-]|[.,]\d)")
_SPACED_SMALL = re.compile(
    r"\b(?:under|quote|quoting|quoted|reads|read) (?P<it>(?!the |age |a )[a-z]{2,5} "
    r"(?!(?:19|20)\d\d(?!\d))\d{4,8})(?![\w:%-]|[.,]\d)"
)
# The half of a plate that people remember: 'YJ19', 'a silver golf, sk62'.
_HALF_PLATE = re.compile(
    r"(?<![\w#@/._-])(?!(?:yr|gr|yo|no|pg|ch|wk|ep|pt|vs|ks|mk|hr|st|or|to|at|in|is|cs|ma|bi|ph|en|ps|rs|"
    r"xx|fc|sc|me|of|so|we|he|by|on|my|up|do|if|go|as|am)\d)[a-hj-pr-y][a-hj-pr-y](?:0[2-9]|[1-2]\d|5[1-9]|[6-7]\d)"
    r"(?![\w@.-]\w|\w)"
)
# 'bib 214', 'bed 11', 'picker 88': a number that stands for a person, where people are numbered.
_NUMBERED_PEOPLE = re.compile(
    r"\b(?:bib|picker|driver|rider|courier|inmate|prisoner|cadet|recruit|trainee|applicant|"
    r"resident|operator|clock|payroll|tag|visa|permit|booking|order|invoice|ward band|wristband|locker|peg)"
    r"(?: (?:number|num|no\.?|ref|code|id))? (?P<it>#?[a-z]{0,3}-?\d{2,8})(?![\w%:-]|\.\d)"
)
# 'the number ended 447', 'my roll number is 23'.
_ENDED = re.compile(
    r"\b(?:number|phone|mobile|card|account|plate|reg)[^.\n]{0,25}? (?:ended|ending|ends)(?: in| with)? "
    r"(?P<it>[a-z]{0,3}\d{2,6}[a-z]{0,3})(?![\w%:])"
)
_SHORT = re.compile(
    r"\b(?:roll|candidate|student|pupil|staff|shirt|bib|cell|patient|index|matric) (?:number|num|no\.?)"
    r"(?: is| was|:)? (?P<it>\d{1,3})(?![\w%:.,]\d|\w)"
)
_AFTER_NUMBER = re.compile(
    r"\b(?:number|badge|collar|id|card|pass|plate|reg|registration)(?: (?:was|is|said|ended|ending|"
    r"ended in|ending in|began|started|starts|"
    r"with|in)){0,2} (?P<it>[A-Z]{2,5}(?: ?\d{1,6})?)\b(?! [A-Z]{2})"
)
_LONG_NUMBER = re.compile(
    r"(?<![\w+(/.\-£$€,:])(?!\d{0,3}000\b)\d{5,6}(?![\w/,:%-]|\.\d)(?! (?:people|pounds|dollars|"
    r"rupees|naira|quid|followers|"
    r"views|steps|likes|times|words|students|euros|shillings|pesos|rand|ksh|miles|km|subscribers|members|fans|votes|points))"
)
_HASH = re.compile(r"(?<!\w)#\d{3,12}(?!\w)")
_DIGITS = re.compile(
    r"(?<![\w+(/.\-£$€])\d{2,5}-\d{3,8}(?![\w-]|\.\d)|(?<![\w+(/.\-£$€,])\d{7,12}(?![\w/,-]|\.\d)"
)
_PLATES = (
    re.compile(r"(?<!\w)[a-z]{2}\d{2} ?[a-z]{3}(?!\w)"),
    re.compile(
        r"(?<!\w)(?!(?:JSS|SSS|SHS|JHS|GTA|FIFA|PSN|ITV|BBC|SAT|ACT|LVL|SET) ?\d)(?:[A-Z]\d{1,3} ?[A-Z]{3}|"
        r"[A-Z]{3} ?\d{1,3}[A-Z]?|\d{2,3}-[A-Z]{1,2}-\d{1,6}|"
        r"[A-Z]{2}[ -]?\d{1,2}[ -]?[A-Z]{1,2}[ -]?\d{4}|\d[A-Z]{2} ?\d[A-Z]{2})(?!\w)"
    ),
)
# In small letters only where a car is spoken of: 'a1 abc', 'abc 123' may be anything else.
_SMALL_PLATE = re.compile(
    r"\b(?:reg|registration|plate|number plate|numberplate|plates)(?: (?:is|was|said|it was|ended|ends|ending|"
    r"ended in|began|begins|started|starts)|"
    r":|,)? (?P<it>[a-z]{1,3}\d{1,4} ?[a-z]{1,3}|[a-z]{3} ?\d{2,4})\b"
)
_POSTCODE = re.compile(r"(?<!\w)[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}(?!\w)")
_EIRCODE = re.compile(r"(?<!\w)[a-z]\d[\dW] ?(?=[a-z]{0,3}\d)[a-z\d]{4}(?!\w)")
_OTHER_POSTCODES = re.compile(r"(?<![\w-])(?:\d{5}-\d{4}|[a-z]\d[a-z] ?\d[a-z]\d)(?![\w-])")
_AFTER_A_STATE = re.compile(
    r"\b(?:NSW|VIC|QLD|SA|WA|TAS|ACT|NT|[A-Z]{2}),? (?P<it>\d{4,5})\b(?! (?:people|students|kids))"
)


def find(text: Text) -> Iterator[Mark]:
    """Marks of the kinds identifier and, for post codes, place."""
    yield from matches_by_digits(_CASE, text, "identifier", CERTAIN, "case number")
    for pattern in (
        _MIXED,
        _AFTER_CUE,
        _HASH,
        _DIGITS,
        _LONG_NUMBER,
        _HYPHENED,
        _LETTERED,
        _SPACED_SMALL,
        _NUMBERED_PEOPLE,
        _ENDED,
        _SHORT,
    ):
        yield from matches_by_digits(pattern, text, "identifier", LIKELY, "number")
    yield from matches_by_digits(_SPACED, text, "identifier", LIKELY, "number", raw=True)
    yield from matches_by_digits(_HALF_PLATE, text, "identifier", POSSIBLE, "plate")
    yield from matches_by_digits(_PLATES[0], text, "identifier", LIKELY, "plate")
    yield from matches_by_digits(_PLATES[1], text, "identifier", LIKELY, "plate", raw=True)
    yield from matches_by_digits(_SMALL_PLATE, text, "identifier", LIKELY, "plate")
    yield from matches_by_capitals(_AFTER_NUMBER, text, "identifier", LIKELY, "plate")
    for pattern in (_POSTCODE, _EIRCODE, _OTHER_POSTCODES):
        yield from matches_by_digits(pattern, text, "place", CERTAIN, "post code")
    yield from matches_by_digits(_AFTER_A_STATE, text, "place", CERTAIN, "post code", raw=True)
