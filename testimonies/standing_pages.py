"""The pages that nginx shows by itself, as the site is away or a form too large: the site's own, drawn at a start."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

# The file's name, and the template that says it.
PAGES = {"away": "away.html", "too_long": "400.html"}


def draw(into: Path) -> None:
    """All of them, beside the static files that they use."""
    for name, text in _pages():
        (into / name).write_text(text, encoding="utf-8")


def _pages() -> Iterator[tuple[str, str]]:
    # nginx looks at the path only, so there is one for each language that the code has; what the site does not offer
    # is said in English.
    said = {"emergency_number": settings.CHORUS_EMERGENCY_NUMBER}
    offered = {code for code, _name in settings.LANGUAGES}
    for code in ["", *(path.name for path in Path(settings.LOCALE_PATHS[0]).iterdir())]:
        with override(code if code in offered else settings.LANGUAGE_CODE):
            for name, template in PAGES.items():
                yield f"{name}{code and f'-{code}'}.html", render_to_string(template, said)
