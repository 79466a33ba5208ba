"""How far moderators and the finder agree: counted by kind and rule, so that a coordinator sees which rule is weak.

Numbers only, for all stories together, with no day: no word, no story and no person can be read from them.
"""

from collections import Counter

from django.db.models import F, QuerySet
from django.db.models.functions import Greatest

import redaction
from redaction.counting import counts
from testimonies import places
from testimonies.deciding import Decision
from testimonies.documents import Document

from .models import RuleCount


def count(document: Document, decision: Decision, *, times: int = 1) -> None:
    """Add what this decision took out beside the marks, and which marks it left in; `times` -1 takes it back."""
    names = places.names_of(document.place)
    added: Counter[tuple[str, str]] = Counter()
    unticked: Counter[tuple[str, str]] = Counter()
    for text, spans in ((document.text, decision.spans), (document.better, decision.better_spans)):
        marks = redaction.find(text, language=document.language, institutions=names)
        for row in counts(marks, spans):
            added[row.kind, row.rule] += row.added
            unticked[row.kind, row.rule] += row.unticked
    # In one order, so that two decisions at once never wait for each other in a ring.
    for kind, rule in sorted(+added | +unticked):
        _add(kind, rule, times * added[kind, rule], times * unticked[kind, rule])


def weakest_first() -> QuerySet[RuleCount]:
    """All that was counted; first what was put right most often."""
    return RuleCount.objects.alias(put_right=F("added") + F("unticked")).order_by(
        "-put_right", "kind", "rule"
    )


def _add(kind: str, rule: str, added: int, unticked: int) -> None:
    RuleCount.objects.bulk_create([RuleCount(kind=kind, rule=rule)], ignore_conflicts=True)
    RuleCount.objects.filter(kind=kind, rule=rule).update(
        # Rules change from one version to the next: what is taken back need not have been counted.
        added=Greatest(F("added") + added, 0),
        unticked=Greatest(F("unticked") + unticked, 0),
    )
