import pytest

from redaction import find


def found(text: str, language: str) -> list[tuple[str, str]]:
    return [(text[mark.start : mark.end], mark.kind) for mark in find(text, language=language)]


@pytest.mark.parametrize(
    ("language", "text", "marks"),
    [
        ("fr", "Le 14 mars 2021, Mme Lavigne m'a parlé.", ["Le 14 mars 2021", "Mme Lavigne"]),
        ("fr", "C'était le lundi 3 février. Il s'appelle Benoît.", ["lundi 3 février", "Benoît"]),
        ("es", "El 5 de mayo de 2019 la señora Beltrán me vio.", ["El 5 de mayo de 2019", "señora Beltrán"]),
        ("es", "Se llama Iñaki y mi amiga Luz lo sabe.", ["Iñaki", "Luz"]),
        ("cy", "Ar 14 Mawrth daeth Mrs Prosser.", ["14 Mawrth", "Mrs Prosser"]),
        ("cy", "Ei enw oedd Aled. Dydd Llun 3 Mehefin oedd hi.", ["Aled", "Dydd Llun 3 Mehefin"]),
    ],
)
def test_days_titles_and_namings_are_found_in_other_languages(
    language: str, text: str, marks: list[str]
) -> None:
    words = [each for each, _kind in found(text, language)]
    assert [each.removeprefix("le ") for each in words] == marks


@pytest.mark.parametrize("language", ["en", "fr", "es", "cy", "ar", "pl", "en-gb"])
def test_contacts_handles_numbers_and_dates_in_figures_are_found_in_all(language: str) -> None:
    text = "x@example.org, @moth_prince, 14/03/2021, +44 7700 900123, LK68 WZT"
    assert [kind for _words, kind in found(text, language)] == [
        "contact",
        "handle",
        "date",
        "contact",
        "identifier",
    ]


def test_the_months_of_one_language_are_no_days_in_another() -> None:
    assert found("le 14 mars", "pl") == []
    assert found("am 14 mawrth", "cy") == [("14 mawrth", "date")]
