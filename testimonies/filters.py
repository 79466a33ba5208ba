"""What a reader asked for in the feed: all of it in the address, nothing remembered.

Only what a story shows can be asked for: a filter by anything else would tell what the story does not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from testimonies import facets
from testimonies.models import Place
from testimonies.models.story import StoryQuerySet

RANDOM = "random"
_YEARS, _LANGUAGE = re.compile(r"(\d{4})?–\d{4}"), re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
_SLUG, _COUNTRY = re.compile(r"[-a-z0-9_]{1,120}"), re.compile(r"[A-Z]{2}")


@dataclass(frozen=True)
class Filters:
    """What is asked for; empty for what is not.

    `place` is a kind of place, `at` the address of one with a page, `country` that of the place that a story names.
    """

    about: str = ""
    place: str = ""
    years: str = ""
    language: str = ""
    at: str = ""
    country: str = ""
    hide: tuple[str, ...] = ()
    order: str = ""

    def narrow(self, stories: StoryQuerySet) -> StoryQuerySet:
        """The stories that show what is asked for, and nothing that is to be left out."""
        asked = {"kind": self.place, "years": self.years, "language": self.language}
        stories = stories.filter(**{column: value for column, value in asked.items() if value})
        if self.about in self.hide:
            return stories.none()
        if self.about:
            stories = stories.filter(notes__contains=[self.about])
        asked_of_place = {"slug": self.at, "country": self.country}
        if of_place := {column: value for column, value in asked_of_place.items() if value}:
            stories = stories.filter(place__in=Place.objects.with_page().themselves().filter(**of_place))
        return stories.exclude(notes__overlap=list(self.hide)) if self.hide else stories

    def query(self, **more: str) -> str:
        """As the end of an address, with its question mark; nothing when nothing is asked for."""
        pairs = [(name, value) for name, value in vars(self).items() if value and name != "hide"]
        pairs += [("hide", note) for note in self.hide] + list(more.items())
        return f"?{urlencode(pairs)}" if pairs else ""

    @property
    def narrows(self) -> bool:
        """Whether some stories may be missing because of it."""
        return self != Filters(order=self.order)


NONE = Filters()


def read(query: QueryDict) -> Filters:
    """What an address asks for. What we never offered is not there."""
    return Filters(
        about=_one_of(query.get("about", ""), facets.NOTE_WORDS),
        place=_one_of(query.get("place", ""), facets.KIND_WORDS),
        years=_like(query.get("years", ""), _YEARS),
        language=_like(query.get("language", ""), _LANGUAGE),
        at=_like(query.get("at", ""), _SLUG),
        country=_like(query.get("country", ""), _COUNTRY),
        hide=hidden(query),
        order=RANDOM if query.get("order") == RANDOM else "",
    )


def hidden(query: QueryDict) -> tuple[str, ...]:
    """The notes that are to be left out, in our order."""
    return tuple(note for note in facets.NOTE_WORDS if note in query.getlist("hide"))


def short(query: QueryDict, name: str, most: int) -> str:
    """What an address says under a name: so many letters at most, and none that PostgreSQL's text cannot hold."""
    return query.get(name, "").replace("\x00", "")[:most]


def _one_of(value: str, known: Mapping[str, object]) -> str:
    return value if value in known else ""


def _like(value: str, pattern: re.Pattern[str]) -> str:
    return value if pattern.fullmatch(value) else ""
