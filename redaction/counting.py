"""How far moderators and rules agree: numbers by kind and rule, and no words."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from .marks import Mark
from .spans import Span

# The kind that a label is counted as; a label of several kinds as the one that moderators add most.
_KIND_OF_LABEL = {
    "place": "place",
    "date": "date",
    "job title": "role",
    "group": "group",
    "contact": "contact",
}


class RuleCount(NamedTuple):
    """How often a rule's marks were unticked; for the rule "", how often a kind was added that no rule had found."""

    kind: str
    rule: str
    added: int
    unticked: int


def counts(proposed: Iterable[Mark], final: Iterable[Span]) -> list[RuleCount]:
    """What moderators added to the marks, and which marks they left out, sorted by kind and rule.

    A mark counts as kept when any letter of it was taken out: widening one is neither an addition nor a refusal.
    Details are offered unticked; one that was taken counts as added by its rule, one that was not counts for nothing.
    """
    marks, spans = list(proposed), list(final)
    added: Counter[tuple[str, str]] = Counter()
    unticked: Counter[tuple[str, str]] = Counter()
    for mark in marks:
        taken = any(_touch(mark, span) for span in spans)
        if mark.kind == "detail":
            added[mark.kind, mark.rule] += taken
        else:
            unticked[mark.kind, mark.rule] += not taken
    for span in spans:
        if not any(_touch(mark, span) for mark in marks):
            added[_kind_of(span.label), ""] += 1
    pairs = sorted((added + unticked).keys())
    return [RuleCount(kind, rule, added[kind, rule], unticked[kind, rule]) for kind, rule in pairs]


def _touch(mark: Mark, span: Span) -> bool:
    return mark.start < span.end and span.start < mark.end


def _kind_of(label: str) -> str:
    return "person" if label.startswith("name") else _KIND_OF_LABEL.get(label, "detail")
