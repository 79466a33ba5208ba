"""The catalogues are whole: every text of today's pages, in every language, with all that it holds."""

import re
from string import Formatter

import pytest
from babel.messages import Message
from django.utils.translation import gettext, ngettext, override

from testimonies import facets
from tests.languages import catalogue, update
from tests.languages.catalogue import LANGUAGES, forms

_PERCENT = re.compile(r"%\([a-z_]+\)[a-z]|%[^(\s]")
_TAG = re.compile(r"<[^>]+>")
# In these a number is said by the word itself: "one", and in Arabic "none" and "two".
_FORMS_WITHOUT_A_NUMBER = {"ar": 3, "fr": 1}


def messages(language: str) -> list[Message]:
    """All of a catalogue but its head."""
    return [message for message in catalogue.read(language) if message.id]


def english(message: Message) -> str:
    """The English; of a pair the one for several."""
    return message.id[1] if isinstance(message.id, tuple) else message.id


def holes(text: str) -> list[str]:
    """The places for words and numbers in a text."""
    braces = (
        [name for _text, name, _format, _conversion in Formatter().parse(text) if name] if "{" in text else []
    )
    return sorted(_PERCENT.findall(text) + braces)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_text_of_today_and_none_of_yesterday(language: str) -> None:
    assert catalogue.path_of(language, "po").read_bytes() == catalogue.as_po(
        update.brought_to_today(language)
    ), "run: python -m tests.languages.update"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_that_the_site_reads_is_made_of_the_one_that_people_write(language: str) -> None:
    assert catalogue.path_of(language, "mo").read_bytes() == catalogue.as_mo(
        update.brought_to_today(language)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_to_translate_and_nothing_is_a_guess(language: str) -> None:
    assert len(messages(language)) > 1000
    assert [message.id for message in messages(language) if message.fuzzy or not all(forms(message))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_has_all_forms_of_its_language(language: str) -> None:
    plurals = [message for message in messages(language) if isinstance(message.id, tuple)]
    assert plurals
    assert {len(forms(message)) for message in plurals} == {{"ar": 6, "fr": 2}[language]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_for_words_and_tags_are_as_in_the_english(language: str) -> None:
    for message in messages(language):
        for number, text in enumerate(forms(message)):
            said_in_a_word = isinstance(message.id, tuple) and number < _FORMS_WITHOUT_A_NUMBER[language]
            assert holes(text) == holes(english(message)) or said_in_a_word and not holes(text), message.id
            assert sorted(_TAG.findall(text)) == sorted(_TAG.findall(english(message))), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_begins_and_ends_as_the_english_does(language: str) -> None:
    names = catalogue.country_names()
    for message in messages(language):
        for text in forms(message):
            assert text == text.strip(" ") or message.id in (", ", "; "), message.id
            assert text.endswith(("?", "؟")) == english(message).endswith("?"), message.id
            ends = english(message).endswith(".") and message.id not in names
            assert text.endswith(".") == ends, message.id


def test_arabic_counts_in_six_ways() -> None:
    with override("ar"):
        said = [ngettext("a day", "%(number)s days", number) for number in (0, 1, 2, 3, 11, 100)]
    assert len(set(said)) == 6 and "%(number)s" not in "".join(said[:3])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_answers_to_one_question_read_the_same(language: str) -> None:
    with override(language):
        for choices in (facets.KINDS, facets.WHEN, facets.AGE, facets.USES, facets.TEAM_NOTES):
            labels = [str(label) for _value, label in choices]
            assert len(set(labels)) == len(labels)


def test_what_nobody_has_translated_would_be_found() -> None:
    wanted = catalogue.wanted()
    assert "Leave this page" in wanted and "Morocco" in wanted and "a day" in wanted
    assert "A word that no page has" not in wanted
    with override("ar"):
        assert gettext("Leave this page") == "مغادرة هذه الصفحة"
