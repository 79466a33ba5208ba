"""The texts that a team agrees on, in the site: words to writers, the guide, the practice stories.

Everybody of the team reads them and what they said before; coordinators change them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from testimonies.deciding import WORDS_LIMIT
from testimonies.forms import MORE_LIMIT
from testimonies.states import REASON_WORDS

from . import guide, phrases, practice, versions
from .models import Person

GUIDE = "guide"
_LONG = 20_000
_PRACTICE_HELP = gettext_lazy(
    "What is to be taken out: [[the words|what they become|why]]. "
    "What only looks like it: {{the words|why they may stay}}."
)


@dataclass(frozen=True)
class Text:
    """One of them: what it is called, what it says now, how long it may be, what to know before changing it."""

    key: str
    title: str
    body: str
    limit: int
    number: int
    help: str | Promise = ""


class First(NamedTuple):
    """One as it came with the site: its key, what it is called, what it says, how long it may be."""

    key: str
    title: str
    body: str
    limit: int


class Version(NamedTuple):
    """What it said once: who wrote that, on which day; neither for the first one, which came with the site."""

    body: str
    who: str
    day: object


def all_texts() -> list[tuple[str, list[Text]]]:
    """Everything, under three headings."""
    numbers = versions.numbers()
    return [
        (heading, [Text(each.key, each.title, "", each.limit, numbers.get(each.key, 0)) for each in texts])
        for heading, texts in _sections()
    ]


def find(key: str) -> Text | None:
    """The one with this key as it stands now, or None."""
    first = _first(key)
    if first is None:
        return None
    last = versions.newest(key)
    body, number = (last.body, last.number) if last else (first.body, 0)
    return Text(key, first.title, body, first.limit, number, _help(key))


def _first(key: str) -> First | None:
    return next((each for _heading, texts in _sections() for each in texts if each.key == key), None)


def _help(key: str) -> str | Promise:
    if key.startswith(practice.KEY):
        return _PRACTICE_HELP
    return (
        _("A line that begins with # is a heading.")
        if key == GUIDE
        else _("The writer reads it as plain text.")
    )


def _sections() -> Iterator[tuple[str, Iterator[First]]]:
    title = _("What to take out, and what never to change")
    yield _("The guide"), iter([First(GUIDE, title, guide.first(), _LONG)])
    yield _("Words to writers"), _to_writers()
    yield _("Practice stories"), _practice()


def _to_writers() -> Iterator[First]:
    titles = {f"say-{key}": str(title) for key, title in phrases.CHOICES}
    titles |= {f"decline-{key}": _("Not published: %s") % words for key, words in REASON_WORDS.items()}
    for key, first in phrases.first_versions().items():
        limit = WORDS_LIMIT if key.startswith("decline-") else MORE_LIMIT
        yield First(key, titles[key], first, limit)


def _practice() -> Iterator[First]:
    for number, first in enumerate(practice.first_versions(), 1):
        yield First(f"{practice.KEY}{number}", _("Practice story %d") % number, first, _LONG)


def paragraphs(text: Text) -> list[tuple[bool, str]]:
    """What it says, a paragraph at a time, and whether that is a heading of the guide."""
    parts = (part.strip() for part in text.body.split("\n\n"))
    is_guide = text.key == GUIDE
    return [
        (is_guide and part.startswith("#"), part.lstrip("# ") if is_guide else part) for part in parts if part
    ]


def earlier(text: Text) -> list[Version]:
    """What it said before, newest first, the one that came with the site last; empty while that one stands."""
    rows = versions.all_of(text.key)
    names = dict(Person.objects.values_list("uuid", "name"))
    found = [Version(row.body, names.get(row.by, _("Somebody who left")), row.day) for row in rows]
    first = _first(text.key)
    return [*found, Version(first.body, "", None)] if found and first else []
