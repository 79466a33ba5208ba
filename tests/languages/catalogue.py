"""What there is to translate on the pages of writers and readers, and the catalogues that hold it.

In Python alone: Debian's gettext is not on every machine. The team's side is no part of it (decision 0020).
"""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import templatize

ROOT = Path(settings.BASE_DIR)
LANGUAGES = ("ar", "fr")
"""What is translated into; English is what stands in the code."""
# As Django's own catalogues have them. Babel's Arabic takes 11 for the last form, and 100 for the one before.
PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "fr": "nplurals=2; plural=(n > 1);",
}
_TEAMS_OWN = ("templates/admin/", "templates/moderation/", "templates/team/")
# Django's names for the functions of gettext, and which of what they are given is text.
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
Text = str | tuple[str, ...]


def templates() -> list[Path]:
    """The templates of the public side."""
    every = sorted((ROOT / "templates").rglob("*.html"))
    return [path for path in every if not str(path.relative_to(ROOT)).startswith(_TEAMS_OWN)]


def modules() -> list[Path]:
    """The modules of the public side."""
    return [path for path in sorted((ROOT / "testimonies").rglob("*.py")) if "migrations" not in path.parts]


class Undated(Catalog):
    """A catalogue whose head says what a program needs and nothing that changes by itself."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Of Babel's dozen, these."""
        kept = {"Language", "Plural-Forms", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}
        made = dict(super().mime_headers) | {"Plural-Forms": PLURALS[str(self.locale)]}
        return [(name, value) for name, value in made.items() if name in kept]


def empty(language: str) -> Undated:
    """A new catalogue of a language, with nothing in it."""
    return Undated(
        language,
        header_comment=f"# Chorus: {language}. How to go on with it: docs/translating.md",
        fuzzy=False,
    )


def wanted() -> Catalog:
    """Every text of today's code, in the order of the files; a plural is a pair."""
    made = Catalog(fuzzy=False)
    for path in (*templates(), *modules()):
        for text, context in _texts(path):
            made.add(text, context=context)
    for name in country_names():
        made.add(name)
    return made


def country_names() -> list[str]:
    """The names of countries, which stand in a table."""
    lines = (ROOT / "testimonies" / "countries.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[1] for line in lines]


def _texts(path: Path) -> Iterator[tuple[Text, str | None]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        # In brackets, for the indents of a page are none of Python's.
        source = f"(\n{templatize(source, origin=str(path))}\n)"
    for _line, text, _comments, context in extract("python", io.BytesIO(source.encode()), _KEYWORDS):
        yield text, context


def path_of(language: str, ending: str) -> Path:
    """Where a language's catalogue is."""
    return ROOT / "locale" / language / "LC_MESSAGES" / f"django.{ending}"


def read(language: str) -> Catalog:
    """The catalogue of a language as it was committed."""
    with path_of(language, "po").open("rb") as file:
        return read_po(file, locale=language)


def as_po(catalogue: Catalog) -> bytes:
    """As it is kept: no dates, no lines of code, in the order of the English, so that two people's work merges."""
    file = io.BytesIO()
    write_po(file, catalogue, width=100, no_location=True, omit_header=False, sort_output=True)
    return file.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """As the site reads it."""
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def forms(message: Message) -> tuple[str, ...]:
    """What a message is translated to: one text, or one for each plural."""
    return message.string if isinstance(message.string, tuple) else (message.string,)
