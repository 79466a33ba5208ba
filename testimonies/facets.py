"""What a writer may tick, in the words shown to them and to readers. Keys are stored, labels are not.

All of it can be skipped. Keys are short and never change their meaning: sealed documents and public numbers hold them.
"""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Choices = list[tuple[str, str | Promise]]

USES: Choices = [
    ("publish", _("Publish it")),
    ("count", _("Count it, and do not publish it")),
    ("read", _("Just let someone read it")),
]
USE_HINTS: dict[str, str | Promise] = {
    "publish": _("People can read it on this site, without your name."),
    "count": _("Only the volunteers who check stories read it. It is one more in the numbers."),
    "read": _("One volunteer reads it. After 30 days we erase it."),
}
CONSENTS = ("may_ask", "show_place", "show_change", "show_first")
IF_SILENT: Choices = [("no", _("Do not publish it")), ("yes", _("Publish it"))]

NOTES: Choices = [
    ("comments", _("Comments or jokes")),
    ("catcalling", _("Catcalling")),
    ("pressure", _("Pressure to do something")),
    ("touched", _("Being touched")),
    ("assault", _("Assault or rape")),
    ("drugged", _("Being drugged, or a spiked drink")),
    ("stealthing", _("Stealthing: a condom taken off in secret")),
    ("pictures", _("Pictures or messages, shared or demanded")),
    ("bullying", _("Sexual bullying")),
    ("stalking", _("Stalking: being followed or watched")),
    ("not_believed", _("Being blamed, or not being believed")),
    ("else", _("Something else")),
]
"""What kinds of harm the writer ticks; above the story they stand as its content note."""
NOTE_WORDS: dict[str, str | Promise] = {
    "harassment": _("harassment"),
    "comments": _("comments or jokes"),
    "catcalling": _("catcalling"),
    "pressure": _("pressure"),
    "touched": _("being touched"),
    "assault": _("assault"),
    "drugged": _("being drugged"),
    "stealthing": _("stealthing"),
    "pictures": _("pictures or messages"),
    "bullying": _("sexual bullying"),
    "stalking": _("stalking"),
    "not_believed": _("not being believed"),
    "in_charge": _("a person in charge"),
    "under_13": _("under 13 at the time"),
}
TEAM_NOTES: Choices = [
    ("harassment", _("Harassment")),
    *(note for note in NOTES if note[0] in NOTE_WORDS),
    ("in_charge", _("A teacher or person in charge")),
    ("under_13", _("Under 13 at the time")),
]
"""What a moderator may note: the writer's, and three that the writer is asked for elsewhere or not at all."""
STRONG_NOTES = frozenset({"touched", "assault", "drugged", "stealthing", "under_13"})

_RATHER_NOT = ("", _("I would rather not say"))
WHEN: Choices = [
    _RATHER_NOT,
    ("last_year", _("In the last year")),
    ("1_5", _("1 to 5 years ago")),
    ("6_15", _("6 to 15 years ago")),
    ("longer", _("Longer ago")),
]
_COARSER_WHEN = {"last_year": "last_5", "1_5": "last_5", "6_15": "over_5", "longer": "over_5"}
"""What a moderator can make of it, where a shorter span could point to somebody."""
AGE: Choices = [
    _RATHER_NOT,
    ("under_13", _("Under 13")),
    ("13_15", _("13 to 15")),
    ("16_17", _("16 to 17")),
    ("18_24", _("18 to 24")),
    ("25_up", _("25 or older")),
]
WHO: Choices = [
    _RATHER_NOT,
    ("peer", _("Someone of about my age")),
    ("partner", _("A partner, or someone I was with before")),
    ("family", _("Someone in my family")),
    ("in_charge", _("A teacher or person in charge")),
    ("at_work", _("Someone at work")),
    ("known", _("Someone else I knew")),
    ("stranger", _("Someone I did not know")),
    ("several", _("More than one person")),
]
TOLD: Choices = [
    ("nobody", _("No one")),
    ("helped", _("Someone, and it helped")),
    ("not_helped", _("Someone, and it did not help")),
    _RATHER_NOT,
]
KINDS: Choices = [
    ("school", _("School")),
    ("college", _("College")),
    ("university", _("University")),
    ("work", _("Work or training")),
    ("home", _("Home or family")),
    ("party", _("Party or night out")),
    ("online", _("Online")),
    ("street", _("Street, bus or train")),
    ("sports", _("Sports or a club")),
    ("worship", _("Church, mosque, temple or the like")),
    ("other", _("Somewhere else")),
]
SETTING: Choices = [_RATHER_NOT, *KINDS]
KIND_WORDS: dict[str, str | Promise] = {
    "school": _("A school"),
    "college": _("A college"),
    "university": _("A university"),
    "work": _("A workplace"),
    "home": _("At home"),
    "party": _("A party or night out"),
    "online": _("Online"),
    "street": _("Street, bus or train"),
    "sports": _("Sports or a club"),
    "worship": _("A place of worship"),
    "other": _("Another place"),
}


def content_notes(ticked: Sequence[str], *, who: str, age: str) -> tuple[str, ...]:
    """The notes that a moderator begins with: what was ticked, and what two other answers say as well."""
    notes = [note for note in ticked if note in NOTE_WORDS]
    notes += ["in_charge"] if who == "in_charge" else []
    notes += ["under_13"] if age == "under_13" else []
    return tuple(dict.fromkeys(notes))


def coarser(answer: str, key: str) -> str:
    """What to say in place of an answer, less exactly; the empty string where there is no coarser step."""
    return _COARSER_WHEN.get(key, "") if answer == "when" else ""


def years_of(when: str, year: int) -> str:
    """The span of calendar years that a band meant, said in `year`; the empty string for no answer."""
    spans = {
        "last_year": f"{year - 1}–{year}",
        "1_5": f"{year - 5}–{year - 1}",
        "6_15": f"{year - 15}–{year - 6}",
        "longer": f"–{year - 16}",
        "last_5": f"{year - 5}–{year}",
        "over_5": f"–{year - 6}",
    }
    return spans.get(when, "")


def band_of(years: str, year: int) -> str | None:
    """The writers' band that a span said in `year` means; the empty string for a coarser one; None for no span."""
    if not years:
        return None
    return next((key for key, _label in WHEN if key and years_of(key, year) == years), "")


def guess_kind(place: str) -> str:
    """The kind of place that its words name, as a suggestion for the moderator; empty when they name none."""
    words = place.casefold()
    for key, names in _KIND_NAMES.items():
        if any(name in words for name in names):
            return key
    return ""


_KIND_NAMES = {
    "university": ("university", "uni ", "halls"),
    "college": ("college", "sixth form"),
    "school": ("school", "academy", "primary", "grammar"),
    "work": ("work", "office", "shop", "job"),
    "worship": ("church", "mosque", "temple", "synagogue", "parish"),
    "sports": ("club", "team", "gym", "choir"),
}
