"""The numbers: everything, and each place with a page; drawn when a group goes up, and read until the next one does.

What is kept to be shown is already rounded, and its small counts hidden (testimonies.suppression); pages, files and
pictures are made of that and know no other number.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

from django.db.models import Count

from testimonies import facets, suppression
from testimonies.models import Counted, Group, Numbers, Place, Story, Totals
from testimonies.ready import Payload
from testimonies.shown import LEAST, Combination
from vault import sealing, secret_files

PAGE_FROM, PAGE_DOWN_TO = 10, 5
QUARTER = "quarter"
ELSEWHERE = "elsewhere"
_FACETS, _AGREED = "testimonies.Counted.facets", "testimonies.Story.place_agreed"
_BEHIND = "testimonies.Numbers.behind"
_SIZES = (512, 4 * 1024, 32 * 1024)


@dataclass(frozen=True, repr=False)
class Facets:
    """What is counted of one experience. All but the kind and the notes are the writer's answers."""

    kind: str = ""
    notes: tuple[str, ...] = ()
    age: str = ""
    told: str = ""
    when: str = ""
    who: str = ""
    country: str = ""
    place_id: str = ""


@dataclass(frozen=True)
class Row:
    """One experience in the numbers: its facets, whether it is published, the group that it came with, its season."""

    facets: Facets
    published: bool
    group: int
    season: str


_ANSWERS = {"kind": facets.KINDS, "age": facets.AGE, "told": facets.TOLD, "when": facets.WHEN}
_OF_ALL = ("use", "notes", "kind", "age", "told", "when", "country", "season")
_OF_A_PLACE = ("use", "notes", "told", "when")


def seal_facets(payload: Payload, row: UUID) -> bytes:
    """The facets of what goes up or is counted, under the site key: groups go up while nobody is signed in."""
    kept = {name: getattr(payload, name) for name in (field.name for field in fields(Facets))}
    return seal(kept, _FACETS, row)


def seal_agreed(place_id: str, row: UUID) -> bytes:
    """The place that a story may show once it has a page."""
    return seal({"place_id": place_id}, _AGREED, row)


def seal(value: Mapping[str, object], column: str, row: UUID) -> bytes:
    """What only the site reads, under its key: groups go up while nobody is signed in."""
    raw = sealing.pad(json.dumps(value).encode(), _SIZES)
    return sealing.seal(secret_files.site_key(), raw, column=column, row=row)


def opened(sealed: bytes, column: str, row: UUID, key: bytes) -> dict:
    """What was sealed so. Raises Unsealable."""
    return json.loads(sealing.unpad(sealing.unseal(key, sealed, column=column, row=row)))


def places_with_page() -> set[str]:
    """The ids of the places that have a page."""
    found = Numbers.objects.exclude(place=None).values_list("place_id", flat=True)
    return {str(place) for place in found}


def shown_already() -> Counter[Combination]:
    """How many published stories show which combination."""
    found = (
        Story.objects.published().values_list("kind", "years", "place_id").annotate(Count("pk")).order_by()
    )
    return Counter({Combination(kind, years, str(place or "")): n for kind, years, place, n in found})


def draw(group: Group) -> None:
    """Draw everything anew, and, with the first group of a quarter, count the places."""
    everything = list(rows())
    draw_one(None, everything, group)
    quarter = _quarter(group.day)
    counted = Totals.objects.filter(key=QUARTER).order_by("-value").values_list("value", flat=True).first()
    if counted is None or counted < quarter:
        count_places(everything, group)
    Totals.objects.create(group=group, key=QUARTER, value=quarter)


def _quarter(day: date) -> int:
    return day.year * 4 + (day.month - 1) // 3


def rows() -> Iterator[Row]:
    """Every experience in the numbers, opened with the site key. Raises Unsealable."""
    key = secret_files.site_key()
    seasons = {group.number: season_of(group.day) for group in Group.objects.all()}
    itself = names_of_others()
    sealed = Counted.objects.exclude(facets=None).values_list("uuid", "published", "group_id", "facets")
    for uuid, published, group, box in sealed.iterator():
        values = opened(bytes(box), _FACETS, uuid, key)
        place = itself.get(values["place_id"], values["place_id"])
        facts = Facets(**{**values, "notes": tuple(values["notes"]), "place_id": place})
        yield Row(facts, published, group, seasons[group])


def names_of_others() -> dict[str, str]:
    """For what is only another name: the place itself. What is sealed names a place that may have become one since."""
    found = Place.objects.exclude(alias_of=None).values_list("uuid", "alias_of")
    return {str(name): str(itself) for name, itself in found}


def season_of(day: date) -> str:
    """A season as a word that sorts: "2026-1" is the spring of 2026; a winter is called after its January."""
    year = day.year + 1 if day.month == 12 else day.year
    return f"{year}-{day.month % 12 // 3}"


def count_places(rows: Iterable[Row], group: Group) -> None:
    """Who gets a page, keeps it, loses it; and, of stories whose writers agreed, which show their place."""
    by_place: dict[str, list[Row]] = {}
    for row in rows:
        if row.facets.place_id:
            by_place.setdefault(row.facets.place_id, []).append(row)
    before = places_with_page()
    for place in before:
        if len(by_place.get(place, ())) < PAGE_DOWN_TO:
            Story.objects.filter(place_id=place).update(place=None)
            Numbers.objects.filter(place_id=place).delete()
    for place, theirs in by_place.items():
        if len(theirs) >= (PAGE_DOWN_TO if place in before else PAGE_FROM):
            draw_one(UUID(place), theirs, group)
    _show_places()


def _show_places() -> None:
    """A story whose writer agreed shows its place once four others share all that it then shows."""
    key, pages, itself = secret_files.site_key(), places_with_page(), names_of_others()
    waiting: dict[Combination, list[UUID]] = {}
    agreed = Story.objects.published().filter(place=None).exclude(place_agreed=None)
    for uuid, kind, years, box in agreed.values_list("uuid", "kind", "years", "place_agreed"):
        place = opened(bytes(box), _AGREED, uuid, key)["place_id"]
        place = itself.get(place, place)
        if place in pages:
            waiting.setdefault(Combination(kind, years, place), []).append(uuid)
    already = shown_already()
    for combination, stories in waiting.items():
        if already[combination] + len(stories) >= LEAST:
            Story.objects.filter(pk__in=stories).update(place_id=combination.place)


def group_behind(drawn: Numbers) -> int:
    """The number of the group with which these were drawn."""
    return opened(bytes(drawn.behind), _BEHIND, drawn.uuid, secret_files.site_key())["group"]


def draw_one(place: UUID | None, rows: Sequence[Row], group: Group) -> None:
    """The numbers of one place, from all rows that are of it; without a place, of everything."""
    before = Numbers.objects.filter(place=place).first()
    known = _known(place)
    counts = {name: _counts(rows, name) for name in (_OF_A_PLACE if place else _OF_ALL)}
    rest = {name: _without(each, known.get(name, Counter())) for name, each in counts.items()}
    drawn_rest = {name: suppression.drawn(each, apart=_is_apart(name, place)) for name, each in rest.items()}
    # One row can be about several things: there it is rows that are counted, not answers.
    sizes = {name: len(rows) if name == "notes" else sum(each.values()) for name, each in rest.items()}
    if before and not _may_follow(before, drawn_rest, sizes, rows, place):
        return
    drawn = before or Numbers(place_id=place)
    drawn.group = group
    drawn.shown = {
        "day": group.day.isoformat(),
        "people": suppression.rounded(len(rows)),
        "tables": {
            name: {
                key: suppression.with_known(shown, known.get(name, Counter())[key])
                for key, shown in each.items()
            }
            for name, each in drawn_rest.items()
        },
    }
    drawn.behind = seal({"group": group.number, "rest": drawn_rest, "sizes": sizes}, _BEHIND, drawn.uuid)
    drawn.save()


def _is_apart(name: str, place: UUID | None) -> bool:
    """Whether a table's counts add up to something that somebody may know.

    Not the notes, of which one row has several; nor what is counted besides everything published, which stands alone.
    """
    return name != "notes" and (name != "use" or place is not None)


def _known(place: UUID | None) -> dict[str, Counter[str]]:
    """What everybody can count in the published stories, or in those that say that they are of this place."""
    stories = Story.objects.published()
    if place:
        stories = stories.filter(place=place)
    found: dict[str, Counter[str]] = {name: Counter() for name in ("use", "notes", "kind", "when", "season")}
    for notes, kind, years, day in stories.values_list("notes", "kind", "years", "group__day").iterator():
        found["use"]["published"] += 1
        found["season"][season_of(day)] += 1
        found["notes"].update(set(notes))
        found["kind"].update([kind] if kind else [])
        band = facets.band_of(years, day.year)
        # A span that a moderator made coarser is in no row of the table: it stands with what was not said.
        found["when"].update([] if band is None else [band])
    return found


def _without(counts: Mapping[str, int], known: Counter[str]) -> dict[str, int]:
    """What of each count nobody can see."""
    return {key: max(0, count - known[key]) for key, count in counts.items()}


def _may_follow(
    before: Numbers,
    rest: Mapping[str, suppression.Cells],
    sizes: Mapping[str, int],
    rows: Sequence[Row],
    place: UUID | None,
) -> bool:
    """Not while fewer than five came, nor while old and new side by side would tell who: then the old ones stay."""
    behind = opened(bytes(before.behind), _BEHIND, before.uuid, secret_files.site_key())
    new = [row for row in rows if row.group > behind["group"]]
    if len(new) < LEAST:
        return False
    seen = _known_since(place, behind["group"])
    for name, cells in rest.items():
        was = behind["sizes"].get(name, 0)
        # A story that lost what it showed counts as one that came.
        came = max(len(new) - seen.get(name, 0), sizes[name] - was, 0)
        went = max(0, was + came - sizes[name])
        old = behind["rest"].get(name, {})
        if suppression.change_tells(
            old, cells, before=was, came=max(came, sizes[name] - was + went), went=went
        ):
            return False
    return True


def _known_since(place: UUID | None, group: int) -> dict[str, int]:
    """How many stories that came after a group can be counted, by table."""
    stories = Story.objects.published().filter(group__gt=group)
    if place:
        stories = stories.filter(place=place)
    everyone = stories.count()
    return {
        "use": everyone,
        "season": everyone,
        "kind": stories.exclude(kind="").count(),
        "when": stories.exclude(years="").count(),
    }


def _counts(rows: Sequence[Row], name: str) -> dict[str, int]:
    """How many gave which answer."""
    if name == "notes":
        counts = Counter(note for row in rows for note in set(row.facets.notes))
        return {key: counts[key] for key in dict(facets.TEAM_NOTES)}
    if name == "use":
        published = sum(row.published for row in rows)
        return {"published": published, "counted": len(rows) - published}
    return _cells(
        name, Counter(row.season if name == "season" else getattr(row.facets, name) for row in rows)
    )


def _cells(name: str, counts: Counter[str]) -> dict[str, int]:
    """The counts by the answers that there are; what was not answered, or is asked no more, under the empty one."""
    if name == "season":
        return dict(sorted(counts.items()))
    if name == "country":
        return _countries(counts)
    said = {key: counts[key] for key in dict(_ANSWERS[name]) if key}
    return {**said, "": counts.total() - sum(said.values())}


def _countries(counts: Counter[str]) -> dict[str, int]:
    """By name only from five on: that one is named at all says that somebody wrote from there."""
    enough = {key: count for key, count in sorted(counts.items()) if key and count >= suppression.LEAST}
    rest = counts.total() - sum(enough.values()) - counts[""]
    return {**enough, ELSEWHERE: rest, "": counts[""]}
