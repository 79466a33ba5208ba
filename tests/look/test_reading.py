"""Pages for a reader of eleven: short sentences, short words, and a reason for each word that is not common."""

import pytest

from tests.look.samples import HELP, PAGES
from tests.look.test_templates import drawn
from tests.reading import measure, said
from tests.reading.page_text import blocks_of

GRADE, WORDS = 6.0, 20
STRINGS = said.all_strings()


def sentences(name: str, **more: object) -> list[str]:
    """The sentences of a page."""
    return [each for block in blocks_of(drawn(name, **more)) for each in measure.sentences_of(block)]


def uncommon(text: str) -> set[str]:
    """The words of a text that are not among the 5,000 commonest."""
    return {word.lower().replace("’", "'") for word in measure.words_of(text) if not measure.is_common(word)}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_read_at_eleven(name: str) -> None:
    more = {"help": HELP} if name in ("check", "thanks") else {}
    found = sentences(name, **more)
    # Headings and labels are short, and would make every page look easier than its sentences are.
    whole = [sentence for sentence in found if sentence[-1] in ".!?”"]
    assert len(whole) > 3 and measure.grade(whole) <= GRADE
    assert measure.grade(found) <= GRADE
    assert [sentence for sentence in found if len(measure.words_of(sentence)) > WORDS] == []


@pytest.mark.parametrize("text", sorted(STRINGS))
def test_whatever_else_is_said_to_writers_is_said_in_short_sentences(text: str) -> None:
    long = [each for each in measure.sentences_of(text) if len(each.split()) > WORDS]
    assert long == [], STRINGS[text]


def test_every_word_that_is_not_common_has_a_reason_and_every_reason_a_word() -> None:
    used = set().union(*(uncommon(text) for text in STRINGS))
    listed = dict(line.split(": ", 1) for line in _lines())
    assert all(listed.values())
    assert {word: text for text in STRINGS for word in uncommon(text) if word not in listed} == {}
    assert set(listed) - used == set()


def _lines() -> list[str]:
    path = said.ROOT / "tests" / "reading" / "uncommon_words.txt"
    return path.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        # Worked out by hand: 0.39 × words + 11.8 × syllables per word − 15.59.
        ("The cat sat on the mat.", 0.39 * 6 + 11.8 * 6 / 6 - 15.59),
        ("A volunteer reads every story.", 0.39 * 5 + 11.8 * 10 / 5 - 15.59),
    ],
)
def test_the_grade_is_that_of_the_formula(sentence: str, grade: float) -> None:
    assert measure.grade([sentence]) == pytest.approx(grade)


def test_a_hard_text_is_found_to_be_hard() -> None:
    hard = (
        "Notwithstanding the aforementioned considerations, participants acknowledge that dissemination of "
        "submitted testimonies necessitates editorial intervention prior to publication by authorised personnel."
    )
    assert measure.grade([hard]) > 20 and {"aforementioned", "dissemination"} <= uncommon(hard)


@pytest.mark.parametrize(
    ("word", "count"), [("read", 1), ("story", 2), ("volunteer", 3), ("zorbed", 1), ("blickity", 3)]
)
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert measure.syllables(word) == count


def test_a_page_is_read_in_its_blocks_without_the_words_of_those_who_write() -> None:
    html = '<main><h1>One</h1><p>Two <a href="/">three</a>.<p class="prose">Hidden words</p><label><b>Four</b> five'
    assert blocks_of(html + "</label></main>") == ["One", "Two three.", "Four", "five"]
    assert measure.sentences_of("One. Two? Three: no. “Four.” Five") == [
        "One.",
        "Two?",
        "Three: no.",
        "“Four.",
        "Five",
    ]
