"""Which country somebody means, however they write it: "UK", "england", "the United States", "Maroc"."""

from functools import cache
from pathlib import Path

from django.utils.translation import gettext


def code_of(typed: str) -> str:
    """The ISO 3166 code in small letters, or the empty string when it is none that we know."""
    return _codes().get(_plain(typed), "")


def name_of(code: str) -> str:
    """The name of a code in the language of the page; the empty string for one that does not exist."""
    name = _names().get(code)
    return gettext(name) if name else ""


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace(".", "").split()).removeprefix("the ")


@cache
def _lines() -> list[list[str]]:
    text = Path(__file__).with_name("countries.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]


@cache
def _codes() -> dict[str, str]:
    return {_plain(name): code for code, *names in _lines() for name in names}


@cache
def _names() -> dict[str, str]:
    return {code: names[0] for code, *names in _lines()}
