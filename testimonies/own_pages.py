"""Pages that those who run the site write, each under its own name, for as long as they want them up."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import Resolver404, resolve, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override

from testimonies import cleaning, page_cache, record
from testimonies.models import OwnPage

VIEW = "testimonies:own-page"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Written:
    """A page of theirs as readers see it; its language may be another than that of the site around it."""

    slug: str
    language: str
    title: str
    kept: str

    @property
    def html(self) -> SafeString:
        """What stands under the title, cleaned once more; only for the page that is drawn."""
        return cleaning.whole_page_shown(self.kept)


def is_free(slug: str) -> bool:
    """Whether it can be the name of a page: small letters and figures, and no page of ours is there."""
    if not _SLUG.fullmatch(slug):
        return False
    # Under the first language: there the path has no prefix, whatever the one who asks reads.
    with override(settings.LANGUAGE_CODE):
        try:
            return resolve(reverse(VIEW, args=[slug])).view_name == VIEW
        except Resolver404:
            return False


def page(slug: str) -> Written | None:
    """The one that is up under this name: in the language of whoever reads, or in the site's own."""
    return next((each for each in pages() if each.slug == slug), None)


def pages() -> list[Written]:
    """All that are up, by title, each once: in the language of whoever reads, or in the site's own."""
    kept: dict[tuple[str, str], tuple[str, str]] = page_cache.value("own pages", _up)
    ours, theirs = settings.LANGUAGE_CODE, get_language() or settings.LANGUAGE_CODE
    found: dict[str, Written] = {}
    for language in (ours, theirs):
        for (slug, said_in), (title, html) in kept.items():
            if said_in == language:
                found[slug] = Written(slug, language, title, html)
    return sorted(found.values(), key=lambda each: (each.title, each.slug))


def _up() -> dict[tuple[str, str], tuple[str, str]]:
    rows = OwnPage.objects.filter(is_up=True).values_list("slug", "language", "title", "html")
    return {(slug, language): (title, html) for slug, language, title, html in rows}


@transaction.atomic
def write(slug: str, language: str, *, title: str, typed: str, is_up: bool, by: UUID) -> None:
    """A coordinator writes one, puts it up or takes it off. The record says who and which, not what."""
    values = {"title": title, "typed": typed, "html": cleaning.whole_page_html(typed), "is_up": is_up}
    OwnPage.objects.update_or_create(slug=slug, language=language, defaults=values)
    record.write(f"own page: {slug}", by="coordinator", actor=by)
    transaction.on_commit(page_cache.forget)
