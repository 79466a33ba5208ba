"""Finding stories by their words, newest first, twelve a page, each with an excerpt around the words.

Nothing is counted for the reader. How to look is chosen by the database's own estimate of how many there are: a word
that many stories have is soon met on the way through the feed; one that few have comes faster out of the index.
"""

import json
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connections
from django.db.models import TextField
from django.db.models.expressions import RawSQL

from testimonies import read_forms, reading, replicas
from testimonies.models import Story
from testimonies.reading import PAGE, Shown

CONFIGURATIONS = {
    "en": "english",
    "ar": "arabic",
    "de": "german",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
    "ru": "russian",
    "tr": "turkish",
}
"""As in the generated column (migration 0050); every other language is searched word by word as written."""
MOST_LETTERS = 200
# How much further than expected a walk goes at least, before the index is asked after all.
_PATIENCE = 8
_BEGIN, _END, _GAP = "\x02", "\x03", "\x04"
_HIT = re.compile(f"{_BEGIN}([^{_BEGIN}{_END}]*){_END}")
_INSIDE_BRACKETS = re.compile(r"\[[^\[\]]{1,20}\]")
_HALF_A_BRACKET = re.compile(r"^[^\[\]]{0,12}\]|\[[^\[\]]{0,12}$")
_HEADLINE = (
    f"StartSel={_BEGIN}, StopSel={_END}, MaxFragments=2, MinWords=12, MaxWords=30, FragmentDelimiter={_GAP}"
)


@dataclass(frozen=True)
class Part:
    """A piece of an excerpt: plain, a bracket, or a word that was looked for."""

    text: str
    label: str | None = None
    hit: bool = False


@dataclass(frozen=True)
class Found:
    """A page of what was found, and the ways on from it. `says_nothing`: only words that nearly all stories have."""

    stories: list[Shown]
    older: str = ""
    newer: str = ""
    says_nothing: bool = False


@dataclass(frozen=True)
class _Asked:
    """A condition on stories, in SQL, with what goes into it.

    The SQL is put together from text of this file only; what people typed is a value (for bandit: nosec B608, B611).
    """

    sql: str
    values: tuple[Any, ...]
    query: str
    query_values: tuple[str, ...]


def cleaned(words: str) -> str:
    """What was typed, without what is no letter at all, and no longer than is looked for."""
    return "".join(c for c in words if unicodedata.category(c)[0] != "C").strip()[:MOST_LETTERS].strip()


def find(words: str, *, hide: Sequence[str] = (), cursor: str = "", counts: Mapping[str, int]) -> Found:
    """A page of the published stories with these words; in quotes, one after the other."""
    asked = _asked(words, hide, read_forms.offered(counts).languages or ("en",))
    if not _says_something(asked):
        return Found([], says_nothing=True)
    way, place = reading.read_cursor(cursor)
    keys = _keys(asked, way, place, counts.get("stories", 0))
    more, keys = len(keys) > PAGE, keys[:PAGE]
    if way == "n":
        keys = keys[::-1]
    stories = _shown(keys, asked)
    first, last = (stories[0][0], stories[-1][0]) if stories else (None, None)
    return Found(
        [shown for _story, shown in stories],
        older=reading.write_cursor("o", last) if last and (more or way == "n") else "",
        newer=reading.write_cursor("n", first) if first and (way == "o" or way == "n" and more) else "",
    )


def _asked(words: str, hide: Sequence[str], languages: Iterable[str]) -> _Asked:
    configurations = sorted({CONFIGURATIONS.get(language, "simple") for language in languages})
    queries = [f"websearch_to_tsquery('{name}', %s)" for name in configurations]
    parts = ["state = 'published'"]
    if len(configurations) == 1:
        parts.append(f"search @@ {queries[0]}")
    else:
        # Each story by the rules of its own language.
        each = zip(configurations, queries, strict=True)
        parts.append("(" + " OR ".join(f"{_of(name)} AND search @@ {query}" for name, query in each) + ")")
    values: tuple[Any, ...] = (words,) * len(configurations)
    if hide:
        parts.append("NOT notes && %s::varchar[]")
    return _Asked(
        " AND ".join(parts),
        (*values, list(hide)) if hide else values,
        " || ".join(queries),
        (words,) * len(configurations),
    )


def _of(configuration: str) -> str:
    known = {name: language for language, name in CONFIGURATIONS.items()}
    if configuration in known:
        return f"language = '{known[configuration]}'"
    return "language NOT IN (" + ", ".join(f"'{language}'" for language in CONFIGURATIONS) + ")"


def _says_something(asked: _Asked) -> bool:
    # A query of nothing but "not this word" would be read off every story that there is.
    rows = _rows(
        f"SELECT querytree(q) NOT IN ('', 'T') FROM (SELECT {asked.query}) AS t (q)",  # nosec B608
        asked.query_values,
    )
    return bool(rows[0][0])


def _keys(asked: _Asked, way: str, place: tuple[int, int], total: int) -> list[Any]:
    """The ids of up to thirteen stories, nearest first."""
    estimate = max(1, _estimate(asked))
    # So many stories of the feed are passed until thirteen are met; or so many come out of the index and are sorted.
    walk = (PAGE + 1) * max(total, estimate) / estimate
    if walk <= estimate:
        # As far as the index would have to fetch: where all are old, it costs twice the better way and never more.
        limit = max(math.ceil(walk * _PATIENCE), estimate)
        met = _walked(asked, way, place, limit)
        if len(met) > PAGE or limit >= total:
            return met
    return _looked_up(asked, way, place)


def _estimate(asked: _Asked) -> int:
    sql = f"EXPLAIN (FORMAT JSON) SELECT 1 FROM testimonies_story WHERE {asked.sql}"  # nosec B608
    ((plan,),) = _rows(sql, asked.values)
    return (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]["Plan Rows"]


def _from(way: str, place: tuple[int, int]) -> tuple[str, tuple[int, ...], str]:
    """Where in the feed to begin, and in which order to go."""
    group, ord = place
    if way == "n":
        return (
            "AND group_id >= %s AND NOT (group_id = %s AND ord >= %s)",
            (group, group, ord),
            "group_id, ord DESC",
        )
    if way == "o":
        return (
            "AND group_id <= %s AND NOT (group_id = %s AND ord <= %s)",
            (group, group, ord),
            "group_id DESC, ord",
        )
    return "", (), "group_id DESC, ord"


def _walked(asked: _Asked, way: str, place: tuple[int, int], limit: int) -> list[Any]:
    begin, values, order = _from(way, place)
    # The inner LIMIT keeps the planner from turning it round.
    sql = f"""SELECT uuid FROM (SELECT uuid, state, language, notes, search, group_id, ord FROM testimonies_story
        WHERE state = 'published' {begin} ORDER BY {order} LIMIT %s) AS passed
        WHERE {asked.sql} ORDER BY {order} LIMIT %s"""  # nosec B608
    return [uuid for (uuid,) in _rows(sql, (*values, limit, *asked.values, PAGE + 1))]


def _looked_up(asked: _Asked, way: str, place: tuple[int, int]) -> list[Any]:
    begin, values, order = _from(way, place)
    sql = f"""WITH found AS MATERIALIZED (SELECT uuid, group_id, ord FROM testimonies_story WHERE {asked.sql} {begin})
        SELECT uuid FROM found ORDER BY {order} LIMIT %s"""  # nosec B608
    return [uuid for (uuid,) in _rows(sql, (*asked.values, *values, PAGE + 1))]


def _rows(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connections[replicas.current()].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _shown(keys: Sequence[Any], asked: _Asked) -> list[tuple[Story, Shown]]:
    if not keys:
        return []
    how = "CASE language " + " ".join(
        f"WHEN '{language}' THEN '{name}'::regconfig" for language, name in CONFIGURATIONS.items()
    )
    headline = RawSQL(  # nosec B611
        f"ts_headline({how} ELSE 'simple'::regconfig END, text || E'\\n' || second_text, {asked.query}, %s)",
        (*asked.query_values, _HEADLINE),
        output_field=TextField(),
    )
    rows = Story.objects.published().filter(pk__in=keys).annotate(excerpt=headline)
    stories = {row.uuid: row for row in rows.values_list("uuid", *reading.IN_THE_FEED, "excerpt", named=True)}
    places = reading.places_of(stories.values())
    # One may have been taken down between the two questions.
    return [(stories[key], _with_excerpt(stories[key], places)) for key in keys if key in stories]


def _with_excerpt(story: Any, places: Mapping[Any, Any]) -> Shown:
    shown = reading.shown(story, short=True, place=places.get(story.place_id))
    return replace(shown, paragraphs=[_parts(story.excerpt, story.text)], is_cut=True)


def _parts(excerpt: str, text: str) -> list[Part]:
    line = " ".join(excerpt.replace(_GAP, " … ").split())
    line = _INSIDE_BRACKETS.sub(lambda found: found[0].replace(_BEGIN, "").replace(_END, ""), line)
    line = _HALF_A_BRACKET.sub("", line).strip()
    plain, whole = line.replace(_BEGIN, "").replace(_END, ""), " ".join(text.split())
    line = (
        ("" if whole.startswith(plain[:20]) else "… ") + line + ("" if whole.endswith(plain[-20:]) else " …")
    )
    made = []
    for piece in reading.mended(line)[0]:
        if piece.label:
            made.append(Part("", label=piece.label))
            continue
        for index, words in enumerate(_HIT.split(piece.text)):
            if words:
                made.append(Part(words, hit=bool(index % 2)))
    return made
