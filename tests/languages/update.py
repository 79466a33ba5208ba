"""`python -m tests.languages.update`: brings every catalogue to today's texts; docs/translating.md says how to go on.

What is new stands in it empty, what is gone is taken out. Says how much is left to translate.
"""

import os

from babel.messages import Catalog

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from tests.languages import catalogue


def update(language: str) -> list[catalogue.Text]:
    """Write both files of a language, and return what is not translated yet."""
    path = catalogue.path_of(language, "po")
    path.parent.mkdir(parents=True, exist_ok=True)
    known = catalogue.read(language) if path.exists() else catalogue.empty(language)
    made = catalogue.empty(language)
    for message in catalogue.wanted():
        if message.id:
            before = known.get(message.id, message.context)
            made.add(
                message.id,
                _kept(before.string if before else None, made, message.id),
                context=message.context,
            )
    path.write_bytes(catalogue.as_po(made))
    catalogue.path_of(language, "mo").write_bytes(catalogue.as_mo(made))
    return [message.id for message in made if message.id and not _is_done(message.string)]


def _kept(string: catalogue.Text | None, made: Catalog, text: catalogue.Text) -> catalogue.Text:
    empty = ("",) * made.num_plurals if isinstance(text, tuple) else ""
    return string if string and isinstance(string, tuple | list) == isinstance(text, tuple) else empty


def _is_done(string: catalogue.Text) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


if __name__ == "__main__":
    for code in catalogue.LANGUAGES:
        left = update(code)
        print(f"{code}: {len(left)} to translate")
        for each in left:
            print(f"  {each}")
