from hypothesis import given

from redaction import hamming, signature
from tests.redaction.texts import texts

STORY = (
    "I was fifteen and I loved the club. The man who ran it chose the films and drove some of us"
    " home. I was always"
    " last. I asked to be dropped at the corner instead, and I did not have a reason that I could"
    " say out loud."
)
OTHER = (
    "At my first job the manager stood too close whenever we counted the till. I changed my shifts,"
    " then I left. A"
    " friend who still works there says nobody has spoken to him about it, and she is leaving as"
    " well next month."
)


@given(texts())
def test_a_signature_fits_64_bits_and_is_the_same_every_time(text: str) -> None:
    assert 0 <= signature(text) < 2**64
    assert signature(text) == signature(text)


def test_case_and_punctuation_count_for_nothing() -> None:
    assert signature(STORY) == signature(STORY.upper().replace(".", " !"))


def test_a_text_sent_again_with_a_few_words_changed_is_near() -> None:
    assert hamming(signature(STORY), signature(STORY.replace("fifteen", "sixteen"))) <= 12


def test_another_text_is_far() -> None:
    assert hamming(signature(STORY), signature(OTHER)) >= 20


def test_a_text_of_one_word_has_a_signature_and_an_empty_one_has_none() -> None:
    assert signature("no") not in (0, signature("yes"))
    assert signature(" …") == 0


def test_hamming_counts_the_bits_that_differ() -> None:
    assert hamming(0b1010, 0b0110) == 2
