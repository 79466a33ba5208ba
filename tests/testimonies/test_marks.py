"""What the check page says of the finder's marks."""

import pytest
from django.test import Client

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


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "is_read"),
    [
        ("لم أخبر أحدا لمدة سنتين. قال لي ألا أتكلم مع أحد أبدا.", False),
        ("i never told anybody for two years. he said not to talk to anyone.", True),
    ],
)
def test_whoever_writes_another_language_on_an_english_page_is_told_that_the_check_finds_little(
    text: str, is_read: bool
) -> None:
    page = Client().post("/check/", {"use": "publish", "words": text}).content.decode()
    assert text in page and "The marked words" not in page
    assert ("The check finds little in this language" not in page) is is_read
