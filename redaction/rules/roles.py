"""Posts that one person holds: 'head girl', 'school secretary', 'captain of the …'."""

import re
from collections.abc import Iterator

from ..marks import LIKELY, Mark
from . import matches

_SUBJECT = (
    r"(?:maths?|english|biology|chemistry|physics|science|history|geography|psychology|sociology|music|drama|art|pottery|pe"
    r"|p\.e\.|games|latin|french|spanish|german|re|it|ict|computing|dance|piano|violin|guitar|singing|economics|politics)"
)
_SPORT = (
    r"(?:vice|team|swimming|hockey|football|rugby|netball|cricket|rowing|club|school|tennis"
    r"|athletics|chess|debating)"
)
_ROLES = re.compile(
    r"\b(?:(?:(?:deputy |assistant |vice )?head(?:master|mistress|teacher| teacher| girl| boy| prefect)"
    r"|deputy head|vice[- ]principal|principal"
    r"|head of (?:year \d{1,2}|sixth form|[a-z]{3,15})"
    r"|(?:school|college|chapel|ward|department|hospital|parish) (?:secretary|nurse|counsellor"
    r"|counselor|chaplain|librarian|warden|matron|porter|clerk)"
    rf"|{_SUBJECT} (?:teacher|tutor|professor|lecturer)"
    rf"|{_SPORT} captain|captain of (?:the )?[a-z]{{3,15}}(?: (?:team|club|squad))?"
    r"|(?:student council |society |club )?(?:chair|president|treasurer)"
    r"|(?:junior |school )?librarian|(?:youngest ever )?leader of the [a-z]{3,15}|choirmaster|bursar"
    r"|chaplain))\b",
    re.IGNORECASE,
)


def find(text: str) -> Iterator[Mark]:
    """Marks of the kind role."""
    yield from matches(_ROLES, text, "role", LIKELY)
