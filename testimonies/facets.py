"""What a writer may tick, in the words shown to them and to readers. Keys are stored, labels are not."""

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
    ("touched", _("Being touched")),
    ("assault", _("Assault")),
    ("pictures", _("Pictures or messages")),
    ("in_charge", _("A teacher or person in charge")),
    ("not_believed", _("Not being believed")),
    ("under_13", _("Under 13 at the time")),
]
TEAM_NOTES: Choices = [("harassment", _("Harassment")), *NOTES]
NOTE_WORDS: dict[str, str | Promise] = {
    "harassment": _("harassment"),
    "touched": _("being touched"),
    "assault": _("assault"),
    "pictures": _("pictures or messages"),
    "in_charge": _("a person in charge"),
    "not_believed": _("not being believed"),
    "under_13": _("under 13 at the time"),
}
STRONG_NOTES = frozenset({"touched", "assault", "under_13"})

WHEN: Choices = [
    ("", _("I would rather not say")),
    ("last_year", _("In the last year")),
    ("1_5", _("1 to 5 years ago")),
    ("6_15", _("6 to 15 years ago")),
    ("longer", _("Longer ago")),
]
AGE: Choices = [
    ("", _("I would rather not say")),
    ("under_13", _("Under 13")),
    ("13_15", _("13 to 15")),
    ("16_17", _("16 to 17")),
    ("18_24", _("18 to 24")),
    ("25_up", _("25 or older")),
]
TOLD: Choices = [
    ("nobody", _("No one")),
    ("helped", _("Someone, and it helped")),
    ("not_helped", _("Someone, and it did not help")),
    ("", _("I would rather not say")),
]
KINDS: Choices = [
    ("school", _("School")),
    ("college", _("College")),
    ("university", _("University")),
    ("work", _("Work or training")),
    ("other", _("Club, faith group or other")),
]
KIND_WORDS: dict[str, str | Promise] = {
    "school": _("A school"),
    "college": _("A college"),
    "university": _("A university"),
    "work": _("A workplace"),
    "other": _("A club or other place"),
}


def years_of(when: str, year: int) -> str:
    """The span of calendar years that a band meant, said in `year`; the empty string for no answer."""
    spans = {
        "last_year": f"{year - 1}–{year}",
        "1_5": f"{year - 5}–{year - 1}",
        "6_15": f"{year - 15}–{year - 6}",
        "longer": f"–{year - 16}",
    }
    return spans.get(when, "")


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
    "other": ("club", "church", "team", "choir"),
}
