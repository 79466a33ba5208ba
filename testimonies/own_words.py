"""What those who run the site say in their own words: parts of pages, and one line over all of them."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import Error, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from testimonies import cleaning, page_cache, record
from testimonies.models import Announcement, OwnWords

Page = OwnWords.Page
PAGES: dict[str, str | Promise] = {
    Page.WHO: _("Who runs this site"),
    Page.PRIVACY: _("From those who run this site"),
    Page.TAKEDOWN: _("How to reach us"),
}
"""Their parts, by the heading that each has on its page."""


def part(page: str) -> SafeString:
    """Their part of a page in its language, or in the site's own; empty when they wrote none."""
    found = dict(OwnWords.objects.filter(page=page).values_list("language", "html"))
    return cleaning.page_shown(found.get(get_language() or "") or found.get(settings.LANGUAGE_CODE, ""))


def typed(page: str, language: str) -> str:
    """A part as it was typed."""
    found = OwnWords.objects.filter(page=page, language=language).values_list("typed", flat=True).first()
    return found or ""


def announced(language: str) -> Announcement | None:
    """The line of a language as it was typed, whether its day is over or not."""
    return Announcement.objects.filter(language=language).first()


def written() -> set[tuple[str, str]]:
    """Which parts there are, by page and language."""
    return set(OwnWords.objects.values_list("page", "language"))


@transaction.atomic
def write(page: str, language: str, typed: str, *, by: UUID) -> None:
    """A coordinator writes a part; an empty one is taken off. The record says who and which, not what."""
    if typed:
        values = {"typed": typed, "html": cleaning.page_html(typed)}
        OwnWords.objects.update_or_create(page=page, language=language, defaults=values)
    else:
        OwnWords.objects.filter(page=page, language=language).delete()
    _changed(f"own words: {page}", by)


@transaction.atomic
def announce(language: str, typed: str, until: date | None, *, by: UUID) -> None:
    """A coordinator puts a line over every page until the end of a day; an empty one, or no day, takes it off."""
    if typed and until:
        values = {"typed": typed, "html": cleaning.line_html(typed), "until": until}
        Announcement.objects.update_or_create(language=language, defaults=values)
    else:
        Announcement.objects.filter(language=language).delete()
    _changed("announce", by)


def _changed(move: str, by: UUID) -> None:
    record.write(move, by="coordinator", actor=by)
    transaction.on_commit(page_cache.forget)


def announcement() -> SafeString:
    """The line over every page, for as long as it holds; empty also while the database is down."""
    try:
        lines: dict[str, tuple[date, str]] = page_cache.value("announcement", _lines)
    except Error:
        return SafeString("")
    today = timezone.localdate()
    for language in (get_language() or "", settings.LANGUAGE_CODE):
        until, html = lines.get(language, (date.min, ""))
        if until >= today:
            return cleaning.line_shown(html)
    return SafeString("")


def _lines() -> dict[str, tuple[date, str]]:
    # In a savepoint: a page that says what went wrong must not go wrong because of this.
    with transaction.atomic():
        rows = Announcement.objects.values_list("language", "until", "html")
        return {language: (until, html) for language, until, html in rows}
