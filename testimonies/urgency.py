"""Signs that somebody may need help first: what they ticked, how old they were, what they say. Pure.

They lead to whom to call, and to a place further up in the queue. They never keep anybody from going on. Too many signs
cost little, one too few may cost much; so the patterns are wide, and know only the present: what is over is a story.
"""

import re
from enum import StrEnum
from typing import Protocol


class Sign(StrEnum):
    """Why help comes first."""

    DANGER = "danger"
    LIFE = "life"
    CHILD = "child"


NONE, CHILD, NOW = 0, 1, 2
"""Levels of urgency, as they are kept with a testimony."""


class Answers(Protocol):
    """What of a document is looked at."""

    text: str
    danger: bool
    age: str
    when: str
    language: str


_I_AM = r"\bI(?:'m| am)(?: still| really| only| just)? "
_THEY = r"\b(?:he|she|they|someone|somebody)"
_BEFORE = r"(?<!wanted to )(?<!tried to )"
_DANGER = (
    _I_AM + r"(?:in danger|not safe|unsafe|trapped|locked in|being followed|scared for my life)\b",
    _THEY + r"(?:'s| is|'re| are) (?:outside|at the door|coming for me|going to (?:kill|hurt|hit) me)\b",
    _THEY + r" (?:will|wants? to|says? (?:he|she|they)(?:'ll| will)) (?:kill|hurt|find) me\b",
    r"\b(?:still happening|happening (?:right )?now|still (?:hits|hurts|touches|rapes|does it))\b",
    r"\bafraid (?:for my life|to go home)\b",
    r"\bhelp me (?:now|please)\b|\bplease help me\b",
)
_LIFE = (
    _BEFORE + r"\b(?:kill(?:ing)? myself|end(?:ing)? (?:my life|it all)|take my (?:own )?life)\b",
    r"\bI (?:just )?(?:want|wish I was|wish I were|am going) (?:to )?(?:die|dead)\b|\bI wish I (?:was|were) dead\b",
    r"\bI (?:don't|do not|dont) want to (?:live|be (?:here|alive|around))\b",
    r"\bI(?:'m| am| feel)(?: \w+)? suicidal\b|\bthinking (?:of|about) suicide\b",
    r"\bI(?:'m| am|) (?:still )?(?:self[- ]?harm(?:ing)?|cutting myself|hurt(?:ing)? myself)\b",
    r"\bbetter off dead\b|\bno reason to live\b",
)
_YOUNG = (
    _I_AM
    + r"(?:[4-9]|1[0-2]|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    + r"(?:(?:,? (?:now|today|and|years? old|yrs? old))\b|[.,;:!?)]|$)",
    r"\bI(?:'m| am) (?:\w+ )?in (?:year [1-7]|primary school|elementary school|[1-6](?:st|nd|rd|th) class)\b",
)


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE | re.MULTILINE)


_SAID: dict[str, dict[Sign, re.Pattern[str]]] = {
    "en": {Sign.DANGER: _any_of(_DANGER), Sign.LIFE: _any_of(_LIFE), Sign.CHILD: _any_of(_YOUNG)}
}
_MAY_BE_A_CHILD_NOW = frozenset({"", "last_year", "1_5"})
_MAY_BE_UNDER_18 = {
    "under_13": _MAY_BE_A_CHILD_NOW,
    "13_15": _MAY_BE_A_CHILD_NOW,
    "16_17": frozenset({"", "last_year"}),
}


def signs(answers: Answers) -> frozenset[Sign]:
    """The signs in what somebody wrote and ticked. Words are known in English only; ticks in every language."""
    found = {
        sign
        for sign, pattern in _SAID.get(answers.language, {}).items()
        if pattern.search(_plain(answers.text))
    }
    if answers.danger:
        found.add(Sign.DANGER)
    if answers.age == "under_13" and answers.when in _MAY_BE_A_CHILD_NOW:
        found.add(Sign.CHILD)
    return frozenset(found)


def may_be_under_18(answers: Answers) -> bool | None:
    """Whether they may be now, by how old they were and when; None where they did not say. For whom to call alone."""
    if not answers.age:
        return None
    return answers.when in _MAY_BE_UNDER_18.get(answers.age, ())


def level(found: frozenset[Sign]) -> int:
    """How far up in the queue by these signs: somebody may be in danger now, may be a child, or neither."""
    if found & {Sign.DANGER, Sign.LIFE}:
        return NOW
    return CHILD if found else NONE


def _plain(text: str) -> str:
    """One kind of apostrophe and of space."""
    return " ".join(text.replace("’", "'").replace("‘", "'").split(" "))
