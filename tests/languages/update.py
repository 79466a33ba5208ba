"""`python -m tests.languages.update`: brings every catalogue to today's texts; docs/translating.md says how to go on.

What is new stands in it empty, what is gone is taken out. Says what is left to translate.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from tests.languages import catalogue


def brought_to_today(language: str) -> catalogue.Undated:
    """The catalogue as it should stand in its file, with today's texts and all that is translated of them."""
    known = (
        catalogue.read(language) if catalogue.path_of(language, "po").exists() else catalogue.empty(language)
    )
    made = catalogue.empty(language)
    for message in catalogue.wanted():
        if not message.id:
            continue
        before = known.get(message.id, message.context)
        nothing = ("",) * made.num_plurals if isinstance(message.id, tuple) else ""
        fits = before and isinstance(before.string, tuple) == isinstance(message.id, tuple)
        made.add(message.id, before.string if before and fits else nothing, context=message.context)
    return made


def update(language: str) -> list[catalogue.Text]:
    """Write both files of a language, and return what is not translated yet."""
    made = brought_to_today(language)
    for ending, written in (("po", catalogue.as_po(made)), ("mo", catalogue.as_mo(made))):
        path = catalogue.path_of(language, ending)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written)
    return [message.id for message in made if message.id and not all(catalogue.forms(message))]


if __name__ == "__main__":
    for code in catalogue.LANGUAGES:
        left = update(code)
        print(f"{code}: {len(left)} to translate")
        for each in left:
            print(f"  {each}")
