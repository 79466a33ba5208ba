"""The list of institutions: adding one, and finding one by words in any order, with slips."""

import unicodedata
from collections.abc import Iterable, Sequence

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import F, FloatField, Q, Value
from django.db.models.functions import Length
from django.utils.text import slugify

from testimonies.models import Place

MOST_WORDS = 8
# Of the trigrams of a word, how many a name must share: one slip in a word of five letters leaves 0.5, two
# letters that changed places leave 0.57 of six.
_ALIKE, _CLOSE = 0.4, 0.5
# Words that half of the list has: they say which of two it is, and find none.
_COMMON = frozenset(
    {
        "a",
        "for",
        "of",
        "the",
        "academy",
        "church",
        "college",
        "community",
        "form",
        "grammar",
        "high",
        "infant",
    }
    | {"junior", "primary", "school", "secondary", "sixth", "st", "uni"}
)
_SAME = {"saint": "st", "sainte": "st", "university": "uni", "univ": "uni", "and": ""}


def plain(text: str) -> str:
    """Letters and digits in lower case without accents, words one space apart, "saint" as "st"."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("’", "").replace("'", ""))
    kept = (c if c.isalnum() else " " for c in letters if not unicodedata.combining(c) and c != ".")
    return " ".join(filter(None, (_SAME.get(word, word) for word in "".join(kept).split())))


def new(
    *,
    name: str,
    kind: str,
    town: str = "",
    region: str = "",
    country: str = "",
    source: str = "",
    alias_of: Place | None = None,
) -> Place:
    """A place that is not in the table yet, with what a search and an address need."""
    words = plain(f"{name} {town} {region}")
    source = source or f"plain:{kind}:{country.lower()}:{words}"[:120]
    return Place(
        name=name,
        kind=kind,
        town=town,
        region=region,
        country=country,
        alias_of=alias_of,
        source=source,
        slug=slugify(f"{name} {town}", allow_unicode=False)[:100].strip("-") or "place",
        words=words,
    )


def add(**what: object) -> Place:
    """Put one place into the table, as `new` takes it; its slug gets a number if another has it."""
    place = new(**what)
    place.slug = free_slug(place.slug, set(Place.objects.values_list("slug", flat=True)))
    place.save(force_insert=True)
    return place


def free_slug(slug: str, taken: set[str]) -> str:
    """The slug, or with the first number that is free; it is taken from then on."""
    free, number = slug, 1
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    taken.add(free)
    return free


def search(words: str, *, limit: int = 12) -> list[Place]:
    """The places that these words mean, likeliest first; another name finds the place itself.

    Any order, any case, with slips: "st marys camden" finds "St Mary's School, Camden".
    """
    typed = _typed(words)
    if not typed:
        return []
    telling = [word for word in typed if word not in _COMMON] or typed
    alike = Place.objects.filter(_any_of(telling)).annotate(alike=_likeness(typed))
    # The shorter of two that are equally like is nearer to what was typed.
    likeliest = alike.filter(alike__gte=_CLOSE).order_by("-alike", Length("words"), "words", "uuid")
    with transaction.atomic():
        _set_threshold()
        found = list(likeliest.select_related("alias_of")[: 4 * limit])
    return _without_repeats(place.alias_of or place for place in found)[:limit]


def _typed(words: str) -> list[str]:
    return list(dict.fromkeys(plain(words[:200]).split()))[:MOST_WORDS]


def _any_of(words: Sequence[str]) -> Q:
    each = Q()
    for word in words:
        each |= Q(words__trigram_word_similar=word)
    return each


def _likeness(words: Sequence[str]) -> F:
    """The mean over the words of how alike the nearest piece of the name is; long words weigh more."""
    whole = sum(len(word) for word in words)
    total = Value(0.0, output_field=FloatField())
    for word in words:
        total = total + TrigramWordSimilarity(word, "words") * Value(len(word) / whole)
    return total


def _set_threshold() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(_ALIKE)])


def _without_repeats(places: Iterable[Place]) -> list[Place]:
    return list({place.pk: place for place in places}.values())
