"""Help first: what counts as a sign, and what does not."""

import pytest

from testimonies import urgency
from testimonies.documents import Document
from testimonies.urgency import Sign


def signs(text: str = "It rained.", **said: object) -> frozenset[Sign]:
    """The signs of a document."""
    return urgency.signs(Document(text, "read", **said))


@pytest.mark.parametrize(
    "text",
    [
        "I am not safe here.",
        "I'm still locked in.",
        "He is outside. I do not know what to do.",
        "she's going to hurt me",
        "They will find me",
        "He says he'll kill me.",
        "It is still happening.",
        "I am afraid to go home.",
        "Please help me.",
    ],
)
def test_words_that_tell_of_danger_now(text: str) -> None:
    assert signs(text) == {Sign.DANGER}
    assert urgency.level(Document(text, "count").signs) == urgency.NOW


@pytest.mark.parametrize(
    "text",
    [
        "I want to die.",
        "I just want to die",
        "I am going to kill myself",
        "I don’t want to be here any more.",
        "I do not want to live.",
        "I feel suicidal.",
        "I am better off dead.",
        "I keep thinking about suicide.",
        "I am still hurting myself.",
    ],
)
def test_words_of_somebody_who_may_not_want_to_live(text: str) -> None:
    assert signs(text) == {Sign.LIFE}
    assert urgency.level(Document(text, "publish").signs) == urgency.NOW


@pytest.mark.parametrize(
    "text",
    ["I am 11.", "I'm 12 years old and", "I am only nine", "I’m ten and my", "I am in year 6", "i am eight"],
)
def test_words_of_somebody_who_may_be_a_child(text: str) -> None:
    assert signs(text) == {Sign.CHILD}
    assert urgency.level(Document(text, "publish").signs) == urgency.CHILD


@pytest.mark.parametrize(
    "text",
    [
        "I was eleven when it began.",
        "He said he would hurt me if I told.",
        "I wanted to kill myself then. I am glad I did not.",
        "I am 12 weeks along.",
        "I am 19.",
        "I was not safe there, and I left.",
        "I am in year 9.",
        "I was suicidal for a year.",
        "He was outside, waiting.",
        "My sister was ten and I was nine.",
    ],
)
def test_what_is_over_is_a_story_and_no_sign(text: str) -> None:
    assert signs(text) == frozenset()


def test_what_is_ticked_counts_in_every_language() -> None:
    assert signs("…", danger=True, language="ar") == {Sign.DANGER}
    assert signs("…", age="under_13", language="ar") == {Sign.CHILD}


@pytest.mark.parametrize(("when", "young"), [("", True), ("last_year", True), ("1_5", True), ("6_15", False)])
def test_whoever_was_a_child_long_ago_is_none_now(when: str, young: bool) -> None:
    assert (Sign.CHILD in signs(age="under_13", when=when)) is young
    assert signs(age="13_15", when=when) == frozenset()


def test_danger_weighs_more_than_youth() -> None:
    both = Document("I am 11. He is outside.", "read")
    assert urgency.signs(both) == {Sign.CHILD, Sign.DANGER} and urgency.level(both.signs) == urgency.NOW
    assert urgency.level(Document("It rained.", "read").signs) == urgency.NONE
