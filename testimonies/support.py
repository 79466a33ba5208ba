"""Who can help: what is shown to whom, and what the team confirms. A number that nobody checked is shown to nobody."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from testimonies import countries, page_cache
from testimonies.facets import Choices
from testimonies.models import SupportEntry
from testimonies.models.support import SupportEntryQuerySet

ELSEWHERE = "zz"
"""Stands for every country that has no list of its own."""
NEEDS: Choices = [
    ("talk", _("If you want to talk")),
    ("child", _("If you are under 18")),
    ("rape", _("After assault or rape")),
    ("life", _("If you do not want to live")),
    ("men", _("For men and boys")),
    ("lgbt", _("For LGBT+ people")),
    ("home", _("If a partner or your family hurts you")),
    ("pictures", _("Pictures of you online")),
    ("report", _("Telling a school or the police")),
    ("law", _("Your rights")),
    ("parents", _("For parents and friends")),
    ("harm", _("If you have hurt someone, or fear that you may")),
]
WEB = re.compile(r"[a-z0-9][a-z0-9.-]*\.[a-z]{2,}(?:/[\w./-]*)?")
_AT_FIRST = 2


@dataclass(frozen=True)
class Need:
    """The lines for one need."""

    heading: str | Promise
    entries: list[SupportEntry]


@dataclass(frozen=True)
class Country:
    """A country's lines by need, and its number for danger."""

    code: str
    name: str | Promise
    emergency: str
    needs: list[Need]


def emergency_number(country: str) -> str:
    """What to call in danger there; where nothing is known of the country, the site's own number."""
    numbers = settings.CHORUS_EMERGENCY_NUMBERS
    if country in ("", settings.CHORUS_COUNTRY):
        return settings.CHORUS_EMERGENCY_NUMBER
    return numbers.get(country) or numbers.get(ELSEWHERE, settings.CHORUS_EMERGENCY_NUMBER)


def by_country() -> list[Country]:
    """Every country with a line or a number for danger: the site's own first, the rest of the world last."""
    entries = list(_shown().in_order())
    codes = {entry.country for entry in entries} | set(settings.CHORUS_EMERGENCY_NUMBERS)
    codes |= {settings.CHORUS_COUNTRY}
    ordered = sorted(
        codes, key=lambda code: (code != settings.CHORUS_COUNTRY, code == ELSEWHERE, name_of(code))
    )
    return [_country(code, [entry for entry in entries if entry.country == code]) for code in ordered]


def lines_for(country: str, needs: Iterable[str]) -> list[SupportEntry]:
    """The first lines of a country for these needs; the site's own country where none is given or known.

    Empty while the database is down: the number for danger comes from the settings.
    """
    known = country or settings.CHORUS_COUNTRY
    try:
        with transaction.atomic():
            entries = list(_shown().filter(country__in=[known, ELSEWHERE]).in_order())
    except DatabaseError:
        return []
    found: list[SupportEntry] = []
    for need in needs:
        fitting = [entry for entry in entries if need in entry.needs and entry not in found]
        here = [entry for entry in fitting if entry.country == known]
        # Whoever needs help now can call or text sooner than read a page.
        found += sorted(here or fitting, key=lambda entry: not (entry.phone or entry.text))[:_AT_FIRST]
    return found


def name_of(code: str) -> str:
    """A country as people read it."""
    return str(_("In other countries")) if code == ELSEWHERE else countries.name_of(code) or code.upper()


def confirm(keys: Sequence[str], today: date) -> list[str]:
    """Somebody has checked these today: from now on they are shown. Returns the keys that do not exist."""
    known = set(SupportEntry.objects.filter(key__in=keys).values_list("key", flat=True))
    SupportEntry.objects.filter(key__in=known).update(checked=today)
    transaction.on_commit(page_cache.forget)
    return [key for key in keys if key not in known]


def keep(entry: SupportEntry, *, checked: date | None) -> None:
    """Save what the team changed. What was not checked in the same moment is shown to nobody."""
    entry.checked = checked
    entry.save()
    transaction.on_commit(page_cache.forget)


def take_off(entry: SupportEntry) -> None:
    """The team wants it gone."""
    entry.delete()
    transaction.on_commit(page_cache.forget)


def shipped() -> list[dict]:
    """The entries that come with the software, as far as we know them; nobody has checked one."""
    text = Path(__file__).with_name("support_entries.json").read_text(encoding="utf-8")
    return [{**entry, "position": number} for number, entry in enumerate(json.loads(text), start=1)]


def ship(model: type[SupportEntry] = SupportEntry) -> None:
    """Put them into the table, once, all unchecked."""
    # In a migration the table may lack what a later one adds.
    known = {field.name for field in model._meta.get_fields()}
    rows = [{name: value for name, value in entry.items() if name in known} for entry in shipped()]
    model.objects.bulk_create([model(**row) for row in rows], ignore_conflicts=True)


def _shown() -> SupportEntryQuerySet:
    entries = SupportEntry.objects.all()
    return entries if settings.CHORUS_DEMONSTRATION else entries.confirmed()


def _country(code: str, entries: list[SupportEntry]) -> Country:
    needs = [
        Need(heading, [entry for entry in entries if entry.needs and entry.needs[0] == need])
        for need, heading in NEEDS
    ]
    return Country(code, name_of(code), emergency_number(code), [need for need in needs if need.entries])
