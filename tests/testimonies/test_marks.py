"""What the check page says of the finder's marks."""

from redaction import REASONS as REASONS_OF_KINDS
from redaction.spans import LABELS, NUMBERED
from testimonies.checking import REASONS, look_at
from testimonies.choices import STORY
from testimonies.standings import WHY
from testimonies.templatetags.look import KINDS_OF_CUT


def test_every_reason_of_the_finder_can_be_translated() -> None:
    assert REASONS.keys() == set(REASONS_OF_KINDS.values())


def test_every_bracket_has_its_words() -> None:
    brackets = set(LABELS) - set(NUMBERED)
    assert KINDS_OF_CUT.keys() == WHY.keys() == brackets


def test_a_name_is_changed_and_a_mere_detail_is_kept_unless_the_writer_says_otherwise() -> None:
    [found] = look_at({STORY: "i told Priya. i was the only deaf girl there"}, language="en")
    name, detail = found.marks
    assert (name.label, name.choice) == ("name", "swap")
    assert (detail.label, detail.choice) == ("detail", "keep")
