"""The content notes as they are used: those of testimonies.facets, with what coordinators made of them.

They change words, order and use, and no note itself: see docs/decisions/0024-content-notes-keep-their-keys.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import Error, transaction
from django.utils.translation import get_language

from testimonies import facets, page_cache
from testimonies.models import NoteSetting, NoteWords

_TICKED = dict(facets.TEAM_NOTES)
_OFFERED = {key for key, _label in facets.NOTES}
ELSE = "else"
"""What writers can tick that is no note."""


@dataclass(frozen=True)
class Notes:
    """All notes in one language, in their order: what is ticked, and what stands above a story."""

    ticked: Mapping[str, str]
    shown: Mapping[str, str]
    strong: frozenset[str]
    offered: frozenset[str]


def current() -> Notes:
    """The notes in the page's language, kept as long as a page is; those of the code while the database is down."""
    language = get_language() or ""
    return page_cache.value(f"content notes {language}", lambda: _read(language))


def _read(language: str) -> Notes:
    try:
        # In a savepoint: a page that says what went wrong must not go wrong because of this.
        with transaction.atomic():
            uses = {each.key: each for each in NoteSetting.objects.all()}
            words = {each.key: each for each in NoteWords.objects.filter(language=language)}
    except Error:
        return of_the_code()
    return _made(uses, words)


def of_the_code() -> Notes:
    """The notes as they are where nobody changed anything."""
    return _made({}, {})


def _made(uses: Mapping[str, NoteSetting], words: Mapping[str, NoteWords]) -> Notes:
    firsts = _firsts()
    uses = firsts | {key: use for key, use in uses.items() if key in firsts}
    order = sorted(uses, key=lambda key: (uses[key].position, firsts[key].position))
    return Notes(
        {key: words[key].ticked if key in words else str(_TICKED[key]) for key in order},
        {key: words[key].shown if key in words else str(facets.NOTE_WORDS[key]) for key in order},
        frozenset(key for key in order if uses[key].strong),
        frozenset(key for key in order if uses[key].offered) | {ELSE},
    )


def _firsts() -> dict[str, NoteSetting]:
    """How the code uses each note, as rows that are not saved."""
    return {
        key: NoteSetting(
            key=key, position=10 * number, strong=key in facets.STRONG_NOTES, offered=key in _OFFERED
        )
        for number, key in enumerate(_TICKED, 1)
    }


def said(notes: Iterable[str]) -> tuple[str, ...]:
    """These notes as they stand above a story."""
    shown = current().shown
    return tuple(shown[note] for note in notes if note in shown)


def is_strong(notes: Iterable[str]) -> bool:
    """Whether a story with these notes is folded."""
    return not current().strong.isdisjoint(notes)


def to_tick() -> list[tuple[str, str]]:
    """What a moderator may note, and a reader leave out: the key, and what it is called."""
    return list(current().ticked.items())


def for_writers() -> list[tuple[str, str]]:
    """The same, and "something else", which is no note. What is not offered is in it: an open page may have it."""
    return [*to_tick(), (ELSE, str(dict(facets.NOTES)[ELSE]))]
