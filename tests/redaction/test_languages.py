import pytest

from redaction import can_read, find


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


IN_OTHER_LANGUAGES = (
    "كنت في الصف العاشر عندما حدث ذلك. لم أخبر أحدا لمدة سنتين. قال لي ألا أتكلم مع أحد أبدا.",
    "Il m'a suivie jusqu'au vestiaire et il a fermé la porte. Je n'ai rien dit à ma mère pendant deux ans.",
    "jab mein ghar ja rahi thi usne mujhe roka. mein bohat dar gayi thi aur kisi ko nahi bataya",
    "Poszedł za mną do szatni i zamknął drzwi. Nikomu nic nie powiedziałam przez dwa lata.",
    "Er ist mir bis in die Umkleide gefolgt und hat die Tür zugemacht. Ich habe es niemandem gesagt.",
    "他跟着我进了更衣室，关上了门。我两年没有告诉任何人。",
)


@pytest.mark.parametrize("text", IN_OTHER_LANGUAGES)
def test_a_story_in_another_language_on_an_english_page_is_not_marked_word_by_word(text: str) -> None:
    assert find(text) == [] and not can_read(text, "en")
    assert found(f"{text} 07700 900 123.", "en") == [("07700 900 123", "contact")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mme Lavigne savait tout et n'a rien fait. J'en ai parlé à Chloé.", ["Mme Lavigne", "Chloé"]),
        ("sa dorm kami, tinext ko si Ate Jhoanna nung aug 9, bata pa daw", ["Ate Jhoanna", "aug 9"]),
    ],
)
def test_in_another_language_on_an_english_page_what_is_announced_is_still_found(
    text: str, names: list[str]
) -> None:
    assert [words for words, _kind in found(text, "en")] == names


def test_a_sentence_in_another_language_within_an_english_story_is_not_taken_for_a_name() -> None:
    text = "it was after practice. usne mujhe kaha ke kisi ko mat batana. i never told anyone but zahra from my class"
    assert found(text, "en") == [("zahra", "person")] and can_read(text, "en")


def test_a_few_words_on_an_english_page_may_be_names_only() -> None:
    text = "maddie okafor, jaz, mr penhale"
    assert len(find(text)) == 3 and can_read(text, "en")
