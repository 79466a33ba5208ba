import pytest

from redaction import find

KNOWN = ["Marsh End", "St Bride's College", "The Linden Trust"]


def institutions(text: str, known: list[str]) -> list[str]:
    return [text[m.start : m.end] for m in find(text, institutions=known) if m.kind == "institution"]


@pytest.mark.parametrize("written", ["Marsh End", "marsh end", "MARSH END", "marsh-end", "marsh ends"])
def test_a_place_of_the_site_is_found_however_it_is_written(written: str) -> None:
    if "-" in written:
        written = written.replace("-", " - ")
    assert institutions(f"we all left {written} that year", KNOWN) == [written]


@pytest.mark.parametrize("written", ["St. Brides college", "saint bride's college", "st brides college"])
def test_saint_and_apostrophes_make_no_difference(written: str) -> None:
    assert institutions(f"i was at {written}", KNOWN) == [written]


def test_a_name_that_nobody_passed_in_is_found_only_by_the_rules() -> None:
    assert institutions("we all left the linden trust that year", KNOWN) == ["the linden trust"]
    assert institutions("we all left the linden trust that year", []) == []
