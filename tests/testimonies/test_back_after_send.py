"""Back after Send, by whoever has the phone next: the pages before it show nothing of what was sent."""

import pytest
from django.test import override_settings
from pytest_django import Settings

from testimonies.models import UsedTicket
from tests.cast import Team
from tests.look.form_reader import filled
from tests.testimonies.visitor import PLAIN_FILES, Visitor, six_words, text_of

pytestmark = pytest.mark.django_db
EARLIER = "It began on a monday, and nobody believed me."
WORDS = "It was after the rehearsal. I told ms okonedo, who did nothing."
CHANGED = "It was after the rehearsal. I told a teacher, who did nothing."
PAGES = ("/begin/", "/write/", "/check/")


@pytest.fixture(autouse=True)
def _the_site(settings: Settings, team: Team) -> None:
    settings.STORAGES = PLAIN_FILES


def reloaded(visitor: Visitor, form: dict[str, list[str]]) -> list[str]:
    """What each page of writing answers to a form that was sent to it before."""
    return [text_of(visitor.post(page, form)) for page in PAGES]


def test_what_was_sent_is_on_no_page_before_it() -> None:
    visitor = Visitor()
    form = filled(visitor.box(), words=WORDS)
    assert all("okonedo" in page for page in reloaded(visitor, form))
    six_words(visitor.post("/thanks/", filled(text_of(visitor.post("/check/", form)))))
    for page in reloaded(visitor, form):
        assert "It is with us, once." in page and "okonedo" not in page and "Nobody has it yet" not in page


def test_the_page_before_promises_no_more_and_no_less_than_the_half_hour_in_which_words_are_shown_again() -> (
    None
):
    visitor = Visitor()
    form = filled(visitor.box(), words=WORDS)
    sent = filled(text_of(visitor.post("/check/", form)))
    first = six_words(visitor.post("/thanks/", sent))
    for page in reloaded(visitor, form):
        assert "for half an hour at most" in page and "shown once" not in page
        assert not set(first) <= set(page.replace("<", " ").replace(">", " ").split())
    assert six_words(visitor.post("/thanks/", sent)) == first


def test_nor_is_what_was_in_the_form_before_it_was_changed() -> None:
    visitor = Visitor()
    first = filled(visitor.box(), words=EARLIER)
    again = text_of(visitor.post("/write/", filled(text_of(visitor.post("/check/", first)))))
    second = filled(again, words=WORDS)
    checked = text_of(visitor.post("/begin/", second))
    third = filled(text_of(visitor.post("/write/", filled(checked))), words=CHANGED)
    six_words(visitor.post("/thanks/", filled(text_of(visitor.post("/check/", third)))))
    for form in (first, second, third):
        assert all("It is with us, once." in page for page in reloaded(visitor, form))


def test_other_words_with_the_same_ticket_stay_on_the_screen() -> None:
    visitor = Visitor()
    form = filled(visitor.box(), words=WORDS)
    six_words(visitor.post("/thanks/", form))
    for page in reloaded(visitor, form | {"words": EARLIER}):
        assert EARLIER in page and "It is with us" not in page


def test_a_ticket_that_somebody_else_used_costs_nobody_a_page_and_made_up_marks_are_only_theirs() -> None:
    thief, writer = Visitor(), Visitor()
    hers = text_of(writer.post("/check/", filled(writer.box(), words=WORDS)))
    planted = filled(hers)["ticket"]
    his = filled(thief.box(), words=EARLIER, held=filled(hers)["held"])
    six_words(thief.post("/thanks/", his))
    assert all(WORDS in page for page in reloaded(writer, filled(hers)))
    six_words(thief.post("/thanks/", filled(thief.box(), words=EARLIER, ticket=planted)))
    assert all(WORDS in page for page in reloaded(writer, filled(hers)))


def test_a_mark_tells_nothing_of_the_words_and_a_text_has_another_in_another_form() -> None:
    one, two = (filled(Visitor().check(words=WORDS).content.decode())["held"][0] for _ in "ab")
    assert one != two and len(one) == len(two) == 32


def test_what_is_no_mark_of_ours_is_left_out_and_there_are_never_many() -> None:
    visitor = Visitor()
    form = filled(visitor.box(), words=WORDS)
    page = text_of(visitor.post("/check/", form | {"held": "a<b>"}))
    assert len(filled(page)["held"][0]) == 32
    many = ".".join(f"{number:032x}" for number in range(500))
    six_words(visitor.post("/thanks/", form | {"held": many}))
    assert 1 < UsedTicket.objects.count() <= 13


@override_settings(RATELIMIT_ENABLE=True)
def test_nor_after_more_sends_than_we_take(monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = Visitor()
    form = filled(visitor.box(), words=WORDS)
    six_words(visitor.post("/thanks/", form))
    monkeypatch.setattr("testimonies.limits.SEND_STOP", "0/h")
    assert "okonedo" not in text_of(visitor.post("/thanks/", form))
    assert "rehearsal" in text_of(
        visitor.post("/thanks/", filled(visitor.box(), words="Another rehearsal.")), 429
    )
