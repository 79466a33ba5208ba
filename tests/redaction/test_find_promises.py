from itertools import pairwise

import pytest
from hypothesis import given

from redaction import KINDS, find
from redaction.spans import labels_for, redact
from tests.growth import LONG, SHORT, grows_as_the_text_does, repeated
from tests.redaction.texts import texts

# Each repeated: what the rules could choke on, were one of them not linear.
WORST = [
    "a", "A", "1", "0", ".", "@", "_", "-", " ", "\n", "'", "é", "e\u0301", "👩‍👩‍👧", "Aa", "Aa ",
    "Aa-", "a'", "A ", "A.", "Aa. ", "a.", "a.com", "a_", "_a", "a1", "A1", "A1-", "1 ", "0 ", "(0",
    "0)", "0-", "00 (0)", "+", "1/", "1.1.", "12:", "1 may ", "x@", "@a.", "a@a.", "a@a-", "www.",
    "http://", "http://a.", "called ", "called Aa ", "called aa and ", "name's ", "Mr ", "Mr. A. ",
    "Mr Aa Aa ", "my sister ", "my sister Aa's ", "aa and i ", "told aa ", "at aas house ",
    "snap is ", "insta name ", "on here he ", "id ref ", "no: A", "number ", "monday the 1 ",
    "the 1st of ", "week of the ", "half past ", "on the 1st ", "may ", "flat 1a ", "on aa ",
    "the aa's ", "room ", "got off at ", "The Aa ", "St Aa ", "University of the ", "at aa aa ",
    "Aa High ", "thursday night ", "thursday aa ", "u15s ", "form 1", "National Youth ", "head of ",
    "deputy head ", "captain of the ", "the only ", "the only a ",
    "the bin by the aa ", "st aa ", "aab on insta ", "aab estate ", "big aa ", "aab.b ", "week of 1 ", "aab's ",
    "aabaabaab and ", "alpha beta ", "at qxv ", "Aa & Aa ", "and Aa were ", "il ", "reg is ",
    "aab at gmail ", "A1 1", "1A1", "AA-11-", "work at ", "live at the ", "upper aab ", "2nd aab ",
    "the agency, aab & ",
    "at the aab room ", "aab and sons ", "tesco on aab ", "9c in ", "easter day ", "pen y aab ",
    "the aab chat ", "our lady of ", "king aabs ", "lives at number 1, the ", "in a1 ", "the AA ", "year 8 aab ",
    "joined aab ", "professor of aab ", "resort manager ", "the prop store ", "the debating lot ", "Aab of Aab ",
    "at cafe aab ", "number AA 1 ", "12345 ", "the number 1 stop ", "I.K. ", "sixth form ", "a lidl lanyard ",
    "the a block ", "this lot of aqzz ", "qzxj aab ", "Aab, the agency, ",
]  # fmt: skip


@pytest.mark.parametrize("unit", WORST)
def test_a_long_text_costs_no_more_than_its_length(unit: str) -> None:
    assert grows_as_the_text_does(find, repeated(unit, SHORT), repeated(unit, LONG))


def test_a_crowd_of_names_costs_no_more_than_its_length() -> None:
    crowd = " ".join(
        f"called A{chr(97 + i % 26)}{chr(97 + i // 26 % 26)}{chr(97 + i // 676)} Bo" for i in range(2_000)
    )
    assert grows_as_the_text_does(find, crowd[:SHORT], crowd[:LONG])


@given(texts())
def test_marks_are_in_order_apart_and_inside_the_text(text: str) -> None:
    marks = find(text)
    assert all(0 <= mark.start < mark.end <= len(text) and mark.kind in KINDS for mark in marks)
    assert all(before.end <= after.start for before, after in pairwise(marks))


@given(texts())
def test_what_is_found_can_be_taken_out(text: str) -> None:
    redact(text, labels_for(text, find(text)))
