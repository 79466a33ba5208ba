"""A ticket that somebody else knows, slipped into a writer's form: it opens nothing of hers, and costs her no word."""

import re

import pytest
from pytest_django import Settings

from testimonies.models import Testimony
from tests.cast import Team
from tests.look.form_reader import filled
from tests.testimonies.visitor import PLAIN_FILES, WORDS, Visitor, six_words, text_of

pytestmark = pytest.mark.django_db
HERS, HIS = WORDS, "Something that he made up."


@pytest.fixture(autouse=True)
def _the_site(settings: Settings, team: Team) -> None:
    settings.STORAGES = PLAIN_FILES


def ticket_of(visitor: Visitor) -> str:
    """A ticket that the site signed, from the form before Send."""
    return re.search(r'name="ticket" value="([^"]+)"', visitor.check().content.decode())[1]


def send(visitor: Visitor, words: str, ticket: str) -> str:
    """What Send answers to a form with this ticket in it."""
    answer = visitor.post("/thanks/", filled(visitor.box(), words=words, ticket=ticket))
    return answer.content.decode()


def words_in(page: str) -> list[str]:
    """The six words, if a page shows some."""
    return re.findall(r"<li>([a-z]+)</li>", page)


def test_whoever_planted_a_ticket_and_used_it_first_gets_no_story_of_hers() -> None:
    thief, writer = Visitor(), Visitor()
    planted = ticket_of(thief)
    his_words = words_in(send(thief, HIS, planted))
    page = send(writer, HERS, planted)
    assert words_in(page) == [] and HERS in page and not set(his_words) <= set(re.findall("[a-z]+", page))
    # The form that came back has a ticket of its own.
    hers = six_words(writer.post("/thanks/", filled(page)))
    assert len(hers) == 6 and hers != his_words and Testimony.objects.count() == 2
    assert HERS not in open_with(thief, his_words) and HERS in open_with(writer, hers)


def test_whoever_planted_a_ticket_and_waits_is_shown_no_words_of_hers() -> None:
    thief, writer = Visitor(), Visitor()
    planted = ticket_of(thief)
    hers = words_in(send(writer, HERS, planted))
    assert len(hers) == 6
    page = send(thief, HIS, planted)
    assert words_in(page) == [] and HERS not in page and HIS in page
    # Once they were used, the same text shows nothing either.
    assert HERS in open_with(writer, hers)
    assert words_in(send(thief, HERS, planted)) == []


def open_with(visitor: Visitor, words: list[str]) -> str:
    """The story that six words open, with its own text."""
    assert visitor.come_back(" ".join(words)).status_code == 302
    return text_of(visitor.get("/back/page/?text=1"))
