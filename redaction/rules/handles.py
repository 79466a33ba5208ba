"""User names: with an @, after the name of a service, or of a shape that only user names have."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ..lexicon import WORD, could_be_a_slip, listed, sorts_of
from ..marks import CERTAIN, LIKELY, POSSIBLE, Mark
from ..wording import Text
from . import matches, matches_by_digits, matches_near

_AT = re.compile(r"(?<![\w.@+-])@\w(?:[\w.]{0,38}\w)?")
_SERVICE = (
    r"(?:insta(?:gram)?|ig|snap(?:chat)?|sc|discord|tik ?tok|twitter|kik|steam|psn|xbox|gamertag|"
    r"gamer ?tag|reddit|tumblr|telegram|username|user name|handle|twitch|roblox|fortnite|minecraft|"
    r"bereal|wattpad|depop|vsco|venmo|cash ?app)"
)
_AFTER_SERVICE = re.compile(
    rf"\b{_SERVICE}(?:['’]s)? ?(?:name |user ?name |handle |account |tag )?(?:is |was |: ?|- |= ?|"
    rf"as )@?(?P<it>(?!a |the |not |my |on |so |an |it |at )\w[\w.]{{1,38}}\w)",
)
_ON_HERE = re.compile(
    r"\bon (?:here|there|insta(?:gram)?|snap(?:chat)?|tik ?tok|discord|it) (?:he|she|"
    r"they)?['’]?(?:s|re| is| are| was) @?(?P<it>[a-z]\w{1,30}[._\d][\w.]{0,20}(?<!\.))",
)
_GOES_BY = re.compile(r"\b(?:goes|went|go) by (?P<it>@?[\w.]{3,40}\w) (?=on(?:line)?\b|there)")
_ON_A_SERVICE = re.compile(
    r"(?<![\w.@])(?P<it>[a-z][\w.]{4,30}) on (?:insta(?:gram)?|snap(?:chat)?|tik ?tok|discord|"
    r"twitter|tumblr|reddit|twitch|steam|roblox|bereal)\b"
)
_UNDERSCORED = re.compile(r"(?<![\w.@/])(?=[\w.]{0,30}_)\w[\w.]{1,38}\w(?![\w@/])")
_ONLY_LINES = re.compile(r"_+|[\d_.]+")
_NUMBERED = re.compile(
    r"(?<![\w.@/'’\-])(?!(?:every|evry|any|some|sum|covid|year|form|room|class|block|grade|level|group|"
    r"about|until|since|"
    r"after|ward|unit|week|day|page|chapter|part|route|gate|iphone|ps|xbox|mp|ks|yr|gcse|btec|set|"
    r"jss|ss|nokia|windows|door|bus|stage|tier|type|step|under|apollo|area|studio|lab|flat|omega|"
    r"vitamin|formula|catch|fifa|cod|gta|june|july|march|april|may|sept|oct|nov|dec|jan|feb|aug|"
    r"mon|tues|wed|thurs|fri|sat|sun)\d)"
    r"(?=[a-zA-Z]{0,29}[a-z])[a-zA-Z]{3,30}\d{1,4}(?:[a-z]{1,10}\d{0,4})?(?![\w@/])"
)
_MIXED = re.compile(
    r"(?<![\w.@/'’\-])(?=[a-z]{1,12}\d{1,4}[a-z])(?!(?:l8r|gr8|m8s|b4n|h8r|w8n|str8|sk8|any1|sum1|"
    r"every1)\w{0,5}(?!\w))[a-z]{2,12}\d{1,4}[a-z]\w{1,20}(?![\w@/])"
)
_WITH_A_TAG = re.compile(r"(?<![\w#])[a-z]\w{2,30}#\d{3,5}(?!\w)")
_SPIKED = re.compile(
    r"(?<![\w.@/])(?:xX\w{2,30}Xx|xx[a-z]\w{2,30}xx|x[a-z]{2,15}x0x|"
    r"[A-Z][a-z]{2,15}(?:[A-Z][a-z]{2,15}){2,3})(?![\w@/])"
)
# 'dxrren.h': with a full stop inside, and no two words that ran together.
_DOTTED = re.compile(r"(?<![\w.@/\-])[a-z][a-z0-9]{1,20}(?:\.[a-z0-9]{1,20}){1,4}(?![\w@/\-]|\.\w)")
# 'a fake account of me called mina.is.here'.
_CALLED = re.compile(
    r"\b(?:account|acct|acc|profile|page|alt|finsta) (?:of me |about me |about us )?"
    r"(?:called |named |is |was |: ?)@?(?P<it>(?=\w{0,30}[._\d])\w[\w.]{1,38}\w)"
)
# What each match holds one of: where none stands, a costly pattern need not look.
_SERVICES = listed("services.txt")
_BY_WORDS = (
    (_SERVICES, _AFTER_SERVICE),
    (_SERVICES | {"here", "there", "it"}, _ON_HERE),
    (frozenset({"goes", "went", "go"}), _GOES_BY),
    (frozenset({"account", "acct", "acc", "profile", "page", "alt", "finsta"}), _CALLED),
)
_SENTENCES = 2
_NOT_A_HANDLE = frozenset({"e.g", "i.e", "a.m", "p.m", "p.e", "r.e", "d.t", "u.k", "u.s", "etc.etc", "co.uk"})


def find(text: Text) -> Iterator[Mark]:
    """Marks of the kind handle."""
    raw = text.raw
    if "@" in raw:
        yield from matches(_AT, raw, "handle", CERTAIN, "@")
    for words, pattern in _BY_WORDS:
        yield from matches_near(words, pattern, text, "handle", LIKELY, "after a service")
    for pattern in (_NUMBERED, _MIXED, _WITH_A_TAG):
        yield from matches_by_digits(pattern, text, "handle", LIKELY, "shape", raw=True)
    yield from matches(_SPIKED, raw, "handle", LIKELY, "shape")
    for found in matches(_UNDERSCORED, raw, "handle", LIKELY, "shape") if "_" in raw else ():
        if not _ONLY_LINES.fullmatch(raw, found.start, found.end):
            yield found
    yield from _shaped(text)


def _shaped(text: Text) -> Iterator[Mark]:
    """Those of a doubtful shape, where no word of a list could be meant."""
    raw = text.raw
    for found in matches_near(_SERVICES, _ON_A_SERVICE, text, "handle", POSSIBLE, "before a service"):
        written = text.low[found.start : found.end]
        if not sorts_of(written) and not could_be_a_slip(written):
            yield found
    for found in matches(_DOTTED, raw, "handle", POSSIBLE, "shape"):
        written = raw[found.start : found.end]
        if _is_of_many_words(written):
            # Above the names in it: 'malik.is.gone'.
            yield replace(found, confidence=CERTAIN)
        elif _is_a_handle(written):
            yield found


def _is_of_many_words(written: str) -> bool:
    """'ferret.is.back': nobody leaves out the space after a full stop twice, and at no other place."""
    parts = written.split(".")
    return len(parts) > _SENTENCES and "www" not in parts and all(len(part) > 1 for part in parts[:-1])


def _is_a_handle(written: str) -> bool:
    """Words that ran together at a full stop are two words; a handle has a part that is none."""
    parts = written.split(".")
    if written in _NOT_A_HANDLE or parts[0].isdigit():
        return False
    if all(part.isdigit() for part in parts[1:]):
        return len(parts[0]) > 3 and not sorts_of(parts[0]) & WORD
    last = parts[-1]
    return any(not sorts_of(part) for part in parts[:-1]) or len(last) < 2 or not last.isalpha()
