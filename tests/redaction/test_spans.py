import pytest
from hypothesis import given
from hypothesis import strategies as st

from redaction.marks import KINDS, mark
from redaction.spans import (
    LABEL_OF_KIND,
    LABELS,
    BadSpans,
    Span,
    labels_for,
    normalise,
    pieces,
    redact,
    redact_further,
)
from tests.redaction.texts import marked_texts, texts

TEXT = "Mr Oakley chose the films. Ines knew about Oakley."


def sliced(text: str, spans: list[Span]) -> str:
    """What the text must become, worked out another way: from the last span to the first."""
    for start, end, label in sorted(spans, reverse=True):
        text = text[:start] + "[" + label + "]" + text[end:]
    return text


@given(marked_texts())
def test_nothing_changes_but_the_spans(marked: tuple[str, list[Span]]) -> None:
    text, spans = marked
    assert redact(text, spans) == sliced(text, spans)


@given(marked_texts())
def test_the_pieces_are_the_whole_text_in_order(marked: tuple[str, list[Span]]) -> None:
    text, spans = marked
    cut = pieces(text, spans)
    assert "".join(piece.text for piece in cut) == text
    assert all(piece.text and text.startswith(piece.text, piece.start) for piece in cut)
    assert "".join(f"[{piece.label}]" if piece.label else piece.text for piece in cut) == redact(text, spans)


@given(marked_texts(), st.data())
def test_a_span_that_overlaps_another_is_refused(marked: tuple[str, list[Span]], data: st.DataObject) -> None:
    text, spans = marked
    if not spans:
        return
    other = data.draw(st.sampled_from(spans))
    within = data.draw(st.integers(other.start, other.end - 1))
    with pytest.raises(BadSpans):
        redact(text, [*spans, Span(within, data.draw(st.integers(within + 1, len(text))), "name")])


@given(texts(), st.integers(), st.integers())
def test_a_span_that_is_empty_or_outside_the_text_is_refused(text: str, start: int, end: int) -> None:
    if 0 <= start < end <= len(text):
        return
    with pytest.raises(BadSpans):
        redact(text, [Span(start, end, "name")])


@pytest.mark.parametrize("label", ["", "Name", "name 0", "name 10", "person", "name]<b>"])
def test_a_label_that_we_do_not_have_is_refused(label: str) -> None:
    with pytest.raises(BadSpans):
        redact(TEXT, [Span(0, 9, label)])


def test_the_error_never_quotes_the_text() -> None:
    with pytest.raises(BadSpans) as refused:
        redact("Ines", [Span(0, 9, "name")])
    assert "Ines" not in str(refused.value)


def test_spans_in_any_order_give_the_same_text() -> None:
    spans = [Span(27, 31, "name 2"), Span(0, 9, "name 1")]
    assert (
        redact(TEXT, spans)
        == redact(TEXT, spans[::-1])
        == "[name 1] chose the films. [name 2] knew about Oakley."
    )


def test_every_kind_has_a_label_and_every_label_can_be_used() -> None:
    assert LABEL_OF_KIND.keys() == set(KINDS)
    assert set(LABEL_OF_KIND.values()) <= set(LABELS)


def people(text: str, *names: str) -> list[str]:
    """The labels of these names where each first stands in the text."""
    marks = [mark(text.index(name), text.index(name) + len(name), "person", 1.0) for name in names]
    return [span.label for span in labels_for(text, marks)]


def test_one_person_has_no_number() -> None:
    assert people("Mr Oakley, OAKLEY, mr oakley", "Mr Oakley", "OAKLEY", "mr oakley") == ["name"] * 3


def test_two_people_are_numbered_as_they_appear() -> None:
    assert people(TEXT, "Mr Oakley", "Ines") == ["name 1", "name 2"]


def test_a_surname_alone_is_the_person_with_the_title() -> None:
    marks = [mark(0, 9, "person", 1.0), mark(27, 31, "person", 1.0), mark(43, 49, "person", 1.0)]
    assert [span.label for span in labels_for(TEXT, marks)] == ["name 1", "name 2", "name 1"]


def test_a_first_name_alone_is_the_person_with_the_full_name() -> None:
    assert people("Ines Vale. Bo. Vale-", "Ines Vale", "Bo") == ["name 1", "name 2"]
    assert people("Ines Vale, then ines", "Ines Vale", "ines") == ["name", "name"]


def test_mr_and_mrs_oakley_are_two_and_oakley_could_be_either() -> None:
    assert people("Mr Oakley, Mrs Oakley, OAKLEY", "Mr Oakley", "Mrs Oakley", "OAKLEY") == [
        "name 1",
        "name 2",
        "name 3",
    ]


def test_the_tenth_person_is_only_a_name() -> None:
    names = ["Ada", "Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Hal", "Ike", "Jan", "Kit"]
    assert people(" ".join(names), *names) == [f"name {n}" for n in range(1, 10)] + ["name", "name"]


def test_other_kinds_get_their_word() -> None:
    marks = [mark(0, 2, "role", 1.0), mark(3, 9, "handle", 1.0)]
    assert labels_for(TEXT, marks) == [Span(0, 2, "job title"), Span(3, 9, "contact")]


@given(texts())
def test_normalising_touches_line_ends_only(text: str) -> None:
    plain = normalise(text)
    assert "\r" not in plain
    assert plain.replace("\n", "") == text.replace("\r", "").replace("\n", "")
    assert normalise(plain) == plain


def test_each_line_end_becomes_one() -> None:
    assert normalise("a\r\nb\rc\n\r\nd") == "a\nb\nc\n\nd"


def test_what_stands_in_brackets_already_stays_and_what_stands_beside_it_can_go() -> None:
    text = "Ask [name 1] at the pier."
    start, end = text.index("["), text.index("]") + 1
    for span in (Span(start, end, "name"), Span(start + 1, start + 5, "place"), Span(0, start + 1, "detail")):
        with pytest.raises(BadSpans):
            redact_further(text, [span])
    beside = [Span(end + 1, len(text) - 1, "place")]
    assert redact_further(text, beside) == "Ask [name 1] [place]."
    # Brackets that stand for nothing of ours are words as all others.
    assert redact_further("Ask [him] there.", [Span(4, 9, "name")]) == "Ask [name] there."


def test_a_number_that_stands_in_the_text_already_is_somebody_elses() -> None:
    assert people("I told [name 2] and Ines and Bo", "Ines", "Bo") == ["name 1", "name 3"]
    assert people("I told [name 1] and Ines", "Ines") == ["name 2"]
    assert people("I told [name] and Ines", "Ines") == ["name"]
