"""Texts that a pattern could choke on, made out of the pattern itself: each repeat of it, pumped, with an end that
lets nothing match. Parsed by the parser of `re`, so that nothing of it is overlooked.
"""

import re
import re._constants as code
import re._parser as parser
from collections.abc import Iterator

from tests.growth import repeated

# What no rule wants to see: after it a match must be given up, and every other way tried.
_SPOILT = "\x00"
_KINDS_OF_LETTERS = "a7A -._'\n"
_IN_A_CATEGORY = {
    code.CATEGORY_DIGIT: str.isdecimal,
    code.CATEGORY_NOT_DIGIT: lambda letter: not letter.isdecimal(),
    code.CATEGORY_SPACE: str.isspace,
    code.CATEGORY_NOT_SPACE: lambda letter: not letter.isspace(),
    code.CATEGORY_WORD: lambda letter: letter.isalnum() or letter == "_",
    code.CATEGORY_NOT_WORD: lambda letter: not (letter.isalnum() or letter == "_"),
}
_REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)
_FEW = 3


def worst_cases(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """How a text begins, and what then comes again and again; none twice. `grown` makes a text of it."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    yield from dict.fromkeys(unit for wish in _KINDS_OF_LETTERS for unit in _units(tree, wish))


def grown(beginning: str, unit: str, length: int) -> str:
    """About that long, with a spoilt end."""
    return f"{beginning}{repeated(unit, length)}{_SPOILT}"


def _units(tree: parser.SubPattern, wish: str) -> Iterator[tuple[str, str]]:
    """What leads to a repeat, and what is to be repeated then: its body, or all of it up to there, again and again."""
    for before, body, most in _repeats(list(tree), "", wish):
        once = _example(body, wish)
        if once:
            yield before, once
            yield "", once
            yield "", f"{before}{once}"
            yield "", f"{before}{once * min(most, 64)}{_SPOILT}"
        if before:
            yield "", before
    whole = _example(list(tree), wish)
    if len(whole) > 1:
        yield "", whole
        yield "", whole[:-1]
        yield "", f"{whole[:-1]}{_SPOILT}"


def _repeats(items: list, before: str, wish: str) -> Iterator[tuple[str, list, int]]:
    """Every repeat below: an example of what stands before it, its body, and how often it may come at most."""
    for name, value in items:
        if name in _REPEATS:
            _least, most, body = value
            yield before, list(body), most
            yield from _repeats(list(body), before, wish)
        elif name is code.BRANCH:
            for way in _spread(value[1]):
                yield from _repeats(list(way), before, wish)
        elif name is code.SUBPATTERN:
            yield from _repeats(list(value[-1]), before, wish)
        elif name is code.ATOMIC_GROUP:
            yield from _repeats(list(value), before, wish)
        elif name in (code.ASSERT, code.ASSERT_NOT):
            yield from _repeats(list(value[1]), before, wish)
        before += _example([(name, value)], wish)


def _spread(ways: list) -> list:
    """A few of many: a list of names is one idea. Those with a repeat in them are others."""
    repeating = [way for way in ways if any(name in _REPEATS for name, _value in way)]
    return [*ways[:_FEW], *ways[-1:], *repeating]


def _example(items: list, wish: str) -> str:
    """A text that these match, their assertions aside; of the letters that may stand somewhere the one wished for."""
    return "".join(_one(name, value, wish) for name, value in items)


def _one(name: object, value: object, wish: str) -> str:
    if name is code.LITERAL:
        return chr(value)
    if name in (code.ANY, code.NOT_LITERAL, code.IN):
        return _letter(name, value, wish)
    if name is code.BRANCH:
        found = [_example(list(way), wish) for way in value[1]]
        return next((each for each in found if each.startswith(wish)), found[0])
    if name is code.SUBPATTERN:
        return _example(list(value[-1]), wish)
    if name is code.ATOMIC_GROUP:
        return _example(list(value), wish)
    if name in _REPEATS:
        least, most, body = value
        return _example(list(body), wish) * max(least, min(1, most))
    # Places and assertions take no letter; a group that is named again is left out.
    return ""


def _letter(name: object, value: object, wish: str) -> str:
    if name is code.ANY:
        return wish if wish != "\n" else "x"
    if name is code.NOT_LITERAL:
        return wish if ord(wish) != value else "x"
    members = list(value)
    negated = members[0][0] is code.NEGATE
    given = "".join(
        chr(each if isinstance(each, int) else each[0]) for kind, each in members if kind in _NAMED
    )
    candidates = [wish, *_KINDS_OF_LETTERS, *given]
    return next((letter for letter in candidates if _is_in(members, letter) != negated), wish)


_NAMED = (code.LITERAL, code.RANGE)


def _is_in(members: list, letter: str) -> bool:
    return any(
        (kind is code.LITERAL and ord(letter) == value)
        or (kind is code.RANGE and value[0] <= ord(letter) <= value[1])
        or (kind is code.CATEGORY and _IN_A_CATEGORY[value](letter))
        for kind, value in members
    )
