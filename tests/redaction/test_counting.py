from redaction import find
from redaction.counting import RuleCount, counts
from redaction.marks import mark
from redaction.spans import Span, labels_for

TEXT = "Mr Oakley drove us on 14 March. I told nobody."


def test_when_all_is_as_proposed_there_is_nothing_to_count() -> None:
    marks = find(TEXT)
    assert counts(marks, labels_for(TEXT, marks)) == []


def test_a_mark_that_was_left_out_is_counted_for_its_rule() -> None:
    marks = find(TEXT)
    assert counts(marks, labels_for(TEXT, marks)[:1]) == [RuleCount("date", "day", 0, 1)]


def test_words_that_no_rule_found_are_counted_for_their_kind() -> None:
    assert counts([], [Span(0, 9, "name 2"), Span(22, 30, "date"), Span(31, 33, "detail")]) == [
        RuleCount("date", "", 1, 0),
        RuleCount("detail", "", 1, 0),
        RuleCount("person", "", 1, 0),
    ]


def test_a_wider_span_is_neither_an_addition_nor_a_refusal() -> None:
    assert counts([mark(3, 9, "person", 0.9, "title")], [Span(0, 9, "name")]) == []


def test_a_detail_counts_only_when_somebody_ticks_it() -> None:
    marks = [mark(0, 9, "detail", 0.5, "rare detail"), mark(22, 30, "detail", 0.5, "rare detail")]
    assert counts(marks, [Span(0, 9, "detail")]) == [RuleCount("detail", "rare detail", 1, 0)]
    assert counts(marks, []) == []


def test_no_word_of_the_text_is_in_the_counts() -> None:
    said = str(counts(find(TEXT), [Span(0, 2, "place")]))
    assert not any(word in said for word in TEXT.split() if len(word) > 2)
