"""Numbers that belong to one person or thing: student, case and badge numbers, number plates."""

import re
from collections.abc import Iterator

from ..marks import CERTAIN, LIKELY, Mark
from . import matches

_CASE = re.compile(r"(?<![\w-])[A-Z]{2,6}-?\d{2,6}(?:[-/]\d{2,8}){1,2}(?![\w-])")
_MIXED = re.compile(
    r"(?<![\w-])(?=\d{0,8}[A-Z]|[A-Z]{1,8}\d)(?:\d{2,8}[A-Z]{1,3}\d{2,8}|[A-Z]{1,3}\d{5,9})[A-Z]?(?![\w-])"
)
_AFTER_CUE = re.compile(
    r"\b(?:number|no\.?|id|ref|reference|code|plate|registration)(?: (?:is|was)|:)? "
    r"(?P<it>#?(?=[A-Z\-/]{0,12}\d)[A-Z\d][A-Z\d\-/]{2,20}[A-Z\d])(?![\w-])",
    re.IGNORECASE,
)
_PLATE = re.compile(r"(?<!\w)(?:[A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z]\d{1,3} ?[A-Z]{3})(?!\w)")


def find(text: str) -> Iterator[Mark]:
    """Marks of the kind identifier."""
    yield from matches(_CASE, text, "identifier", CERTAIN)
    for pattern in (_MIXED, _AFTER_CUE, _PLATE):
        yield from matches(pattern, text, "identifier", LIKELY)
